"""The options of commands that fetch, list, find and print articles."""

from __future__ import annotations

import argparse
from typing import Final

from hpreader.cli.arguments.argument_types import (
    parse_coming_day,
    parse_day,
    parse_first_day,
    parse_positive,
)
from hpreader.cli.arguments.shared_options import (
    AddOptions,
    add_json,
    add_output,
    add_source_and_section,
)
from hpreader.i18n import _


def _add_sync(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources", nargs="*", metavar=_("SOURCE"), help=_("only these sources (all when none)")
    )
    parser.add_argument(
        "--since",
        type=parse_first_day,
        metavar=_("DATE"),
        help=_(
            "fetch older news too, back to a day: 2026-11-22, 22/11, 3-days-ago; or a month: 11/2026"
        ),
    )
    parser.add_argument(
        "--no-pages", action="store_true", help=_("only the lists, not the articles")
    )
    parser.add_argument(
        "--max-mb",
        type=parse_positive,
        metavar="N",
        help=_("stop fetching articles after about N megabytes"),
    )
    add_json(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help=_("say nothing but trouble"))


def _add_list(parser: argparse.ArgumentParser) -> None:
    add_source_and_section(parser)
    parser.add_argument(
        "--date",
        type=parse_day,
        metavar=_("DATE"),
        help=_("only of this day: 2026-11-22, 22/11/2026, 22/11, today, yesterday"),
    )
    parser.add_argument("--unread", action="store_true", help=_("only what was not opened yet"))
    parser.add_argument("--saved", action="store_true", help=_("only what was saved"))
    parser.add_argument(
        "--muted", action="store_true", help=_("only what rules hide, and which rule")
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar=_("TAG"),
        help=_("only what rules give this tag; several: all of them"),
    )
    parser.add_argument("-n", type=parse_positive, metavar="N", help=_("no more than N headlines"))
    forms = parser.add_mutually_exclusive_group()
    add_json(forms)
    forms.add_argument(
        "--format",
        metavar=_("FORMAT"),
        help=_(
            "each headline as a text with {id}, {url}, {title}, {source}, {section}, {summary}, "
            "{published}, {date}, {time}, {read}, {saved}; \\t and \\n are a tab and a new line"
        ),
    )


def _add_unread(parser: argparse.ArgumentParser) -> None:
    add_source_and_section(parser)
    parser.add_argument(
        "--format",
        default="{unread}",
        metavar=_("FORMAT"),
        help=_(
            "a text with {unread}, {new} (unread ones of today), {saved}, {total}, {waiting}, {synced} "
            "(the time) and {class} (unread or read); other braces stay"
        ),
    )
    parser.add_argument(
        "--if-any", action="store_true", help=_("print nothing where nothing is unread")
    )
    add_json(parser)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", metavar="URL|ID", help=_("its address, or its id from a list"))
    forms = parser.add_mutually_exclusive_group()
    add_json(forms)
    forms.add_argument("--text", action="store_true", help=_("plain text, as when piped"))
    forms.add_argument("--markdown", action="store_true", help=_("Markdown"))
    parser.add_argument(
        "--diff",
        action="store_true",
        help=_(
            "what was edited since it was read last, word by word: removed in [- -], added in {+ +}; "
            "with --json also what is known of each edit"
        ),
    )
    parser.add_argument(
        "--edit",
        type=parse_positive,
        metavar="N",
        help=_("with --diff: only the edit with this number, 1 is the oldest one kept"),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_(
            "fetch it anew and say why it reads so: which element, by which rule, what was left "
            "out; on stderr, or with --json as objects after the article's"
        ),
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", metavar="URL|ID", help=_("its address, or its id from a list"))
    parser.add_argument(
        "--output",
        default="",
        metavar=_("FILE"),
        help=_("the zip file to write (one in this directory when none is given); - is stdout"),
    )
    parser.add_argument(
        "--force", action="store_true", help=_("replace the file where there is one already")
    )
    add_json(parser)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="+",
        metavar=_("QUERY"),
        help=_(
            "words that must all occur; “…” is a phrase, duong* a beginning; section: source: tag: "
            "place: after: before: is:unread is:saved narrow it"
        ),
    )
    parser.add_argument("--muted", action="store_true", help=_("only in what rules hide"))
    parser.add_argument(
        "-n", type=parse_positive, default=50, metavar="N", help=_("no more than N")
    )
    add_json(parser)


def _add_stories(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "article",
        nargs="?",
        default="",
        metavar="URL|ID",
        help=_("only the story of this article: its address, or its id from a list"),
    )
    parser.add_argument(
        "--date",
        type=parse_day,
        metavar=_("DATE"),
        help=_("the stories of this day (the newest one when none is given)"),
    )
    parser.add_argument("-n", type=parse_positive, metavar="N", help=_("no more than N stories"))
    parser.add_argument(
        "--why", action="store_true", help=_("tell by which evidence each article is there")
    )
    parser.add_argument(
        "--split", default="", metavar="URL|ID", help=_("this article reports another event")
    )
    parser.add_argument(
        "--join", default="", metavar="URL|ID", help=_("take back what was split of this article")
    )
    add_json(parser)


def _add_brief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date",
        type=parse_day,
        metavar=_("DATE"),
        help=_("of this day: 2026-11-22, 22/11/2026, 22/11, today, yesterday"),
    )
    parser.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("only of this section")
    )
    parser.add_argument(
        "--all", action="store_true", help=_("all headlines with their teasers, not one screen")
    )
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--format",
        choices=("text", "markdown", "html", "epub"),
        default="text",
        help=_(
            "text and markdown have the headlines (through a pipe: all of them), html and epub the "
            "articles with their photos"
        ),
    )
    add_json(forms)
    add_output(parser)


def _add_export(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--saved", action="store_true", help=_("what was saved"))
    what.add_argument(
        "--date",
        type=parse_day,
        metavar=_("DATE"),
        help=_("of this day: 2026-11-22, 22/11/2026, 22/11, today, yesterday"),
    )
    what.add_argument(
        "--search", default="", metavar=_("QUERY"), help=_("what a search finds, newest first")
    )
    parser.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("only of this section")
    )
    parser.add_argument("-n", type=parse_positive, metavar="N", help=_("no more than N articles"))
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--format",
        choices=("markdown", "html", "epub", "json"),
        default="markdown",
        help=_("html and epub have the photos inside; json has one article a line"),
    )
    forms.add_argument(
        "--json",
        dest="format",
        action="store_const",
        const="json",
        help=_("the same as --format json"),
    )
    add_output(parser)


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="*",
        metavar=_("NAME"),
        help=_("only those called so, or that were: phường Máy Chai, Hồng Phong"),
    )
    add_json(parser)


def _add_notices(parser: argparse.ArgumentParser) -> None:
    times = parser.add_mutually_exclusive_group()
    times.add_argument(
        "--date",
        type=parse_coming_day,
        metavar=_("DATE"),
        help=_("only for this day: 2026-11-22, 22/11, today, tomorrow"),
    )
    times.add_argument("--past", action="store_true", help=_("those that are over, the last first"))
    add_json(parser)


OPTIONS: Final[dict[str, AddOptions]] = {
    "sync": _add_sync,
    "list": _add_list,
    "unread": _add_unread,
    "show": _add_show,
    "report": _add_report,
    "search": _add_search,
    "stories": _add_stories,
    "brief": _add_brief,
    "export": _add_export,
    "places": _add_places,
    "notices": _add_notices,
}
"""What adds the options of each command to its parser."""
