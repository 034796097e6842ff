"""The phrases that sites use for boxes, buttons, bylines and errors, one TOML file for each language.

A file has a list of regular expressions for each name; any letter case matches. What several phrases
have in common is in the file's `[parts]`, and in a phrase as the part's name in angle brackets. To add a
phrase, write it into the list of its name; to add a language, add a file and its code to `LANGUAGES`.
What else is needed, such as the words that phrases can begin with, is derived from them by `derivation`, so
that it cannot disagree with them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from hpreader.lazy_pattern import lazy_pattern

LANGUAGES = ("vi", "en", "de", "fr", "es", "it", "pt", "nl", "pl")
"""In the order in which phrases are tried where several match."""
PLACEHOLDER = "<phrases>"


@cache
def alternatives(name: str) -> tuple[str, ...]:
    """The phrases of a name in all languages, as regular expressions.

    Raises:
        KeyError: no language has a phrase of this name (a bug in the package).
    """
    found = tuple(phrase for code in LANGUAGES for phrase in _phrases(code).get(name, ()))
    if not found:
        raise KeyError(name)
    return found


def joined(name: str) -> str:
    """The phrases of a name as one group of a regular expression."""
    return f"(?:{'|'.join(alternatives(name))})"


@cache
def pattern(name: str, form: str = PLACEHOLDER, *, flags: int = 0) -> re.Pattern[str]:
    """The pattern that matches the phrases of a name in any letter case.

    Args:
        name: the name of a list in the TOML files.
        form: the expression around the phrases, which it has as `<phrases>`.
        flags: further flags of `re`.
    """
    return lazy_pattern(lambda: form.replace(PLACEHOLDER, joined(name)), re.IGNORECASE | flags)


@cache
def _phrases(code: str) -> dict[str, tuple[str, ...]]:
    """The phrases of one language by their names, their parts put in."""
    text = files("hpreader.page.phrases").joinpath(f"{code}.toml").read_text("utf-8")
    values: dict[str, Any] = tomllib.loads(text)
    parts: dict[str, str] = values.pop("parts", {})
    return {name: tuple(_whole(one, parts) for one in found) for name, found in values.items()}


def _whole(phrase: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        phrase = phrase.replace(f"<{name}>", part)
    return phrase
