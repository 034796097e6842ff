"""The one door through which text becomes Textual's `Content`.

Textual parses a `str` as markup nearly everywhere it takes one (widgets, options, the palette's
hits and their help, notices, tooltips, titles of borders): names from the network would raise
`MarkupError`, or be links that run actions. A `Content` is never parsed.
"""

from __future__ import annotations

from textual.content import Content

from hpreader.ui.cell_text import sanitize


def literal(text: str) -> Content:
    """The text letter by letter, without control characters; its line breaks stay."""
    return Content("\n".join(map(sanitize, text.split("\n"))))
