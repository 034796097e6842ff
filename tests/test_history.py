"""The history against a list and an index, in every order of steps."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hpreader.history import History

MOST = 6


class HistoryMachine(RuleBasedStateMachine):
    """A browser's history as one would write it down: pages, where one is, whether it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.history: History[int] = History()
        self.pages: list[int] = []
        self.index = -1
        self.is_shown = True

    @rule(page=st.integers())
    def visit(self, page: int) -> None:
        self.pages[self.index + 1 :] = [page]
        self.index += 1
        self.is_shown = True
        self.history = self.history.visit(page)

    @rule()
    def back(self) -> None:
        if not self.is_shown and self.pages:
            self.is_shown = True
        elif self.index > 0:
            self.index -= 1
        self.history = self.history.back()

    @rule()
    def forward(self) -> None:
        if self.index < len(self.pages) - 1:
            self.index += 1
            self.is_shown = True
        self.history = self.history.forward()

    @rule(data=st.data())
    @precondition(lambda self: self.pages)
    def jump(self, data: st.DataObject) -> None:
        self.index = data.draw(st.integers(0, len(self.pages) - 1))
        self.is_shown = True
        self.history = self.history.jump(self.index)

    @rule()
    def restart(self) -> None:
        self.is_shown = False
        self.history = self.history.park()

    @rule(page=st.integers())
    def scroll(self, page: int) -> None:
        if self.is_shown and self.pages:
            self.pages[self.index] = page
        self.history = self.history.update(lambda _old: page)

    @rule()
    def forget_the_oldest(self) -> None:
        cut = max(0, min(len(self.pages) - MOST, self.index))
        del self.pages[:cut]
        self.index -= cut
        self.history = self.history.keep_last(MOST)

    @invariant()
    def they_agree(self) -> None:
        assert list(self.history) == self.pages
        assert len(self.history) == len(self.pages)
        assert self.history.index == self.index
        shown = self.pages[self.index] if self.is_shown and self.pages else None
        assert self.history.current == shown
        assert self.history.can_go_forward == (self.index < len(self.pages) - 1)
        before = self.index > 0 or (not self.is_shown and bool(self.pages))
        assert self.history.can_go_back == before


TestHistory = HistoryMachine.TestCase


def test_a_new_visit_cuts_what_lay_ahead() -> None:
    history = History().visit("a").visit("b").visit("c")
    history = history.back().back().visit("d")
    assert list(history) == ["a", "d"]
    assert history.back().current == "a"


def test_the_first_step_back_after_a_restart_is_the_last_one_on_the_screen() -> None:
    history = History().visit("a").visit("b").visit("c").back().park()
    assert history.current is None
    assert history.back().current == "b"
    assert history.back().back().current == "a"
    assert history.forward().current == "c", "what lay ahead is still there"


def test_there_is_no_jumping_outside_of_the_history() -> None:
    for index in (-1, 1):
        with pytest.raises(IndexError):
            History().visit("a").jump(index)
