"""The brief as a list to pick from: the news of the last hours by parts, as many as the screen has room for."""

from __future__ import annotations

from textual.content import Content
from textual.widgets.option_list import Option

from hpreader.i18n import _, ngettext
from hpreader.model import Headline
from hpreader.model.brief import Brief
from hpreader.ui.cell_text import ELLIPSIS, fit_width, sanitize
from hpreader.ui.dialogs.dialog import Picker, room_in
from hpreader.ui.literal import literal
from hpreader.ui.panes.headline_lines import SAVED

AROUND = 8
"""Lines of the dialog above and below its list, in the terminal's own colours too."""


class BriefDialog(Picker):
    """The answer is the number of a line; `headline_at` returns what it is."""

    WIDEST = 104

    def __init__(
        self, brief: Brief, size: tuple[int, int], *, selected: str = "", is_whole: bool = False
    ) -> None:
        """Make it.

        Args:
            brief: the news.
            size: of the terminal, in cells and lines.
            selected: the id of the article to stand on; one that is in no line makes the list whole.
            is_whole: show all news, though the screen has no room for them.
        """
        width, height = room_in(size[0], self.WIDEST), size[1] - AROUND
        short = brief.shortened(height)
        if short.count < brief.count:
            short = brief.shortened(max(2, height - 1))
        is_shown = any(entry.headline.id == selected for _part, entry in short.entries())
        if is_whole or (selected and not is_shown):
            short = brief
        self._headlines: dict[int, Headline] = {}
        lines: list[Content | Option] = []
        at = None
        is_each = short is brief
        for part, whole in zip(short.parts, brief.parts, strict=False):
            count = sum(len(entry.headlines) for entry in whole.entries)
            lines.append(Option(literal(f"{sanitize(part.name)} ({count})"), disabled=True))
            for entry in part.entries:
                for headline in entry.headlines if is_each else (entry.headline,):
                    if headline.id == selected or at is None:
                        at = len(lines)
                    self._headlines[len(lines)] = headline
                    note = entry.note if is_each else entry.remark
                    note = note if headline is entry.headline else ""
                    lines.append(_line(headline, note, brief, width))
        self.more_at = None if short is brief or short.count == brief.count else len(lines)
        """The number of the line that shows the rest; None where there is none."""
        if self.more_at is not None:
            rest = brief.count - short.count
            words = ngettext("{count} more article", "{count} more articles", rest)
            lines.append(
                Content.assemble(("  " + words.format(count=rest) + ELLIPSIS, "$text-muted"))
            )
        super().__init__(brief.title, lines, at=at or 0, empty=_("No news in these 24 hours."))

    def headline_at(self, line: int) -> Headline | None:
        """The article of a line; None for the line that shows the rest."""
        return self._headlines.get(line)


def _line(headline: Headline, note: str, brief: Brief, width: int) -> Content:
    """When, the title as far as there is room, what is to be known."""
    when = f"  {brief.period.time_of(headline) or '':<11}  "
    saved = f" {SAVED}" if headline.saved else ""
    end = f"  {sanitize(note)}" if note else ""
    room = max(8, width - len(when) - len(saved) - len(end))
    title = fit_width(sanitize(headline.title or headline.url), room).rstrip()
    ink = "$text-muted" if headline.read else "$foreground"
    return Content.assemble((when, "$text-muted"), (title, ink), (f"{end}{saved}", "$text-muted"))
