"""Rows that are read while a list changes in the files."""

from datetime import UTC, datetime, timedelta

import pytest

from hpreader.model import Article, ListQuery, Section, Source
from hpreader.store import Store
from hpreader.ui.panes.headline_window import WINDOW, HeadlineWindow

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "cache", tmp_path / "data", now=lambda: NOW) as store:
        store.sources.put_all([Source("bao", "Báo", "https://bao.vn/", (Section("Tin"),))])
        put(store, range(WINDOW * 2))
        yield store


def put(store, minutes):
    """Store articles, each so many minutes old."""
    with store.database.writing():
        for minute in minutes:
            published = NOW - timedelta(minutes=minute)
            url = f"https://bao.vn/{minute}.html"
            article = Article(url, f"Tin {minute}", published=published, source="bao")
            store.articles.put(article, listed=True)


def test_rows_that_come_above_do_not_move_those_below_before_the_list_is_read_again(store):
    window = HeadlineWindow(store.lists.rows(ListQuery()), lambda _: {})
    assert window.row(0).title == "Tin 0"
    put(store, range(-20, 0))
    titles = [window.row(row).title for row in range(WINDOW + 10)]
    assert titles == [f"Tin {row}" for row in range(WINDOW + 10)]


def test_rows_that_go_above_do_not_move_those_below_either(store):
    rows = store.lists.rows(ListQuery(unread=True))
    window = HeadlineWindow(rows, lambda _: {})
    gone = [window.row(row).id for row in range(5)]
    store.marks.set_read(gone, True)
    titles = [window.row(row).title for row in range(60, WINDOW + 10)]
    assert titles == [f"Tin {row}" for row in range(60, WINDOW + 10)]
