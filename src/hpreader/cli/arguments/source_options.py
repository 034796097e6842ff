"""The options of commands about sources and accounts."""

from __future__ import annotations

import argparse
from typing import Final

from hpreader.cli.arguments.examples import examples_of
from hpreader.cli.arguments.shared_options import AddOptions, add_json, everywhere
from hpreader.i18n import _


def _add_sources(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=about, description=about, parents=[everywhere()])

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
    add_json(one)
    one = add("remove", _("unsubscribe; what was read and saved is kept"))
    one.add_argument("name", metavar=_("NAME"), help=_("the source’s name, from the list"))
    one = add("import", _("subscribe to the feeds of an OPML file"))
    one.add_argument("file", metavar=_("FILE"), help=_("an OPML file; - is stdin"))
    one = add("export", _("write the sources as OPML"))
    one.add_argument("file", metavar=_("FILE"), help=_("the file to write; - is stdout"))


def _add_account(parser: argparse.ArgumentParser) -> None:
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"))

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(
            name,
            help=about,
            description=about,
            parents=[everywhere()],
            epilog=examples_of(f"account {name}"),
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
    add_json(one)
    add_json(add("list", _("list the accounts (the usual)")))
    one = add("remove", _("remove an account; subscriptions and marks stay on both sides"))
    one.add_argument("name", metavar=_("NAME"), help=_("the account’s name, from the list"))
    one = add("sync", _("synchronise now; “hpreader sync” and the reader do it, too"))
    one.add_argument(
        "names", nargs="*", metavar=_("NAME"), help=_("only these accounts (all when none)")
    )
    add_json(one)


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        help=_(
            "OPML; newsboat’s urls or cache.db, or the directory of both; a browser’s bookmarks as HTML or "
            "JSON; an export of Pocket, wallabag, Raindrop and the like as HTML, CSV or JSON; what export --json "
            "wrote; - is stdin"
        ),
    )
    parser.add_argument(
        "--format",
        choices=("opml", "newsboat", "newsboat-cache", "html", "csv", "json", "hpreader"),
        help=_("what the files are, where they do not show it"),
    )
    parser.add_argument(
        "--folder",
        default="",
        metavar=_("FOLDER"),
        help=_("of bookmarks only those in this folder, or with this tag"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come"))
    add_json(parser)


OPTIONS: Final[dict[str, AddOptions]] = {
    "sources": _add_sources,
    "account": _add_account,
    "import": _add_import,
}
"""What adds the options of each command to its parser."""
