"""The capabilities of the terminal, queried once before the reader draws.

replies.py   what terminals answer, and telling it from keys
asking.py    the question itself: the terminal's mode, the wait
capabilities.py      what follows from the replies: light or dark, colours, images
"""

from __future__ import annotations

from hpreader.terminal.capabilities import (
    can_draw,
    colours,
    is_light,
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
    "is_light",
    "picture_mode",
    "question",
]
