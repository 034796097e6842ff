"""`hpreader places`: the wards and communes of Hải Phòng, by their names of now and of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.status import Status
from hpreader.i18n import N_, _
from hpreader.places.gazetteer import gazetteer
from hpreader.places.names import named_places
from hpreader.problems import Problem

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from hpreader.config import Settings
    from hpreader.places.gazetteer import FormerUnit, Place

SHARES = {"part": N_("part"), "rest": N_("the rest"), "land": N_("land only")}
"""What became part of a unit, where it was not the whole of a former one."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    named = named_places(settings.places)
    query = " ".join(arguments.query)
    found = list(gazetteer().search(query))
    for remark in named.remarks:
        output.narrate(remark)
    for problem in named.unknown:
        output.complain(problem)
    for place, former in found:
        is_followed = place.label in named.labels
        if arguments.json:
            _print_json(place, is_followed=is_followed)
        else:
            _print(place, former, is_followed=is_followed)
    if not found:
        output.complain(Problem("unknown_place", query))
        return Status.MISSING
    if not arguments.json and not settings.places:
        output.narrate(
            _('Follow some in config.toml: places = ["{name}"]').format(name=found[0][0].name)
        )
    return Status.DONE


def _print(place: Place, former: Sequence[FormerUnit], *, is_followed: bool) -> None:
    mark = "*" if is_followed else " "
    output.data(f"{mark} {place.label}")
    by_district: dict[str, list[str]] = {}
    for unit in former:
        share = SHARES.get(_share(unit, place))
        words = f"{unit.label} ({_(share)})" if share else unit.label
        by_district.setdefault(unit.district, []).append(words)
    for district, units in by_district.items():
        output.wrapped(f"{district}: {', '.join(units)}", indent=4)


def _share(unit: FormerUnit, place: Place) -> str:
    return next(share for share, label in unit.became if label == place.label)


def _print_json(place: Place, *, is_followed: bool) -> None:
    former = gazetteer().formers_of[place.label]
    output.json_line(
        {
            "kind": place.kind,
            "name": place.name,
            "label": place.label,
            "followed": is_followed,
            "former": [
                {
                    "kind": unit.kind,
                    "name": unit.name,
                    "district": unit.district,
                    "share": _share(unit, place),
                }
                for unit in former
            ],
        }
    )
