"""The head of an article: the section's label, the headline, the facts and the lede."""

from __future__ import annotations

from datetime import datetime, timedelta

from hpreader.i18n import _
from hpreader.model import Article, Inline
from hpreader.render.layout_builder import LayoutBuilder
from hpreader.render.sign_sets import DRAWN
from hpreader.text import fold
from hpreader.vietnam_time import day_and_time, local

_SAME = timedelta(minutes=5)
"""Systems touch an article while they publish it: an update so soon is none."""


def set_head(
    builder: LayoutBuilder, article: Article, now: datetime | None = None, source: str = ""
) -> None:
    """Set the head; what the article does not have leaves no gap."""
    palette = builder.palette
    builder.begin(-1)
    for text, style in (
        (article.section, palette.section),
        (article.title, palette.headline),
        (facts(article, now, builder.signs.separator, source), palette.facts),
    ):
        if text:
            builder.add(Inline(text), style)
    if article.edit is not None and article.edit.changes:
        from hpreader.model.edit_sentences import edit_sentence  # noqa: PLC0415 - seldom needed

        spoken = not builder.signs.has_rules
        builder.add(Inline(edit_sentence(article.edit, now, spoken=spoken)), palette.mark)
    if article.lede:
        builder.blank()
        builder.add(Inline(article.lede), palette.lede)


def facts(
    article: Article,
    now: datetime | None = None,
    separator: str = DRAWN.separator,
    source: str = "",
) -> str:
    """When, in which paper, by whom and from where, as far as it is known.

    A paper that the byline or the origin names is not named twice.
    """
    is_named = fold(source) in fold(f"{article.byline} {article.origin}")
    parts = [
        day_and_time(article.published) if article.published else "",
        _update(article, now),
        "" if is_named else source,
        article.byline,
        article.origin,
    ]
    return separator.join(filter(None, parts))


def _update(article: Article, now: datetime | None) -> str:
    """When it was changed, if that was after it was published; on the same day just the time.

    An update in the future is a server's wrong time zone and is not shown.
    """
    updated, published = article.updated, article.published
    if updated is None or (now and updated > now) or (published and updated - published <= _SAME):
        return ""
    updated = local(updated)
    is_same_day = published and local(published).date() == updated.date()
    time = f"{updated:%H:%M}" if is_same_day else day_and_time(updated)
    return _("Updated {time}").format(time=time)
