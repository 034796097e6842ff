"""Setting an article in lines: its head, its body, its related news."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from hpreader.model import Article, LinkState
from hpreader.render.blocks import Photos, set_body
from hpreader.render.head import set_head
from hpreader.render.layout import Layout
from hpreader.render.layout_builder import LayoutBuilder
from hpreader.render.palette import Palette
from hpreader.render.related import set_related
from hpreader.render.sign_sets import DRAWN, Signs

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
    signs: Signs = DRAWN,
    source: str = "",
) -> Layout:
    """Set an article in lines of at most `width` cells.

    `states` is by address whether related news can be read without the network; items that are not
    in it get no such mark. `photos` is by address how many cells an image takes, or why it is not
    drawn; of images that are not in it the caption is shown. An update later than `now` is left out.
    `signs` are for eyes, or for ears. `source` is the title of the article's paper, where it is to be
    named.
    """
    builder = LayoutBuilder(width, palette, signs)
    set_head(builder, article, now, source)
    set_body(builder, article.blocks, photos)
    set_related(builder, article, states)
    return builder.finish()
