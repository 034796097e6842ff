"""Exchanges with a real server of an account: recorded once, replayed by `tests/newsroom/accounts/test_recorded.py`.

`tests/newsroom/accounts/recorded/freshrss-1.25.json` was recorded from FreshRSS 1.25.0-dev (commit 6c58b905, PHP 8.2,
SQLite) with feeds whose words are ours; names, password and addresses are replaced. To record another version, let
it have a user `an`, serve three feeds of a few items each, subscribe it to the first two, let it fetch them, and:

    RECORD_PASSWORD=… python -m tests.support.recorded_account SERVER FEED FEED FEED OUTPUT.json
"""

import asyncio
import json
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx

from hpreader.config import Paths, Settings
from hpreader.model import Account, AccountSynced, Headline, ListQuery, Section, Source, SyncEvent
from hpreader.newsroom import Newsroom
from hpreader.newsroom.clock import wall_clock

SERVER, PAPER = "https://rss.example.org", "https://bao.example.vn"
"""What the file has in place of the addresses of the two."""
SECRET = "0" * 40


@dataclass
class Recorded:
    """What a run of the scenario came to."""

    synced: list[AccountSynced]
    lists: list[list[SyncEvent]]
    rows: list[Headline]
    sources: tuple[Source, ...]


def key_of(request: httpx.Request) -> str:
    """By what a request is found again: the method, the address without its server, and the fields but for secrets."""
    fields = parse_qsl(request.content.decode(), keep_blank_values=True)
    shown = [[name, "" if name == "Passwd" else value] for name, value in fields]
    target = request.url.raw_path.decode()
    return json.dumps([request.method, target, shown], ensure_ascii=False)


class Replay(httpx.AsyncBaseTransport):
    """The server as it was recorded; the same request gets its answers in their order, the last one again and again."""

    def __init__(self, exchanges: list[dict[str, Any]]) -> None:
        self._answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one in exchanges:
            self._answers[one["request"]].append(one)
        self.unasked = {one["request"] for one in exchanges}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        key = key_of(request)
        assert key in self._answers, f"this was not recorded: {key}"
        self.unasked.discard(key)
        answers = self._answers[key]
        one = answers.pop(0) if len(answers) > 1 else answers[0]
        body = one["body"].encode()
        headers = {"content-type": one["type"]}
        stream = httpx.ByteStream(body)
        return httpx.Response(one["status"], headers=headers, stream=stream, request=request)


class Recorder(httpx.AsyncBaseTransport):
    """The way to a real server, with what goes over it."""

    def __init__(self, server: str, papers: str) -> None:
        self._way = httpx.AsyncHTTPTransport()
        self._server, self._papers = server, papers
        self._secrets: set[str] = set()
        self.exchanges: list[dict[str, Any]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        response = await self._way.handle_async_request(request)
        body = (await response.aread()).decode()
        self._secrets.update(
            re.findall(r"\b[0-9a-f]{40}(?=Z*\s|$)", body) if len(body) < 300 else ()
        )
        self.exchanges.append(
            {
                "request": self.cleaned(key_of(request)),
                "status": response.status_code,
                "type": response.headers.get("content-type", ""),
                "body": self.cleaned(body),
            }
        )
        headers = {"content-type": response.headers.get("content-type", "")}
        stream = httpx.ByteStream(body.encode())
        return httpx.Response(response.status_code, headers=headers, stream=stream, request=request)

    def cleaned(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, SECRET)
        text = text.replace(self._server, SERVER).replace(self._papers, PAPER)
        return text.replace(str(httpx.URL(self._papers).host), str(httpx.URL(PAPER).host))


def article_of(rows: list[Headline], feed: str, number: int) -> Headline:
    """The article of a feed with a number, the newest one first."""
    folder = feed.rpartition("/")[0]
    found = [row for row in rows if (row.url or "").startswith(folder)]
    return sorted(found, key=lambda row: str(row.published), reverse=True)[number]


async def run(
    folder: Path,
    transport: Any,
    server: str,
    feeds: list[str],
    password: str,
    now: Callable[[], datetime] = wall_clock,
) -> Recorded:
    """Synchronise for the first time, with the server leading; then change something of each kind, and again."""
    (folder / "password").write_text(password)
    paths = Paths(*(folder / name for name in ("config.toml", "reader.sqlite3", "cache.sqlite3")))
    room = Newsroom.open(paths, Settings(), now=now, transport=transport)
    synced: list[AccountSynced] = []
    lists: list[list[SyncEvent]] = []

    async def sync() -> list[Headline]:
        events = [event async for event in room.syncs.run(pages=False)]
        synced.extend(event for event in events if isinstance(event, AccountSynced))
        lists.append(events)
        return list(room.lists.rows(ListQuery()).slice(0, 1000))

    try:
        for source in room.subscriptions.get_all():
            await room.subscriptions.remove(source.name)
        wanted = Account("", server, "an", f"cat '{folder}/password'", "server")
        account = await room.accounts.add(wanted, lists="server")
        assert isinstance(account, Account), account
        rows = await sync()
        await room.marks.set_read([article_of(rows, feeds[0], 0).id])
        await room.marks.set_saved([article_of(rows, feeds[1], 1).id])
        (source,) = room.subscriptions.get_all()
        third = Section("Văn hoá & giải trí", (feeds[2],))
        await room.subscriptions.put(replace(source, sections=(*source.sections, third)))
        await sync()
        (source,) = room.subscriptions.get_all()
        await room.subscriptions.put(replace(source, sections=source.sections[1:]))
        await sync()
        rows = await sync()
        return Recorded(synced, lists, rows, room.subscriptions.get_all())
    finally:
        await room.close()


def main() -> None:
    """Record."""
    server, *feeds, output = sys.argv[1:]
    origin = str(httpx.URL(server).copy_with(raw_path=b"/")).rstrip("/")
    papers = str(httpx.URL(feeds[0]).copy_with(raw_path=b"/")).rstrip("/")
    recorder = Recorder(origin, papers)
    with tempfile.TemporaryDirectory() as folder:
        password = os.environ["RECORD_PASSWORD"]
        asyncio.run(run(Path(folder), recorder, server, feeds, password))
    Path(output).write_text(
        json.dumps(recorder.exchanges, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
