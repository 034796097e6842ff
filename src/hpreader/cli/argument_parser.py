"""The syntax of the command line."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any

from hpreader import __version__
from hpreader.cli.argparse_messages import translate_argparse
from hpreader.i18n import LANGUAGES, _

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Parser(argparse.ArgumentParser):
    """A parser that takes no shortened options: they break when a new one is added."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False)


def make_parser() -> _Parser:
    """The parser, in the language that is spoken now."""
    translate_argparse()
    everywhere = _everywhere()
    parser = _Parser(
        prog="hpreader",
        parents=[everywhere],
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
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about, parents=[everywhere])

    add("demo", _("try the reader on a sample newspaper: no network, nothing is kept"))
    _add_sync(add("sync", _("fetch the news into the cache")))
    _add_list(add("list", _("list headlines, newest first")))
    _add_show(add("show", _("show one article")))
    _add_search(add("search", _("search in all cached articles")))
    _add_sources(add("sources", _("list the sources, or add and remove them")), everywhere)
    doctor = add("doctor", _("say where things live, what works and what does not"))
    _add_json(doctor)
    doctor.add_argument(
        "--online",
        action="store_true",
        help=_("ask every address of the subscribed lists once, and say which of them work"),
    )
    return parser


def _everywhere() -> _Parser:
    """The options that are allowed before the command and after it.

    They have no defaults here: those after the command would overwrite those before it.
    """
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--offline", action="store_true", help=_("never touch the network"))
    options.add_argument("--lang", choices=LANGUAGES, help=_("language of the program"))
    return options


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("one JSON object a line"),
    )


def _add_sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="*", metavar=_("SOURCE"), help=_("only these sources (all when none)")
    )
    parser.add_argument(
        "--since", type=_day, metavar=_("DATE"), help=_("fetch older news too, back to YYYY-MM-DD")
    )
    parser.add_argument(
        "--no-pages", action="store_true", help=_("only the lists, not the articles")
    )
    parser.add_argument(
        "--max-mb",
        type=_positive,
        metavar="N",
        help=_("stop fetching articles after about N megabytes"),
    )
    _add_json(parser)
    parser.add_argument("--quiet", action="store_true", help=_("say nothing but trouble"))


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", default="", metavar=_("SOURCE"), help=_("only of this source"))
    parser.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("only of this section")
    )
    parser.add_argument(
        "--date", type=_day, metavar=_("DATE"), help=_("only of this day, YYYY-MM-DD")
    )
    parser.add_argument("--unread", action="store_true", help=_("only what was not opened yet"))
    parser.add_argument("--saved", action="store_true", help=_("only what was saved"))
    parser.add_argument("-n", type=_positive, metavar="N", help=_("no more than N headlines"))
    _add_json(parser)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", metavar="URL|ID", help=_("its address, or its id from a list"))
    forms = parser.add_mutually_exclusive_group()
    _add_json(forms)
    forms.add_argument("--text", action="store_true", help=_("plain text, as when piped"))
    forms.add_argument("--markdown", action="store_true", help=_("Markdown"))
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_(
            "fetch it anew and say why it reads so: which element, by which rule, what was left "
            "out; on stderr, or with --json as objects after the article's"
        ),
    )


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="+",
        metavar=_("QUERY"),
        help=_(
            "words that must all occur; “…” is a phrase, duong* a beginning; section: source: "
            "after: before: is:unread is:saved narrow it"
        ),
    )
    parser.add_argument("-n", type=_positive, default=50, metavar="N", help=_("no more than N"))
    _add_json(parser)


def _add_sources(parser: argparse.ArgumentParser, everywhere: _Parser) -> None:
    _add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=about, description=about, parents=[everywhere])

    one = add("add", _("subscribe to a feed, or to the feed found for any page of a site"))
    one.add_argument(
        "url",
        metavar="URL",
        help=_("the address of a feed or of any page, or the name of a known source"),
    )
    one.add_argument("--name", default="", metavar=_("NAME"), help=_("what to call the source"))
    one.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("the section that it lists")
    )
    _add_json(one)
    one = add("remove", _("unsubscribe; what was read and saved is kept"))
    one.add_argument("name", metavar=_("NAME"), help=_("the source’s name, from the list"))
    one = add("import", _("subscribe to the feeds of an OPML file"))
    one.add_argument("file", metavar=_("FILE"), help=_("an OPML file; - is stdin"))
    one = add("export", _("write the sources as OPML"))
    one.add_argument("file", metavar=_("FILE"), help=_("the file to write; - is stdout"))


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(_("“{text}” is not a date like 2026-01-31").format(text=text))


def _positive(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(_("“{text}” is not a number above 0").format(text=text))
