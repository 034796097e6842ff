"""One event as a timeline: who reported it when, what each adds, and why it is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding
from textual.content import Content

from hpreader.i18n import _, ngettext
from hpreader.model import Story, StoryReport
from hpreader.model.story_words import reason_words
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.dialog import Picker
from hpreader.vietnam_time import local

READ = "\u2713"  # ✓: one cell in every terminal


def report_line(report: StoryReport, source: str, *, explains: bool) -> Content:
    """One report: when, which paper, its title; then what it adds, or why it is here.

    Args:
        report: one of a story.
        source: what its paper is called.
        explains: tell why it is here.
    """
    headline = report.headline
    style = "$text-muted" if headline.read else "bold"
    parts: list[tuple[str, str]] = [
        (f"{READ} " if headline.read else "  ", "$accent"),
        (f"{local(report.at):%d/%m %H:%M}  ", "$text-muted"),
        (f"{sanitize(source)}  ", "$accent"),
        (sanitize(headline.title), style),
    ]
    if report.is_new:
        parts.insert(3, (f"{_('new')}  ", "$accent bold"))
    if report.copy_of:
        parts.append((f"\n    {_('The same text')}", "$text-muted italic"))
    parts += [(f"\n    + {sanitize(sentence)}", "$text-muted") for sentence in report.adds]
    if explains and report.reasons:
        parts.append((f"\n    {sanitize(reason_words(report))}", "$text-muted italic"))
    return Content.assemble(*parts)


class StoryDialog(Picker):
    """The reports of one event; one can be opened, or taken out of the story."""

    WIDEST = 104

    BINDINGS: ClassVar = [
        Binding("d,delete", "split", show=False),
        Binding("w", "explain", show=False),
    ]

    def __init__(self, story: Story, titles: Mapping[str, str], selected: str) -> None:
        """Make it.

        Args:
            story: the event.
            titles: what the papers are called, by name.
            selected: the id of the article from which the user comes.
        """
        self._story = story
        self._titles = titles
        self._explains = False
        self.split: str = ""
        """The id of the article that was taken out; empty if none was."""
        count = len(story.reports)
        papers = len({report.headline.source for report in story.reports})
        ids = [report.headline.id for report in story.reports]
        heading = ngettext("{count} article", "{count} articles", count).format(count=count)
        from_papers = ngettext("{count} paper", "{count} papers", papers).format(count=papers)
        super().__init__(
            f"{_('Same event')} \u2219 {heading} \u2219 {from_papers}",
            self._report_lines(),
            at=ids.index(selected) if selected in ids else 0,
            keys=_("Enter: open   w: why it is here   d: not the same event   Esc: close"),
        )

    def _report_lines(self) -> list[Content]:
        return [
            report_line(
                report,
                self._titles.get(report.headline.source, report.headline.source),
                explains=self._explains,
            )
            for report in self._story.reports
        ]

    def action_explain(self) -> None:
        """Show why each report is here, or hide it again."""
        self._explains = not self._explains
        at = self.options.highlighted
        self.show_lines(self._report_lines())
        self.options.highlighted = at

    def action_split(self) -> None:
        """Take the report out of the story."""
        if (at := self.options.highlighted) is not None:
            self.split = self._story.reports[at].headline.id
            self.answer(None)
