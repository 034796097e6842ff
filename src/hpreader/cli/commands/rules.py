"""`hpreader rules`: the rules, what they are about, and what is wrong with their file."""

from __future__ import annotations

import difflib
from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hpreader import export
from hpreader.cli import output
from hpreader.cli.files.user_editor import edit_file
from hpreader.cli.session import open_newsroom
from hpreader.cli.status import Status, status_of
from hpreader.config import Settings, paths
from hpreader.i18n import _, ngettext
from hpreader.model.rules import RULE_ACTIONS, Rule
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from hpreader.rules.rule_sentences import rule_sentence
from hpreader.text import clean, fold

if TYPE_CHECKING:
    from hpreader.export import JsonObject


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    if arguments.action == "check":
        return _check_file(arguments, settings)
    if arguments.action == "edit":
        path = paths().rules
        return edit_file(path, partial(_create, path), lambda: _check_file(arguments, settings))
    with open_newsroom(arguments, settings) as newsroom:
        match arguments.action:
            case "test":
                return _test(newsroom, arguments)
            case _:
                return _list(newsroom, arguments)


def _check_file(arguments: Namespace, settings: Settings) -> int:
    """Apply the rules and tell, once, what is wrong with them."""
    with open_newsroom(arguments, settings, tells_rules=False) as newsroom:
        return _check(newsroom, arguments)


def _create(path: Path) -> Problem | None:
    """Write an example that does nothing where there is no file; returns why that could not be done."""
    if path.exists():
        return None
    lines = (
        _("The rules of hpreader: what begins with # does nothing. A reader that runs takes them up by itself."),
        _("A rule needs a condition and something to do: mute, keep, tag, save, read, notify."),
    )  # fmt: skip
    text = "".join(f"# {line}\n" for line in lines) + EXAMPLE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        return Problem("disk", str(path), error.strerror or str(error))
    return None


EXAMPLE: Final = """
# [[rule]]
# words = ["bóng đá", "V-League"]   # one of these
# without = "nữ"                    # and none of these
# source = "Báo Hải Phòng"
# mute = true
"""


def _list(newsroom: Newsroom, arguments: Namespace) -> int:
    file = newsroom.rules.file
    for rule in file.rules:
        if arguments.json:
            output.json_line(_rule_json(rule))
        else:
            output.data(clean(rule.name))
            output.wrapped(clean(rule_sentence(rule)), 4)
    if not file.rules and not arguments.json:
        words = _("There are no rules. They are written in {path}, or made in the reader with “!”.")
        output.narrate(words.format(path=newsroom.rules.path))
    if file.complaints:
        output.narrate(_("Not all of the file can be used; see hpreader rules check."))
    return Status.DONE


def _test(newsroom: Newsroom, arguments: Namespace) -> int:
    rules: Sequence[Rule] = newsroom.rules.file.rules
    if arguments.rule:
        wanted = fold(arguments.rule)
        rules = [rule for rule in rules if fold(rule.name) == wanted]
        if not rules:
            _tell_unknown_rule(newsroom, arguments.rule)
            return Status.MISSING
    for found in newsroom.rules.hits(rules, arguments.n, arguments.days):
        if arguments.json:
            rows = [export.headline_json(one) for one in found.headlines]
            output.json_line({**_rule_json(found.rule), "hits": found.total, "headlines": rows})
            continue
        count = ngettext("{count} article", "{count} articles", found.total)
        output.data(f"{clean(found.rule.name)}: {count.format(count=found.total)}")
        for headline in found.headlines:
            output.wrapped(clean(headline.title), 4)
        if found.total > len(found.headlines):
            output.wrapped("\u2026", 4)
    return Status.DONE


def _check(newsroom: Newsroom, arguments: Namespace) -> int:
    """Tell what cannot be used, which fails, and names that are of nothing now, which does not."""
    complaints = newsroom.rules.complaints
    unknown = _unknown_names(newsroom)
    for problem in complaints:
        if arguments.json:
            output.json_line({"rule": None, "problem": output.problem_json(problem)})
        else:
            output.complain(problem)
    for rule, reason in unknown:
        if arguments.json:
            output.json_line({"rule": rule.name, "line": rule.line, "warning": reason})
        else:
            output.narrate(_("line {line}: {reason}").format(line=rule.line, reason=reason))
    if complaints:
        return status_of(complaints[0]) if complaints[0].kind == "bad_file" else Status.PARTLY
    if not arguments.json:
        count = len(newsroom.rules.file.rules)
        words = ngettext(
            "{n} rule in {path} can be used.", "{n} rules in {path} can be used.", count
        )
        output.narrate(words.format(n=count, path=newsroom.rules.path))
    return Status.DONE


def _tell_unknown_rule(newsroom: Newsroom, name: str) -> None:
    output.complain(Problem("unknown_rule", name))
    names = {fold(rule.name): rule.name for rule in newsroom.rules.file.rules}
    if near := difflib.get_close_matches(fold(name), names, n=1):
        output.narrate(_("Did you mean “{near}”?").format(near=names[near[0]]))


def _unknown_names(newsroom: Newsroom) -> list[tuple[Rule, str]]:
    """Sources that are not subscribed and sections that no list has, with the nearest ones."""
    known = newsroom.rules.names_in_use()
    found = []
    for rule in newsroom.rules.file.rules:
        for kind, names in (("source", rule.sources), ("section", rule.sections)):
            by_key = {fold(name): name for name in known[kind]}
            for name in names:
                if fold(name) in by_key:
                    continue
                words = (
                    _("no source is called “{name}” now")
                    if kind == "source"
                    else _("no section is called “{name}” now")
                )
                reason = words.format(name=clean(name))
                if near := difflib.get_close_matches(fold(name), by_key, n=1):
                    words = _("{reason}; did you mean “{near}”?")
                    reason = words.format(reason=reason, near=clean(by_key[near[0]]))
                found.append((rule, reason))
    return found


def _rule_json(rule: Rule) -> JsonObject:
    return {
        "name": rule.name,
        "line": rule.line or None,
        "actions": [action for action in RULE_ACTIONS if action in rule.actions],
        "tags": list(rule.tags),
        "words": list(rule.words),
        "without": list(rule.without),
        "in": "title" if rule.title_only else "text",
        "exact": rule.exact,
        "sources": list(rule.sources),
        "sections": list(rule.sections),
        "older_than": rule.older_than or None,
        "newer_than": rule.newer_than or None,
    }
