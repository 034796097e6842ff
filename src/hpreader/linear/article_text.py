"""An article as a view: its lines, and how far it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model, render
from hpreader.i18n import _
from hpreader.linear.pager import Pager
from hpreader.linear.wrapped_text import page_height

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hpreader.linear.protocols import Choose, LineIO
    from hpreader.model import Anchor, Article, LinkState

IN_PIPE = 72
"""The most cells of a line where the output has no width; what `show` takes there."""


class ArticleText:
    """A view of one article; its lines are those of `render`, set for ears."""

    title = ""
    """Its first lines tell what it is."""

    def __init__(
        self,
        io: LineIO,
        article: Article,
        measure: int,
        states: Mapping[str, LinkState],
        now: datetime,
        choose: Choose,
        source: str = "",
    ) -> None:
        """Lay an article out.

        Args:
            io: has the width and the height.
            article: the article.
            measure: the most cells of a line.
            states: of the other news, by address.
            now: the time.
            choose: opens the one of the other news that has a number.
            source: the title of its paper, where that is to be named.
        """
        self.article = article
        self.choose = choose
        self.numbers = len(article.related)
        width = min(measure, io.columns or IN_PIPE)
        self.layout = render.lay_out(
            article, width, render.PLAIN, states=states, now=now, signs=render.SPOKEN, source=source
        )
        lines = self.layout.text_lines()
        self.pages = Pager(
            lambda start, stop: [[line] for line in lines[start:stop]],
            lambda: len(lines),
            page_height(io),
            len(lines),
        )
        of_related = model.Anchor(len(article.blocks), -1)
        self._own_lines = self.layout.line_of(of_related) if article.related else len(lines)
        self._read = 0.0
        self.reached = model.Anchor()
        """What was on the first line of the last page that was read."""

    @property
    def prompt(self) -> str:
        """How far one is, and what can be done."""
        if self.pages.has_next:
            words = _("{percent} read. Enter: more")
            parts = [words.format(percent=f"{round(self._share(self.pages.end) * 100)} %")]
        else:
            parts = [_("End of the article")]
            if self.numbers:
                parts.append(_("number: other news"))
            parts.append(_("Enter: the next unread article"))
        return "; ".join((*parts, _("h: help")))

    @property
    def anchor(self) -> Anchor:
        """What is on the first line of the page."""
        return self.layout.anchor_of(self.pages.first)

    @property
    def progress(self) -> float:
        """The share of the text that was read, 0 to 1; the other news do not count."""
        return self._read

    def begin(self, anchor: Anchor, read: float) -> None:
        """Begin where it was left; `read` is how much of it was read before, 0 to 1."""
        self._read, self.reached = read, anchor
        self.pages.first = self.layout.line_of(anchor)

    def note_page(self) -> None:
        """Count the page as read, if it follows what was read."""
        if self._share(self.pages.first) <= self._read or not self.pages.first:
            self._read = max(self._read, self._share(self.pages.end))
            self.reached = self.anchor

    def links(self) -> list[tuple[str, str]]:
        """The links in the text, as pairs of title and address, in reading order."""
        found = {r.index: (r.title, r.url) for r in self.layout.regions if r.kind == "link"}
        return [found[index] for index in sorted(found)]

    def line_with(self, words: str, after: int) -> int | None:
        """The first line after a line that contains words, compared without marks."""
        from hpreader.text import fold  # noqa: PLC0415 - only a find needs it

        wanted = fold(words)
        lines = self.layout.text_lines()
        found = (at for at in range(after + 1, len(lines)) if wanted in fold(lines[at]))
        return next(found, None)

    def _share(self, line: int) -> float:
        return min(1.0, line / max(1, self._own_lines))
