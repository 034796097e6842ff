"""`hpreader doctor --online`: which addresses of the subscribed lists work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status
from hpreader.i18n import N_, _, explain
from hpreader.problems import Problem
from hpreader.text import clean
from hpreader.vietnam_time import iso, local

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.config import Settings
    from hpreader.export import JsonObject
    from hpreader.model import AddressHealth
    from hpreader.model.health import AddressState
    from hpreader.newsroom import Newsroom

STATES: dict[AddressState, str] = {
    "alive": N_("alive"),
    "frozen": N_("nothing new since {since}"),
    "moved": N_("moved to {moved_to}"),
    "refused": N_("refuses programs"),
    "missing": N_("not there"),
    "unreachable": N_("not reached"),
}
"""What an address answered, in words."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Request every address once and print what it answers; needs the network."""
    return with_newsroom(_check, arguments, settings)


async def _check(newsroom: Newsroom, arguments: Namespace) -> int:
    if newsroom.offline:
        output.complain(Problem("offline", reason="started_offline"))
        return Status.MISSING
    status = Status.DONE
    async for health in newsroom.check_addresses():
        if arguments.json:
            output.json_line(_json(health))
        else:
            output.data(_line(health))
        output.flush()
        if health.state == "unreachable":
            status = Status.PARTLY
    return status


def _json(health: AddressHealth) -> JsonObject:
    return {
        "source": health.source,
        "section": health.section,
        "url": health.url,
        "state": health.state,
        "entries": health.entries,
        "newest": iso(health.newest),
        "moved_to": health.moved_to or None,
        "problem": output.problem_json(health.problem),
    }


def _line(health: AddressHealth) -> str:
    since = f"{local(health.newest):%d/%m/%Y}" if health.newest else ""
    states = [health.state]
    if health.moved_to and health.state != "moved":
        states.append("moved")
    messages = [STATES[state] for state in states]
    words = [_(message).format(since=since, moved_to=health.moved_to) for message in messages]
    if health.problem is not None:
        words.append(explain(health.problem))
    name = f"{health.source} {health.section}".strip()
    return clean(f"{name}  {health.url}  {'; '.join(words)}")
