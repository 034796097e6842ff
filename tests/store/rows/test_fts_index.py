"""The words that are indexed of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hpreader.store.rows.fts_index import Document, _columns, exact_form
from hpreader.text import WORD, fold, tone_key

TEXTS = st.text(
    st.sampled_from("aòaĐđẠhoàthủyΣσςßﬁ()“”.,-–_&0½日ก\u0301\u0323 \n\t\u00a0\u2028¶🙂"),
    max_size=60,
)


def test_a_change_of_the_indexed_words_needs_a_new_cache_version():
    """A changed form needs a new CACHE_VERSION: FTS5 deletes only the words it is given."""
    assert tone_key("Hòa Thúy ĐƯỜNG quý của ß") == "hoà thuý đường quý của ß"
    assert fold("Hòa Thúy ĐƯỜNG quý của ß") == "hoa thuy duong quy cua ß"


@given(TEXTS, TEXTS, TEXTS)
def test_the_words_of_a_text_are_those_of_its_lines(title: str, lede: str, text: str) -> None:
    lines = [line for part in (title, lede, text) for line in part.split("\n")]
    words = [WORD.findall(tone_key(line)) for line in lines]
    columns = _columns(Document(title, lede, text))
    forms = {form for line in words for word in line for form in (fold(word), exact_form(word))}
    assert set(columns.forms.split()) == forms
    assert (
        columns.sequence.split() == " ¶ ".join(" ".join(map(fold, line)) for line in words).split()
    )


def test_a_word_has_the_same_forms_whatever_stands_beside_it():
    """`str.lower` changes the length of "İ", which must not change how the next word ends."""
    for text in ("ΟΔΟΣ", "İzmir ΟΔΟΣ"):
        assert "οδος" in _columns(Document(text, "")).sequence.split()


def test_a_token_of_any_length_is_indexed():
    long = "a" * 5000
    assert _columns(Document(long, f"{long}.")).sequence.split() == [long, "¶", long, "¶"]
