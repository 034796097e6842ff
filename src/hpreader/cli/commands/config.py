"""`hpreader config`: opens, checks and shows the settings."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from hpreader import config, settings_file
from hpreader.cli import output
from hpreader.cli.files.user_editor import edit_file
from hpreader.cli.status import Status, status_of
from hpreader.i18n import LANGUAGES, _, language
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from pathlib import Path

    from hpreader.export import JsonValue


def run(arguments: Namespace, _settings: config.Settings) -> int:
    """Run the command."""
    path = config.paths().config
    actions = {None: _open, "open": _open, "check": _check, "show": _show, "path": _path}
    return actions[arguments.action](path, arguments)


def _path(path: Path, _arguments: Namespace) -> int:
    output.data(str(path))
    return Status.DONE


def _open(path: Path, arguments: Namespace) -> int:
    """Open the file in the user's editor, then tell what is wrong in it."""
    return edit_file(path, partial(settings_file.create, path), lambda: _check(path, arguments))


def _check(path: Path, arguments: Namespace) -> int:
    """Tell what is wrong in the file; the exit status is 2 where something is."""
    found = config.read(path)
    if isinstance(found, Problem):
        if arguments.json:
            output.json_line({"file": str(path), "line": None, "text": found.detail})
        output.complain(found)
        return status_of(found)
    wrong = [*found.wrong, *_wrong_wishes(found.settings)]
    for reason, line in sorted(wrong, key=lambda one: one[1]):
        if arguments.json:
            output.json_line({"file": str(path), "line": line or None, "text": reason})
        else:
            output.data(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
    if wrong:
        return Status.USAGE
    if path.exists():
        output.narrate(_("{path}: everything can be used.").format(path=path))
    else:
        output.narrate(_("There is no {path}; hpreader config makes one.").format(path=path))
    return Status.DONE


def _wrong_wishes(settings: config.Settings) -> Iterator[tuple[str, int]]:
    """What is wrong with keys and theme, which only the reader knows; it tells the line in its words."""
    if not (settings.keys or settings.commands or settings.theme != "auto"):
        return
    # They wait for Textual, and few need them.
    from hpreader.ui.input.user_keys import theme_complaint  # noqa: PLC0415
    from hpreader.ui.styles.themes import theme_names  # noqa: PLC0415
    from hpreader.ui.user_bindings import user_bindings  # noqa: PLC0415

    for sentence in user_bindings(settings.keys, settings.commands)[1]:
        yield sentence, 0
    if sentence := theme_complaint(settings.theme, theme_names()):
        yield sentence, 0


def _show(path: Path, arguments: Namespace) -> int:
    """Print each setting, its value, and where that comes from."""
    found = config.read(path)
    if isinstance(found, Problem):
        raise ProblemError(found)
    for key in found.settings._fields:
        if key == "complaints":
            continue
        name = "hooks.after_sync" if key == "after_sync" else key
        line = found.lines.get(key.replace("after_sync", "hooks"), 0)
        source, value = ("file" if line else "default"), _value(found.settings, key)
        if key == "language":
            value = language()
            if arguments.lang in LANGUAGES:
                source, line = "option", 0
        if arguments.json:
            output.json_line({"key": name, "value": value, "source": source, "line": line or None})
        else:
            output.data(f"{name} = {_shown(value)}  # {_from(source, path, line)}")
    for problem in found.settings.complaints:
        output.complain(problem)
    return Status.DONE


def _value(settings: config.Settings, key: str) -> JsonValue:
    value = getattr(settings, key)
    if key == "keys":
        return {name: str(keys) for name, keys in value.items()}
    if key == "commands":
        return [command.name for command in value]
    return (
        [*value]
        if isinstance(value, tuple)
        else value
        if not isinstance(value, str)
        else str(value)
    )


def _shown(value: JsonValue) -> str:
    import json  # noqa: PLC0415 - only this action needs it

    return json.dumps(value, ensure_ascii=False)


def _from(source: str, path: Path, line: int) -> str:
    if source == "file":
        return f"{path}:{line}"
    return _("option --lang") if source == "option" else _("the usual")
