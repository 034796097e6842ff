"""The parts of `docs/` that are made of the program's own tables: `python -m tests.support.reference_pages`.

`tests/test_documentation.py` fails where a page and the program differ.
"""

from __future__ import annotations

import re
from pathlib import Path

from hpreader import command_settings, config, i18n, settings_file
from hpreader.model.user_command import COMMAND_INPUTS, COMMAND_OUTPUTS, PLACEHOLDERS
from hpreader.ui.command import GROUPS
from hpreader.ui.commands import COMMANDS
from hpreader.ui.key_names import key_name

DOCS = Path(__file__).parents[2] / "docs"
_PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def settings_table() -> str:
    """Every setting of config.toml that is one value, with its usual value."""
    rows = ["| setting | the usual | may be | what it is for |", "|---|---|---|---|"]
    for key, words in settings_file.DESCRIPTIONS.items():
        usual = config.Settings._field_defaults[key]
        shown = '`"vi"`' if usual is None else f"`{_toml(usual)}`"
        rows.append(f"| `{key}` | {shown} | {config.wanted(key)} | {words} |")
    about = "The wards and communes that you follow, by their names of now or of before July 2025."
    rows.append(f"| `places` | `[]` | {config.wanted('places')} | {about} |")
    return "\n".join(rows)


def tables_table() -> str:
    """The tables of config.toml."""
    known = {*config.Settings._fields, "hooks"} - {"complaints", "after_sync", "places"}
    tables = sorted(known - {*settings_file.DESCRIPTIONS})
    return "\n".join(["| table | is |", "|---|---|", *(f"| `[{one}]` | {config.wanted(one)} |" for one in tables)])  # fmt: skip


def command_table() -> str:
    """The settings of a command of the user's own."""
    rows = ["| setting | is |", "|---|---|"]
    rows += [f"| `{key}` | {words} |" for key, (_, words) in command_settings._MEANINGS.items()]
    return "\n".join(
        [
            *rows,
            "",
            f"Replaced in `run` and `open`: {_listed(f'{{{name}}}' for name in PLACEHOLDERS)}. "
            f"The usual `input` is `{COMMAND_INPUTS[0]}`, the usual `output` is `{COMMAND_OUTPUTS[0]}`.",
        ]
    )


def keys_table() -> str:
    """All keys of the reader, with the names of the actions for `[keys]`."""
    parts = []
    for group in GROUPS:
        rows = [row for row in COMMANDS.values() if row.group == group and row.number < 2]
        if not rows:
            continue
        parts += [f"### {group}", "", "| keys | does | name in `[keys]` |", "|---|---|---|"]
        for row in rows:
            keys = " ".join(f"`{_cell(key_name(key))}`" for key in row.keys.split(",") if key)
            parts.append(f"| {keys} | {row.title} | `{row.id}` |")
        parts.append("")
    return "\n".join(parts).rstrip()


PARTS = {
    "settings": settings_table,
    "tables": tables_table,
    "command": command_table,
    "keys": keys_table,
}
"""The parts of pages, by the name in their comment."""


def renewed(text: str) -> str:
    """A page whose parts are as the program is now."""
    before = i18n.language()
    i18n.use("en")
    try:
        return _PART.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n\n{found[3]}", text)
    finally:
        i18n.use(before)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _listed(names: object) -> str:
    return ", ".join(f"`{name}`" for name in names)  # type: ignore[attr-defined]


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def main() -> None:
    """Bring all pages up to date."""
    for path in DOCS.glob("*.md"):
        text = path.read_text("utf-8")
        if (new := renewed(text)) != text:
            path.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
