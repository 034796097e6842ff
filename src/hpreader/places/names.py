"""What the names mean that a user wrote, and what to tell about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hpreader.i18n import _
from hpreader.places.gazetteer import gazetteer
from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hpreader.places.gazetteer import Meaning


class NamedPlaces(NamedTuple):
    """The places of some names."""

    labels: tuple[str, ...]
    """Of the places, each once."""
    remarks: tuple[str, ...]
    """Sentences on names that are former ones, or mean several places."""
    unknown: tuple[Problem, ...]
    """The names that mean none."""


def named_places(names: Iterable[str]) -> NamedPlaces:
    """The places that names mean, those of now for former ones; several where a name has several meanings."""
    labels: dict[str, None] = {}
    remarks: list[str] = []
    unknown: list[Problem] = []
    for name in names:
        meanings = gazetteer().meanings(name)
        remarks += _remarks(name, meanings)
        if not meanings:
            unknown.append(Problem("unknown_place", name))
        labels |= {place.label: None for meaning in meanings for place in meaning.places}
    return NamedPlaces(tuple(labels), tuple(remarks), tuple(unknown))


def _remarks(name: str, meanings: Sequence[Meaning]) -> Iterator[str]:
    """What a user should know about a name that is not that of one place of now."""
    for meaning in meanings:
        labels = _(" and ").join(place.label for place in meaning.places)
        if meaning.former is not None:
            yield _("{old} ({district}) is {new} since 1 July 2025.").format(
                old=meaning.former.label, district=meaning.former.district, new=labels
            )
    if len(meanings) > 1:
        yield _(
            "{name} means several places: add the district, as in “xã Quang Trung, An Lão”."
        ).format(name=name)
