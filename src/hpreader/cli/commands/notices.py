"""`hpreader notices`: what will be on which day where one lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.session import open_newsroom
from hpreader.cli.status import Status
from hpreader.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.config import Settings
    from hpreader.model.notices import Notice
    from hpreader.newsroom import Newsroom


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    with open_newsroom(arguments, settings) as newsroom:
        return _notices(newsroom, arguments)


def _notices(newsroom: Newsroom, arguments: Namespace) -> int:
    for problem in newsroom.places.unknown:
        output.complain(problem)
    found = newsroom.places.notices(arguments.date, past=arguments.past)
    for notice in found:
        if arguments.json:
            _print_json(notice)
            continue
        output.data(f"{notice.headline.id}  {notice.when}  {notice.subject}")
        output.wrapped(notice.headline.title, indent=14)
    if not found and not arguments.json:
        if newsroom.places.all():
            output.narrate(_("There are no notices for the places you follow."))
        else:
            output.narrate(
                _(
                    'You follow no place yet. Put yours into config.toml: places = ["{name}"]'
                ).format(name="Lê Chân")
            )
    return Status.DONE


def _print_json(notice: Notice) -> None:
    from hpreader import export  # noqa: PLC0415 - as in `output`

    output.json_line(
        {
            **export.headline_json(notice.headline),
            "notice": notice.kind,
            "for_first": notice.first.isoformat(),
            "for_last": notice.last.isoformat(),
            "for_hours": list(notice.hours),
            "places": list(notice.places),
        }
    )
