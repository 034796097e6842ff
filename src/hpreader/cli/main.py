"""From arguments to an exit status: language, settings, errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from hpreader import config, i18n
from hpreader.cli import output
from hpreader.cli.status import Status, status_of
from hpreader.i18n import _
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.snapshot import EarlyScreen

    Run = Callable[[Namespace, config.Settings], int]

OF_THE_READER = frozenset({"--offline", "--resume", "--linear"})
"""The options of the reader: with these alone it starts without importing argparse."""

MODULES = {"import": "imports"}
"""The modules of commands whose name is a keyword of Python."""

MENDS_SETTINGS = frozenset({"doctor", "config", "backup", "restore"})
"""The commands that work also where the settings cannot be read: they tell why, or mend it."""

TELLS_ITSELF = frozenset({"doctor", "config", "reader", "demo"})
"""The commands that tell what is wrong with the settings where their user looks."""

SHOWS_PROBLEMS = frozenset({"reader", "demo"})
"""Those of them that show on their screen what they are given."""


def main(arguments: Sequence[str], early: EarlyScreen) -> int:
    """Run one command line and give back its exit status.

    Args:
        arguments: the command line without the program's name.
        early: what is on the terminal already; it is gone before anything is printed.
    """
    output.prepare()
    try:
        with early:
            status = _run(arguments, early)
            output.flush()
            return status
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except BrokenPipeError:
        output.abandon()  # `| head` has read all it needs
        return Status.DONE
    except ProblemError as error:
        output.complain(error.problem)
        if error.problem.subject == "stdout":
            output.abandon()
        return status_of(error.problem)


def _run(arguments: Sequence[str], early: EarlyScreen) -> int:
    asked = _language_in(arguments)
    i18n.use(asked or i18n.DEFAULT)
    interrupted = _complete_restore()
    settings = _settings()
    if isinstance(settings, config.Settings) and settings.language and not asked:
        i18n.use(settings.language)
        if settings.complaints:
            settings = _settings()  # once more, for complaints in the user's language
    parsed = _parsed(arguments)
    command = parsed.command or "reader"
    if isinstance(settings, Problem):
        if command not in MENDS_SETTINGS:
            raise ProblemError(settings)
        settings = config.Settings()
    if interrupted is not None and command in SHOWS_PROBLEMS:
        settings = settings._replace(complaints=(interrupted, *settings.complaints))
    elif interrupted is not None:
        output.complain(interrupted)
    if command not in TELLS_ITSELF:
        for complaint in settings.complaints:
            output.complain(complaint)
    if command == "reader":
        from hpreader.cli.reader import reader  # noqa: PLC0415 - as each command

        return reader.run(parsed, settings, early)
    run: Run = import_module(f"hpreader.cli.commands.{MODULES.get(command, command)}").run
    return run(parsed, settings)


def _complete_restore() -> Problem | None:
    """Finish a restore of several files that was interrupted, or take it back; returns which."""
    places = config.paths()
    if not places.data.with_name("restore.json").exists():
        return None
    from hpreader.newsroom.restore_journal import complete_restore  # noqa: PLC0415 - it is rare

    return complete_restore(places)


def _parsed(arguments: Sequence[str]) -> Namespace:
    if OF_THE_READER.issuperset(arguments):
        options = {option.removeprefix("--"): option in arguments for option in OF_THE_READER}
        return cast("Namespace", SimpleNamespace(command=None, **options))
    from argparse import Namespace  # noqa: PLC0415 - the reader's start does not wait for it

    from hpreader.cli.arguments.argument_parser import make_parser  # noqa: PLC0415 - nor for this

    try:
        readable = [_readable(argument) for argument in arguments]
        parser = make_parser(readable)
        parsed = parser.parse_args(
            readable,
            Namespace(command=None, offline=False, lang=None, json=False, linear=False),
        )
        if parsed.command and parsed.resume:
            parser.error(_("--resume opens the reader; it goes with no command"))
        if parsed.linear and parsed.command not in {None, "demo"}:
            parser.error(_("--linear opens the reader; it goes with no command but demo"))
        return parsed
    except SystemExit:
        output.flush()  # the help is data like any other: a failure to write it is an error
        raise


def _settings() -> config.Settings | Problem:
    try:
        return config.load(config.paths().config)
    except ProblemError as error:
        return error.problem


def _language_in(arguments: Sequence[str]) -> i18n.Language | None:
    """The language that `--lang` asks for: the help must speak it before it is parsed."""
    found = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(arguments):
            found = arguments[index + 1]
    return i18n.as_language(found)


def _readable(argument: str) -> str:
    """An argument without the bytes that are no UTF-8, which no database takes."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        encoded = argument.encode(sys.getfilesystemencoding(), "surrogateescape")
        return encoded.decode("utf-8", "replace")
    return argument
