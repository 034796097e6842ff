import json
import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.model import (
    VIETNAM,
    Anchor,
    Article,
    ArticleRef,
    Attachment,
    Day,
    Embed,
    Entry,
    Forms,
    Front,
    Heading,
    Headline,
    Image,
    Inline,
    ListBlock,
    ListPosition,
    ListQuery,
    Paragraph,
    Quote,
    Related,
    SavedShelf,
    Search,
    Section,
    SectionOf,
    Source,
    Span,
    Table,
    Visit,
)
from hpreader.problems import Problem
from hpreader.store.values import codec

words = st.text(string.ascii_letters + " đắỗ\"\\\n'", max_size=12)


moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(VIETNAM)) | (  # noqa: DTZ001
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
)


spans = st.builds(
    Span,
    st.integers(0, 5),
    st.integers(5, 9),
    st.sampled_from(["strong", "emphasis", "link"]),
    words,
)


inlines = st.builds(Inline, words, st.lists(spans, max_size=3).map(tuple))


some_inlines = st.lists(inlines, max_size=3).map(tuple)


blocks = st.one_of(
    st.builds(Paragraph, inlines, document=words),
    st.builds(Heading, st.integers(2, 6), inlines),
    st.builds(Image, words, words, inlines),
    st.builds(ListBlock, st.booleans(), some_inlines, st.lists(st.integers(0, 3)).map(tuple)),
    st.builds(Quote, inlines),
    st.builds(Table, st.lists(some_inlines, max_size=3).map(tuple), st.booleans()),
    st.builds(Embed, words, words),
    st.builds(
        Attachment,
        words,
        words,
        words,
        st.none() | st.integers(0, 2**40),
        st.none() | st.builds(Problem, st.just("pdf_shortened"), words, words),
    ),
)


related = st.builds(Related, words, words, words, st.none() | moments | st.dates())


forms = st.builds(Forms, words, words, words, st.lists(words, max_size=2).map(tuple))


articles = st.builds(
    Article,
    url=words,
    title=words,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    id=words,
    sections=st.lists(words, max_size=2).map(tuple),
    lede=words,
    published=st.none() | moments,
    related=st.lists(related, max_size=3).map(tuple),
    related_from=st.sampled_from(["page", "cache"]),
    cached_at=st.none() | moments,
    forms=forms,
    has_page=st.booleans(),
)


locations = st.one_of(
    st.just(Front()),
    st.builds(SectionOf, words, words),
    st.builds(Day, st.dates()),
    st.builds(ArticleRef, words, words, words),
    st.just(SavedShelf()),
    st.builds(Search, words),
)


visits = st.builds(
    Visit,
    locations,
    words,
    words,
    st.builds(Anchor, st.integers(-1, 9), st.integers(0, 9)),
    st.none() | st.integers(0, 9),
    st.floats(0, 1),
    st.none() | moments,
)


sources = st.builds(
    Source,
    words,
    words,
    words,
    st.lists(st.builds(Section, words, st.lists(words).map(tuple)), max_size=2).map(tuple),
    st.lists(words).map(tuple),
    st.booleans(),
)


headlines = st.builds(Headline, words, words, words, words, published=st.none() | moments)


entries = st.builds(Entry, words, words, words, words, st.none() | moments)


problems = st.builds(
    Problem,
    st.sampled_from(["timeout", "tls"]),
    words,
    words,
    st.none() | st.integers(100, 599),
    st.sampled_from([None, "certificate"]),
)


@given(st.one_of(articles, visits, sources, headlines, entries, problems))
def test_every_value_is_restored_from_its_json(noun):
    assert codec.load(codec.dump(noun)) == noun
    assert codec.unpack(codec.pack(noun)) == noun


def test_a_field_that_a_class_no_longer_has_is_ignored():
    assert codec.load('{"is": "Front", "former": [1, {"is": "Search", "query": "x"}]}') == Front()


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"is": "Nobody"}', '{"is": "Day"}', '{"x": 1}', '{"is": "datetime", "at": "x"}'],
)
def test_json_of_another_program_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".*"):
        codec.load(text)


def test_bytes_of_another_program_are_a_value_error():
    with pytest.raises(ValueError, match="decompressing"):
        codec.unpack(b"x")


@pytest.mark.parametrize(
    ("stored", "problem"),
    [
        ({"kind": "status", "subject": "x", "detail": "404"}, Problem("status", "x", status=404)),
        (
            {"kind": "offline", "subject": "x", "detail": "wished"},
            Problem("offline", "x", reason="started_offline"),
        ),
        ({"kind": "not_html", "detail": "PDF"}, Problem("not_html", "", "PDF")),
        ({"kind": "empty", "later": "unknown field"}, Problem("empty")),
    ],
)
def test_problems_stored_by_older_versions_get_their_typed_fields(stored, problem):
    assert codec.load(json.dumps({"is": "Problem", **stored})) == problem


def test_classes_that_were_renamed_keep_their_names_in_the_files():
    visit = Visit(ArticleRef("https://bao.vn/a"), headlines=ListPosition(ListQuery(), "id7"))
    written = codec.dump(visit)
    assert '{"is":"ArticleAt","url":"https://bao.vn/a"}' in written
    assert '"headlines":{"is":"ListPlace","query":{"is":"ListQuery"},"selected":"id7"}' in written
    assert codec.load(written) == visit
