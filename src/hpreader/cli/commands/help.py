"""`hpreader help`: the help of a command, or of a topic that belongs to none."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from hpreader.cli import output
from hpreader.cli.arguments.argument_parser import make_parser
from hpreader.cli.status import Status
from hpreader.i18n import N_, _

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from hpreader.config import Settings

KEYS: Final = "keys"
ENVIRONMENT: Final = "environment"
STATUS: Final = "status"
TOPICS: Final = {
    KEYS: N_("all keys of the reader"),
    ENVIRONMENT: N_("environment variables"),
    STATUS: N_("exit statuses"),
}
_VARIABLES: Final = (
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME", N_("where settings, data and cache live")),
    ("HTTP_PROXY, HTTPS_PROXY, NO_PROXY", N_("the proxy for fetching, and hosts without it")),
    ("SSL_CERT_FILE", N_("the certificates that are trusted")),
    ("PAGER", N_("shows an article that is longer than the terminal")),
    ("BROWSER", N_("opens addresses")),
    ("NO_COLOR", N_("no colours; FORCE_COLOR: colours in a pipe, too")),
    ("TERM, COLORTERM, COLUMNS, LINES", N_("what the terminal can do; TERM=dumb reads line by line")),
)  # fmt: skip
_STATUSES: Final = (
    (Status.DONE, N_("done")),
    (Status.PARTLY, N_("done in part, or a sync whose sources failed")),
    (Status.USAGE, N_("wrong usage")),
    (Status.MISSING, N_("not there: not cached and offline, no such article, no match")),
    (Status.BROKEN, N_("the cache or the user data cannot be used")),
    (Status.INTERRUPTED, N_("interrupted with Ctrl+C")),
)


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    del settings
    topic = arguments.topic
    commands = make_parser(()).command_names
    if topic is None:
        output.data(make_parser(()).format_help())
        output.data(_("topics for “hpreader help”:"))
        for name, about in TOPICS.items():
            output.data(f"  {name:<20}  {_(about)}")
    elif topic in commands:
        make_parser([topic]).parse_args([topic, "--help"])  # prints it and ends
    elif topic in TOPICS:
        for line in _lines(topic):
            output.data(line)
    else:
        words = _("There is no help on “{topic}”.").format(topic=topic)
        if near := difflib.get_close_matches(topic, [*commands, *TOPICS], n=1):
            words += " " + _("Did you mean “{name}”?").format(name=near[0])
        output.narrate("hpreader: " + words)
        return Status.USAGE
    return Status.DONE


def _lines(topic: str) -> Iterator[str]:
    if topic == KEYS:
        yield from _key_lines()
    elif topic == ENVIRONMENT:
        for names, about in _VARIABLES:
            yield f"{names}\n    {_(about)}"
    else:
        for status, about in _STATUSES:
            yield f"{status:>5}  {_(about)}"


def _key_lines() -> Iterator[str]:
    """The table of commands, by group."""
    from hpreader.ui.command import GROUPS  # noqa: PLC0415 - it imports the reader's screen
    from hpreader.ui.commands import COMMANDS  # noqa: PLC0415 - as above
    from hpreader.ui.key_names import key_name  # noqa: PLC0415 - as above

    for group in GROUPS:
        rows = [row for row in COMMANDS.values() if row.group == group and row.number < 2]
        if not rows:
            continue
        yield f"\n{_(group)}"
        for row in rows:
            keys = "  ".join(key_name(key) for key in row.keys.split(",") if key)
            yield f"  {keys:<28}  {_(row.title)}"
