"""Writes config.toml: a commented one where there is none, and single settings into one that is there.

tomlkit keeps comments, order and blanks of a file that a person wrote; it takes 25 ms to import, so it is
imported when something is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hpreader import config, toml_text
from hpreader.config import Settings
from hpreader.i18n import N_, _
from hpreader.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

Value = str | int | bool
"""The values of the settings that a view can change."""

DESCRIPTIONS: Final[dict[str, str]] = {
    "language": N_("The language of the screen."),
    "theme": N_(
        "The colours: auto asks the terminal whether it is light or dark; or light, dark, contrast, or the "
        "name of one of Textual's themes."
    ),
    "measure": N_("The width of an article's lines, in cells."),
    "refresh_minutes": N_(
        "After how many minutes the news is fetched again while the reader runs; 0: never."
    ),
    "max_mb": N_("How large the cache may grow, and how much one sync may fetch, in megabytes."),
    "prefetch_mb": N_(
        "How much may be fetched ahead in one session, in megabytes, other news in a sync included; 0: nothing."
    ),
    "pictures": N_("How photos are drawn; auto is the best that the terminal can do."),
    "pictures_mb": N_("How much of the cache photos may take, in megabytes; 0: none is kept."),
    "mouse": N_("Whether the mouse works in the reader."),
    "stories": N_("Whether lists show the reports of one event as one row."),
}
"""The settings that are single values, in the order of the file, and what each is for."""

_TABLES: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "keys",
        N_("Other keys: an action and its keys; the names of the actions are in the help (?)."),
        '# next_unread = "n, f10"\n',
    ),
    (
        "commands.translate",
        N_("Your own commands: a program that gets the article, or an address to open."),
        '# title = "Translate"\n# key = "W"\n# run = ["trans", "-b", "vi:en"]\n# input = "text"\n# output = "pane"\n',
    ),
    (
        "hooks",
        N_("A program that gets the new headlines after each sync."),
        '# after_sync = ["notify-send", "hpreader"]\n',
    ),
)
LANGUAGE_EXAMPLE: Final = "vi"
PLACES_EXAMPLE: Final = '# places = ["Lê Chân", "xã An Lão"]\n'
_WIDTH: Final = 96


def usual(key: str) -> Value:
    """The value of a setting that is not set."""
    value: Value | None = Settings._field_defaults[key]
    return LANGUAGE_EXAMPLE if value is None else value


def template() -> str:
    """A config.toml that changes nothing, with each setting explained in the language spoken now."""
    lines = [
        _(
            "The settings of hpreader. What begins with # is not used; take the # away to change it."
        ),
        _(
            "hpreader config check tells what is wrong here; a running reader takes changes up by itself."
        ),
    ]
    parts = ["".join(map(_comment, lines))]
    for key, words in DESCRIPTIONS.items():
        about = f"{_(words)} ({config.wanted(key)})"
        parts.append(f"{_comment(about)}# {key} = {_toml(usual(key))}\n")
    about = _(
        "The wards and communes that you follow, by their names of now or of before July 2025."
    )
    parts.append(f"{_comment(about)}{PLACES_EXAMPLE}")
    for table, words, example in _TABLES:
        parts.append(f"{_comment(_(words))}# [{table}]\n{example}")
    return "\n".join(parts)


def create(path: Path) -> Problem | None:
    """Write the template where there is no file; returns why that could not be done."""
    if path.exists():
        return None
    return _write(path, template())


def put(path: Path, key: str, value: Value) -> Problem | None:
    """Change one setting in a file, and nothing else in it; returns why that could not be done.

    Args:
        path: the file, which is created where there is none.
        key: one of `DESCRIPTIONS`.
        value: what `config.accepts`.
    """
    try:
        text = toml_text.read_text(path)
        before = toml_text.parse(text)
    except FileNotFoundError:
        text, before = template(), {}
    except (OSError, ValueError) as error:
        return toml_text.unreadable(path, error)
    if before.get(key) == value and type(before.get(key)) is type(value):
        return None
    changed = _changed(text, key, value, is_set=key in before)
    if toml_text.parse(changed) != {**before, key: value}:
        return Problem("bad_file", str(path), key)
    return _write(path, changed)


def _changed(text: str, key: str, value: Value, *, is_set: bool) -> str:
    """The text with a setting that has another value; a commented example becomes the setting."""
    example = re.compile(rf"^#[ \t]*{key}[ \t]*=.*$", re.MULTILINE)
    if not is_set and (found := example.search(text)) and not _has_table(text[: found.start()]):
        return f"{text[: found.start()]}{key} = {_toml(value)}{text[found.end() :]}"
    import tomlkit  # noqa: PLC0415 - see the module

    document = tomlkit.parse(text)
    document[key] = value
    return tomlkit.dumps(document)


def _has_table(text: str) -> bool:
    return re.search(r"^[ \t]*\[", text, re.MULTILINE) is not None


def _write(path: Path, text: str) -> Problem | None:
    try:
        toml_text.write_text(path, text)
    except OSError as error:
        return Problem("disk", str(path), error.strerror or str(error))
    return None


def _comment(words: str) -> str:
    """Words as lines of a comment."""
    import textwrap  # noqa: PLC0415 - only a new file needs it

    lines = textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "".join(f"# {line}\n" for line in lines)


def _toml(value: Value) -> str:
    """A value as TOML; texts here are names without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'
