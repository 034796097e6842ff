"""The nouns of followed places: what is followed, and the notices for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hpreader.i18n import N_, _
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hpreader.model.lists import Headline

NOTICE_NAMES: Final[Mapping[str, str]] = {
    "power": N_("Power"),
    "water": N_("Water"),
    "road": N_("Roads"),
    "storm": N_("Weather"),
    "school": N_("School"),
}
"""The kinds of notices by their names in JSON, as messages."""


_SHOWN_HOURS: Final = 2


@dataclass(frozen=True, slots=True)
class FollowedPlace:
    """A ward, commune or former district of `places` in config.toml."""

    label: str
    """Kind and name: `phường Lê Chân`."""

    @property
    def title(self) -> str:
        """The label as the name of a section."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def query(self) -> str:
        """The search that finds its articles."""
        return f'place:"{self.label}"'


@dataclass(frozen=True, slots=True)
class Notice:
    """An article that tells what will be on some days where the user lives."""

    kind: str
    """A key of `NOTICE_NAMES`."""
    first: date
    """The first day that it is for."""
    last: date
    """The last one; mostly the same."""
    hours: tuple[str, ...]
    """Such as `8:00–16:30`, where the text tells them."""
    places: tuple[str, ...]
    """The labels of the followed places that it names; empty where it is for the whole city."""
    headline: Headline

    @property
    def days(self) -> str:
        """The days as a person reads them, without the year: `3/12`, `3/12–10/12`."""
        first = f"{self.first.day}/{self.first.month}"
        return first if self.last == self.first else f"{first}–{self.last.day}/{self.last.month}"

    @property
    def when(self) -> str:
        """The days, with the hours where they are known; of many hours the first ones."""
        more = " …" if len(self.hours) > _SHOWN_HOURS else ""
        return f"{self.days} {', '.join(self.hours[:_SHOWN_HOURS])}{more}".strip()

    @property
    def subject(self) -> str:
        """What and where: `Power, phường Lê Chân`."""
        where = ", ".join(self.places) if self.places else _("the whole city")
        return clean(f"{_(NOTICE_NAMES[self.kind])}, {where}")
