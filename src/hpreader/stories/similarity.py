"""Two articles: are they copies of one text, do they report one event, and by which evidence.

Evidence of several kinds is combined as independent reasons: what is left to doubt is the product of what
each leaves (`1 - (1 - a)(1 - b)…`), so that each has a weight that can be shown. Rare words count more than
common ones: a shared word's weight is the logarithm of how few articles of these days have it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hpreader.stories.features import COMMON_NAMES, MOST_SHINGLES, has_digit, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.stories.features import Features

Kind = Literal["copy", "title", "names", "numbers", "text", "link"]

COMMON: Final = 60
"""A key that more articles of these days have tells no candidate."""
MOST_DAYS: Final = 3
"""Days between two reports of one event."""
STORY: Final = 0.6
"""From this score on two articles report one event."""
WEAK: Final = 0.3
"""From this score on a pair counts where others link their stories."""

_COPY_SHINGLES: Final = 0.72
"""The share of shingles that copies have in common."""
_COPY_LENGTH: Final = 0.75
_LEAST_COPY: Final = 25
"""Syllables: two shorter texts may be equal by chance or template."""

_USUAL: Final = 3
"""How many articles have a value that only the other article has, which is not looked for."""
_LEAST_WEIGHT: Final = 0.02
"""Evidence of less is left out."""
_MOST_VALUES: Final = 6
"""How many shared values are named as evidence."""
_FEW_FACTS: Final = 3
"""An article with fewer names and numbers has too few of them to judge by."""
_FACTS: Final = frozenset({"names", "numbers"})
_NUMBERS_BY_CHANCE: Final = 150
"""Of so many pairs of numbers one is expected to be equal."""
_FEW_FACTS_TRUST: Final = 0.8
"""How much equal words mean then: in a title and two lines little can disagree."""
_FORM: Final = 0.35
"""From this share of equal shingles on, two texts with other facts are one form."""
_MANY_FACTS: Final = 4
"""So many equal names and numbers are more than one kind of evidence."""
_LEAST_TRUST: Final = 0.2
"""How much equal words mean where no name and number is equal."""

_FEWEST: Final = 500
"""As so many articles the days count, where fewer are stored: rarity is a guess then."""


class Reason(NamedTuple):
    """Evidence of one kind."""

    kind: Kind
    weight: float
    """0 to 1: the share of doubt that it removes."""
    values: tuple[str, ...]
    """What both articles have, the rarest first."""


class Similarity(NamedTuple):
    """What two articles have in common."""

    score: float
    is_copy: bool
    reasons: tuple[Reason, ...]


class Rarity:
    """How rare a value is in the articles of some days."""

    def __init__(self, total: int, counts: Mapping[int, int]) -> None:
        """Make it of the number of articles, and of those with each key (`index_keys`)."""
        self._total = max(total, _FEWEST)
        self._counts = counts

    def of(self, kind: str, value: str | int) -> float:
        """0 for what all articles have, 6 for what two of a thousand have."""
        if kind == "n" and value in COMMON_NAMES:
            return 0.3
        count = self._counts.get(key_of(kind, value), _USUAL)
        if count > COMMON:
            count = self._total // 3  # it was not counted further
        return max(0.0, math.log(self._total / max(2, count)))


_WEIGHTS: Final = {"title": 0.75, "names": 0.7, "numbers": 0.5, "text": 0.92, "link": 0.25}
"""How much doubt the strongest evidence of each kind removes."""


def compare(one: Features, other: Features, rarity: Rarity, ids: tuple[str, str]) -> Similarity:
    """Compare two articles.

    Args:
        one: an article.
        other: another one.
        rarity: how rare values are in the articles of these days.
        ids: the ids of both, as `Features.links` has them.
    """
    days = abs(one.day - other.day) if one.day and other.day else 0
    if days > MOST_DAYS:
        return Similarity(0.0, False, ())
    resemblance = _resemblance(one, other)
    if _are_copies(one, other, resemblance):
        return Similarity(1.0, True, (Reason("copy", 1.0, (f"{resemblance:.0%}",)),))
    names = _shared_names(one, other, rarity)
    numbers = _shared_numbers(one, other, rarity)
    trust = _trust(one, other, names, numbers, resemblance)
    found = (
        _title(one, other, names, rarity, trust),
        _reason("names", names, 8.0),
        _reason("numbers", numbers, 6.0),
        _text(_shared_shingles(one, other), trust if trust != _FEW_FACTS_TRUST else 0.5),
        _link(one, other, ids),
    )
    reasons = tuple(reason for reason in found if reason.weight >= _LEAST_WEIGHT)
    doubt = math.prod(1 - reason.weight for reason in reasons)
    score = (1 - doubt) * _agreement(one, other, days, reasons, len(names) + len(numbers))
    return Similarity(round(score, 3), False, reasons)


def _are_copies(one: Features, other: Features, resemblance: float) -> bool:
    """Whether two articles are one text: equal but for a few words, and with the same numbers and names.

    Notices of one kind (a water cut here, another one there) are equal but for these.
    """
    lengths = sorted((one.length, other.length))
    return (
        lengths[0] >= _LEAST_COPY
        and lengths[0] / lengths[1] >= _COPY_LENGTH
        and resemblance >= _COPY_SHINGLES
        and not _dates_differ(one, other)
        and not _have_other_names(one, other)
        and not _is_replaced(one.text_numbers, other.text_numbers)
        and not _is_replaced(one.text_names, other.text_names)
    )


def _is_replaced(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether each has something that the other lacks: a copy leaves out or adds, and replaces nothing."""
    first, second = set(one), set(other)
    return bool(first - second) and bool(second - first)


def _resemblance(one: Features, other: Features) -> float:
    """The share of the shingles of both that both have, estimated from the smallest ones."""
    first, second = set(one.shingles), set(other.shingles)
    sample = sorted(first | second)[:MOST_SHINGLES]
    return len(first.intersection(second, sample)) / len(sample) if sample else 0.0


def _shared_shingles(one: Features, other: Features) -> float:
    """The share of the shorter text's shingles that the other one has, where both know them."""
    if min(one.length, other.length) < _LEAST_COPY:
        return 0.0
    limit = min(
        features.shingles[-1] if len(features.shingles) >= MOST_SHINGLES else 1 << 33
        for features in (one, other)
    )
    first = {hashed for hashed in one.shingles if hashed <= limit}
    second = {hashed for hashed in other.shingles if hashed <= limit}
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


def _shared_names(one: Features, other: Features, rarity: Rarity) -> dict[str, float]:
    """The names in both articles with their weights, the rarest first."""
    titles = {*one.title_names} & {*other.title_names}
    places = {*one.places, *other.places}
    weights = {}
    for name, weight in _weighed("n", one.names, other.names, rarity).items():
        factor = 1.6 if has_digit(name) else 0.6 if name in places else 1.0
        if name.count(" ") >= 2 and name not in places:
            factor = 1.4  # a person's whole name
        weights[name] = weight * factor * (1.5 if name in titles else 1.0)
    return weights


def _shared_numbers(one: Features, other: Features, rarity: Rarity) -> dict[str, float]:
    """The numbers in both articles with their weights; in two long texts some are equal by chance."""
    chance = 1 + len(one.numbers) * len(other.numbers) / _NUMBERS_BY_CHANCE
    return {
        number: weight * _telling(number) / chance
        for number, weight in _weighed("d", one.numbers, other.numbers, rarity).items()
        if not number.isdecimal() or len(number) > 1
    }


def _telling(number: str) -> float:
    """How little a number is equal by chance: `1940 ty`, `24 do`, `38`, `3 met`."""
    digits = sum(map(str.isdigit, number))
    if digits >= 3:
        return 1.0
    return 0.5 if digits == 2 and not number.isdecimal() else 0.3


def _trust(
    one: Features,
    other: Features,
    names: Mapping[str, float],
    numbers: Mapping[str, float],
    resemblance: float,
) -> float:
    """0 to 1: how much equal words mean, by the share of names and numbers that are equal too.

    Notices, forecasts and reports of fires are written after one pattern: what they have in common is the
    pattern, unless names and numbers are the same.
    """
    places = {*one.places, *other.places}
    shared = len(numbers) + sum(0.5 if name in places else 1.0 for name in names)
    fewest = min(_facts(one), _facts(other))
    is_other = _is_replaced(one.names, other.names) or _is_replaced(one.numbers, other.numbers)
    share = shared / max(1, (_facts(one) + _facts(other)) / 2 if is_other else fewest)
    if is_other and resemblance > _FORM:  # one form, filled in with other facts
        return _LEAST_TRUST + max(0.0, min(1.0, share) - 0.5)
    if not fewest or (fewest < _FEW_FACTS and not is_other):
        return _FEW_FACTS_TRUST
    return min(1.0, _LEAST_TRUST + 1.8 * share)


def _facts(features: Features) -> int:
    """How many names and numbers an article has, the small ones left out."""
    numbers = [number for number in features.numbers if _telling(number) > 0.3]
    return len(set(features.names) - COMMON_NAMES) + len(numbers)


def _title(
    one: Features, other: Features, names: Iterable[str], rarity: Rarity, trust: float
) -> Reason:
    """Syllables and pairs of syllables in both titles, but for those of names, which count elsewhere."""
    named = {word for name in names for word in name.split()}
    pairs = {
        pair: weight
        for pair, weight in _weighed("t", one.pairs, other.pairs, rarity).items()
        if not named.issuperset(pair.split())
    }
    words = set(one.title) & set(other.title) - named
    sizes = len(one.title) + len(other.title)
    by_words = 2 * len(words) / sizes if sizes else 0.0
    whole = _sum("t", one.pairs, rarity) + _sum("t", other.pairs, rarity)
    by_pairs = 2 * sum(pairs.values()) / whole if whole else 0.0
    weight = _WEIGHTS["title"] * trust * min(1.0, 0.4 * by_words + 1.1 * by_pairs)
    return Reason("title", round(weight, 3), tuple(pairs)[:_MOST_VALUES])


def _reason(kind: Kind, shared: Mapping[str, float], scale: float) -> Reason:
    weight = _WEIGHTS[kind] * (1 - math.exp(-sum(shared.values()) / scale))
    return Reason(kind, round(weight, 3), tuple(shared)[:_MOST_VALUES])


def _text(shared: float, trust: float) -> Reason:
    """Passages that both texts have; a twentieth may be stock phrases."""
    weight = _WEIGHTS["text"] * trust * (1 - math.exp(-max(0.0, shared - 0.05) / 0.18))
    return Reason("text", round(weight, 3), (f"{shared:.0%}",))


def _link(one: Features, other: Features, ids: tuple[str, str]) -> Reason:
    """One article names the other one as other news, which most sites fill with the newest."""
    links = (ids[1] in one.links) or (ids[0] in other.links)
    is_chosen = links and one.source != other.source
    weight = _WEIGHTS["link"] * (1.0 if is_chosen else 0.5) if links else 0.0
    return Reason("link", round(weight, 3), ())


def _weighed(
    kind: str, one: Iterable[str], other: Iterable[str], rarity: Rarity
) -> dict[str, float]:
    """The values that both have, with their weights, the rarest first."""
    wanted = set(other)
    shared = {value: rarity.of(kind, value) for value in one if value in wanted}
    return dict(sorted(shared.items(), key=lambda item: -item[1]))


def _sum(kind: str, values: Iterable[str], rarity: Rarity) -> float:
    return sum(rarity.of(kind, value) for value in values)


def _agreement(
    one: Features, other: Features, days: int, reasons: tuple[Reason, ...], shared: int
) -> float:
    """0 to 1: what speaks against one event although words are shared."""
    factor = (1.0, 0.98, 0.94, 0.88)[days]
    weights = {reason.kind: reason.weight for reason in reasons}
    if _dates_differ(one, other):
        factor *= 0.35
    if _titles_count_differently(one, other) and shared < _MANY_FACTS:
        factor *= 0.5
    if one.source == other.source and days and weights.get("title", 0.0) > 0.45:
        factor *= 0.75  # a column of every day under one title
    factor *= 0.75 ** (_lacks_title_names(one, other) + _lacks_title_names(other, one))
    facts = [value for reason in reasons if reason.kind in _FACTS for value in reason.values]
    if (
        len([value for value in facts if _telling(value) > 0.3 or value[0].isalpha()]) < _MANY_FACTS
        and sum(weight >= 0.08 for weight in weights.values()) < 2
    ):
        factor *= 0.7  # one kind of evidence alone may be chance
    return factor


def _dates_differ(one: Features, other: Features) -> bool:
    """Whether both titles name days, and none of one's is the other's."""
    return bool(one.dates and other.dates and not set(one.dates) & set(other.dates))


def _lacks_title_names(one: Features, other: Features) -> bool:
    """Whether the title of one names something, and the other, whose text is known, names none of it."""
    named = set(one.title_names) - COMMON_NAMES
    return bool(named) and other.length >= _LEAST_COPY and not named & set(other.names)


def _titles_count_differently(one: Features, other: Features) -> bool:
    """Whether two titles are nearly equal but for their numbers (`lần thứ 11`, `lần thứ 46`)."""
    if not _is_replaced(one.title_numbers, other.title_numbers):
        return False
    words, others = set(one.title), set(other.title)
    return len(words & others) >= 0.6 * min(len(words), len(others))


def _have_other_names(one: Features, other: Features) -> bool:
    """Whether the titles name places or people, and no telling name is in both articles."""
    first = set(one.title_names) - COMMON_NAMES
    second = set(other.title_names) - COMMON_NAMES
    if not first or not second:
        return False
    return not (first & set(other.names)) and not (second & set(one.names))
