from datetime import UTC, datetime

import pytest

from hpreader.store.search.search_query import Query, Term, read_query


@pytest.mark.parametrize(
    "query", ["after:hôm-nào", "is:gì", "after:2026-02-31", "section:", "is:", "before:99999"]
)
def test_an_invalid_filter_is_words(query):
    asked = read_query(query)
    assert asked.terms
    assert (asked.after, asked.before, asked.sections) == (None, None, ())
    assert not asked.unread


def test_a_query_is_parsed_into_terms_and_filters():
    asked = read_query('“Hải Phòng” cầ* section:"Xã hội" is:unread after:2026-01-02')
    assert asked == Query(
        terms=(Term(("hải", "phòng")), Term(("cầ",), is_prefix=True)),
        is_exact=True,
        sections=("Xã hội",),
        after=datetime(2026, 1, 2, tzinfo=UTC).date(),
        unread=True,
    )
