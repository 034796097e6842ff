"""A line of output in the user's own form: `--format '{time} {title}'`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_ESCAPES: Final = {r"\t": "\t", r"\n": "\n", r"\\": "\\"}
_PIECE: Final = re.compile(r"\{(\w+)\}|\\[tn\\]")


def fill(form: str, fields: Mapping[str, str]) -> str:
    r"""A line with its fields filled in.

    Args:
        form: text with names in braces, as `{unread}`, and `\t`, `\n`, `\\`; braces around anything
            else stay as they are, so that the line can be JSON.
        fields: the texts by their names.
    """

    def piece(found: re.Match[str]) -> str:
        return fields.get(found[1], found[0]) if found[1] else _ESCAPES[found[0]]

    return _PIECE.sub(piece, form)
