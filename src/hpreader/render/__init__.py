"""An article as lines for a terminal: the same for the reader, for `show` and for golden texts.

`lay_out` is a pure function of an article, a width and a palette. palette.py names the styles, colours.py has them, sign_sets.py the signs;
line_breaks.py breaks texts into lines, layout_builder.py collects lines with their regions and anchors; head.py,
blocks.py, tables.py and related.py set the parts of an article on it, article_layout.py all of them; layout.py is
what comes out.

These names are imported when they are first used: what breaks lines of plain text needs no colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.lazy_names import lazy_names

if TYPE_CHECKING:
    from hpreader.render.article_layout import lay_out
    from hpreader.render.blocks import Photos
    from hpreader.render.colours import (
        CONTRAST_DARK,
        CONTRAST_LIGHT,
        DARK,
        LIGHT,
        PLAIN,
        coloured,
    )
    from hpreader.render.layout import ImageSlot, Layout, Line, LinkRegion, Segment
    from hpreader.render.palette import UNSTYLED, Palette
    from hpreader.render.sign_sets import DRAWN, SPOKEN, Signs

__all__ = [
    "CONTRAST_DARK",
    "CONTRAST_LIGHT",
    "DARK",
    "DRAWN",
    "LIGHT",
    "PLAIN",
    "SPOKEN",
    "UNSTYLED",
    "ImageSlot",
    "Layout",
    "Line",
    "LinkRegion",
    "Palette",
    "Photos",
    "Segment",
    "Signs",
    "coloured",
    "lay_out",
]

__getattr__ = lazy_names(
    __name__,
    {
        "article_layout": "lay_out",
        "blocks": "Photos",
        "layout": "ImageSlot Layout Line LinkRegion Segment",
        "colours": "CONTRAST_DARK CONTRAST_LIGHT DARK LIGHT PLAIN coloured",
        "palette": "UNSTYLED Palette",
        "sign_sets": "DRAWN SPOKEN Signs",
    },
)
