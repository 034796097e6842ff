"""A line of a list that narrows as one types, together with what is chosen by it."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.content import Content
from textual.widgets.option_list import Option

Chosen = TypeVar("Chosen")


class Choice(Option, Generic[Chosen]):
    """A line and its value.

    That a line was selected is told by a message. The list may contain other lines when it arrives, so
    the number of a line does not tell what was selected.
    """

    def __init__(self, line: Content, value: Chosen) -> None:
        super().__init__(line)
        self.value = value
