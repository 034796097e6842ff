"""The box of other news under an article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from rich.segment import Segment

from hpreader.i18n import N_, _
from hpreader.model import Article, Inline, LinkState, Related
from hpreader.render.head import SEPARATOR, day_and_time
from hpreader.render.sheet import Sheet
from hpreader.render.tables import RULE
from hpreader.render.wrapping import cells

STATES: dict[LinkState, tuple[str, str]] = {
    "cached": ("●", N_("ready")),
    "missing": ("○", N_("needs the network")),
    "read": ("✓", N_("already read")),
    "passed": ("↺", N_("you came through it")),
}
"""The sign and the word of each state; what leads round in a loop is grey as a whole."""


def set_related(sheet: Sheet, article: Article, states: Mapping[str, LinkState]) -> None:
    """Set the box: numbered as the keys that open its items."""
    if not article.related:
        return
    sheet.begin(len(article.blocks))
    sheet.blank()
    heading = _("Other news") if article.related_from == "page" else _("More from this section")
    _set_heading(sheet, heading)
    widest = len(str(len(article.related)))
    for number, item in enumerate(article.related, 1):
        if number > 1:
            sheet.blank()
        _set_item(sheet, item, number, widest, states.get(item.url))


def _set_heading(sheet: Sheet, heading: str) -> None:
    """Set the heading in a rule across the measure, or alone where there is no room for one."""
    palette = sheet.palette
    rest = sheet.width - cells(heading) - 4
    if rest < 2:
        sheet.put(Inline(heading), palette.box)
    else:
        start, end = Segment(f"{RULE * 2} ", palette.mark), Segment(f" {RULE * rest}", palette.mark)
        sheet.draw(Inline(heading), (start, Segment(heading, palette.box), end))


def _set_item(
    sheet: Sheet, item: Related, number: int, widest: int, state: LinkState | None
) -> None:
    """Set one item: number and title, then its excerpt, then its date and state."""
    palette = sheet.palette
    indent = (Segment(" " * (widest + 2)),)
    lead = (Segment(f"{number:>{widest}}  ", palette.mark),)
    title = item.title or item.url
    target = sheet.new_target("related", item.url, title, number)
    is_loop = state == "passed"
    style = palette.read if is_loop else palette.related
    sheet.put(Inline(title), style, lead=lead, hang=indent, target=target)
    if item.excerpt:
        sheet.put(Inline(item.excerpt), palette.excerpt, lead=indent, hang=indent)
    when = _when(item.published)
    sign, word = STATES[state] if state else ("", "")
    if state:
        gap = SEPARATOR if when else ""
        style = palette.read if is_loop else getattr(palette, state)
        foot = Inline(f"{sign} {_(word)}")
        sheet.put(foot, style, label=when + gap, lead=indent, hang=indent)
    elif when:
        sheet.put(Inline(when), palette.label, lead=indent, hang=indent)


def _when(published: datetime | date | None) -> str:
    """The date, with the time where the page gives one."""
    if isinstance(published, datetime):
        return day_and_time(published)
    return f"{published:%d/%m/%Y}" if published else ""
