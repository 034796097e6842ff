"""Lists that a real tt-rss has fetched: their sources are not asked from here."""

from hpreader.model import SourceSynced
from tests.support.newsdesk import headlines, read, synced

from .newspaper import FEED, Newspaper, address
from .test_accounts import COMMAND, USER, Account


async def test_headlines_come_from_the_server_and_pages_from_their_site(
    room, server, paper: Newspaper
):
    feed = server.subscribe(FEED)
    wanted = Account("", server.url, USER, COMMAND, "server")
    assert isinstance(await room.accounts.add(wanted, lists="server"), Account)
    await synced(room)
    before = {one.url: one.id for one in headlines(room)}
    paper.publish("4", "5")
    server.update(feed)
    server.mark("4", starred=True)
    paper.web.asked.clear()
    events = await synced(room)
    (result,) = [one for one in events if isinstance(one, SourceSynced)]
    assert (result.status, result.new, result.problem) == ("new", 2, None)
    assert FEED not in [one.url for one in paper.web.asked]
    now = {one.url: one for one in headlines(room)}
    assert {url: one.id for url, one in now.items() if url in before} == before
    assert (now[address("4")].title, now[address("4")].saved) == ("Tin 4", True)
    assert (await read(room, address("5"))).plain_text() == "Đoạn một của bài này."
    (result,) = [one for one in await synced(room) if isinstance(one, SourceSynced)]
    assert (result.status, result.problem) == ("unchanged", None)


async def test_labels_of_what_is_saved_there_are_its_sections(room, server, paper: Newspaper):
    feed = server.subscribe(FEED)
    server.insert(feed, "http://khac.example.org/bai.html", "Canh chua", starred=True)
    server.sql(
        "DELETE FROM ttrss_labels2; INSERT INTO ttrss_labels2 (owner_uid, caption) VALUES (1, 'Công thức')"
    )
    (label,) = server.ask("getLabels")
    article = server.articles()["bai"]["id"]
    server.ask("setArticleLabel", article_ids=str(article), label_id=label["id"], assign="true")
    assert isinstance(await room.accounts.add(Account("", server.url, USER, COMMAND)), Account)
    await synced(room, pages=False)
    (saved,) = headlines(room, saved=True)
    assert (saved.title, saved.sections) == ("Canh chua", ("Công thức",))
