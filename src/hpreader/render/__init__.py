"""An article as lines for a terminal: the same for the reader, for `show` and for golden texts.

`lay_out` is a pure function of an article, a width and a palette. palette.py has the colours,
line_breaks.py breaks texts into lines, layout_builder.py collects lines with their regions and anchors; head.py,
blocks.py, tables.py and related.py set the parts of an article on it; layout.py is what comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from hpreader.model import Article, LinkState
from hpreader.render.blocks import Photos, set_body
from hpreader.render.head import set_head
from hpreader.render.layout import ImageSlot, Layout, Line, LinkRegion
from hpreader.render.layout_builder import LayoutBuilder
from hpreader.render.palette import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    PLAIN,
    Palette,
    coloured,
)
from hpreader.render.related import set_related

__all__ = [
    "CONTRAST_DARK",
    "CONTRAST_LIGHT",
    "DARK",
    "LIGHT",
    "PLAIN",
    "ImageSlot",
    "Layout",
    "Line",
    "LinkRegion",
    "Palette",
    "Photos",
    "coloured",
    "lay_out",
]

_NO_PHOTOS: Photos = MappingProxyType({})
_NO_STATES: Mapping[str, LinkState] = MappingProxyType({})


def lay_out(
    article: Article,
    width: int,
    palette: Palette,
    *,
    states: Mapping[str, LinkState] = _NO_STATES,
    photos: Photos = _NO_PHOTOS,
    now: datetime | None = None,
) -> Layout:
    """Set an article in lines of at most `width` cells.

    `states` is by address whether related news can be read without the network; items that are not
    in it get no such mark. `photos` is by address how many cells an image takes, or why it is not
    drawn; of images that are not in it the caption is shown. An update later than `now` is left out.
    """
    builder = LayoutBuilder(width, palette)
    set_head(builder, article, now)
    set_body(builder, article.blocks, photos)
    set_related(builder, article, states)
    return builder.finish()
