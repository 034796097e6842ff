import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hpreader.model import (
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    ListQuery,
    Paragraph,
    Quote,
    SavedSearch,
    Table,
)
from hpreader.store import Store
from hpreader.store.search import full_text
from hpreader.text import fold, tone_key
from tests.support.storeroom import NOW, Storeroom, entry, found_titles, record_list, story


def strong(store: Store, query: str) -> list[str]:
    (hit,) = store.searches.find(query)
    return [hit.snippet.text[span.start : span.end] for span in hit.snippet.spans]


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
        assert found_titles(store, words) == ["đầu đề"], words
    assert found_titles(store, "chữ thay") == []


def test_a_headline_is_found_before_its_body_is_cached(store):
    record_list(store, [entry("Cầu Rào", summary="thông xe hôm nay")])
    assert found_titles(store, "cau thong") == ["Cầu Rào"]


def test_a_body_replaces_the_summary(store):
    record_list(store, [entry("Cầu Rào", summary="đọc tiếp")])
    store.articles.put(story("Cầu Rào", "Thông xe."))
    assert found_titles(store, "thông xe") == ["Cầu Rào"]
    assert found_titles(store, "đọc tiếp") == []


def test_the_former_text_of_a_changed_article_is_not_found(store):
    put = store.articles.put(story("bài", "chữ cũ"))
    store.articles.put(story("bài", "chữ mới"))
    assert found_titles(store, "cũ") == []
    assert found_titles(store, "mới") == ["bài"]
    record_list(store, [entry("bài", title="tên khác")])
    assert found_titles(store, "khác mới") == ["tên khác"]
    assert put.id


def test_articles_without_a_list_are_found(store):
    store.articles.put(story("bài lẻ", "nội dung"))
    assert found_titles(store, "nội dung") == ["bài lẻ"]


def test_every_word_must_occur_in_any_order_and_as_a_whole(store):
    store.articles.put(story("bài", "Công an thành phố Hải Phòng"))
    assert found_titles(store, "phong hai cong") == ["bài"]
    assert found_titles(store, "hai phong bao") == []
    assert found_titles(store, "phon") == []
    assert found_titles(store, "hòn") == []


def test_a_query_without_diacritics_ignores_diacritics(store):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    for query in ("duong", "DUONG", "lach tray duong"):
        assert found_titles(store, query) == ["bài"]


@pytest.mark.parametrize("query", ["đường", "ĐƯỜNG", "đường lạch", "Lạch duong"])
def test_a_query_with_any_diacritic_is_exact_in_all_its_words(store, query):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    expected = ["bài"] if query in {"đường", "ĐƯỜNG", "đường lạch"} else []
    assert found_titles(store, query) == expected


def test_a_word_without_diacritics_beside_one_with_them_is_found_exactly(store):
    store.articles.put(story("bài", "Phố Tray đông"))
    assert found_titles(store, "phố tray") == ["bài"]


@pytest.mark.parametrize(("written", "asked"), [("hoà", "hòa"), ("Thúy", "thuý"), ("KHỎE", "khoẻ")])
def test_both_positions_of_a_tone_mark_are_the_same_word(store, written, asked):
    store.articles.put(story("bài", f"chữ {written} đây"))
    assert found_titles(store, asked) == ["bài"]
    assert strong(store, asked) == [written]


def test_decomposed_letters_find_composed_ones(store):
    store.articles.put(story("bài", "Hải Phòng"))
    assert found_titles(store, "Ha\u0309i Pho\u0300ng") == ["bài"]


def test_words_with_punctuation_are_found_as_they_are_written(store):
    store.articles.put(story("bài", "Covid-19 ngày 28/01/2026 tại TP.HCM, giá 1.200 đồng"))
    for query in ("covid-19", "28/01/2026", "TP.HCM", "1.200"):
        assert found_titles(store, query) == ["bài"], query
    assert found_titles(store, "19-covid") == []


def test_the_words_of_a_phrase_are_adjacent_and_in_order(store):
    store.articles.put(story("bài", "Công an thành phố, Hải Phòng"))
    assert found_titles(store, '"thanh pho hai phong"') == ["bài"]
    assert found_titles(store, '"hải phòng" "công an"') == ["bài"]
    assert found_titles(store, '"phong hai"') == []
    assert found_titles(store, '"an pho"') == []


def test_a_phrase_does_not_match_across_paragraphs(store):
    store.articles.put(story("bài", "cuối đoạn", "đầu đoạn"))
    assert found_titles(store, '"đoạn đầu"') == []
    assert found_titles(store, "đoạn đầu") == ["bài"]


def test_a_star_makes_a_prefix_of_the_last_word(store):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    for query in ("duo*", "đườ*", "tra* lach", '"lach tr"*', '"lach tr*"', "d*"):
        assert found_titles(store, query) == ["bài"], query
    assert found_titles(store, "duo") == []
    assert found_titles(store, '"la tray"*') == []


@pytest.fixture
def filled(store: Store) -> Store:
    record_list(store, [entry("bão một", published=NOW - timedelta(days=9))], section="Chính trị")
    record_list(
        store, [entry("bão hai", published=NOW - timedelta(days=5))], section="Chính trị biển"
    )
    record_list(
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
    assert sorted(found_titles(filled, query)) == sorted(expected)


def test_diacritics_in_a_filter_do_not_make_the_words_exact(filled):
    assert found_titles(filled, 'bao section:"Xã hội"') == ["bão ba"]


def test_searches_filter_by_unread_and_saved(filled):
    one = filled.searches.find("một")[0].headline.id
    two = filled.searches.find("hai")[0].headline.id
    filled.marks.set_read([one])
    filled.marks.set_saved([one, two])
    assert found_titles(filled, "bao is:saved is:unread") == ["bão hai"]
    assert sorted(found_titles(filled, "is:saved")) == ["bão hai", "bão một"]


def test_matches_in_titles_come_first_and_then_the_newest(store):
    store.articles.put(story("khác", "bão " * 3 + "x " * 50, published=NOW))
    store.articles.put(story("bão về", "nội dung " * 20, published=NOW - timedelta(days=30)))
    store.articles.put(story("tin", "một hai ba bão " + "x " * 49, published=NOW))
    assert found_titles(store, "bão")[0] == "bão về"


def test_equal_matches_come_newest_first(store):
    record_list(store, [entry(f"bão {n}", published=NOW - timedelta(days=n)) for n in (3, 1, 2)])
    assert found_titles(store, "bão") == ["bão 1", "bão 2", "bão 3"]


def test_a_search_returns_at_most_the_limit(store):
    record_list(store, [entry(f"bão {n}") for n in range(20)])
    assert len(found_titles(store, "bão", 7)) == 7
    assert found_titles(store, "bão", 0) == []


def test_of_very_many_matches_the_newest_are_found(store):
    record_list(store, [entry(f"bão {n}", published=NOW - timedelta(hours=n)) for n in range(400)])
    assert set(found_titles(store, "bão", 400)) == {f"bão {n}" for n in range(400)}
    assert found_titles(store, "bão", 3) == ["bão 0", "bão 1", "bão 2"]


def test_the_snippet_is_the_original_text_with_the_words_strong(store):
    store.articles.put(story("bài", "Sáng nay, ĐƯỜNG Lạch\u00a0Tray đông vui; đường khác vắng."))
    (hit,) = store.searches.find("duong tray")
    assert hit.snippet.text == "Sáng nay, ĐƯỜNG Lạch\u00a0Tray đông vui; đường khác vắng."
    assert strong(store, "duong tray") == ["ĐƯỜNG", "Tray", "đường"]
    assert strong(store, '"lach tray"') == ["Lạch\u00a0Tray"]
    assert strong(store, "duo* v*") == ["ĐƯỜNG", "vui", "đường", "vắng"]


def test_the_snippet_of_a_long_text_is_where_most_words_are(store):
    filler = "câu này không nói gì cả. " * 60
    store.articles.put(
        story("bài", f"Bão xa. {filler}", filler, f"{filler}Cuối cùng bão vào Đồ Sơn.")
    )
    (hit,) = store.searches.find("bao do son")
    assert "bão vào Đồ Sơn" in hit.snippet.text
    assert hit.snippet.text.startswith("… ")
    assert len(hit.snippet.text) < 220
    assert strong(store, "bao do son")[-3:] == ["bão", "Đồ", "Sơn"]


def test_the_snippet_of_a_match_in_the_title_only_is_the_beginning(store):
    store.articles.put(story("Bão về", "Nội dung khác.", lede="Tóm tắt."))
    (hit,) = store.searches.find("bao")
    assert hit.snippet == Inline("Tóm tắt. Nội dung khác.")


def test_hits_contain_the_same_headlines_as_lists(store):
    (first,) = record_list(store, [entry("bão")], section="A")
    store.marks.set_read([first])
    assert store.searches.find("bão")[0].headline == store.articles.headline(first)


@pytest.mark.parametrize(
    "query",
    [
        "", " ", '"', '""', '"*', "*", "**", "AND", "OR NOT", "NEAR(a b)", "a NEAR/2 b", "title:bão",
        "{title}: bão", "^bão", "bão^", "-bão", "(bão", "bão)", "bão + b", "'; DROP TABLE article; --",
        "\x00", "bão\x00x", "\udc80", "section:\udc80 bão", "%", "_", "¶", ":", "::", "section:",
        '"bão', 'bão"', "“bão”", "is:unread:", "after:", "x" * 5000, "bão " * 1000, "a* " * 50,
        " ".join(f"x{number}" for number in range(3_000)), " ".join(f"section:x{number}" for number in range(3_000)),
        "\x1b[31mbão", "😀", "１２３", "after:0000-00-00",
    ],
)  # fmt: skip
def test_no_query_is_an_error(filled, query):
    filled.searches.find(query)


def test_operators_of_fts5_are_words(filled):
    assert found_titles(filled, "bão OR xyz") == []
    assert found_titles(filled, "NOT bão") == []
    assert len(found_titles(filled, "“bão” (hai)")) == 1


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
def test_the_index_finds_the_same_words_as_a_linear_search(store, paragraphs, asked):
    store.articles.put(story("tên", *paragraphs))
    text_of_all = "\n".join(["tên", *paragraphs])
    query = " ".join(asked)
    is_exact = any(letter in query.lower() for letter in "ãđườàảòồ")
    key = tone_key if is_exact else fold
    text = " ".join(re.findall(r"\w+", key(text_of_all)))
    wanted = [" ".join(re.findall(r"\w+", key(word))) for word in asked]
    expected = all(re.search(rf"\b{word}\b", text) for word in wanted)
    assert bool(store.searches.find(query)) is expected


def test_the_last_word_is_a_prefix_while_typing_until_a_blank_ends_it(store):
    store.articles.put(story("bài", "Đường Lạch Tray"))
    for query in ("duon", "lach tr", '"lach tra', "đườ"):
        assert [hit.headline.title for hit in store.searches.find(query, typing=True)] == ["bài"], (
            query
        )
    assert store.searches.find("duon ", typing=True) == ()
    assert store.searches.find("duon lach", typing=True) == ()


def test_adjacent_words_rank_before_separate_ones(store):
    store.articles.put(story("xa", "bên kia sông, càng ngày càng xa", published=NOW))
    store.articles.put(story("gần", "tàu vào bến cảng lúc sáng", published=NOW - timedelta(days=9)))
    assert found_titles(store, "ben cang") == ["gần", "xa"]


def test_a_hit_has_the_matches_in_its_title(store):
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
def test_invalid_filters_are_reported(filled, query, kinds):
    assert [problem.kind for problem in filled.searches.problems(query)] == kinds


def test_a_search_that_was_stopped_does_not_stop_the_next_one(store):
    store.articles.put(story("bài", "chữ"))
    store.searches.stop()
    assert found_titles(store, "chữ") == ["bài"]


def test_saved_searches_are_sorted_by_the_vietnamese_alphabet_and_can_be_replaced(room, store):
    for name in ("Đường", "Dầu", "Bão"):
        store.searches.save(name, name.lower())
    store.searches.save("Bão", "bão số 3")
    room.lose_cache()
    assert room.open().searches.saved() == (
        SavedSearch("Bão", "bão số 3"),
        SavedSearch("Dầu", "dầu"),
        SavedSearch("Đường", "đường"),
    )


def test_a_forgotten_search_is_returned_and_can_be_saved_again(store):
    store.searches.save("Bão", "bão số 3")
    assert store.searches.forget("Bão") == SavedSearch("Bão", "bão số 3")
    assert store.searches.forget("Bão") is None
    assert store.searches.saved() == ()


def test_the_last_searches_are_stored_once_and_the_newest_first(room, store):
    assert store.searches.recent() == ()
    for number in range(15):
        store.searches.remember(f"cầu {number}")
    room.open().searches.remember("  cầu  7 ")
    recent = room.reopen().searches.recent()
    assert recent[:3] == ("cầu 7", "cầu 14", "cầu 13")
    assert len(recent) == len(set(recent)) == 10


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"cầu rào"', ["exact"]),
        ('"cau rao"', ["exact", "other"]),
        ('"cầu r"', []),
        ('"cầu r*"', ["exact"]),
        ('"cau r*"', ["exact", "other"]),
        ('"cau ra*"', ["exact", "other"]),
        ('"cau rao" t*', ["exact"]),
        ('"cầu rào" thông', ["exact"]),
        ('"cầu rào" thong', []),
        ('"cau rao" thong x*', ["exact"]),
        ("cầu rà*", ["exact"]),
        ("cầu r*", ["exact", "apart"]),
        ("ca* ra*", ["exact", "other"]),
    ],
)
def test_phrases_and_prefixes_are_as_exact_as_the_query(
    store: Store, query: str, expected: list[str]
) -> None:
    for hours, (title, text) in enumerate(
        {
            "exact": "Cầu Rào thông xe",
            "other": "câu rao vặt",
            "apart": "cầu cũ rồi",
            "across": "ở cầu\nrào",
        }.items()
    ):
        at = NOW - timedelta(hours=hours)
        store.articles.put(story(title, *text.split("\n"), published=at))
    found = set(found_titles(store, query)) - {"across"}
    assert found == set(expected)
    in_list = store.lists.rows(ListQuery(search=query, saved=True))
    store.marks.set_saved([hit.headline.id for hit in store.searches.find("is:unread")])
    assert {row.title for row in in_list.slice(0, 9)} - {"across"} == set(expected)
    if '"' in query:
        assert "across" not in found_titles(store, query)


def test_letters_of_any_plane_are_found_exactly_and_as_prefixes(store: Store) -> None:
    store.articles.put(story("cầu \U00020000\U0002d800 đèn \uff21", "ngữ"))
    for query in (
        "cầu \U00020000\U0002d800",
        "cầu \U00020000*",
        "\U00020000\U0002d800",
        "cầu \uff21",
        "cầu đ*",
    ):
        assert len(found_titles(store, query)) == 1, query
    assert found_titles(store, "cầu den") == []


@pytest.mark.parametrize("most", [0, 2, 200])
def test_a_beginning_finds_all_words_that_begin_so_however_many(
    store: Store, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(full_text, "_MOST_WORDS", most)
    words = ["than", "thang", "thành", "tha", "thẳng", "Thanh2", "xthan", "𐐨𐐩𐐪𐐫"]
    record_list(store, [entry(word) for word in words])
    found = {
        query: {hit.headline.title for hit in store.searches.find(query, typing=True)}
        for query in ("than", "thanh", "thán", "thà", "thành", "thang", "𐐨𐐩𐐪", "khong", "an than")
    }
    assert found == {
        "than": {"than", "thang", "thành", "thẳng", "Thanh2"}, "thanh": {"thành", "Thanh2"}, "thán": set(),
        "thà": {"thành"}, "thành": {"thành"}, "thang": {"thang", "thẳng"}, "𐐨𐐩𐐪": {"𐐨𐐩𐐪𐐫"},
        "khong": set(), "an than": set(),
    }  # fmt: skip
    assert len(store.searches.find("tha*")) == 6


def test_words_that_no_article_contains_any_more_are_forgotten(store: Store) -> None:
    ids = record_list(store, [entry("ngỗng trắng"), entry("ngỗng đen")])
    store.marks.set_read(ids[:1])
    store.marks.set_saved(ids[1:])
    assert store.cache.prune(1) == 1
    words = {word for (word,) in store.database.all("SELECT word FROM word")}
    assert {"ngong", "ngỗng", "đen", "den"} <= words
    assert not {"trang", "trắng"} & words
    record_list(store, [entry("con ngỗng trắng")])  # by the same connection
    assert len(store.searches.find("trắ*")) == len(store.searches.find("tra*")) == 1


def test_a_word_is_found_by_its_beginning_whatever_happened_to_the_transactions_before(
    room: Storeroom,
) -> None:
    first, second = room.open(), room.open()
    with pytest.raises(ZeroDivisionError), first.database.writing():  # noqa: PT012
        record_list(first, [entry("chích chòe")])
        raise ZeroDivisionError
    (article,) = record_list(first, [entry("chích chòe lửa")])
    assert len(second.searches.find("chí*")) == len(second.searches.find("chi*")) == 1
    first.marks.set_read([article])
    second.cache.prune(1)
    assert second.searches.find("chi*") == ()
    record_list(first, [entry("chích chòe than")])
    assert len(second.searches.find("chí*")) == len(second.searches.find("tha*")) == 1
