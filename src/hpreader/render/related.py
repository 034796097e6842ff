"""The box of other news under an article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from hpreader.i18n import N_, _
from hpreader.model import Article, Inline, LinkState, Related
from hpreader.render.layout import Segment
from hpreader.render.layout_builder import LayoutBuilder
from hpreader.render.line_breaks import cells
from hpreader.render.tables import RULE
from hpreader.vietnam_time import day_and_time

STATES: dict[LinkState, tuple[str, str]] = {
    "cached": ("●", N_("ready")),
    "missing": ("○", N_("needs the network")),
    "read": ("✓", N_("already read")),
    "passed": ("↺", N_("you came through it")),
}
"""The sign and the word of each state; what leads round in a loop is grey as a whole."""


def set_related(builder: LayoutBuilder, article: Article, states: Mapping[str, LinkState]) -> None:
    """Set the box: numbered as the keys that open its items."""
    if not article.related:
        return
    builder.begin(len(article.blocks))
    builder.blank()
    heading = _("Other news") if article.related_from == "page" else _("More from this section")
    _set_heading(builder, heading)
    widest = len(str(len(article.related)))
    for number, item in enumerate(article.related, 1):
        if number > 1:
            builder.blank()
        _set_item(builder, item, number, widest, states.get(item.url))


def _set_heading(builder: LayoutBuilder, heading: str) -> None:
    """Set the heading in a rule across the measure, or alone where there is no room for one."""
    palette = builder.palette
    rest = builder.width - cells(heading) - 4
    if rest < 2 or not builder.signs.has_rules:
        builder.add(Inline(heading), palette.box)
    else:
        start, end = Segment(f"{RULE * 2} ", palette.mark), Segment(f" {RULE * rest}", palette.mark)
        builder.draw(Inline(heading), (start, Segment(heading, palette.box), end))


def _set_item(
    builder: LayoutBuilder, item: Related, number: int, widest: int, state: LinkState | None
) -> None:
    """Set one item: number and title, then its excerpt, then its date and state."""
    palette = builder.palette
    signs = builder.signs
    before = f"{number:>{widest}}{signs.after_number}"
    indent = (Segment(" " * len(before)),)
    lead = (Segment(before, palette.mark),)
    title = item.title or item.url
    target = builder.new_target("related", item.url, title, number)
    is_loop = state == "passed"
    style = palette.read if is_loop else palette.related
    builder.add(Inline(title), style, lead=lead, hang=indent, target=target)
    if item.excerpt:
        builder.add(Inline(item.excerpt), palette.excerpt, lead=indent, hang=indent)
    when = _when(item.published)
    sign, word = STATES[state] if state else ("", "")
    if state:
        gap = signs.separator if when else ""
        style = palette.read if is_loop else getattr(palette, state)
        foot = Inline(f"{sign} {_(word)}" if signs.has_rules else _(word))
        builder.add(foot, style, label=when + gap, lead=indent, hang=indent)
    elif when:
        builder.add(Inline(when), palette.label, lead=indent, hang=indent)


def _when(published: datetime | date | None) -> str:
    """The date, with the time where the page gives one."""
    if isinstance(published, datetime):
        return day_and_time(published)
    return f"{published:%d/%m/%Y}" if published else ""
