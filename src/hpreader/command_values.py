"""What the user's own commands get of an article in place of placeholders, and how their ends are told."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote

from hpreader.i18n import _
from hpreader.model.user_command import PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hpreader.model import Article, Headline, UserCommand
    from hpreader.user_process import ProcessResult


def facts_of(known: Article | Headline | None, article_id: str, url: str) -> dict[str, str]:
    """What the placeholders are replaced by.

    Args:
        known: what is known of the article; None for its id and address only.
        article_id: its id.
        url: its address, if nothing else is known of it.
    """
    from hpreader.vietnam_time import local  # noqa: PLC0415 - not for the first picture

    when = known.published if known is not None else None
    return {
        "id": article_id,
        "url": known.url if known is not None else url,
        "title": known.title if known is not None else "",
        "source": known.source if known is not None else "",
        "section": known.section if known is not None else "",
        "date": f"{local(when):%d/%m/%Y}" if when is not None else "",
    }


def failure_words(command: UserCommand, result: ProcessResult) -> str:
    """Why a program was of no use, with the first line that it printed on stderr."""
    if result.status is None:
        words = _("“{title}” could not be started: {reason}")
        return words.format(title=command.title, reason=result.error)
    if result.status < 0:
        words = _("“{title}” was ended by signal {number}.")
        sentence = words.format(title=command.title, number=-result.status)
    else:
        words = _("“{title}” failed (exit status {status}).")
        sentence = words.format(title=command.title, status=result.status)
    return f"{sentence} {result.error}".strip()


_PLACEHOLDER = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")


def _filled(template: str, facts: Mapping[str, str], quoted: Callable[[str], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: quoted(facts[found[1]]), template)


def filled_address(template: str, facts: Mapping[str, str]) -> str:
    """An address with percent-encoded facts (RFC 3986, section 2.1) in place of `{url}` and others."""
    return _filled(template, facts, lambda fact: quote(fact, safe=""))


def filled_program(run: tuple[str, ...] | str, facts: Mapping[str, str]) -> tuple[str, ...] | str:
    """A program with facts in place of placeholders, quoted where it is a line for the shell.

    An argument that becomes an option by a fact (a headline that begins with `-`) gets a space before it.
    """
    if isinstance(run, str):
        return _filled(run, facts, lambda fact: shlex.quote(_no_option(fact)))
    return tuple(
        _no_option(filled) if not part.startswith("-") else filled
        for part in run
        for filled in (_filled(part, facts, str),)
    )


def _no_option(text: str) -> str:
    return f" {text}" if text.startswith("-") else text
