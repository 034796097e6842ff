"""The options of commands about the program, its settings and its files."""

from __future__ import annotations

import argparse
from typing import Final

from hpreader.cli.arguments.argument_types import (
    parse_ip_address,
    parse_port,
    parse_positive,
    parse_span,
    parse_trace,
)
from hpreader.cli.arguments.shared_options import AddOptions, add_json, add_linear, everywhere
from hpreader.i18n import _


def _add_rules(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        one = actions.add_parser(name, help=about, description=about, parents=[everywhere()])
        add_json(one)
        return one

    add("list", _("list the rules of the file"))
    one = add("test", _("say what each rule is about in the cache, and change nothing"))
    one.add_argument("rule", nargs="?", default="", metavar=_("RULE"), help=_("only this rule"))
    one.add_argument(
        "--days", type=parse_positive, default=30, metavar="N", help=_("of the last N days (30)")
    )
    one.add_argument(
        "-n",
        type=parse_positive,
        default=5,
        metavar="N",
        help=_("no more than N headlines of each (5)"),
    )
    add("check", _("say what of the file cannot be used, and which names it has that are none"))
    add("edit", _("open the file in $VISUAL or $EDITOR, and check it when it is closed"))


def _add_config(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=about, description=about, parents=[everywhere()])

    add(
        "open",
        _("open the file in $VISUAL or $EDITOR, and make it where there is none (the usual)"),
    )
    add_json(add("check", _("tell what in the file cannot be used, with its line")))
    add_json(add("show", _("print every setting, its value, and where that comes from")))
    add("path", _("print where the file is"))


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar=_("FILE"), help=_("the file to write; an earlier backup is replaced")
    )
    parser.add_argument(
        "--with-passwords",
        action="store_true",
        help=_("write the passwords of closed feeds too; the file is not encrypted"),
    )
    add_json(parser)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar=_("FILE"),
        help=_("a backup, or a reader.sqlite3; what is here now is kept beside"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what is in it"))
    add_json(parser)


def _add_forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        type=parse_trace,
        metavar=_("WHAT"),
        help=_(
            "trail, read, progress, searches, queue, cache (these six when none is named); saved, "
            "passwords, sources, views; or everything; or addresses and ids of single articles"
        ),
    )
    parser.add_argument(
        "--last",
        type=parse_span,
        metavar=_("SPAN"),
        help=_(
            "only what is newer: 30m, 2h, 7d, 4w; the last searches and the cache have no times and "
            "go as a whole"
        ),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("only say what would be forgotten")
    )
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    add_json(parser)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=parse_port,
        default=8642,
        metavar="N",
        help=_("the port to listen on (8642); 0: any that is free"),
    )
    parser.add_argument(
        "--open", action="store_true", help=_("open the browser at once, as the key o does")
    )
    parser.add_argument(
        "--host",
        type=parse_ip_address,
        default="127.0.0.1",
        metavar=_("ADDRESS"),
        help=_(
            "the address to listen on (127.0.0.1, which only this machine reaches); another one needs "
            "--allow-remote"
        ),
    )
    parser.add_argument(
        "--allow-remote",
        action="store_true",
        help=_(
            "other machines may connect: without encryption, so who can listen in on the network "
            "reads along and can take over the reader; better is ssh -L"
        ),
    )


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "topic", nargs="?", metavar=_("TOPIC"), help=_("a command, or keys, environment, status")
    )


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    parser.add_argument(
        "--online",
        action="store_true",
        help=_("ask every address of the subscribed lists once, and say which of them work"),
    )


OPTIONS: Final[dict[str, AddOptions]] = {
    "demo": add_linear,
    "rules": _add_rules,
    "config": _add_config,
    "backup": _add_backup,
    "restore": _add_restore,
    "forget": _add_forget,
    "serve": _add_serve,
    "help": _add_help,
    "doctor": _add_doctor,
}
"""What adds the options of each command to its parser."""
