"""Rules compiled for judging many articles: each text is split into words once."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.model.rules import ACTIONS_DONE_ONCE, Rule, RuleSubject, Verdict
from hpreader.text import WORD, clean, fold, has_marks, normalized, tone_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PARAGRAPH_END: Final = "¶"
"""A word between title and summary, so that no phrase matches across them."""
_WORDS: Final = re.compile(f"{WORD.pattern}|{_PARAGRAPH_END}")


class _Term(NamedTuple):
    """A word or phrase as it is looked for in words that are joined and enclosed by blanks."""

    folded: str
    """Without marks."""
    needle: str
    """In the spelling that is compared."""
    spelling: int
    """Index of that spelling in `_SPELLINGS`."""
    first: str
    """Its first word without marks; empty where that word may have more letters."""


class _Text:
    """The words of an article in the spellings that are compared, each made when first needed."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self.words = _WORDS.findall(folded)
        """Its words without marks."""
        self._joined = {0: f" {' '.join(self.words)} "}

    def has_any(self, terms: Iterable[_Term]) -> bool:
        """Whether one of the terms occurs."""
        folded = self._joined[0]
        return any(
            term.folded in folded
            and (not term.spelling or term.needle in self._spelled(term.spelling))
            for term in terms
        )

    def _spelled(self, spelling: int) -> str:
        if spelling not in self._joined:
            words = _WORDS.findall(_SPELLINGS[spelling](self._text))
            self._joined[spelling] = f" {' '.join(words)} "
        return self._joined[spelling]


class _Conditions:
    """The conditions of one rule, prepared."""

    def __init__(self, rule: Rule, titles: Mapping[str, str]) -> None:
        self.rule = rule
        self._words = _terms(rule.words, exact=rule.exact)
        self._without = _terms(rule.without, exact=rule.exact)
        wanted = {fold(name) for name in rule.sources}
        self.sources = frozenset(rule.sources) | {
            name
            for name, title in titles.items()
            if not wanted.isdisjoint((fold(name), fold(title)))
        }
        self._sections = frozenset(map(fold, rule.sections))

    def first_words(self) -> frozenset[str] | None:
        """Words of which an article has one if the rule may be about it; None: any article."""
        firsts = frozenset(term.first for term in self._words)
        return None if not firsts or "" in firsts else firsts

    def is_met(self, subject: RuleSubject, whole: _Text, title: _Text, now: float) -> bool:
        rule = self.rule
        age = now - subject.at
        text = title if rule.title_only else whole
        return (
            (not rule.sources or not self.sources.isdisjoint(subject.sources))
            and (not rule.sections or not self._sections.isdisjoint(map(fold, subject.sections)))
            and (not rule.older_than or age >= rule.older_than)
            and (not rule.newer_than or age < rule.newer_than)
            and (not self._words or text.has_any(self._words))
            and not (self._without and text.has_any(self._without))
        )


class RuleSet:
    """Judges articles by all rules at once; implements `model.rules.Judge`."""

    def __init__(self, rules: Sequence[Rule], titles: Mapping[str, str]) -> None:
        """Prepare it.

        Args:
            rules: the rules, in their order.
            titles: the titles of the sources by their names.
        """
        self._conditions = [_Conditions(rule, titles) for rule in rules]
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._of_any: list[int] = []
        """The rules that may be about an article whatever its words."""
        for number, conditions in enumerate(self._conditions):
            firsts = conditions.first_words()
            if firsts is None:
                self._of_any.append(number)
            for word in firsts or ():
                self._by_word[word].append(number)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules."""
        return tuple(conditions.rule for conditions in self._conditions)

    @property
    def asks_sources(self) -> bool:
        """Whether the sources of an article make a difference."""
        return any(rule.sources for rule in self.rules)

    @property
    def asks_sections(self) -> bool:
        """Whether its sections do."""
        return any(rule.sections for rule in self.rules)

    @property
    def ages(self) -> tuple[int, ...]:
        """The ages, in seconds, at which articles begin or cease to meet a rule."""
        found = {age for rule in self.rules for age in (rule.older_than, rule.newer_than) if age}
        return tuple(sorted(found))

    @property
    def fingerprint(self) -> str:
        """A text that is another one if other verdicts are possible."""
        return repr(
            [
                (conditions.rule._replace(line=0, actions=frozenset()), sorted(conditions.rule.actions),
                 sorted(conditions.sources))
                for conditions in self._conditions
            ]
        )  # fmt: skip

    def _found(self, subject: RuleSubject, now: float) -> list[tuple[int, Rule]]:
        """The rules that are about an article, with their places."""
        if not self._conditions:
            return []
        length = len(subject.title)
        folded = subject.folded
        if len(folded) != length + 1 + len(subject.summary):
            folded = fold(f"{subject.title} {subject.summary}")
        whole = _Text(
            f"{subject.title} {_PARAGRAPH_END} {subject.summary}",
            f"{folded[:length]} {_PARAGRAPH_END}{folded[length:]}",
        )
        numbers = set(self._of_any)
        for word in self._by_word.keys() & whole.words:
            numbers.update(self._by_word[word])
        if not numbers:
            return []
        title = _Text(subject.title, folded[:length])
        return [
            (number, self._conditions[number].rule)
            for number in sorted(numbers)
            if self._conditions[number].is_met(subject, whole, title, now)
        ]

    def find(self, subject: RuleSubject, now: float) -> list[int]:
        """The places of the rules that are about an article."""
        return [number for number, _ in self._found(subject, now)]

    def matches(self, subject: RuleSubject, now: float) -> list[Rule]:
        """The rules that are about an article, in their order."""
        return [rule for _, rule in self._found(subject, now)]

    def judge(self, subject: RuleSubject, now: float) -> Verdict:
        """What follows for an article; see `model.rules.Judge`."""
        rules = self.matches(subject, now)
        if not rules:
            return _NOTHING
        return Verdict(
            muted=next((rule.name for rule in rules if "mute" in rule.actions), ""),
            kept=next((rule.name for rule in rules if "keep" in rule.actions), ""),
            tags=tuple(dict.fromkeys(tag for rule in rules for tag in rule.tags)),
            once=tuple(
                (action, rule.name)
                for rule in rules
                for action in ACTIONS_DONE_ONCE
                if action in rule.actions
            ),
        )


_NOTHING: Final = Verdict()


def _terms(texts: Iterable[str], *, exact: bool) -> tuple[_Term, ...]:
    return tuple(term for text in texts if (term := _term(clean(text), exact=exact)) is not None)


def _term(text: str, *, exact: bool) -> _Term | None:
    """A term as it is compared; None for a text without a letter or digit.

    As in a search, marks count if the term has one: `ai` is also found in `ái`, `ái` only there.
    """
    is_prefix = text.endswith("*")
    spelling = 2 if exact else 1 if has_marks(text) else 0
    words = WORD.findall(_SPELLINGS[spelling](text))
    if not words:
        return None
    needle = f" {' '.join(words)}{'' if is_prefix else ' '}"
    first = "" if is_prefix and len(words) == 1 else fold(words[0])
    return _Term(fold(needle), needle, spelling, first)


def has_words(text: str) -> bool:
    """Whether a text can be looked for: whether it has a letter or digit."""
    return WORD.search(clean(text)) is not None


def _spelling(text: str) -> str:
    """A text with its capitals, and the tone where the new spelling puts it; see `text.tone_key`."""
    text = normalized(text)
    return "".join(
        key.upper() if letter.isupper() else key
        for key, letter in zip(tone_key(text), text, strict=True)
    )


_SPELLINGS: Final = (fold, tone_key, _spelling)
"""Without marks, with marks, and with marks and capitals."""
