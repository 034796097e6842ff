"""The places of Hải Phòng by their names, of now and before July 2025."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from hpreader.text import clean, fold, has_marks, tone_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CITY: Final = "thành phố Hải Phòng"
"""The label of articles about the whole city."""

DISTRICT_KINDS: Final = ("thành phố", "thị xã", "quận", "huyện")
"""The kinds of the districts; one word stands for another, because some were raised from one to the next."""

_FORMER_WORD: Final = re.compile(r"\s*\((?:cũ|old)\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that can be followed: a unit of now, or a former district."""

    kind: str
    """phường, xã or đặc khu; of a district quận, huyện, thị xã or thành phố."""
    name: str
    is_district: bool = False
    is_elsewhere: bool = False
    """Whether another province has a unit of this kind and name."""
    is_bare: bool = False
    """Whether the name means the place without its kind too."""

    @property
    def label(self) -> str:
        """Kind and name, by which it is stored: `phường Lê Chân`. No two places share one."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A ward or commune until 30 June 2025."""

    kind: str
    name: str
    district: str
    """Kind and name of its district."""
    became: tuple[tuple[str, str], ...]
    """Which share of it became part of which unit: see the head of haiphong.tsv."""
    is_elsewhere: bool = False
    is_bare: bool = False

    @property
    def label(self) -> str:
        """Kind and name; several former units may share them."""
        return f"{self.kind} {self.name}"

    @property
    def units(self) -> tuple[str, ...]:
        """The labels of the units where its people live now."""
        return tuple(label for share, label in self.became if share != "land")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: the places, and the former unit that led to them."""

    places: tuple[Place, ...]
    former: FormerUnit | None = None


class Gazetteer:
    """All places, and the ways to find them by a name."""

    def __init__(
        self,
        units: Sequence[Place],
        districts: Sequence[Place],
        former: Sequence[FormerUnit],
    ) -> None:
        self.units = tuple(units)
        self.districts = tuple(districts)
        self.former = tuple(former)
        self.by_label = {place.label: place for place in (*units, *districts)}

    @cached_property
    def of_district(self) -> dict[str, tuple[str, ...]]:
        """For each district, by its label, the labels of the units that its people live in now."""
        found: dict[str, dict[str, None]] = {place.label: {} for place in self.districts}
        for unit in self.former:
            found[unit.district] |= dict.fromkeys(unit.units)
        for name in found:
            if not found[name]:  # Bạch Long Vĩ had no communes
                found[name] = {
                    place.label: None
                    for place in self.units
                    if place.name == self.by_label[name].name
                }
        return {name: tuple(labels) for name, labels in found.items()}

    @cached_property
    def formers_of(self) -> dict[str, tuple[FormerUnit, ...]]:
        """For each unit, by its label, the former ones of which it has people or area."""
        found: dict[str, list[FormerUnit]] = {place.label: [] for place in self.units}
        for unit in self.former:
            for _, label in unit.became:
                found[label].append(unit)
        return {label: tuple(units) for label, units in found.items()}

    def meanings(self, text: str) -> tuple[Meaning, ...]:
        """What a name that a person wrote can mean; empty if there is no such place.

        Units of now come before former ones of the name, and these before districts, unless the kind is
        written. A district after a comma or in brackets tells former units apart. Where the text has no marks,
        names are compared without them.

        Args:
            text: `Lê Chân`, `phường Lê Chân`, `xã Quang Trung (huyện An Lão)`.
        """
        text = clean(_FORMER_WORD.sub("", text))
        name, _, within = text.replace("(", ",").rstrip(") ").partition(",")
        key = tone_key if has_marks(text) else fold
        kind, bare = _split_kind(name)
        wanted = key(bare)
        if not within and has_marks(text):  # as most users write it: no other name need be folded
            exact = [one for one in self.units if one.name == bare and kind in ("", one.kind)]
            if exact:
                return tuple(Meaning((one,)) for one in exact)

        def fits(place: Place | FormerUnit, kinds: Iterable[str]) -> bool:
            return key(place.name) == wanted and (not kind or place.kind in kinds)

        found = [Meaning((one,)) for one in self.units if fits(one, (kind,))]
        former = [one for one in self.former if fits(one, (kind,))]
        if within.strip():
            district = key(_split_kind(within.strip())[1])
            former = [one for one in former if key(_split_kind(one.district)[1]) == district]
            found = [] if former else found
        if not found:
            found = [Meaning(tuple(self.by_label[u] for u in one.units), one) for one in former]
        kinds = DISTRICT_KINDS if kind in DISTRICT_KINDS else (kind,)
        return tuple(found) or tuple(Meaning((one,)) for one in self.districts if fits(one, kinds))

    def search(self, text: str) -> Iterator[tuple[Place, tuple[FormerUnit, ...]]]:
        """The units, each with its former ones, of which a name begins with these words or contains them."""
        key = tone_key if has_marks(text) else fold
        words = f" {key(clean(text))}"
        for place in self.units:
            former = self.formers_of[place.label]
            hits = tuple(
                one for one in former if words in f" {key(f'{one.label}, {one.district}')}"
            )
            if hits or words in f" {key(place.label)}":
                yield place, hits or former


def _split_kind(name: str) -> tuple[str, str]:
    """The kind that a name begins with, written in any case and without marks too, and the rest."""
    folded = fold(name)
    for kind in ("phường", "xã", "đặc khu", "thị trấn", *DISTRICT_KINDS):
        start = f"{fold(kind)} "
        if folded.startswith(start) and name[len(start) :].strip():
            return kind, name[len(start) :].strip()
    return "", name.strip()


@cache
def gazetteer() -> Gazetteer:
    """The places of the package's table; read once, when they are first needed."""
    from importlib.resources import files  # noqa: PLC0415 - not for the first screen

    return read_table(files(__package__).joinpath("haiphong.tsv").read_text("utf-8"))


def read_table(text: str) -> Gazetteer:
    """The places of a table, whose columns its head describes.

    Raises:
        ValueError: a line has another form.
    """
    units: list[Place] = []
    districts: list[Place] = []
    former: list[FormerUnit] = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        what, kind, name, elsewhere, bare, *rest = line.split("\t")
        flags = {"is_elsewhere": elsewhere == "x", "is_bare": bare == "b"}
        if what == "former":
            district, became = rest
            pairs = (one.partition("=") for one in became.split("; "))
            shares = tuple((share, label) for share, _, label in pairs)
            former.append(FormerUnit(kind, name, district, shares, **flags))
        elif what == "unit":
            units.append(Place(kind, name, **flags))
        elif what == "district":
            districts.append(Place(kind, name, is_district=True, **flags))
        else:
            raise ValueError(line)
    return Gazetteer(units, districts, former)


def labels_named(text: str) -> frozenset[str]:
    """The labels of the articles that are about a place, by any of its names.

    An article about a ward is also about the district where it was; one that names only the district is not
    about each of its wards.
    """
    places = gazetteer()
    found: set[str] = set()
    for meaning in places.meanings(text):
        for place in meaning.places:
            found |= {place.label, *places.of_district.get(place.label, ())}
    return frozenset(found)
