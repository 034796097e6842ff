"""While a new list is waited for, what will read and store it is imported; for a known one nothing is."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.program import unmeasured

SCRIPT = """
import asyncio, json, sys
from pathlib import Path
import httpx
from hpreader.config import Paths, Settings
from hpreader.model import Section, Source
from hpreader.newsroom import Newsroom

NEEDED = {"hpreader.feed", "hpreader.page", "hpreader.store.rows.place_labels"}
FEED = '''<rss version="2.0"><channel><title>Tin</title><item><title>Cầu mới</title>
<link>http://bao.example/1</link><guid>1</guid>
<pubDate>Sun, 22 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>'''
came = []

async def answer(request):
    if "If-None-Match" in request.headers:
        return httpx.Response(304, stream=httpx.ByteStream(b""))
    async with asyncio.timeout(60):
        while not NEEDED <= set(sys.modules):
            await asyncio.sleep(0)
    came.append("new")
    headers = {"ETag": '"1"', "Content-Type": "application/rss+xml"}
    return httpx.Response(200, stream=httpx.ByteStream(FEED.encode()), headers=headers)

async def main(home):
    paths = Paths(home / "config.toml", home / "reader.sqlite3", home / "cache.sqlite3")
    newsroom = Newsroom.open(paths, Settings(), transport=httpx.MockTransport(answer))
    newsroom._stores.reader.sources.put_all(
        [Source("bao", "Báo", "http://bao.example/", (Section("", ("http://bao.example/rss",)),))]
    )
    events = [event async for event in newsroom.syncs.run(["bao"], pages=False)]
    await newsroom.close()
    print(json.dumps([events[-1].new, came, sorted(NEEDED & set(sys.modules))]))

asyncio.run(main(Path(sys.argv[1])))
"""


def synced(home: Path) -> list[object]:
    """The number of new articles, the answers with news, and which modules are there at the end."""
    command = [sys.executable, "-W", "error", "-c", SCRIPT, str(home)]
    done = subprocess.run(command, capture_output=True, check=True, env=unmeasured(), text=True)
    found: list[object] = json.loads(done.stdout)
    return found


def test_modules_are_imported_while_a_new_list_is_waited_for(tmp_path: Path) -> None:
    new, came, _ = synced(tmp_path)
    assert (new, came) == (1, ["new"])


def test_a_list_that_did_not_change_needs_no_module(tmp_path: Path) -> None:
    synced(tmp_path)
    assert synced(tmp_path) == [0, [], []]


ORDINARY = """
import re, re._compiler, sys
from hpreader.newsroom.sync.preparation import _read_example
_read_example()
modules, compiled, compile = set(sys.modules), [], re._compiler.compile
def noted(pattern, *rest):
    compiled.append(pattern)
    return compile(pattern, *rest)
re._compiler.compile = noted
from hpreader.feed import changed_feed, read_feed
from hpreader.model import Listing
from hpreader.page import parse_body
from hpreader.places.mentions import find_places
from hpreader.places.notices import find_kinds
feed = '''<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Báo</title>
<link>https://tin.example/</link><item><title>Cầu mới thông xe ở Hải Phòng</title>
<link>https://tin.example/cau-moi.html</link><guid>https://tin.example/cau-moi.html</guid>
<pubDate>Tue, 03 Mar 2026 07:30:00 +0700</pubDate>
<description>&lt;p&gt;Sáng nay cầu được thông xe.&lt;/p&gt;&lt;p&gt;Theo ban quản lý dự án, trang
thiết bị đã được kiểm tra.&lt;/p&gt;</description></item></channel></rss>'''.encode()
assert changed_feed(feed, "") is not None
listing = read_feed(feed, "https://tin.example/rss")
assert isinstance(listing, Listing)
(entry,) = listing.entries
text = "<p>Sáng nay cầu được thông xe.</p><p>Theo ban quản lý dự án, trang thiết bị đã được kiểm tra.</p>"
assert parse_body(text, entry.url).blocks
find_places((entry.title, "", entry.summary))
find_kinds(entry.title, "")
print(len(compiled), *sorted(set(sys.modules) - modules), *compiled)
"""


def test_an_ordinary_feed_needs_nothing_more():
    """Its patterns and modules are there: else they would be made after the last answer."""
    ran = subprocess.run(
        [sys.executable, "-c", ORDINARY],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(),
    )
    count, *others = ran.stdout.split()
    assert int(count) <= 4, others
    assert not [name for name in others if name.startswith("hpreader.")]
