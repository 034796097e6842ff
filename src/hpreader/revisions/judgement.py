"""What matters of the differences between two texts of an article. Pure.

What matters to who has read the former text: a number or a name that is another one, that is new or is
gone; a negation; a paragraph that was added or removed. What does not: spelling, signs, white space, case,
ways of writing numbers and dates, the order and the division of paragraphs, other news, lines about the
article itself, captions that come or go.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.model.text_changes import Change
from hpreader.revisions.alignment import MOST_WORDS, Hunk, hunks_of, pairs_of
from hpreader.revisions.numbers_and_names import Fact, find_facts
from hpreader.revisions.units import Unit, units_of
from hpreader.text import fold, has_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Article
    from hpreader.model.text_changes import ChangeKind

_PARAGRAPH: Final = 8
"""From so many words on, a unit is a paragraph whose coming or going matters by itself."""
_KNOWN: Final = 0.6
"""From this share of known sequences of three words on, a unit is not new: it was divided, joined or moved."""
MOST_CHANGES: Final = 50
"""How many changes are told; a text with more is another one."""
_QUOTED: Final = 60
"""Characters of a paragraph that are quoted."""
_NEGATIONS: Final = frozenset({"không", "chưa", "chẳng"})
_SMALL: Final = 4
"""Words of a hunk in which a negation may be what was corrected; more are a sentence put otherwise."""
_NOT_COUNTED: Final = frozenset(
    [
        "của",
        "và",
        "vào",
        "so",
        "trong",
        "tại",
        "ở",
        "là",
        "để",
        "do",
        "bị",
        "được",
        "đã",
        "đang",
        "sẽ",
        "có",
        "nhưng",
        "với",
        "từ",
        "đến",
        "theo",
        "cho",
        "nghiêng",
        "thì",
        "khi",
        "mà",
        "nên",
        "trên",
        "dưới",
        "về",
        "tới",
        "qua",
        "này",
        "đó",
        "cùng",
        "cũng",
        "of",
        "in",
        "at",
        "and",
        "to",
    ]
)
"""Words after a number that do not tell what is counted."""
_HALVES: Final = frozenset(
    [
        "bác",
        "bệnh",
        "cán",
        "chiến",
        "chuyên",
        "công",
        "cổ",
        "cơ",
        "doanh",
        "du",
        "dự",
        "giáo",
        "gia",
        "hành",
        "học",
        "kỹ",
        "lao",
        "nạn",
        "nghi",
        "ngư",
        "nhân",
        "phóng",
        "phương",
        "sản",
        "sinh",
        "tác",
        "tài",
        "thanh",
        "thành",
        "thí",
        "thiếu",
        "đại",
        "đối",
    ]
)
"""First syllables of what is counted that mean nothing without the next one: `dự án`, `học sinh`."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class _Text:
    """The units of a text, and what occurs anywhere in it."""

    def __init__(self, article: Article) -> None:
        self.units = units_of(article)

    @cached_property
    def facts(self) -> dict[int, list[Fact]]:
        """The facts by the numbers of the units."""
        return {number: find_facts(unit.words) for number, unit in enumerate(self.units)}

    @cached_property
    def values(self) -> frozenset[tuple[str, str]]:
        """All numbers and names."""
        return frozenset((fact.kind, fact.value) for facts in self.facts.values() for fact in facts)

    @cached_property
    def all_words(self) -> str:
        """All words, between spaces, so that a name can be looked for in them."""
        return " " + " | ".join(" ".join(unit.keys) for unit in self.units) + " "

    @cached_property
    def sequences(self) -> frozenset[tuple[str, ...]]:
        """All sequences of three words."""
        return frozenset().union(*self._sequences_of)

    def knows(self, fact: Fact) -> bool:
        """Whether a fact occurs anywhere in the text, a name also as part of a longer one."""
        if fact.kind == "name":
            return f" {fact.value} " in self.all_words
        return (fact.kind, fact.value) in self.values

    def has(self, kind: str, value: str) -> bool:
        """Whether a number or a name occurs anywhere in the text."""
        return (kind, value) in self.values

    def nearest(self, unit: Unit) -> int:
        """The number of the unit that has most sequences of words in common with another text's unit."""
        own = frozenset(_sequences(unit.keys))
        return max(
            range(len(self.units)),
            key=lambda number: len(own.intersection(self._sequences_of[number])),
        )

    @cached_property
    def _sequences_of(self) -> list[frozenset[tuple[str, ...]]]:
        return [frozenset(_sequences(unit.keys)) for unit in self.units]

    def knows_unit(self, unit: Unit) -> bool:
        """Whether most of a unit is in the text, perhaps in several units."""
        own = _sequences(unit.keys)
        return bool(own) and sum(one in self.sequences for one in own) >= _KNOWN * len(own)


class _Found(NamedTuple):
    """A change, and what it is compared with others by."""

    change: Change
    before: str
    after: str


class _Side(NamedTuple):
    """A unit in one of the texts, its facts, and both texts as wholes."""

    unit: Unit
    facts: list[Fact]
    own: _Text
    other: _Text


def is_same_text(before: Article, after: Article) -> bool:
    """Whether two texts have the same words in the same order, whatever their signs and links are."""
    old, new = units_of(before), units_of(after)
    return [unit.text for unit in old] == [unit.text for unit in new]


def changes_between(before: Article, after: Article) -> tuple[Change, ...]:
    """What matters of the differences between two texts of an article, the most telling first.

    Args:
        before: the former text.
        after: the text now.
    """
    old, new = _Text(before), _Text(after)
    found: list[_Found] = []
    for pair in pairs_of(old.units, new.units):
        if pair.before is not None and pair.after is not None:
            found += _edited(
                _Side(old.units[pair.before], old.facts[pair.before], old, new),
                _Side(new.units[pair.after], new.facts[pair.after], new, old),
            )
        elif pair.before is not None:
            found += _alone(
                _Side(old.units[pair.before], old.facts[pair.before], old, new), is_new=False
            )
        elif pair.after is not None:
            found += _alone(
                _Side(new.units[pair.after], new.facts[pair.after], new, old), is_new=True
            )
    # Each once: the headline, the lede and the text have the same number.
    once: dict[tuple[str, ...], Change] = {}
    for one in found:
        once.setdefault((one.change.kind, one.before, one.after), one.change)
    return tuple(sorted(once.values(), key=_rank)[:MOST_CHANGES])


def _rank(change: Change) -> tuple[bool, bool, bool]:
    """What was replaced tells more than what came or went, and that more than paragraphs."""
    is_replaced = bool(change.before and change.after)
    return change.kind == "paragraph", not is_replaced, change.kind != "number"


def _alone(side: _Side, *, is_new: bool) -> list[_Found]:
    """What matters of a unit that only one of the texts has."""
    unit = side.unit
    if unit.is_service or unit.role == "caption":
        return []
    if side.other.knows_unit(unit):
        return _elsewhere(side, is_new=is_new)
    if len(unit.keys) >= _PARAGRAPH:
        return [_change("paragraph", _quoted(unit.text), unit.text, is_new=is_new)]
    return [
        _change(fact.kind, _counted(unit, fact), fact.value, is_new=is_new)
        for fact in side.facts
        if not side.other.knows(fact) and not fact.is_word
    ]


def _elsewhere(side: _Side, *, is_new: bool) -> list[_Found]:
    """What matters within a unit that was divided, joined or moved: compared with where most of it is."""
    other = side.other.nearest(side.unit)
    beside = _Side(side.other.units[other], side.other.facts[other], side.other, side.own)
    old, new = (beside, side) if is_new else (side, beside)
    return [
        one
        for one in _edited(old, new)
        if not (
            one.before
            and one.after
            and new.own.has(one.change.kind, one.before)
            and old.own.has(one.change.kind, one.after)
        )
    ]


def _change(kind: ChangeKind, text: str, value: str, *, is_new: bool) -> _Found:
    if is_new:
        return _Found(Change(kind, "", text), "", value)
    return _Found(Change(kind, text, ""), value, "")


def _edited(old: _Side, new: _Side) -> list[_Found]:
    """What matters of the differences within a unit."""
    if old.unit.keys == new.unit.keys or (old.unit.is_service and new.unit.is_service):
        return []
    hunks = hunks_of(old.unit.keys, new.unit.keys, MOST_WORDS)
    found: list[_Found] = []
    for group in _groups(hunks, old, new):
        found += _replaced(group, old, new)
    return found


class _Group(NamedTuple):
    """Hunks that touch the same facts, with these."""

    hunks: list[Hunk]
    before: list[Fact]
    after: list[Fact]


def _groups(hunks: Sequence[Hunk], old: _Side, new: _Side) -> list[_Group]:
    found: list[_Group] = []
    for hunk in hunks:
        before = [one for one in old.facts if _touches(one, hunk.before_start, hunk.before_stop)]
        after = [one for one in new.facts if _touches(one, hunk.after_start, hunk.after_stop)]
        last = found[-1] if found else None
        if last and (
            set(before) & set(last.before)
            or set(after) & set(last.after)
            # `Kiến An` and `An Dương` have a word in common, between two hunks.
            or hunk.before_start <= max((one.stop for one in last.before), default=-1)
        ):
            last.hunks.append(hunk)
            last.before.extend(one for one in before if one not in last.before)
            last.after.extend(one for one in after if one not in last.after)
        else:
            found.append(_Group([hunk], before, after))
    return found


def _touches(fact: Fact, start: int, stop: int) -> bool:
    """Whether a hunk contains a part of a fact, or puts something into it."""
    if start == stop:
        return fact.start < start < fact.stop
    return fact.start < stop and start < fact.stop


def _replaced(group: _Group, old: _Side, new: _Side) -> list[_Found]:
    """What matters of what one group of hunks replaces."""
    before, after = _without_common(group.before, group.after)
    found: list[_Found] = []
    for kind in ("number", "name"):
        gone = [one for one in before if one.kind == kind]
        came = [one for one in after if one.kind == kind]
        for one, other in zip(gone, came, strict=False):
            if not _is_same(one, other, old, new):
                is_alike = _counting(old.unit, one) == _counting(new.unit, other)
                former = _shown(old.unit, one) if is_alike else _counted(old.unit, one)
                change = Change(one.kind, former, _counted(new.unit, other))
                found.append(_Found(change, one.value, other.value))
        few = min(len(gone), len(came))
        found += [
            _change(one.kind, _counted(old.unit, one), one.value, is_new=False)
            for one in gone[few:]
            if _is_told_alone(one, group, old, new)
        ]
        found += [
            _change(one.kind, _counted(new.unit, one), one.value, is_new=True)
            for one in came[few:]
            if _is_told_alone(one, group, new, old)
        ]
    return found or _negated(group, old, new)


def _without_common(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """The facts without those that both have."""
    rest = list(after)
    gone = []
    for one in before:
        same = next((two for two in rest if (two.kind, two.value) == (one.kind, one.value)), None)
        if same is None:
            gone.append(one)
        else:
            rest.remove(same)
    return gone, rest


def _is_same(one: Fact, other: Fact, old: _Side, new: _Side) -> bool:
    """Whether two facts in one place are one, written otherwise."""
    if one.kind == "number":
        return False
    if _is_part(one.value, other.value) or _is_part(other.value, one.value):
        longer, elsewhere = (
            (other, old.own) if len(other.value) > len(one.value) else (one, new.own)
        )
        return elsewhere.knows(longer)
    if _are_spellings(one, other, old, new):
        return True
    return _abbreviates(one, new.unit.keys) or _abbreviates(other, old.unit.keys)


def _is_part(short: str, long: str) -> bool:
    return f" {short} " in f" {long} "


def _are_spellings(one: Fact, other: Fact, old: _Side, new: _Side) -> bool:
    """Whether a name was misspelt: marks were missing, or the text had it right elsewhere."""
    before, after = one.value.split(), other.value.split()
    if fold("".join(before)) == fold("".join(after)):
        is_joined = len(before) != len(after)
        bare = [a for a, b in zip(before, after, strict=False) if a != b]
        if is_joined or (old.own.knows(other) and not new.own.knows(one)):
            return True
        return bool(bare) and all(not has_marks(word) for word in bare) and len(bare) > 1
    is_near = SequenceMatcher(None, one.value, other.value).ratio() >= 0.75
    return is_near and old.own.knows(other) and not new.own.knows(one)


def _is_acronym(unit: Unit, fact: Fact) -> bool:
    """Whether a name is one of letters, which mostly has words in its place where it is not."""
    letters = unit.words[fact.start].text
    return fact.stop - fact.start == 1 and 2 <= len(letters) <= 6 and letters.isupper()


def _abbreviates(fact: Fact, words: Sequence[str]) -> bool:
    """Whether a name is made of the first letters of words in a row: `UBND` of `ủy ban nhân dân`."""
    letters = fact.value.replace(" ", "")
    size = len(letters)
    if not 2 <= size <= 6:
        return False
    firsts = "".join(word[0] for word in words)
    return fold(letters) in fold(firsts)


def _is_told_alone(fact: Fact, group: _Group, own: _Side, other: _Side) -> bool:
    """Whether a fact that nothing replaces, or that replaces nothing, matters."""
    if own.unit.role == "caption" or own.unit.is_service or own.other.knows(fact):
        return False
    if fact.kind == "name":
        return not (_is_acronym(own.unit, fact) or _abbreviates(fact, other.unit.keys))
    if fact.is_ordinal or fact.value == "0" or (fact.is_word and fact.value == "1"):
        return False  # the weekday of a date; the minutes of `6h00`; and `một` is an article too
    is_year = fact.value.isdigit() and _FIRST_YEAR <= int(fact.value) <= _LAST_YEAR
    return not is_year or len(group.before) + len(group.after) > 1


def _negated(group: _Group, old: _Side, new: _Side) -> list[_Found]:
    """A negation that came or went in a few words."""
    if new.unit.role == "caption" or new.unit.is_service:
        return []
    for hunk in group.hunks:
        gone = old.unit.keys[hunk.before_start : hunk.before_stop]
        came = new.unit.keys[hunk.after_start : hunk.after_stop]
        if len(gone) + len(came) > _SMALL or not _NEGATIONS.intersection({*gone} ^ {*came}):
            continue
        if _NEGATIONS.intersection(gone) and _NEGATIONS.intersection(came):
            continue
        before = _stretch(old.unit, hunk.before_start, hunk.before_stop)
        after = _stretch(new.unit, hunk.after_start, hunk.after_stop)
        return [_Found(Change("negation", before, after), before, after)]
    return []


def _stretch(unit: Unit, start: int, stop: int) -> str:
    """Words of a unit with the two after them."""
    words = unit.words[start : stop + 2]
    return unit.text[words[0].start : words[-1].end] if words else ""


def _shown(unit: Unit, fact: Fact) -> str:
    """A fact as its text has it; a date or a time with all its parts."""
    start, stop = unit.words[fact.start].start, unit.words[fact.stop - 1].end
    if fact.kind == "number":
        while start and not unit.text[start - 1].isspace():
            start -= 1
        while stop < len(unit.text) and not unit.text[stop].isspace():
            stop += 1
        shown = unit.text[start:stop].strip("()[]{}“”\"'.,;:!?…-–")
        if len(shown) <= _QUOTED // 2:
            return shown
        start, stop = unit.words[fact.start].start, unit.words[fact.stop - 1].end
    return unit.text[start:stop]


def _counted(unit: Unit, fact: Fact) -> str:
    """A fact, a number with what it counts: `5 người`."""
    return _shown(unit, fact) + _counting(unit, fact)


def _counting(unit: Unit, fact: Fact) -> str:
    """The word for what a number counts, after a space; empty where there is none."""
    if fact.kind != "number" or not _shown(unit, fact).endswith(unit.words[fact.stop - 1].text):
        return ""
    start = stop = unit.words[fact.stop - 1].end
    for word in unit.words[fact.stop : fact.stop + 2]:
        is_next = unit.text[stop : word.start] == " "
        if not is_next or word.kind != "word" or word.text[0].isupper() or word.key in _NOT_COUNTED:
            break
        stop = word.end
        if word.key not in _HALVES:
            break
    return unit.text[start:stop]


def _quoted(text: str) -> str:
    """The beginning of a paragraph."""
    if len(text) <= _QUOTED:
        return text
    return text[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "\u2026"


def _sequences(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """All sequences of three words; of a shorter unit all of it."""
    if len(keys) < 3:
        return [tuple(keys)] if keys else []
    return [(*two, third) for two, third in zip(pairwise(keys), keys[2:], strict=False)]
