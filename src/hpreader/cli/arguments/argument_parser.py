"""The syntax of the command line."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import partial
from typing import Any

from hpreader import __version__
from hpreader.cli import output
from hpreader.cli.arguments.argparse_messages import translate_argparse
from hpreader.cli.arguments.examples import EXAMPLES
from hpreader.i18n import LANGUAGES, _


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
    _add_linear(parser)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))

    parser.command_names = commands.choices

    def add(name: str, about: str, add_options: Callable[[argparse.ArgumentParser], None]) -> None:
        if arguments is not None and name not in arguments:
            commands.add_parser(name, help=about, add_help=False)
            return
        add_options(
            commands.add_parser(
                name,
                help=about,
                description=about,
                parents=[everywhere],
                epilog=_examples(name),
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )

    add("demo", _("try the reader on a sample newspaper: no network, nothing is kept"), _add_linear)
    add("sync", _("fetch the news into the cache"), _add_sync)
    add("list", _("list headlines, newest first"), _add_list)
    add("unread", _("print counts for a status bar"), _add_unread)
    add("show", _("show one article"), _add_show)
    add("report", _("pack what is needed to look into a page that reads badly"), _add_report)
    add("search", _("search in all cached articles"), _add_search)
    add("stories", _("show which articles report one event"), _add_stories)
    add("brief", _("the news of the last 24 hours, or of a day, in one screen"), _add_brief)
    add(
        "export",
        _("write the articles of the shelf, a day or a search into a file"),
        _add_export,
    )
    add(
        "places",
        _("list the wards and communes, by names of now and before 2025"),
        _add_places,
    )
    add("notices", _("say what will be on which day where you live"), _add_notices)
    add(
        "rules",
        _("list the rules, or say what they hide and mark"),
        partial(_add_rules, everywhere=everywhere),
    )
    add(
        "sources",
        _("list the sources, or add and remove them"),
        partial(_add_sources, everywhere=everywhere),
    )
    add(
        "account",
        _("keep subscriptions and marks in step with a server, as FreshRSS, Miniflux or tt-rss"),
        partial(_add_account, everywhere=everywhere),
    )
    add(
        "config",
        _("open, check or show the settings"),
        partial(_add_config, everywhere=everywhere),
    )
    add(
        "import",
        _("bring feeds, read marks and saved links from another program"),
        _add_import,
    )
    add("backup", _("write your data and settings into one file"), _add_backup)
    add("restore", _("bring your data and settings back from a backup"), _add_restore)
    add("forget", _("delete the traces of reading from this machine"), _add_forget)
    add("serve", _("open the reader in a browser, on this machine"), _add_serve)
    add("help", _("show the help of a command or of a topic"), _add_help)
    add("doctor", _("say where things live, what works and what does not"), _add_doctor)
    return parser


def _examples(command: str) -> str:
    lines = EXAMPLES.get(command, ())
    return "\n".join([_("examples:"), *(f"  {line}" for line in lines)]) if lines else ""


def _everywhere() -> _Parser:
    """The options that are allowed before the command and after it.

    They have no defaults here: those after the command would overwrite those before it.
    """
    options = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--offline", action="store_true", help=_("never touch the network"))
    options.add_argument("--lang", choices=LANGUAGES, help=_("language of the program"))
    return options


def _add_linear(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--linear",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_(
            "read line by line, for screen readers and pipes; a terminal that only prints lines "
            "(TERM=dumb) has it by itself"
        ),
    )


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
        "--since",
        type=_first_day,
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
        type=_positive,
        metavar="N",
        help=_("stop fetching articles after about N megabytes"),
    )
    _add_json(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help=_("say nothing but trouble"))


def _add_list(parser: argparse.ArgumentParser) -> None:
    _add_source_and_section(parser)
    parser.add_argument(
        "--date",
        type=_day,
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
    parser.add_argument("-n", type=_positive, metavar="N", help=_("no more than N headlines"))
    forms = parser.add_mutually_exclusive_group()
    _add_json(forms)
    forms.add_argument(
        "--format",
        metavar=_("FORMAT"),
        help=_(
            "each headline as a text with {id}, {url}, {title}, {source}, {section}, {summary}, "
            "{published}, {date}, {time}, {read}, {saved}; \\t and \\n are a tab and a new line"
        ),
    )


def _add_source_and_section(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source", default="", metavar=_("SOURCE"), help=_("only of this source"))
    parser.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("only of this section")
    )


def _add_unread(parser: argparse.ArgumentParser) -> None:
    _add_source_and_section(parser)
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
    _add_json(parser)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("article", metavar="URL|ID", help=_("its address, or its id from a list"))
    forms = parser.add_mutually_exclusive_group()
    _add_json(forms)
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
        type=_positive,
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
    _add_json(parser)


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
    parser.add_argument("-n", type=_positive, default=50, metavar="N", help=_("no more than N"))
    _add_json(parser)


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="*",
        metavar=_("NAME"),
        help=_("only those called so, or that were: phường Máy Chai, Hồng Phong"),
    )
    _add_json(parser)


def _add_notices(parser: argparse.ArgumentParser) -> None:
    times = parser.add_mutually_exclusive_group()
    times.add_argument(
        "--date",
        type=_coming_day,
        metavar=_("DATE"),
        help=_("only for this day: 2026-11-22, 22/11, today, tomorrow"),
    )
    times.add_argument("--past", action="store_true", help=_("those that are over, the last first"))
    _add_json(parser)


def _add_brief(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date",
        type=_day,
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
    _add_json(forms)
    _add_output(parser)


def _add_export(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--saved", action="store_true", help=_("what was saved"))
    what.add_argument(
        "--date",
        type=_day,
        metavar=_("DATE"),
        help=_("of this day: 2026-11-22, 22/11/2026, 22/11, today, yesterday"),
    )
    what.add_argument(
        "--search", default="", metavar=_("QUERY"), help=_("what a search finds, newest first")
    )
    parser.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("only of this section")
    )
    parser.add_argument("-n", type=_positive, metavar="N", help=_("no more than N articles"))
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
    _add_output(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--output", default="-", metavar=_("FILE"), help=_("the file to write; - is stdout")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("replace the file where there is one already")
    )


def _add_rules(parser: argparse.ArgumentParser, everywhere: _Parser) -> None:
    _add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        one = actions.add_parser(name, help=about, description=about, parents=[everywhere])
        _add_json(one)
        return one

    add("list", _("list the rules of the file"))
    one = add("test", _("say what each rule is about in the cache, and change nothing"))
    one.add_argument("rule", nargs="?", default="", metavar=_("RULE"), help=_("only this rule"))
    one.add_argument(
        "--days", type=_positive, default=30, metavar="N", help=_("of the last N days (30)")
    )
    one.add_argument(
        "-n", type=_positive, default=5, metavar="N", help=_("no more than N headlines of each (5)")
    )
    add("check", _("say what of the file cannot be used, and which names it has that are none"))
    add("edit", _("open the file in $VISUAL or $EDITOR, and check it when it is closed"))


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
        type=_day,
        metavar=_("DATE"),
        help=_("the stories of this day (the newest one when none is given)"),
    )
    parser.add_argument("-n", type=_positive, metavar="N", help=_("no more than N stories"))
    parser.add_argument(
        "--why", action="store_true", help=_("tell by which evidence each article is there")
    )
    parser.add_argument(
        "--split", default="", metavar="URL|ID", help=_("this article reports another event")
    )
    parser.add_argument(
        "--join", default="", metavar="URL|ID", help=_("take back what was split of this article")
    )
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


def _add_account(parser: argparse.ArgumentParser, everywhere: _Parser) -> None:
    _add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(
            name,
            help=about,
            description=about,
            parents=[everywhere],
            epilog=_examples(f"account {name}"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    one = add(
        "add",
        _(
            "log in at a server: FreshRSS, Miniflux or another with the Google Reader API, or tt-rss"
        ),
    )
    one.add_argument(
        "server",
        metavar="URL",
        help=_("the address of the server, or that of its API; https, except on this machine"),
    )
    one.add_argument("--user", required=True, metavar=_("NAME"), help=_("the user there"))
    one.add_argument(
        "--password-command",
        default="",
        metavar=_("COMMAND"),
        help=_("a command for the shell that prints the password, run at each synchronisation"),
    )
    one.add_argument(
        "--lead",
        choices=("server", "here"),
        help=_("whose marks count where the two sides differ at first (asked when missing)"),
    )
    one.add_argument(
        "--lists",
        choices=("server", "here"),
        help=_(
            "who fetches the lists that both sides have; pages are fetched here (at first: here)"
        ),
    )
    one.add_argument("--name", default="", metavar=_("NAME"), help=_("what to call the account"))
    one.add_argument(
        "--kind",
        choices=("google-reader", "tt-rss"),
        help=_("the API of the server (found out when missing)"),
    )
    _add_json(one)
    _add_json(add("list", _("list the accounts (the usual)")))
    one = add("remove", _("remove an account; subscriptions and marks stay on both sides"))
    one.add_argument("name", metavar=_("NAME"), help=_("the account’s name, from the list"))
    one = add("sync", _("synchronise now; “hpreader sync” and the reader do it, too"))
    one.add_argument(
        "names", nargs="*", metavar=_("NAME"), help=_("only these accounts (all when none)")
    )
    _add_json(one)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    _add_json(parser)
    parser.add_argument(
        "--online",
        action="store_true",
        help=_("ask every address of the subscribed lists once, and say which of them work"),
    )


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "topic", nargs="?", metavar=_("TOPIC"), help=_("a command, or keys, environment, status")
    )


def _add_config(parser: argparse.ArgumentParser, everywhere: _Parser) -> None:
    _add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=about, description=about, parents=[everywhere])

    add(
        "open",
        _("open the file in $VISUAL or $EDITOR, and make it where there is none (the usual)"),
    )
    _add_json(add("check", _("tell what in the file cannot be used, with its line")))
    _add_json(add("show", _("print every setting, its value, and where that comes from")))
    add("path", _("print where the file is"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        help=_(
            "OPML; newsboat’s urls or cache.db, or the directory of both; a browser’s bookmarks as HTML or "
            "JSON; an export of Pocket, wallabag, Raindrop and the like as HTML, CSV or JSON; - is stdin"
        ),
    )
    parser.add_argument(
        "--format",
        choices=("opml", "newsboat", "newsboat-cache", "html", "csv", "json"),
        help=_("what the files are, where they do not show it"),
    )
    parser.add_argument(
        "--folder",
        default="",
        metavar=_("FOLDER"),
        help=_("of bookmarks only those in this folder, or with this tag"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come"))
    _add_json(parser)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar=_("FILE"), help=_("the file to write; an earlier backup is replaced")
    )
    parser.add_argument(
        "--with-passwords",
        action="store_true",
        help=_("write the passwords of closed feeds too; the file is not encrypted"),
    )
    _add_json(parser)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar=_("FILE"),
        help=_("a backup, or a reader.sqlite3; what is here now is kept beside"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what is in it"))
    _add_json(parser)


def _add_forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="*",
        type=_trace,
        metavar=_("WHAT"),
        help=_(
            "trail, read, progress, searches, queue, cache (these six when none is named); saved, "
            "passwords, sources, views; or everything; or addresses and ids of single articles"
        ),
    )
    parser.add_argument(
        "--last",
        type=_span,
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
    _add_json(parser)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=_port,
        default=8642,
        metavar="N",
        help=_("the port to listen on (8642); 0: any that is free"),
    )
    parser.add_argument(
        "--open", action="store_true", help=_("open the browser at once, as the key o does")
    )
    parser.add_argument(
        "--host",
        type=_ip_address,
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


_ARTICLE = re.compile(r"[0-9a-f]{12}|https?://\S+")
"""The id or the address of an article."""


def _trace(text: str) -> str:
    from hpreader.model.traces import TRACES  # noqa: PLC0415 - only this command needs it

    if text in {*TRACES, "everything"} or _ARTICLE.fullmatch(text):
        return text
    words = _("there is no “{text}”; there are {names}")
    names = ", ".join((*TRACES, "everything"))
    raise argparse.ArgumentTypeError(words.format(text=text, names=names))


_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def _span(text: str) -> timedelta:
    number, unit = text[:-1], text[-1:].lower()
    if unit in _UNITS and number.isascii() and number.isdigit() and 0 < len(number) < 6:
        return timedelta(**{_UNITS[unit]: int(number)})
    raise argparse.ArgumentTypeError(
        _("“{text}” is not a span like 30m, 2h, 7d or 4w").format(text=text)
    )


def _day(text: str) -> date:
    return _checked_day(text, is_span=False)


def _coming_day(text: str) -> date:
    """A day of which one asks what will be: also tomorrow, and without a year not one long past."""
    from hpreader.dates import read_day  # noqa: PLC0415 - see _checked_day
    from hpreader.text import fold  # noqa: PLC0415 - see _checked_day

    today = read_day("today")
    assert today is not None
    if fold(text.replace("-", " ")) in {"tomorrow", "ngay mai", "mai"}:
        return today + timedelta(days=1)
    day = _day(text)
    has_year = str(day.year) in text
    if has_year or day > today - timedelta(days=180) or (day.month, day.day) == (2, 29):
        return day
    return day.replace(year=day.year + 1)


def _first_day(text: str) -> date:
    return _checked_day(text, is_span=True)


def _checked_day(text: str, *, is_span: bool) -> date:
    from hpreader.dates import read_day  # noqa: PLC0415 - most commands read no date

    if (day := read_day(text, is_span=is_span)) is not None:
        return day
    words = _("“{text}” is not a day like 2026-01-31, 31/1/2026 or yesterday")
    raise argparse.ArgumentTypeError(words.format(text=text))


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(_("“{text}” is not a port, from 0 to 65535").format(text=text))


def _ip_address(text: str) -> str:
    import ipaddress  # noqa: PLC0415 - only this option needs it

    if text == "localhost":
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(text.removeprefix("[").removesuffix("]")))
    except ValueError:
        words = _("“{text}” is not an IP address like 127.0.0.1 or ::1")
        raise argparse.ArgumentTypeError(words.format(text=text)) from None


def _positive(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(_("“{text}” is not a number above 0").format(text=text))
