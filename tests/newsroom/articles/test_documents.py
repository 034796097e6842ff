"""Official documents: the attachments of an article, fetched with it and readable offline."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path

import httpx
import pytest

from hpreader.model import (
    Article,
    ArticleRef,
    Attachment,
    Embed,
    Failed,
    PageSynced,
    Paragraph,
    Ready,
    Section,
    Source,
)
from hpreader.model.documents import LARGEST_DOCUMENT
from hpreader.newsroom import Newsroom
from tests.support.newsdesk import (
    FEED,
    HOME,
    MODIFIED,
    Clock,
    headlines,
    open_room,
    opened,
    read,
    section_page,
    synced,
)
from tests.support.pdf import locked_pdf, pdf, scanned_pdf
from tests.support.web import Web, item

POST = f"{HOME}/thong-bao-cho-dem.html"
TITLE = "Thông báo về việc mở chợ đêm ven sông"
FILE = f"{HOME}/tep/thong-bao-12.pdf"
OTHER_FILE = f"{HOME}/tep/danh-sach.pdf"
LINES = [
    "Điều 1. Chợ đêm ven sông mở cửa từ ngày mùng một.",
    "Điều 2. Chợ nghỉ những ngày mưa bão.",
]
OTHER_LINES = ["Danh sách các hộ đăng ký bán hàng ở chợ đêm."]
PDF = "application/pdf"


@pytest.fixture
async def newsroom(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    source = Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),))
    room = await open_room(tmp_path, web, clock, source)
    yield room
    await room.close()


def post(web: Web, *files: str, url: str = POST) -> str:
    """A post that is a title and its attachments."""
    rows = "".join(
        f'<p><a href="{file}">Tải văn bản số {n}</a></p>' for n, file in enumerate(files, 1)
    )
    web.html(
        url,
        f"<html><head><title>{TITLE}</title></head><body><main><article><h1>{TITLE}</h1>"
        f'<time datetime="2026-02-20T08:00:00+07:00">20/02/2026</time><div class="noi-dung">'
        f"<p>Tệp đính kèm:</p>{rows}</div></article></main></body></html>",
    )
    return url


def attachments(article: Article) -> list[Attachment]:
    return [block for block in article.blocks if isinstance(block, Attachment)]


def texts_of(article: Article, url: str = FILE) -> list[str]:
    """The paragraphs of a document."""
    return [
        b.content.text for b in article.blocks if isinstance(b, Paragraph) and b.document == url
    ]


def problem_of(article: Article) -> str:
    (attachment,) = attachments(article)
    return attachment.problem.kind if attachment.problem else ""


async def offline(tmp_path: Path, web: Web, clock: Clock) -> Newsroom:
    """The same files, opened without the network."""
    from hpreader.config import Paths, Settings  # noqa: PLC0415
    from tests.support.newsdesk import FILES  # noqa: PLC0415

    places = Paths(*(tmp_path / name for name in FILES))
    return Newsroom.open(places, Settings(), offline=True, now=clock, transport=web)


async def test_the_text_of_a_document_is_below_its_name(web: Web, newsroom: Newsroom) -> None:
    post(web, FILE)
    web.raw(FILE, pdf(LINES), PDF)
    article = await read(newsroom, POST)
    (attachment,) = attachments(article)
    assert (attachment.url, attachment.size) == (FILE, len(pdf(LINES)))
    assert texts_of(article) == LINES
    assert article.blocks.index(attachment) == len(article.blocks) - 1 - len(LINES)


async def test_each_text_is_below_its_own_document(web: Web, newsroom: Newsroom) -> None:
    post(web, FILE, OTHER_FILE)
    web.raw(FILE, pdf(LINES), PDF)
    web.raw(OTHER_FILE, pdf(OTHER_LINES), PDF)
    article = await read(newsroom, POST)
    order = [
        b.url if isinstance(b, Attachment) else b.document
        for b in article.blocks
        if isinstance(b, Attachment | Paragraph)
    ]
    assert order == [FILE, FILE, FILE, OTHER_FILE, OTHER_FILE]


async def test_the_article_is_there_before_its_documents(web: Web, newsroom: Newsroom) -> None:
    post(web, FILE)
    web.hangs(FILE)
    events = newsroom.open_article(ArticleRef(POST))
    async for event in events:
        if isinstance(event, Ready):
            assert attachments(event.thing)[0].url == FILE
            assert texts_of(event.thing) == []
            break
    web.raw(FILE, pdf(LINES), PDF)
    web.release(FILE)
    last = [event async for event in events][-1]
    assert isinstance(last, Ready)
    assert texts_of(last.thing) == LINES


async def test_what_was_fetched_is_readable_and_found_offline(
    web: Web, newsroom: Newsroom, tmp_path: Path, clock: Clock
) -> None:
    post(web, FILE)
    web.raw(FILE, pdf(LINES), PDF)
    article = await read(newsroom, POST)
    await newsroom.marks.set_saved([article.id])
    await newsroom.close()
    (tmp_path / "cache.sqlite3").unlink()
    later = await offline(tmp_path, web, clock)
    copy = later.articles.get(ArticleRef(POST))
    assert copy is not None
    assert texts_of(copy) == LINES
    assert attachments(copy)[0].size == len(pdf(LINES))
    assert [hit.headline.title for hit in later.searches.find('"ngày mưa bão"', 5)] == [TITLE]
    await later.close()


async def test_a_sync_fetches_documents_too(web: Web, newsroom: Newsroom) -> None:
    web.feed(FEED, item(TITLE, post(web, FILE)))
    web.raw(FILE, pdf(LINES), PDF)
    await synced(newsroom)
    web.gone_offline()
    copy = newsroom.articles.get(ArticleRef(POST))
    assert copy is not None
    assert texts_of(copy) == LINES


async def test_a_sync_asks_the_robots_of_the_document(web: Web, newsroom: Newsroom) -> None:
    web.robots(HOME, "User-agent: *\nDisallow: /tep/")
    web.feed(FEED, item(TITLE, post(web, FILE)))
    web.raw(FILE, pdf(LINES), PDF)
    await synced(newsroom)
    assert FILE not in web.asked_urls()
    copy = newsroom.articles.get(ArticleRef(POST))
    assert copy is not None
    assert problem_of(copy) == "robots"
    assert texts_of(await read(newsroom, POST)) == LINES  # as its page, when the user opens it


async def test_a_sync_fetches_no_document_beyond_its_budget(web: Web, newsroom: Newsroom) -> None:
    web.feed(FEED, item(TITLE, post(web, FILE)))
    web.raw(FILE, pdf(LINES, operators=b"\n%" + bytes(range(14, 250)) * 9000), PDF)
    await synced(newsroom, max_mb=0)
    web.feed(
        FEED,
        item(TITLE, POST),
        item("Tin ngắn của xã", post(web, OTHER_FILE, url=f"{HOME}/hai.html")),
    )
    web.raw(OTHER_FILE, b"%PDF-1.7" + bytes(2_000_000), PDF)
    await synced(newsroom, max_mb=1)
    copy = newsroom.articles.get(ArticleRef(f"{HOME}/hai.html"))
    assert copy is not None
    assert problem_of(copy) == "pdf_skipped"


async def test_documents_that_did_not_change_are_not_sent_again(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    post(web, FILE)
    web.raw(FILE, pdf(LINES), PDF, ETag='"mot"')
    await read(newsroom, POST)
    asked: list[str] = []

    def answer(request: httpx.Request) -> tuple[int, bytes]:
        asked.append(request.headers.get("If-None-Match", ""))
        return 304, b""

    web.handled(FILE, answer)
    clock.passes(hours=1)
    article = await read(newsroom, POST)
    assert asked == ['"mot"']
    assert texts_of(article) == LINES
    assert attachments(article)[0].size == len(pdf(LINES))


async def test_a_document_that_changed_is_read_again(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    post(web, FILE)
    web.raw(FILE, pdf(LINES), PDF)
    await read(newsroom, POST)
    web.raw(FILE, pdf(OTHER_LINES), PDF)
    clock.passes(hours=1)
    assert texts_of(await read(newsroom, POST)) == OTHER_LINES


async def test_a_document_that_cannot_be_had_again_keeps_its_text(
    web: Web, newsroom: Newsroom, clock: Clock
) -> None:
    post(web, FILE)
    web.raw(FILE, pdf(LINES), PDF)
    await read(newsroom, POST)
    web.times_out(FILE)
    clock.passes(hours=1)
    article = await read(newsroom, POST)
    assert (texts_of(article), problem_of(article)) == (LINES, "")


async def test_a_document_that_came_too_late_is_fetched_when_its_article_is_opened_again(
    web: Web, newsroom: Newsroom
) -> None:
    post(web, FILE)
    web.times_out(FILE)
    article = await read(newsroom, POST)
    assert (texts_of(article), problem_of(article)) == ([], "timeout")
    web.raw(FILE, pdf(LINES), PDF)
    web.forget()
    article = await read(newsroom, POST)
    assert (texts_of(article), problem_of(article)) == (LINES, "")
    assert web.asked_urls() == [FILE]


async def test_of_many_documents_the_first_are_fetched_and_the_others_when_it_is_opened_again(
    web: Web, newsroom: Newsroom
) -> None:
    files = [f"{HOME}/tep/phu-luc-{number}.pdf" for number in range(12)]
    post(web, *files)
    for file in files:
        web.raw(file, b"<h1>Khong con</h1>", "text/html")
    article = await read(newsroom, POST)
    kinds = [one.problem.kind if one.problem else "" for one in attachments(article)]
    assert kinds == ["pdf_broken"] * 10 + ["pdf_skipped"] * 2
    web.forget()
    await read(newsroom, POST)
    assert web.asked_urls() == files[10:]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (scanned_pdf(2), "pdf_no_text"),
        (locked_pdf(pdf(LINES)), "pdf_locked"),
        (b"%PDF-1.7\nhong", "pdf_broken"),
        (b"<!DOCTYPE html><h1>Mat trang</h1>", "pdf_broken"),
        (b"%PDF-1.7" + bytes(LARGEST_DOCUMENT), "too_large"),
    ],
    ids=["pictures", "locked", "broken", "a page", "too large"],
)
async def test_a_document_without_text_is_there_with_the_reason(
    web: Web, newsroom: Newsroom, data: bytes, kind: str
) -> None:
    post(web, FILE)
    web.raw(FILE, data, PDF)
    article = await read(newsroom, POST)
    assert article.title == TITLE
    assert [one.url for one in attachments(article)] == [FILE]
    assert (problem_of(article), texts_of(article)) == (kind, [])


async def test_a_document_that_is_gone_is_there_with_the_reason(
    web: Web, newsroom: Newsroom
) -> None:
    article = await read(newsroom, post(web, FILE))
    assert problem_of(article) == "status"


async def test_without_the_library_no_document_is_fetched(
    web: Web, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(web, FILE)
    web.raw(FILE, pdf(LINES), PDF)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pypdf", None)
        article = await read(newsroom, POST)
    assert problem_of(article) == "pdf_unsupported"
    assert FILE not in web.asked_urls()
    assert texts_of(await read(newsroom, POST)) == LINES


async def test_a_public_page_does_not_lead_into_a_private_network(
    web: Web, newsroom: Newsroom
) -> None:
    private = "http://192.168.1.1/cau-hinh.pdf"
    web.raw(private, pdf(LINES), PDF)
    article = await read(newsroom, post(web, private))
    assert problem_of(article) == "bad_url"
    assert private not in web.asked_urls()


async def test_an_edited_post_of_a_list_keeps_the_text_of_its_document(
    web: Web, newsroom: Newsroom
) -> None:
    body = (
        f"<p>Xã mở chợ đêm ven sông từ đầu tháng.</p><p><a href='{FILE}'>Quyết định số 12</a></p>"
    )
    web.feed(FEED, item(TITLE, post(web, FILE), MODIFIED, body=body, guid="g1"))
    web.raw(FILE, pdf(LINES), PDF)
    await synced(newsroom, pages=False)
    assert texts_of(await read(newsroom, POST)) == LINES
    web.feed(
        FEED,
        item(TITLE, POST, MODIFIED, body=body + "<p>Chợ mở thêm sáng chủ nhật.</p>", guid="g1"),
    )
    await synced(newsroom, pages=False)
    copy = newsroom.articles.get(ArticleRef(POST))
    assert copy is not None
    assert "Chợ mở thêm sáng chủ nhật." in copy.plain_text()
    assert texts_of(copy) == LINES


# --- headlines that lead to a document ---------------------------------------------------------


def listed_file(web: Web, url: str, kind: str) -> None:
    """A feed whose one item is a file."""
    feed = (
        f"<rss><channel><item><title>{escape(TITLE)}</title><link>{url}</link>"
        f"<guid isPermaLink='false'>vb-12</guid><enclosure url='{url}' type='{kind}' length='9'/>"
        "</item></channel></rss>"
    )
    web.raw(FEED, feed.encode(), "text/xml")


async def open_listed(newsroom: Newsroom) -> list[object]:
    (one,) = headlines(newsroom)
    ref = ArticleRef(one.url, one.id, one.title)
    return [event async for event in newsroom.open_article(ref)]


async def test_a_headline_that_is_a_document_opens_with_its_text(
    web: Web, newsroom: Newsroom
) -> None:
    listed_file(web, FILE, PDF)
    web.raw(FILE, pdf(LINES), PDF)
    await synced(newsroom, pages=False)
    last = (await open_listed(newsroom))[-1]
    assert isinstance(last, Ready)
    assert last.thing.title == TITLE
    assert [(one.url, one.media_type) for one in attachments(last.thing)] == [(FILE, PDF)]
    assert texts_of(last.thing) == LINES


async def test_a_sync_fetches_a_headline_that_is_a_document(web: Web, newsroom: Newsroom) -> None:
    listed_file(web, FILE, PDF)
    web.raw(FILE, pdf(LINES), PDF)
    events = await synced(newsroom)
    assert PageSynced(FILE, "fetched") in events
    web.gone_offline()
    events = await open_listed(newsroom)  # type: ignore[assignment]
    ready = [event for event in events if isinstance(event, Ready)]
    assert texts_of(ready[-1].thing) == LINES
    assert not [event for event in events if isinstance(event, Failed)]


async def test_a_word_document_is_title_and_attachment_online_and_offline(
    web: Web, newsroom: Newsroom
) -> None:
    word = FILE.replace(".pdf", ".docx")
    listed_file(web, word, "application/octet-stream")
    await synced(newsroom)
    web.gone_offline()
    events = await open_listed(newsroom)
    assert not [event for event in events if isinstance(event, Failed)]
    ready = [event for event in events if isinstance(event, Ready)]
    (attachment,) = attachments(ready[-1].thing)
    assert (attachment.url, attachment.media_type.rpartition(".")[2]) == (word, "document")
    assert newsroom.queue.get_all() == ()


@pytest.mark.parametrize("kind", ["audio/mp3", "video/mp4"])
async def test_sounds_and_films_stay_for_the_browser(
    web: Web, newsroom: Newsroom, kind: str
) -> None:
    url = f"{HOME}/tap-1.{kind[-3:]}"
    listed_file(web, url, kind)
    await synced(newsroom)
    events = await open_listed(newsroom)
    ready = [event for event in events if isinstance(event, Ready)]
    assert [block.url for block in ready[-1].thing.blocks if isinstance(block, Embed)] == [url]
    assert url not in web.asked_urls()


async def test_an_item_that_links_to_its_file_in_its_text_has_it_once(
    web: Web, newsroom: Newsroom
) -> None:
    feed = (
        f"<rss><channel><item><title>{escape(TITLE)}</title><link>{FILE}</link><guid>{FILE}</guid>"
        f"<description>{escape(f'<p>Xã ra thông báo mới.</p><p><a href={FILE!r}>Thông báo số 12</a></p>')}"
        "</description></item></channel></rss>"
    )
    web.raw(FEED, feed.encode(), "text/xml")
    web.raw(FILE, pdf(LINES), PDF)
    await synced(newsroom)
    (event,) = [one for one in await open_listed(newsroom) if isinstance(one, Ready)]
    assert len(attachments(event.thing)) == 1


async def test_an_address_that_turns_out_to_be_a_document_is_an_article(
    web: Web, newsroom: Newsroom
) -> None:
    """No ending tells it; a list of headlines or a link leads there."""
    url = f"{HOME}/tai-ve/4711"
    web.raw(url, pdf(LINES), PDF)
    events = [event async for event in newsroom.open_article(ArticleRef(url, title=TITLE))]
    (ready,) = (event for event in events if isinstance(event, Ready))
    assert ready.thing.title == TITLE
    assert texts_of(ready.thing, url) == LINES
    assert web.asked_urls() == [url]
    web.gone_offline()
    assert texts_of(await read(newsroom, url), url) == LINES


async def test_an_address_of_a_document_has_its_name_as_title(web: Web, newsroom: Newsroom) -> None:
    url = f"{HOME}/tep/lich-cat-dien.docx"
    web.raw(url, b"PK\x03\x04" + bytes(range(200)), "application/octet-stream")
    article = await read(newsroom, url)
    assert article.title == "lich-cat-dien.docx"
    assert [one.size for one in attachments(article)] == [204]


async def test_a_page_at_an_address_that_looks_like_a_document_is_read_as_a_page(
    web: Web, newsroom: Newsroom
) -> None:
    url = f"{HOME}/xem/thong-bao.pdf"
    text = "Sáng nay, cây cầu mới bắc qua sông Cấm đã thông xe sau hai năm thi công. " * 4
    web.article(url, "Cầu mới thông xe", [text, text])
    article = await read(newsroom, url)
    assert article.title == "Cầu mới thông xe"
    assert attachments(article) == []


async def test_headlines_of_a_section_page_may_be_documents(web: Web, newsroom: Newsroom) -> None:
    names = [f"Thông báo lịch cắt điện tuần thứ {n} trong tháng" for n in range(1, 5)]
    files = [f"{HOME}/documents/10180/0/lich-{n}.pdf/1b2c-{n}" for n in range(1, 5)]
    page = f"{HOME}/thong-bao"
    await newsroom.subscriptions.put(Source("bao.vn", "Báo", HOME, (Section("", (page,)),)))
    section_page(web, page, *((name, file, "") for name, file in zip(names, files, strict=True)))
    web.raw(files[0], pdf(LINES), PDF)
    await synced(newsroom, pages=False)
    web.gone_offline()
    one = next(one for one in headlines(newsroom) if one.url == files[0])
    events = [e async for e in newsroom.open_article(ArticleRef(one.url, one.id, one.title))]
    (ready, *_) = (event for event in events if isinstance(event, Ready))
    assert [attachment.url for attachment in attachments(ready.thing)] == [files[0]]


# --- the queue ---------------------------------------------------------------------------------


async def test_a_queued_document_is_fetched_by_the_next_sync(web: Web, newsroom: Newsroom) -> None:
    web.gone_offline()
    last = (await opened(newsroom, FILE))[-1]
    assert isinstance(last, Failed)
    assert [queued.url for queued in newsroom.queue.get_all()] == [FILE]
    web.back_online()
    web.feed(FEED)
    web.raw(FILE, pdf(LINES), PDF)
    await synced(newsroom)
    assert newsroom.queue.get_all() == ()
    copy = newsroom.articles.get(ArticleRef(FILE))
    assert copy is not None
    assert texts_of(copy) == LINES


@pytest.mark.parametrize("name", ["tap-1.mp3", "phim.mp4", "anh.jpg"])
async def test_what_is_no_article_is_not_queued(
    web: Web, newsroom: Newsroom, tmp_path: Path, clock: Clock, name: str
) -> None:
    await newsroom.close()
    later = await offline(tmp_path, web, clock)
    last = (await opened(later, f"{HOME}/{name}"))[-1]
    assert isinstance(last, Failed)
    assert last.problem.kind == "offline"
    assert later.queue.get_all() == ()
    await later.close()


async def test_a_queued_link_that_is_no_article_leaves_the_queue(
    web: Web, newsroom: Newsroom
) -> None:
    url = f"{HOME}/nghe/4711"
    web.gone_offline()
    await opened(newsroom, url)
    web.back_online()
    web.feed(FEED)
    web.raw(url, b"ID3" + bytes(range(200)), "audio/mpeg")
    events = await synced(newsroom)
    assert [event.status for event in events if isinstance(event, PageSynced)] == ["failed"]
    assert newsroom.queue.get_all() == ()


async def test_a_queued_link_whose_page_has_no_article_now_goes_on_waiting(
    web: Web, newsroom: Newsroom
) -> None:
    """The page may be that of an outage, and the link is kept nowhere else."""
    url = f"{HOME}/tin/4712"
    web.gone_offline()
    await opened(newsroom, url)
    web.back_online()
    web.feed(FEED)
    web.html(url, "<p>Không có gì.</p>")
    events = await synced(newsroom)
    assert [event.problem.kind for event in events if isinstance(event, PageSynced)] == [
        "no_article"
    ]  # type: ignore[union-attr]
    assert [waiting.url for waiting in newsroom.queue.get_all()] == [url]
