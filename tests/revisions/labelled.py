"""Edits that were labelled by hand, in `labelled.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hpreader.model import Article, Change, Inline, Paragraph
from hpreader.model.edit_sentences import change_words

LABELLED: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("labelled.toml").read_text("utf-8")
)["edit"]


def article(text: str) -> Article:
    """An article of a text: its first line is the headline, each other line a paragraph."""
    title, *paragraphs = text.splitlines()
    return Article(
        "https://bao.example/tin", title, tuple(Paragraph(Inline(p)) for p in paragraphs)
    )


def told(change: Change) -> str:
    """A change as it is labelled: what was added begins with a plus, what was removed with a minus."""
    if change.before and change.after:
        return change_words(change)
    return f"+{change.after}" if change.after else f"-{change.before}"
