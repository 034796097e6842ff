"""The state that controllers share tells its observers of changes, and of nothing else."""

from dataclasses import replace

from hpreader.history import History
from hpreader.model import ListQuery
from hpreader.ui.reader_state import Observed, ReaderState


def test_observers_get_the_value_before_and_after_in_the_order_in_which_they_came() -> None:
    value, seen = Observed(1), []
    value.observe(lambda before, after: seen.append(("first", before, after)))
    value.observe(lambda before, after: seen.append(("second", before, after)))
    value.set(2)
    assert seen == [("first", 1, 2), ("second", 1, 2)]
    assert value.value == 2


def test_an_equal_value_is_no_change() -> None:
    state, seen = ReaderState(), []
    state.queries.observe(lambda _before, query: seen.append(query))
    state.query = ListQuery()
    assert seen == []
    state.query = unread = replace(state.query, unread=True)
    assert seen == [unread]


def test_the_trail_is_assigned_as_a_whole() -> None:
    state, seen = ReaderState(), []
    state.histories.observe(lambda before, after: seen.append((len(before), len(after))))
    state.history = History().visit("one")  # type: ignore[assignment]
    state.history = state.history.back()
    assert seen == [(0, 1)]
