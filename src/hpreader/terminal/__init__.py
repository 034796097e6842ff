"""The capabilities of the terminal, queried once before the reader draws, and giving it back.

replies.py           what terminals answer, and telling it from keys
capability_query.py  the question itself: the terminal's mode, the wait
capabilities.py      what follows from the replies: light or dark, colours, images
signals.py           signals that end a program, as exceptions: what it began is ended first
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.lazy_names import lazy_names

if TYPE_CHECKING:
    from hpreader.terminal.capabilities import (
        can_draw,
        colours,
        is_in_browser,
        is_light,
        known_light,
        picture_mode,
    )
    from hpreader.terminal.capability_query import Question, cell_size, question
    from hpreader.terminal.replies import Answers, Replies

__all__ = [
    "Answers",
    "Question",
    "Replies",
    "can_draw",
    "cell_size",
    "colours",
    "is_in_browser",
    "is_light",
    "known_light",
    "picture_mode",
    "question",
]

__getattr__ = lazy_names(
    __name__,
    {
        "capabilities": "can_draw colours is_in_browser is_light known_light picture_mode",
        "capability_query": "Question cell_size question",
        "replies": "Answers Replies",
    },
)
