"""The catalogue is data, and holds together."""

from collections import Counter

import pytest

from hpreader import urls
from hpreader.sites import catalogue

SOURCES = catalogue()
HOMES = {urls.canonical(source.home) for source in SOURCES}


def test_a_first_run_begins_with_the_sources_of_hai_phong():
    defaults = [source.name for source in SOURCES if source.default]
    assert defaults == ["thanhphohaiphong.gov.vn", "baohaiphong.vn", "haiphong.gov.vn"]
    assert [source.name for source in SOURCES[:3]] == defaults


def test_no_two_sources_have_the_same_name_or_home():
    assert max(Counter(source.name for source in SOURCES).values()) == 1
    assert max(Counter(urls.key(source.home) for source in SOURCES).values()) == 1


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


def test_papers_of_the_whole_country_are_searched_for_hai_phong():
    local = {"thanhphohaiphong.gov.vn", "baohaiphong.vn", "haiphong.gov.vn", "anhp.vn"}
    for source in SOURCES:
        assert source.only == (() if source.name in local else ("Hải Phòng",))
