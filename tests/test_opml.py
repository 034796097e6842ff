"""Exchanging sources as OPML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hpreader import opml
from hpreader.model import Section, Source
from hpreader.problems import Problem
from hpreader.text import clean


def document(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def read(body: str) -> tuple[Source, ...]:
    found = opml.read_opml(document(body))
    assert not isinstance(found, Problem), found
    return found


def refusal(text: bytes) -> str:
    found = opml.read_opml(text)
    assert isinstance(found, Problem)
    assert found.kind == "bad_file"
    return found.detail


def test_a_feed_becomes_a_source_called_like_its_host():
    assert read(
        '<outline text="Báo Mẫu" xmlUrl="https://bao.example/feed" htmlUrl="https://bao.example/"/>'
    ) == (
        Source(
            "bao.example",
            "Báo Mẫu",
            "https://bao.example/",
            (Section("", ("https://bao.example/feed",)),),
        ),
    )


def test_a_feed_without_words_still_has_a_name_and_a_home():
    (source,) = read('<outline xmlUrl="https://bao.example/rss/moi.rss"/>')
    assert (source.name, source.title) == ("bao.example", "bao.example")
    assert source.home == "https://bao.example/"


def test_feeds_of_one_host_are_sections_of_one_source():
    (source,) = read(
        '<outline text="Thời sự" xmlUrl="https://bao.example/thoi-su.rss"/>'
        '<outline text="Thể thao" xmlUrl="https://bao.example/the-thao.rss"/>'
    )
    assert source.sections == (
        Section("Thời sự", ("https://bao.example/thoi-su.rss",)),
        Section("Thể thao", ("https://bao.example/the-thao.rss",)),
    )


def test_a_folder_that_names_a_site_is_a_source():
    (source,) = read(
        '<outline text="Báo Mẫu" htmlUrl="https://bao.example/">'
        '<outline text="Thời sự" xmlUrl="https://feeds.example/thoi-su"/></outline>'
    )
    assert (source.name, source.title) == ("bao.example", "Báo Mẫu")
    assert [section.name for section in source.sections] == ["Thời sự"]


def test_a_folder_of_other_readers_only_sorts():
    found = read(
        '<outline text="Tin tức"><outline text="Một" xmlUrl="https://mot.example/feed"/>'
        '<outline text="Sâu hơn"><outline text="Hai" xmlUrl="https://hai.example/feed"/></outline>'
        "</outline>"
    )
    assert [(source.name, source.title) for source in found] == [
        ("mot.example", "Một"),
        ("hai.example", "Hai"),
    ]


def test_only_addresses_of_the_web_are_taken():
    found = read(
        '<outline text="a" xmlUrl="file:///etc/passwd"/><outline text="b" xmlUrl="javascript:x"/>'
        '<outline text="c" xmlUrl="https://bao.example/feed"/><outline text="d"/>'
    )
    assert [source.title for source in found] == ["c"]


def test_escape_sequences_in_a_title_do_not_come_through():
    (source,) = read('<outline text="B&#x9b;31máo" xmlUrl="https://bao.example/feed"/>')
    assert source.title == clean(source.title)
    assert "\x9b" not in source.title


def test_a_document_without_feeds_is_refused_with_the_reason():
    assert refusal(document('<outline text="empty"/>')) == "no outline with an xmlUrl"


def test_what_is_not_opml_is_refused():
    assert refusal(b"<rss><channel/></rss>") == "<rss>"
    assert "no element found" in refusal(b"")
    assert "syntax error" in refusal(b"not XML")
    assert refusal(b'<?xml version="1.0" encoding="klingon"?><opml/>')


def test_a_document_type_is_refused_so_no_entity_can_explode():
    bomb = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert refusal(f"{bomb}<opml><body>&b;</body></opml>".encode()) == "<!DOCTYPE>"
    assert refusal(b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>') == "<!DOCTYPE>"


def test_a_document_type_is_passed_over_so_no_entity_can_explode_or_be_fetched():
    feeds = '<outline text="&b;" xmlUrl="https://bao.example/a"/>'
    bomb = '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    for doctype in (bomb, '<!DOCTYPE opml SYSTEM "file:///etc/passwd">', "<!DOCTYPE opml>"):
        found = opml.read_opml(f"{doctype}<opml><body>{feeds}</body></opml>".encode())
        assert isinstance(found, tuple)
        assert found[0].title == "&b;"


def test_a_document_that_is_too_deep_or_too_large_is_refused():
    assert "levels" in refusal(document("<outline>" * 100 + "</outline>" * 100))
    assert "bytes" in refusal(b" " * (opml.MOST_BYTES + 1))


def test_other_readers_find_folders_with_feeds():
    text = opml.write_opml(
        [
            Source(
                "bao",
                "Báo & Mẫu",
                "https://bao.example/",
                (
                    Section("A", ("https://bao.example/a",)),
                    Section("B", ("https://bao.example/b",)),
                ),
            )
        ]
    )
    assert '<outline text="Báo &amp; Mẫu" title="Báo &amp; Mẫu"' in text
    assert 'text="A" title="A" type="rss" xmlUrl="https://bao.example/a"' in text
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<opml ')
    assert text.endswith("</opml>\n")


words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).map(clean).filter(bool)
phrases = words.map(lambda word: clean(word.replace(";", ""))).filter(bool)
addresses = st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9]{1,8}", fullmatch=True)
sections = st.lists(
    st.builds(Section, st.just("") | words, st.lists(addresses, min_size=1, max_size=3, unique=True)
        .map(tuple)),
    min_size=1, max_size=4, unique_by=lambda section: section.name,
).map(tuple)  # fmt: skip
sources = st.lists(
    st.builds(
        Source, words, words, st.just("https://bao.example/"), sections,
        st.lists(phrases, max_size=2).map(tuple),
    ),
    min_size=1, max_size=4, unique_by=lambda source: source.name,
)  # fmt: skip


@settings(max_examples=30)
@given(sources)
def test_what_was_written_is_read_back(written):
    assert opml.read_opml(opml.write_opml(written).encode()) == tuple(written)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: document(text)))
def test_no_document_crashes_it(data):
    found = opml.read_opml(data)
    assert isinstance(found, tuple | Problem)


KNOWN = Source(
    "bao.example",
    "Báo Mẫu",
    "https://bao.example/",
    (Section("Thời sự", ("https://bao.example/thoi-su.rss", "https://bao.example/thoi-su")),),
    only=("Hải Phòng",),
)


def test_merging_adds_only_lists_that_are_not_there():
    found = Source(
        "bao.example",
        "Another title",
        "https://elsewhere.example/",
        (
            Section("By another name", ("http://www.bao.example/thoi-su",)),
            Section("Thể thao", ("https://bao.example/the-thao.rss",)),
        ),
    )
    merged = opml.merge(KNOWN, found)
    assert merged.sections == (
        *KNOWN.sections,
        Section("Thể thao", ("https://bao.example/the-thao.rss",)),
    )
    assert (merged.title, merged.home, merged.only) == (KNOWN.title, KNOWN.home, KNOWN.only)
    assert opml.merge(merged, found) == merged


def test_a_merged_list_whose_name_is_taken_gets_another_one():
    url = "https://bao.example/other.rss"
    found = Source("bao.example", "T", "", (Section("Thời sự", (url,)),))
    assert opml.merge(KNOWN, found).sections[-1] == Section(url, (url,))


@settings(max_examples=30)
@given(sources, sources)
def test_merging_changes_nothing_that_is_known_and_is_done_once(some, others):
    known, found = some[0], others[0]
    merged = opml.merge(known, found)
    assert merged.sections[: len(known.sections)] == known.sections
    names = [section.name for section in merged.sections]
    assert len(set(names)) == len(names)
    assert opml.merge(merged, found) == merged


TWO = (
    '<outline text="Báo A" xmlUrl="https://a.example/rss?x=1&amp;y=2"/>'
    '<outline text="Báo B" xmlUrl="https://b.example/feed.xml"/>'
)
TITLES = [("Báo A", "https://a.example/rss?x=1&y=2"), ("Báo B", "https://b.example/feed.xml")]


def lists_of(data: bytes) -> list[tuple[str, str]]:
    found = opml.read_opml(data)
    assert isinstance(found, tuple), found
    return [
        (source.title if len(source.sections) == 1 else section.name, section.candidates[0])
        for source in found
        for section in source.sections
    ]


def whole(body: str = TWO, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{head}<opml version="2.0"><head><title>Báo</title></head><body>{body}</body></opml>'


@pytest.mark.parametrize(
    "data",
    [
        whole().encode("utf-8-sig"),
        whole().encode("utf-16"),
        whole().encode("utf-16-le"),
        whole().encode("utf-16-be"),
        whole(head='<?xml version="1.0" encoding="UTF-16"?>').encode(),
        whole(head='<?xml version="1.0" encoding="iso-8859-1"?>').encode("iso-8859-1"),
        whole(head="\n \n<!-- a comment --><?xml version='1.0'?>").encode(),
        whole(head="").encode() + b"\x00\x00</opml> the end <p>",
        whole(TWO.replace("&amp;", "&")).encode(),
        whole(TWO.replace("xmlUrl", "XMLURL").replace("outline", "Outline")).encode(),
        whole(TWO.replace('"', "'")).encode(),
        whole(TWO.replace("/>", ">")).encode(),
        whole(TWO.replace("Báo A", "B\x00áo\x08 A")).encode(),
        whole(TWO.replace("https://a", "feed:https://a")).encode(),
        whole().replace("<opml", '<opml xmlns="http://opml.org/spec2"').encode(),
        whole().replace("<opml ", '<o:opml xmlns:o="urn:x" ').replace("<outline", "<o:outline").encode(),
        whole(head="<!DOCTYPE opml [<!ENTITY a 'x'>]>").encode(),
        whole().removesuffix("</body></opml>").encode(),
        whole(f"<outline text='Tin tức'>{TWO}</outline>").encode(),
        whole(f"<![CDATA[ <outline xmlUrl='https://c.example/' /> ]]>{TWO}").encode(),
    ],
)  # fmt: skip
def test_what_can_be_understood_is_imported(data):
    assert lists_of(data) == TITLES


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("C&agrave; ph&ecirc;&nbsp;s&aacute;ng", "Cà phê sáng"),
        ("Tin & bài", "Tin & bài"),
        ("Tin &amp; bài &#65;", "Tin & bài A"),
        ("a < b > c", "a < b > c"),
        ("R&D&section=1", "R&D&section=1"),
    ],
)
def test_entities_and_what_only_looks_like_one(written, title):
    (source,) = read(f'<outline text="{written}" xmlUrl="https://bao.example/feed"/>')
    assert source.title == title


def test_a_broken_byte_loses_no_list():
    assert len(lists_of(whole().encode().replace("á".encode(), b"\xe1", 1))) == 2


def test_each_address_is_a_list_with_a_name_of_its_own_and_the_same_address_one_list():
    (source,) = read(
        '<outline text="Tin" xmlUrl="https://bao.example/sang.xml"/>'
        '<outline text="Tin" xmlUrl="https://bao.example/chieu.xml"/>'
        '<outline text="Tin" xmlUrl="http://bao.example/chieu.xml"/>'
        '<outline xmlUrl="https://bao.example/tim?q=hai+phong"/>'
        '<outline xmlUrl="https://bao.example/tim?q=do+son"/>'
    )
    assert [section.name for section in source.sections] == [
        "Tin (sang)",
        "Tin (chieu)",
        "hai phong",
        "do son",
    ]
    assert all(len(section.candidates) == 1 for section in source.sections)
    assert opml.read_opml(opml.write_opml([source]).encode()) == (source,)


def test_feeds_that_a_service_serves_for_other_sites_are_sources_of_their_own():
    found = read(
        '<outline text="Sông" xmlUrl="https://feeds.example/s" htmlUrl="https://song.example/"/>'
        '<outline text="Sông 2" xmlUrl="https://feeds.example/t" htmlUrl="https://song.example/"/>'
        '<outline text="Biển" xmlUrl="https://feeds.example/b" htmlUrl="https://bien.example/"/>'
        '<outline text="Đồ Sơn" xmlUrl="https://news.google.com/rss/search?q=a"/>'
        '<outline text="Cát Bà" xmlUrl="https://news.google.com/rss/search?q=b"/>'
    )
    assert [(source.name, source.title, len(source.sections)) for source in found] == [
        ("song.example", "Sông", 2),
        ("bien.example", "Biển", 1),
        ("news.google.com-do-son", "Đồ Sơn", 1),
        ("news.google.com-cat-ba", "Cát Bà", 1),
    ]
    assert opml.read_opml(opml.write_opml(found).encode()) == found


def test_what_is_skipped_is_named():
    body = (
        '<outline text="Lệnh" xmlUrl="exec:/bin/x"/><outline text="Lọc" xmlUrl="filter:x:y"/>'
        '<outline text="Tệp" xmlUrl="/var/feed.xml"/><outline text="Trang" htmlUrl="https://c.example/"/>'
        f'<outline text="Thư mục">{TWO}</outline>'
    )
    data = document(body)
    assert lists_of(data) == TITLES
    assert opml.skipped_outlines(data) == (
        "Lệnh exec:/bin/x",
        "Lọc filter:x:y",
        "Tệp /var/feed.xml",
        "Trang https://c.example/",
    )


@pytest.mark.parametrize(
    "part", ["<!DOCTYPE a [", "<outline a", "<outline a=", "<!--", "<a ' ", "] ", " ", "<outline/ "]
)
def test_a_large_file_of_pieces_is_read_in_no_time(part):
    opml.read_opml(b"<opml>" + part.encode() * 30_000)


def test_a_category_is_the_section_of_a_sources_only_list():
    found = read(
        '<outline text="Feeds"><outline text="Tin tức"><outline text="Một" xmlUrl="https://mot.example/feed"/>'
        '<outline text="Công nghệ"><outline text="Hai" xmlUrl="https://hai.example/feed"/></outline>'
        '</outline><outline text="Ba" xmlUrl="https://ba.example/feed"/></outline>'
    )
    assert [(source.title, source.sections[0].name) for source in found] == [
        ("Một", "Tin tức"),
        ("Hai", "Công nghệ"),
        ("Ba", ""),
    ]
    assert opml.read_opml(opml.write_opml(found).encode()) == found


def test_several_lists_of_a_source_keep_their_own_names_and_the_category_is_told():
    body = (
        '<outline text="Hằng ngày"><outline text="Thời sự" xmlUrl="https://bao.example/thoi-su.rss"/>'
        '<outline text="Thể thao" xmlUrl="https://bao.example/the-thao.rss"/></outline>'
    )
    (source,) = read(body)
    assert [section.name for section in source.sections] == ["Thời sự", "Thể thao"]
    assert opml.unkept_categories(opml.read_outlines(document(body))) == ("Hằng ngày",)
