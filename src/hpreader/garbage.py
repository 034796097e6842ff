"""When Python looks for objects that only refer to each other: rarely while the reader starts.

https://docs.python.org/3/library/gc.html
"""

from __future__ import annotations

import gc

START = 150_000
"""New objects after which garbage is looked for: more than a start makes (105,000), nearly all of
which stay. Looking among them after every 700, as Python does, takes a twentieth of the start."""
READING = 5_000
"""The same while one reads: a dialog that was closed is garbage, and has some thousand objects."""


def collect_rarely() -> None:
    """Begin a start, of which nearly all objects stay."""
    gc.set_threshold(START)


def collect_as_usual() -> None:
    """End a start: what it made stays, and is not looked through again, which would delay a key by 30 ms."""
    if gc.get_threshold()[0] == START:
        gc.freeze()
    gc.set_threshold(READING)
