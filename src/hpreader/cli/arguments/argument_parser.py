"""The syntax of the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from hpreader import __version__
from hpreader.cli import output
from hpreader.cli.arguments.argparse_messages import translate_argparse
from hpreader.cli.arguments.shared_options import add_linear, everywhere
from hpreader.i18n import _

if TYPE_CHECKING:
    from hpreader.cli.arguments.shared_options import AddOptions

NEWS = "news_options"
SOURCES = "source_options"
PROGRAM = "program_options"
"""The modules beside this one that have the options of commands; only those that are used are imported."""


class _Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options: they break when a new one is added."""

    command_names: Collection[str] = ()
    """The commands, for the parser of the whole line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print the help, or why the arguments are wrong, which may quote them."""
        if file is sys.stdout:
            output.data(message.removesuffix("\n"))
        else:
            output.narrate(message.removesuffix("\n"))


def make_parser(arguments: Collection[str] | None = None) -> _Parser:
    """The parser, in the language that is spoken now.

    Args:
        arguments: what it is to parse: only commands whose name is among them get their options, which
            takes a third of the time; None: all commands get them.
    """
    translate_argparse()
    in_all = everywhere()
    parser = _Parser(
        prog="hpreader",
        parents=[in_all],
        description=_("A reader of Vietnamese news for the terminal."),
        epilog=_("Without a command, the reader opens. Data goes to stdout, all else to stderr."),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"hpreader {__version__}",
        help=_("show the version and exit"),
    )
    parser.add_argument(
        "--resume", action="store_true", help=_("open the reader where it was left")
    )
    add_linear(parser)
    parser.command_names = _add_commands(parser, in_all, arguments)
    return parser


def _add_commands(
    parser: argparse.ArgumentParser,
    in_all: argparse.ArgumentParser,
    arguments: Collection[str] | None,
) -> Collection[str]:
    """Add the commands, in the order of the help; returns their names."""
    unused = _Parser(add_help=False)

    def create(**options: Any) -> argparse.ArgumentParser:
        """Only what is parsed is made: a parser takes 50 µs."""
        return _Parser(**options) if "description" in options else unused

    commands = parser.add_subparsers(
        dest="command",
        metavar=_("COMMAND"),
        title=_("commands"),
        parser_class=cast("type[argparse.ArgumentParser]", create),
    )

    def add(name: str, about: str, module: str) -> None:
        if arguments is not None and name not in arguments:
            commands.add_parser(name, help=about, add_help=False)
            return
        from hpreader.cli.arguments.examples import examples_of  # noqa: PLC0415 - as the options

        options: Mapping[str, AddOptions] = import_module(
            f"hpreader.cli.arguments.{module}"
        ).OPTIONS
        options[name](
            commands.add_parser(
                name,
                help=about,
                description=about,
                parents=[in_all],
                epilog=examples_of(name),
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )

    add("demo", _("try the reader on a sample newspaper: no network, nothing is kept"), PROGRAM)
    add("sync", _("fetch the news into the cache"), NEWS)
    add("list", _("list headlines, newest first"), NEWS)
    add("unread", _("print counts for a status bar"), NEWS)
    add("show", _("show one article"), NEWS)
    add("report", _("pack what is needed to look into a page that reads badly"), NEWS)
    add("search", _("search in all cached articles"), NEWS)
    add("stories", _("show which articles report one event"), NEWS)
    add("brief", _("the news of the last 24 hours, or of a day, in one screen"), NEWS)
    add("export", _("write the articles of the shelf, a day or a search into a file"), NEWS)
    add("places", _("list the wards and communes, by names of now and before 2025"), NEWS)
    add("notices", _("say what will be on which day where you live"), NEWS)
    add("rules", _("list the rules, or say what they hide and mark"), PROGRAM)
    add("sources", _("list the sources, or add and remove them"), SOURCES)
    add(
        "account",
        _("keep subscriptions and marks in step with a server, as FreshRSS, Miniflux or tt-rss"),
        SOURCES,
    )
    add("config", _("open, check or show the settings"), PROGRAM)
    add("import", _("bring feeds, read marks and saved links from another program"), SOURCES)
    add("backup", _("write your data and settings into one file"), PROGRAM)
    add("restore", _("bring your data and settings back from a backup"), PROGRAM)
    add("forget", _("delete the traces of reading from this machine"), PROGRAM)
    add("serve", _("open the reader in a browser, on this machine"), PROGRAM)
    add("help", _("show the help of a command or of a topic"), PROGRAM)
    add("doctor", _("say where things live, what works and what does not"), PROGRAM)
    return commands.choices
