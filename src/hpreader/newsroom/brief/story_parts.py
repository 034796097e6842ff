"""The stories of a period as a part of its brief: what several articles tell comes before the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.model.brief import BriefEntry, BriefPart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hpreader.model import Headline
    from hpreader.model.brief import Period
    from hpreader.newsroom.newsroom import Newsroom


class StoryParts:
    """One part with the stories that have two articles or more in the period; `update_stories` comes before."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def parts(self, period: Period, headlines: Sequence[Headline]) -> Iterator[BriefPart]:
        """The part, the weightiest story first; the first report of each stands for it."""
        of_period = {headline.id for headline in headlines}
        entries: dict[str, BriefEntry] = {}
        for day in period.days:
            for story in self._newsroom.stories.of_day(day):
                found = [one.headline for one in story.reports if one.headline.id in of_period]
                if len(found) > 1:
                    entry = BriefEntry(found[0], others=tuple(found[1:]))
                    entries.setdefault(entry.headline.id, entry)
        ordered = sorted(entries.values(), key=lambda entry: -len(entry.headlines))
        yield BriefPart("story", _("One event, several reports"), tuple(ordered))


async def update_stories(newsroom: Newsroom, period: Period) -> None:
    """Compare what came since the last time on the days of a period.

    Raises:
        ProblemError: the disk reported an error.
    """
    for day in period.days:
        await newsroom.stories.update(day)
