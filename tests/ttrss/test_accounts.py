"""Accounts at a real tt-rss: what both sides have in the end."""

from hpreader.model import Account, AccountSynced
from tests.support.newsdesk import headlines

from .newspaper import FEED, address
from .server import PASSWORD, USER

COMMAND = f"printf '%s\\n' '{PASSWORD}'"


async def added(room, server, lead="server") -> Account:
    account = await room.accounts.add(Account("", server.url, USER, COMMAND, lead))
    assert isinstance(account, Account), account
    return account


async def done(room) -> AccountSynced:
    (event,) = [event async for event in room.accounts.sync()]
    assert event.problem is None, event.problem
    return event


def marks(room) -> dict[str, tuple[bool, bool]]:
    return {one.url.rpartition("/")[2][:-5]: (one.read, one.saved) for one in headlines(room)}


async def mark(room, name, *, read=None, saved=None):
    (one,) = [one.id for one in headlines(room) if one.url == address(name)]
    if read is not None:
        await room.marks.set_read([one], read)
    if saved is not None:
        await room.marks.set_saved([one], saved)


async def test_smoke(room, server):
    server.subscribe(FEED)
    print(server.marks())
    account = await added(room, server)
    print(account)
    server.mark("1", read=True)
    await mark(room, "2", saved=True)
    print(await done(room))
    print(marks(room), server.marks())
    print(await done(room))
    server.mark("1", read=False)
    await mark(room, "2", saved=False)
    await mark(room, "2", read=True)
    print(await done(room))
    print(marks(room), server.marks())
