"""`rules.toml`: reads the user's rules, and adds one at its end.

A rule with anything wrong in it is left out as a whole: without one of its conditions it would be
about more articles than was meant.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hpreader import toml_text
from hpreader.i18n import N_, _
from hpreader.model.rules import RULE_ACTIONS, Rule
from hpreader.rules.rule_set import has_words
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_UNITS: Final = {"h": 3600, "d": 86_400, "w": 604_800}
_SPAN: Final = re.compile(r"([1-9]\d{0,3})([hdw])")
_TABLE: Final = re.compile(r"\s*\[+\s*([\w-]+)\s*\]+")
_KEY: Final = re.compile(r"""\s*("[^"]*"|'[^']*'|[\w-]+)\s*=""")
_MOST_NAME: Final = 60
"""Letters of a name that is made of conditions."""

PARTS: Final = ("text", "title")
"""Values of `in`: title and summary, or the title alone."""
NOTIFY_BY: Final = ("osc9", "osc777")
"""Values of `by`: how a terminal is asked for a notification."""


class RuleFile(NamedTuple):
    """What a rules.toml contains."""

    rules: tuple[Rule, ...] = ()
    """Those that can be used."""
    complaints: tuple[tuple[str, int], ...] = ()
    """Why others cannot, and the line of each (0: not known)."""
    notify_by: str = "osc9"
    """How a terminal is asked for a notification; one of `NOTIFY_BY`."""
    notify_run: tuple[str, ...] = ()
    """A program and its arguments, which is run for a notification instead; empty: none."""


def read_rules(text: str) -> RuleFile:
    """The rules of a text in TOML.

    Raises:
        ValueError: it is no TOML.
    """
    table = toml_text.parse(text)
    lines = _Lines(text)
    known = ("rule", "notify")
    wrong = [(_unknown_key(key, known), lines.of(key)) for key in table if key not in known]
    rules: list[Rule] = []
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        wrong.append((_("rules are tables that begin with [[rule]]"), lines.of("rule")))
        entries = []
    names: set[str] = set()
    for number, fields in enumerate(entries):
        complaint = _wrong_in(fields)
        if complaint is None and (name := _name(fields)) in names:
            complaint = (
                "name",
                _("there is another rule with the name “{name}”").format(name=name),
            )
        if complaint is None:
            rules.append(_rule(fields, lines.of_rule(number)))
            names.add(rules[-1].name)
        else:
            key, reason = complaint
            words = _("{reason}; this rule is left out").format(reason=reason)
            wrong.append((words, lines.of_rule(number, key)))
    by, run = _read_notify(table.get("notify", {}), lines, wrong)
    return RuleFile(tuple(rules), tuple(wrong), by, run)


def append_rule(text: str, rule: Rule) -> str:
    """A rules.toml with one more rule at its end; all else stays as it is."""
    values: dict[str, object] = {"name": rule.name}
    for key, value in (
        ("words", rule.words), ("without", rule.without), ("source", rule.sources),
        ("section", rule.sections), ("tag", rule.tags),
    ):  # fmt: skip
        if value:
            values[key] = list(value)
    if rule.title_only:
        values["in"] = "title"
    if rule.exact:
        values["exact"] = True
    values |= {action: True for action in RULE_ACTIONS if action in rule.actions}
    lines = [f"{key} = {_toml(value)}" for key, value in values.items()]
    before = text if not text or text.endswith("\n") else f"{text}\n"
    return "\n".join([before + ("\n[[rule]]" if before.strip() else "[[rule]]"), *lines, ""])


def made_name(rule: Rule) -> str:
    """The name of a rule that has none: its conditions."""
    parts = [*rule.words, *rule.sources, *rule.sections]
    parts += [f"-{word}" for word in rule.without]
    name = " · ".join(parts) or ", ".join(sorted(rule.actions))
    return name if len(name) <= _MOST_NAME else name[: _MOST_NAME - 1].rstrip() + "…"


def _toml(value: object) -> str:
    # The escapes of JSON are those of TOML's basic strings, but for the one character below.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


# --- what is accepted ---------------------------------------------------------------------------


def _texts(value: object) -> list[str]:
    """The texts of a value that is one or a list of them; empty for anything else."""
    values: list[Any] = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and clean(one) for one in values):
        return []
    return [clean(one) for one in values]


def _are_words(value: object) -> bool:
    return bool(texts := _texts(value)) and all(map(has_words, texts))


def _is_span(value: object) -> bool:
    return isinstance(value, str) and _SPAN.fullmatch(value.strip().lower()) is not None


_SOME_WORDS: Final = N_('words in quotes, or a list of them, such as ["bóng đá", "V-League"]')
_SOME_NAMES: Final = N_("a name in quotes, or a list of them")
_SPANS: Final = N_('a span such as "12h", "3d" or "2w"')
_FLAG: Final = N_("true or false")

_MEANINGS: dict[str, tuple[Callable[[object], bool], str]] = {
    "name": (lambda value: len(_texts(value)) == 1 and isinstance(value, str), N_("a text")),
    "words": (_are_words, _SOME_WORDS),
    "without": (_are_words, _SOME_WORDS),
    "in": (lambda value: value in PARTS, N_("“text” (title and summary) or “title”")),
    "exact": (lambda value: isinstance(value, bool), _FLAG),
    "source": (lambda value: bool(_texts(value)), _SOME_NAMES),
    "section": (lambda value: bool(_texts(value)), _SOME_NAMES),
    "older_than": (_is_span, _SPANS),
    "newer_than": (_is_span, _SPANS),
    "tag": (lambda value: bool(_texts(value)), _SOME_NAMES),
    **{action: (lambda value: isinstance(value, bool), _FLAG) for action in RULE_ACTIONS},
}
"""For each key of a rule, whether a value is accepted, and a description of what is."""

_CONDITIONS: Final = ("words", "without", "source", "section", "older_than", "newer_than")


def _wrong_in(fields: Mapping[str, Any]) -> tuple[str, str] | None:
    """The key that makes a rule unusable, and why; None where it is usable."""
    for key, value in fields.items():
        if key not in _MEANINGS:
            return key, _unknown_key(key, _MEANINGS)
        is_meant, wanted = _MEANINGS[key]
        if not is_meant(value):
            return key, _not_meant(key, value, _(wanted))
    if fields.keys().isdisjoint(_CONDITIONS):
        words = _("a rule needs a condition, or it is about all articles: {keys}")
        return "", words.format(keys=", ".join(_CONDITIONS))
    if not _actions(fields) and "tag" not in fields:
        words = _("a rule needs something to do: {keys}")
        return "", words.format(keys=", ".join((*RULE_ACTIONS, "tag")))
    return None


def _unknown_key(key: str, known: Iterable[str]) -> str:
    if near := difflib.get_close_matches(key, list(known), n=1):
        return _("there is no setting “{key}”; did you mean “{near}”?").format(
            key=clean(key), near=near[0]
        )
    return _("there is no setting “{key}”").format(key=clean(key))


def _not_meant(key: str, value: object, wanted: str) -> str:
    words = _("“{key}” must be {wanted}").format(key=key, wanted=wanted)
    known = {"in": PARTS, "by": NOTIFY_BY}.get(key, ())
    near = difflib.get_close_matches(value, known, n=1) if isinstance(value, str) else []
    if near:
        return _("{reason}; did you mean “{near}”?").format(reason=words, near=near[0])
    return words


def _actions(fields: Mapping[str, Any]) -> frozenset[Any]:
    return frozenset(action for action in RULE_ACTIONS if fields.get(action))


def _rule(fields: Mapping[str, Any], line: int) -> Rule:
    def texts(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_texts(fields[key]))) if key in fields else ()

    rule = Rule(
        name="",
        actions=_actions(fields),
        tags=texts("tag"),
        words=texts("words"),
        without=texts("without"),
        title_only=fields.get("in") == "title",
        exact=fields.get("exact", False),
        sources=texts("source"),
        sections=texts("section"),
        older_than=_seconds(fields.get("older_than")),
        newer_than=_seconds(fields.get("newer_than")),
        line=line,
    )
    return rule._replace(name=clean(fields.get("name", "")) or made_name(rule))


def _name(fields: Mapping[str, Any]) -> str:
    return _rule(fields, 0).name


def _seconds(span: str | None) -> int:
    found = _SPAN.fullmatch(span.strip().lower()) if span else None
    return int(found[1]) * _UNITS[found[2]] if found else 0


def _read_notify(
    table: object, lines: _Lines, wrong: list[tuple[str, int]]
) -> tuple[str, tuple[str, ...]]:
    """The settings of notifications; what is wrong there is added to `wrong`."""
    by, run = NOTIFY_BY[0], ()
    if not isinstance(table, dict):
        wrong.append(
            (_not_meant("notify", table, _("a table, such as [notify]")), lines.of("notify"))
        )
        return by, run
    for key, value in table.items():
        line = lines.of(f"notify.{key}")
        if key == "by" and value in NOTIFY_BY:
            by = value
        elif key == "run" and _is_program(value):
            run = tuple(value)
        elif key == "by":
            wrong.append((_not_meant(key, value, _("“osc9” or “osc777”")), line))
        elif key == "run":
            program = _('a list of a program and its arguments, such as ["notify-send", "{title}"]')
            wrong.append((_not_meant(key, value, program), line))
        else:
            wrong.append((_unknown_key(key, ("by", "run")), line))
    return by, run


def _is_program(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value) and any(value[:1])


class _Lines:
    """Where the keys of a file are; tomllib does not tell it."""

    def __init__(self, text: str) -> None:
        self._rules: list[dict[str, int]] = []
        self._others: dict[str, int] = {}
        table = ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := _TABLE.match(line):
                table = header[1]
                self._others.setdefault(table, number)
                if table == "rule":
                    self._rules.append({"": number})
            elif found := _KEY.match(line):
                key = found[1].strip("\"'")
                if table == "rule":
                    self._rules[-1].setdefault(key, number)
                else:
                    self._others.setdefault(f"{table}.{key}" if table else key, number)

    def of(self, key: str) -> int:
        """The line of a key outside of rules."""
        return self._others.get(key, 0)

    def of_rule(self, number: int, key: str = "") -> int:
        """The line of a rule's key, or of its beginning."""
        if number >= len(self._rules):
            return 0
        lines = self._rules[number]
        return lines.get(key, lines[""])
