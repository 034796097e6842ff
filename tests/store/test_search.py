import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hpreader.model import (
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from hpreader.store import Store
from hpreader.store.search_query import Query, Term, read_query
from hpreader.text import fold, tone_key
from tests.support.storeroom import NOW, bring, entry, story


def found(store: Store, query: str, limit: int = 50) -> list[str]:
    return [hit.headline.title for hit in store.searches.find(query, limit)]


def strong(store: Store, query: str) -> list[str]:
    (hit,) = store.searches.find(query)
    return [hit.snippet.text[span.start : span.end] for span in hit.snippet.spans]


# --- what is searched ---


def test_every_kind_of_text_is_searched(store):
    store.articles.put(
        story(
            "đầu đề",
            lede="tóm lược",
            blocks=(
                Paragraph(Inline("đoạn văn")),
                Heading(2, Inline("tiêu mục")),
                Image("https://bao.example/x.jpg", "chữ thay", Inline("chú thích")),
                ListBlock(False, (Inline("mục một"), Inline("mục hai"))),
                Quote(Inline("lời dẫn")),
                Table(((Inline("ô trái"), Inline("ô phải")),)),
                Embed("https://video.example", "phim"),
            ),
        )
    )
    for words in (
        "đầu đề", "tóm lược", "đoạn văn", "tiêu mục", "chú thích", "mục hai", "lời dẫn", "ô phải",
    ):  # fmt: skip
        assert found(store, words) == ["đầu đề"], words
    assert found(store, "chữ thay") == []


def test_a_headline_is_found_before_its_body_is_here(store):
    bring(store, [entry("Cầu Rào", summary="thông xe hôm nay")])
    assert found(store, "cau thong") == ["Cầu Rào"]


def test_a_body_takes_the_place_of_the_summary(store):
    bring(store, [entry("Cầu Rào", summary="đọc tiếp")])
    store.articles.put(story("Cầu Rào", "Thông xe."))
    assert found(store, "thông xe") == ["Cầu Rào"]
    assert found(store, "đọc tiếp") == []


def test_what_was_in_a_text_before_it_changed_is_not_found(store):
    put = store.articles.put(story("bài", "chữ cũ"))
    store.articles.put(story("bài", "chữ mới"))
    assert found(store, "cũ") == []
    assert found(store, "mới") == ["bài"]
    bring(store, [entry("bài", title="tên khác")])
    assert found(store, "khác mới") == ["tên khác"]
    assert put.id


def test_articles_that_no_list_brought_are_found(store):
    store.articles.put(story("bài lẻ", "nội dung"))
    assert found(store, "nội dung") == ["bài lẻ"]


# --- words ---


def test_every_word_must_occur_in_any_order_and_as_a_whole(store):
    store.articles.put(story("bài", "Công an thành phố Hải Phòng"))
    assert found(store, "phong hai cong") == ["bài"]
    assert found(store, "hai phong bao") == []
    assert found(store, "phon") == []
    assert found(store, "hòn") == []


def test_a_query_without_marks_is_compared_without_marks(store):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    for query in ("duong", "DUONG", "lach tray duong"):
        assert found(store, query) == ["bài"]


@pytest.mark.parametrize("query", ["đường", "ĐƯỜNG", "đường lạch", "Lạch duong"])
def test_a_query_with_any_mark_is_exact_in_all_its_words(store, query):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    expected = ["bài"] if query in {"đường", "ĐƯỜNG", "đường lạch"} else []
    assert found(store, query) == expected


def test_a_word_that_is_written_without_marks_is_found_exactly_beside_a_marked_one(store):
    store.articles.put(story("bài", "Phố Tray đông"))
    assert found(store, "phố tray") == ["bài"]


@pytest.mark.parametrize(("written", "asked"), [("hoà", "hòa"), ("Thúy", "thuý"), ("KHỎE", "khoẻ")])
def test_both_places_of_a_tone_are_the_same_word(store, written, asked):
    store.articles.put(story("bài", f"chữ {written} đây"))
    assert found(store, asked) == ["bài"]
    assert strong(store, asked) == [written]


def test_decomposed_letters_find_composed_ones(store):
    store.articles.put(story("bài", "Hải Phòng"))
    assert found(store, "Ha\u0309i Pho\u0300ng") == ["bài"]


def test_words_with_signs_in_them_are_found_as_they_are_written(store):
    store.articles.put(story("bài", "Covid-19 ngày 28/01/2026 tại TP.HCM, giá 1.200 đồng"))
    for query in ("covid-19", "28/01/2026", "TP.HCM", "1.200"):
        assert found(store, query) == ["bài"], query
    assert found(store, "19-covid") == []


# --- phrases and prefixes ---


def test_a_phrase_stands_together_and_in_order(store):
    store.articles.put(story("bài", "Công an thành phố, Hải Phòng"))
    assert found(store, '"thanh pho hai phong"') == ["bài"]
    assert found(store, '"hải phòng" "công an"') == ["bài"]
    assert found(store, '"phong hai"') == []
    assert found(store, '"an pho"') == []


def test_a_phrase_does_not_run_from_one_paragraph_into_the_next(store):
    store.articles.put(story("bài", "cuối đoạn", "đầu đoạn"))
    assert found(store, '"đoạn đầu"') == []
    assert found(store, "đoạn đầu") == ["bài"]


def test_a_star_makes_a_prefix_of_the_last_word(store):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    for query in ("duo*", "đườ*", "tra* lach", '"lach tr"*', '"lach tr*"', "d*"):
        assert found(store, query) == ["bài"], query
    assert found(store, "duo") == []
    assert found(store, '"la tray"*') == []


# --- filters ---


@pytest.fixture
def filled(store: Store) -> Store:
    bring(store, [entry("bão một", published=NOW - timedelta(days=9))], section="Chính trị")
    bring(store, [entry("bão hai", published=NOW - timedelta(days=5))], section="Chính trị biển")
    bring(
        store,
        [entry("bão ba", url="https://khac.example/ba", published=NOW)],
        source="khac.example",
        section="Xã hội",
    )
    return store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bao", ["bão ba", "bão hai", "bão một"]),
        ('bao section:"Chính trị"', ["bão một"]),
        ('bao section:"chinh tri"', ["bão một"]),
        ("section:chính bão", ["bão hai", "bão một"]),
        ("bao section:xã", ["bão ba"]),
        ("bao section:không", []),
        ("bao source:khac.example", ["bão ba"]),
        ("bao SOURCE:bao.example", ["bão hai", "bão một"]),
        ("bao after:2026-03-02", ["bão ba", "bão hai"]),
        ("bao before:2026-03-02", ["bão một"]),
        ("bao after:26/02/2026 before:07/03/2026", ["bão hai", "bão một"]),
        ("bao after:2026-03", ["bão ba", "bão hai"]),
        ('before:"2026" bao', []),
        ("section:xã", ["bão ba"]),
        ("after:2026-03-01", ["bão ba", "bão hai"]),
        ("is:unread", ["bão ba", "bão hai", "bão một"]),
    ],
)
def test_filters(filled, query, expected):
    assert sorted(found(filled, query)) == sorted(expected)


def test_marks_in_a_filter_do_not_make_the_words_exact(filled):
    assert found(filled, 'bao section:"Xã hội"') == ["bão ba"]


def test_read_and_saved_articles_can_be_asked_for(filled):
    one = filled.searches.find("một")[0].headline.id
    two = filled.searches.find("hai")[0].headline.id
    filled.marks.set_read([one])
    filled.marks.set_saved([one, two])
    assert found(filled, "bao is:saved is:unread") == ["bão hai"]
    assert sorted(found(filled, "is:saved")) == ["bão hai", "bão một"]


@pytest.mark.parametrize(
    "query", ["after:hôm-nào", "is:gì", "after:2026-02-31", "section:", "is:", "before:99999"]
)
def test_a_filter_that_means_nothing_is_words(query):
    asked = read_query(query)
    assert asked.terms
    assert (asked.after, asked.before, asked.sections) == (None, None, ())
    assert not asked.unread


# --- order, bounds, snippets ---


def test_titles_count_more_than_texts_and_then_the_newest_come_first(store):
    store.articles.put(story("khác", "bão " * 3 + "x " * 50, published=NOW))
    store.articles.put(story("bão về", "nội dung " * 20, published=NOW - timedelta(days=30)))
    store.articles.put(story("tin", "một hai ba bão " + "x " * 49, published=NOW))
    assert found(store, "bão")[0] == "bão về"


def test_equal_matches_come_newest_first(store):
    bring(store, [entry(f"bão {n}", published=NOW - timedelta(days=n)) for n in (3, 1, 2)])
    assert found(store, "bão") == ["bão 1", "bão 2", "bão 3"]


def test_a_search_gives_no_more_than_was_asked_for(store):
    bring(store, [entry(f"bão {n}") for n in range(20)])
    assert len(found(store, "bão", 7)) == 7
    assert found(store, "bão", 0) == []


def test_of_very_many_matches_the_newest_are_found(store):
    bring(store, [entry(f"bão {n}", published=NOW - timedelta(hours=n)) for n in range(400)])
    assert set(found(store, "bão", 400)) == {f"bão {n}" for n in range(400)}
    assert found(store, "bão", 3) == ["bão 0", "bão 1", "bão 2"]


def test_the_snippet_is_the_original_text_with_the_words_strong(store):
    store.articles.put(story("bài", "Sáng nay, ĐƯỜNG Lạch\u00a0Tray đông vui; đường khác vắng."))
    (hit,) = store.searches.find("duong tray")
    assert hit.snippet.text == "Sáng nay, ĐƯỜNG Lạch\u00a0Tray đông vui; đường khác vắng."
    assert strong(store, "duong tray") == ["ĐƯỜNG", "Tray", "đường"]
    assert strong(store, '"lach tray"') == ["Lạch\u00a0Tray"]
    assert strong(store, "duo* v*") == ["ĐƯỜNG", "vui", "đường", "vắng"]


def test_the_snippet_of_a_long_text_is_where_the_words_stand_together(store):
    filler = "câu này không nói gì cả. " * 60
    store.articles.put(
        story("bài", f"Bão xa. {filler}", filler, f"{filler}Cuối cùng bão vào Đồ Sơn.")
    )
    (hit,) = store.searches.find("bao do son")
    assert "bão vào Đồ Sơn" in hit.snippet.text
    assert hit.snippet.text.startswith("… ")
    assert len(hit.snippet.text) < 220
    assert strong(store, "bao do son")[-3:] == ["bão", "Đồ", "Sơn"]


def test_a_match_in_the_title_alone_shows_the_beginning(store):
    store.articles.put(story("Bão về", "Nội dung khác.", lede="Tóm tắt."))
    (hit,) = store.searches.find("bao")
    assert hit.snippet == Inline("Tóm tắt. Nội dung khác.")


def test_hits_are_headlines_as_lists_have_them(store):
    (first,) = bring(store, [entry("bão")], section="A")
    store.marks.set_read([first])
    assert store.searches.find("bão")[0].headline == store.articles.headline(first)


# --- anything at all ---


@pytest.mark.parametrize(
    "query",
    [
        "", " ", '"', '""', '"*', "*", "**", "AND", "OR NOT", "NEAR(a b)", "a NEAR/2 b", "title:bão",
        "{title}: bão", "^bão", "bão^", "-bão", "(bão", "bão)", "bão + b", "'; DROP TABLE article; --",
        "\x00", "bão\x00x", "\udc80", "section:\udc80 bão", "%", "_", "¶", ":", "::", "section:",
        '"bão', 'bão"', "“bão”", "is:unread:", "after:", "x" * 5000, "bão " * 1000, "a* " * 50,
        "\x1b[31mbão", "😀", "１２３", "after:0000-00-00",
    ],
)  # fmt: skip
def test_nothing_that_can_be_typed_is_an_error(filled, query):
    filled.searches.find(query)


def test_operators_of_the_index_are_only_words(filled):
    assert found(filled, "bão OR xyz") == []
    assert found(filled, "NOT bão") == []
    assert len(found(filled, "“bão” (hai)")) == 1


WORDS = st.sampled_from(["bão", "bao", "Đường", "duong", "hoà", "hòa", "hải", "phòng", "a-b", "x"])
SIGNS = st.sampled_from(
    [" ", '"', "*", ":", "section:", "is:saved", "after:2026-01-01", "\n", "-", "¶"]
)


@given(st.lists(WORDS | SIGNS | st.text(max_size=4), max_size=8).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_any_text_is_a_query(filled, query):
    for hit in filled.searches.find(query):
        for span in hit.snippet.spans:
            assert hit.snippet.text[span.start : span.end].strip()


TEXTS = st.lists(st.lists(WORDS, max_size=5).map(" ".join), max_size=3)


@given(TEXTS, st.lists(WORDS, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_index_finds_what_reading_would_find(store, paragraphs, asked):
    store.articles.put(story("tên", *paragraphs))
    said = "\n".join(["tên", *paragraphs])
    query = " ".join(asked)
    is_exact = any(letter in query.lower() for letter in "ãđườàảòồ")
    key = tone_key if is_exact else fold
    text = " ".join(re.findall(r"\w+", key(said)))
    wanted = [" ".join(re.findall(r"\w+", key(word))) for word in asked]
    expected = all(re.search(rf"\b{word}\b", text) for word in wanted)
    assert bool(store.searches.find(query)) is expected


def test_a_query_is_read_into_its_parts():
    asked = read_query('“Hải Phòng” cầ* section:"Xã hội" is:unread after:2026-01-02')
    assert asked == Query(
        terms=(Term(("hải", "phòng")), Term(("cầ",), is_prefix=True)),
        is_exact=True,
        sections=("Xã hội",),
        after=datetime(2026, 1, 2, tzinfo=UTC).date(),
        unread=True,
    )


def test_the_form_of_indexed_words_is_that_of_this_version_of_the_cache():
    """Whoever changes it raises CACHE_VERSION: an index forgets only the words it was given."""
    assert tone_key("Hòa Thúy ĐƯỜNG quý của ß") == "hoà thuý đường quý của ß"
    assert fold("Hòa Thúy ĐƯỜNG quý của ß") == "hoa thuy duong quy cua ß"


# --- while one types ---


def test_the_last_word_goes_on_while_one_types_and_a_blank_ends_it(store):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    for query in ("duon", "lach tr", '"lach tra', "đườ"):
        assert [hit.headline.title for hit in store.searches.find(query, typing=True)] == ["bài"], (
            query
        )
    assert store.searches.find("duon ", typing=True) == ()
    assert store.searches.find("duon lach", typing=True) == ()


def test_words_that_stand_together_come_before_words_that_stand_apart(store):
    store.articles.put(story("xa", "bên kia sông, càng ngày càng xa", published=NOW))
    store.articles.put(story("gần", "tàu vào bến cảng lúc sáng", published=NOW - timedelta(days=9)))
    assert found(store, "ben cang") == ["gần", "xa"]


def test_what_matches_in_a_title_is_told(store):
    store.articles.put(story("Qua ĐƯỜNG Lạch Tray", "chữ"))
    (hit,) = store.searches.find("duong tray")
    title = hit.headline.title
    assert [title[span.start : span.end] for span in hit.in_title] == ["ĐƯỜNG", "Tray"]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("bão after:someday", ["bad_date"]),
        ("is:new", ["bad_is"]),
        ("section:không source:không", ["unknown_section", "unknown_source"]),
        ("bão section:xã after:22/11/2025 before:hôm-qua is:saved", []),
    ],
)
def test_filters_that_mean_nothing_are_told(filled, query, kinds):
    assert [problem.kind for problem in filled.searches.problems(query)] == kinds


def test_a_search_that_was_stopped_does_not_stop_the_next_one(store):
    store.articles.put(story("bài", "chữ"))
    store.searches.stop()
    assert found(store, "chữ") == ["bài"]
