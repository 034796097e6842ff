"""What a line of the user means: a command, and what follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hpreader.linear.commands import LineCommand
    from hpreader.linear.vocabulary import Vocabulary


class Order(NamedTuple):
    """A command with its argument."""

    command: LineCommand
    argument: str = ""


def read_order(line: str, known: Vocabulary) -> Order | None:
    """The command that a line gives; None where it gives none.

    A key may be followed by its argument with or without a space (`s 3`, `s3`, `/school`); of two
    words that begin alike the longer one counts. Case counts in keys, not in words, nor do marks.

    Args:
        line: what the user typed.
        known: the keys and words of the commands.
    """
    line = " ".join(line.split())
    order = _by_key(line, known) or _by_word(line, known)
    if order is not None and order.argument and not order.command.argument:
        return None
    return order


def _by_key(line: str, known: Vocabulary) -> Order | None:
    key, rest = line[:1], line[1:]
    command = known.by_key(key) or (known.by_key(key.lower()) if not rest else None)
    is_apart = not rest or rest.startswith(" ") or rest.isdecimal() or not key.isalnum()
    return Order(command, rest.strip()) if command is not None and is_apart else None


def _by_word(line: str, known: Vocabulary) -> Order | None:
    words = line.split(" ")
    for count in range(len(words), 0, -1):
        command = known.by_word(" ".join(words[:count]))
        if command is not None:
            return Order(command, " ".join(words[count:]))
    return None
