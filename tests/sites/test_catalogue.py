"""The catalogue is data, and holds together."""

from collections import Counter

import pytest

from hpreader import urls
from hpreader.model import Article
from hpreader.newsroom.discovery.feed_url_conventions import names_feed
from hpreader.page import parse_page
from hpreader.sites import catalogue, catalogued
from tests.support.newsdesk import Clock, headlines, open_room, section_page, source_events, synced
from tests.support.web import Web

SOURCES = catalogue()
HOMES = {urls.canonical(source.home) for source in SOURCES}


def test_a_first_run_begins_with_the_sources_of_hai_phong():
    defaults = [source.name for source in SOURCES if source.default]
    assert defaults == ["thanhphohaiphong.gov.vn", "baohaiphong.vn", "haiphong.gov.vn"]
    assert [source.name for source in SOURCES[:3]] == defaults


def test_no_two_sources_have_the_same_name_or_home():
    assert max(Counter(source.name for source in SOURCES).values()) == 1
    assert max(Counter(urls.key(source.home) for source in SOURCES).values()) == 1


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_had_by_its_name_its_title_and_its_front_page(source):
    meant = (source.name, f" {source.title.upper()}", f"www.{source.name}", source.home)
    assert {catalogued(said) for said in meant} == {source}
    assert catalogued(f"https://{source.name}/thoi-su") is None


@pytest.mark.parametrize(
    "said", ["", " ", "https://", "https://[", "/", "x", "báo", "https://bao.example/"]
)
def test_what_is_not_in_the_catalogue_is_no_source(said):
    assert catalogued(said) is None


def test_no_address_is_tried_twice():
    tried = Counter(
        url for source in SOURCES for section in source.sections for url in section.candidates
    )
    assert [
        url for url, times in tried.items() if times > 1 and urls.canonical(url) not in HOMES
    ] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_source_is_whole(source):
    assert source.title
    assert urls.host(source.home).removeprefix("www.") == source.name
    assert source.sections
    names = [section.name for section in source.sections]
    assert len(names) == len(set(names))
    for section in source.sections:
        assert section.candidates
        for url in section.candidates:
            assert urls.resolve("", url) == url
            assert urls.may_follow(url, source.home)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_the_other_news_of_a_source_are_found_under_its_own_host(source):
    """`vietnamnet.vn` ends like `t.vn`, which once was taken for a messenger's."""
    prose = "".join(
        f"<p>Câu thứ {number} kể về chiếc cầu mới bắc qua con sông sau làng, nơi trước kia chỉ có đò ngang.</p>"
        for number in range(6)
    )
    home = urls.root(source.home)
    links = [f"{home}cau-cu-ngung-luu-thong-4712346.html", f"{home}pha-rung-dong-cua-4712347.html"]
    box = "".join(f"<li><a href='{link}'>Một tin khác về bến sông này</a></li>" for link in links)
    article = parse_page(
        f"<html lang='vi'><body><div><h1>Cầu mới qua sông</h1>{prose}</div><div><h3>Tin liên quan</h3><ul>{box}</ul></div></body></html>",
        f"{home}cau-moi-qua-song-4712345.html",
    )
    assert isinstance(article, Article)
    assert [item.url for item in article.related] == links


def test_papers_of_the_whole_country_are_searched_for_hai_phong():
    of_the_city = {"haiphong.gov.vn", "congan.haiphong.gov.vn", "thanhphohaiphong.gov.vn"}
    local = {*of_the_city, "baohaiphong.vn", "anhp.vn"}
    for source in SOURCES:
        assert source.only == (() if source.name in local else ("Hải Phòng",))


def test_a_section_page_is_tried_after_the_feeds_of_its_section():
    pages_first = {"haiphong.gov.vn", "anhp.vn", "congan.haiphong.gov.vn"}
    for source in SOURCES:
        for section in source.sections:
            kinds = [names_feed(url) for url in section.candidates]
            if source.name in pages_first or section.name == "Hải Phòng":
                assert not kinds[0], section
            else:
                assert kinds == sorted(kinds, reverse=True), section


async def test_the_pages_of_hai_phong_are_read_where_no_feed_answers(tmp_path):
    web = Web()
    (source,) = [source for source in SOURCES if source.name == "baohaiphong.vn"]
    room = await open_room(tmp_path, web, Clock(), source)
    for path in ("", "xa-hoi", "van-nghe"):
        stories = (
            (
                f"Chuyện số {number} trong mục {path or 'trang nhất'} hôm nay",
                f"{source.home}{path}chuyen-kho-quen-{number}-12345{number}.html",
                "",
            )
            for number in range(1, 4)
        )
        section_page(web, source.home + path, *stories)
    (event,) = source_events(await synced(room, pages=False))
    assert (event.status, event.new, event.problem) == ("new", 9, None)
    assert len(headlines(room, source=source.name, section="Xã hội")) == 3
    await room.close()
