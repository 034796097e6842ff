"""The body that a list brought with its headline, ready to be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.newsroom.assembling import assemble
from hpreader.newsroom.gathering import entry_body
from hpreader.newsroom.keeping import signed

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.newsroom.desk import Desk
    from hpreader.store import Listed


async def body_of(desk: Desk, item: Listed, source: str = "") -> Article | None:
    """The article as far as the list alone holds it, None where it holds a summary only."""
    body = await entry_body(desk, item.entry)
    if body is None or len(body.plain_text()) < len(item.entry.summary):
        return None
    article = assemble(entry=item.entry, entry_body=body)
    return signed(desk, article, article_id=item.id, source=source)
