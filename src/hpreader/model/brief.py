"""The news of a day or of some hours in parts: what `hpreader brief` shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from hpreader.i18n import _, ngettext
from hpreader.model import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hpreader.model.lists import Headline

HOURS: Final = 24
"""How far a brief without a day goes back: in the morning, the evening before belongs to it."""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when the news of a brief were published; the end does not belong to it.

    What has no date is of the day on which it was first seen.
    """

    begin: datetime
    end: datetime

    @classmethod
    def of_day(cls, day: date) -> Period:
        """A day in Vietnam."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
        return cls(midnight, midnight + timedelta(days=1))

    @classmethod
    def until(cls, moment: datetime) -> Period:
        """The hours up to the end of a minute."""
        end = moment.astimezone(VIETNAM).replace(second=0, microsecond=0) + timedelta(minutes=1)
        return cls(end - timedelta(hours=HOURS), end)

    @property
    def days(self) -> tuple[date, ...]:
        """The days in Vietnam that it touches, the newest first."""
        first = self.begin.astimezone(VIETNAM).date()
        last = (self.end - timedelta(microseconds=1)).astimezone(VIETNAM).date()
        return tuple(last - timedelta(days=number) for number in range((last - first).days + 1))

    @property
    def day(self) -> date:
        """The day that it is called by: the last one."""
        return self.days[0]

    @property
    def is_day(self) -> bool:
        """Whether it is a whole day."""
        return self == Period.of_day(self.day)

    def contains(self, moment: datetime | None) -> bool:
        """Whether a moment is in it."""
        return moment is not None and self.begin <= moment < self.end

    def time_of(self, headline: Headline) -> str:
        """When an article was published, with its day where the period touches several."""
        if headline.published is None:
            return ""
        moment = headline.published.astimezone(VIETNAM)
        is_named = self.is_day and self.contains(headline.published)
        return f"{moment:%H:%M}" if is_named else f"{moment:%d/%m %H:%M}"

    @property
    def name(self) -> str:
        """What it is called, in the language that is spoken now."""
        if self.is_day:
            return f"{self.day:%d/%m/%Y}"
        words = ngettext("{hours} hour to {time}", "{hours} hours to {time}", HOURS)
        last = self.end.astimezone(VIETNAM) - timedelta(minutes=1)
        return words.format(hours=HOURS, time=f"{last:%H:%M %d/%m/%Y}")


PartKind = Literal["ward", "search", "story", "section"]
"""What the articles of a part have in common; printed as `kind` in JSON."""


@dataclass(frozen=True, slots=True)
class BriefEntry:
    """A line of a brief."""

    headline: Headline
    note: str = ""
    """What is to be known of it here, such as the day it is for or how many papers have it."""
    others: tuple[Headline, ...] = ()
    """Further articles of the same story; the line stands for them too."""

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """All articles for which it stands."""
        return (self.headline, *self.others)

    @property
    def remark(self) -> str:
        """Its note, else how many further articles it stands for, in the language that is spoken now."""
        count = len(self.others)
        if self.note or not count:
            return self.note
        return ngettext("+{count} article", "+{count} articles", count).format(count=count)


@dataclass(frozen=True, slots=True)
class BriefPart:
    """A part with its name, which is shown above its entries."""

    kind: PartKind
    name: str
    entries: tuple[BriefEntry, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The news of a period; each article is in one part only, the first that has it."""

    period: Period
    parts: tuple[BriefPart, ...]

    @property
    def title(self) -> str:
        """The heading, in the language that is spoken now."""
        return _("News brief, {period}").format(period=self.period.name)

    def entries(self) -> Iterator[tuple[BriefPart, BriefEntry]]:
        """All entries, each with its part."""
        for part in self.parts:
            for entry in part.entries:
                yield part, entry

    @property
    def count(self) -> int:
        """How many articles it has."""
        return sum(len(entry.headlines) for _part, entry in self.entries())

    def shortened(self, lines: int) -> Brief:
        """The same with at most so many lines, of which each part takes one and each entry one.

        The parts get an entry each in turn, so that a part with much news leaves room for the others;
        where there is no room for all parts, the last ones are left out.
        """
        parts = self.parts[: max(1, lines // 2)]
        room, counts = lines - len(parts), [0] * len(parts)
        while room > 0:
            before = room
            for number, part in enumerate(parts):
                if room > 0 and counts[number] < len(part.entries):
                    counts[number] += 1
                    room -= 1
            if room == before:
                break
        kept = [
            BriefPart(part.kind, part.name, part.entries[:count])
            for part, count in zip(parts, counts, strict=True)
            if count
        ]
        return Brief(self.period, tuple(kept))
