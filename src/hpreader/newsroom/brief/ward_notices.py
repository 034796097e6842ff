"""The notices for the places that the user follows, as the first part of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.model.brief import BriefEntry, BriefPart
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hpreader.model import Headline
    from hpreader.model.brief import Period
    from hpreader.model.notices import Notice
    from hpreader.newsroom.newsroom import Newsroom


class WardNotices:
    """One part with the notices, whenever they were published; none where no place is followed."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterator[BriefPart]:  # noqa: ARG002 - of the protocol
        """The part: notices for the day of the period, or from today on where the period is of now."""
        is_now = (
            period.contains(self._newsroom.now())
            or period.day >= local(self._newsroom.now()).date()
        )
        found: dict[str, list[Notice]] = {}
        for notice in self._newsroom.places.notices(None if is_now else period.day):
            found.setdefault(notice.headline.id, []).append(notice)
        entries = tuple(
            BriefEntry(notices[0].headline, "; ".join(dict.fromkeys(map(_note, notices))))
            for notices in found.values()
        )
        yield BriefPart("ward", _("My wards"), entries)


def _note(notice: Notice) -> str:
    """For which day and what: `3/12 8:00–16:30 Power, phường Lê Chân`."""
    return f"{notice.when} {notice.subject}"
