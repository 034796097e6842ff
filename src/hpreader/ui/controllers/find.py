"""Words that are typed: they narrow the headlines, or are found in the article."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.i18n import _

if TYPE_CHECKING:
    from hpreader.model import SearchTerms
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.reader_state import ReaderState
    from hpreader.ui.widgets.prompt import Prompt, Purpose

TYPING = 0.02
"""Seconds without a letter before the list is narrowed: the letter is drawn first."""


class Find:
    """The prompt, the filter of the list, and the matches in the article."""

    def __init__(
        self,
        state: ReaderState,
        prompt: Prompt,
        headlines: Headlines,
        article: ArticlePane,
        display: ListDisplay,
        focus: Focus,
        messages: Messages,
        background: Background,
    ) -> None:
        self._state = state
        self._prompt = prompt
        self._headlines = headlines
        self._article = article
        self._display = display
        self._focus = focus
        self._messages = messages
        self._background = background
        self._top = 0
        """The line that was on top of the article when words were asked for."""

    # --- commands -----------------------------------------------------------------------------

    def ask_for_filter(self) -> None:
        """Ask for words that narrow the headlines."""
        self._prompt.open("filter", self._state.query.text)

    def ask_for_words(self) -> None:
        """Ask for words to be found in the article."""
        if self._article.article is not None:
            self._focus.go_to(self._article)
            self._top = round(self._article.scroll_y)
            self._prompt.open("find", self._article.text_find.current.query)
            self._show_count()

    def go_to_match(self, step: int) -> None:
        """Go to another match; show which it is, and whether it went round.

        Args:
            step: 1 for the next, -1 for the one before.
        """
        self._article.text_find.step(step)
        self._show_count()

    @property
    def is_active(self) -> bool:
        """Is something looked for in the article?"""
        return bool(self._article.text_find.current.query)

    # --- the prompt ---------------------------------------------------------------------------

    @property
    def is_asking(self) -> bool:
        """Are words being typed?"""
        return self._prompt.is_open

    def typed(self, purpose: Purpose, text: str) -> None:
        """Look for what is typed at once."""
        if purpose == "filter":
            self._background.start(self._narrow(text), "filter", exclusive=True)
        else:
            self._article.text_find.start(text, self._top)
            self._show_count()

    async def _narrow(self, text: str) -> None:
        """The letters are drawn first; the list follows when no other comes at once."""
        await asyncio.sleep(TYPING)
        self._filter(text)

    def _filter(self, text: str) -> None:
        self._state.query = replace(self._state.query, text=text.strip())

    def _show_count(self) -> None:
        """Show beside the words which match it is, of how many."""
        finding = self._article.text_find.current
        words = f"{finding.number + 1}/{finding.count}" if finding.count else _("no match")
        if finding.turned:
            turned = _("from the top") if finding.turned > 0 else _("from the end")
            words = f"{turned} \u2219 {words}"
        self._prompt.say(f" {words} " if finding.query else "")

    def accepted(self, purpose: Purpose) -> None:
        """The words hold, and the keys go back to the pane."""
        self._close()
        if purpose == "filter":
            self._background.cancel("filter")
            self._filter(self._prompt.text)
            self._focus.go_to(self._headlines)
        elif self._article.text_find.current.count:
            self._prompt.rest()
        elif query := self._article.text_find.current.query:
            self._article.text_find.clear()
            self._messages.say(_("Nothing was found for {subject}.").format(subject=query))

    def cancel(self) -> None:
        """Take the prompt and its words away."""
        if self._prompt.purpose == "find":
            self._article.text_find.clear()
            self._article.scroll_line_to_top(self._top)
        else:
            self.clear_filter()
        self._close()

    def clear_filter(self) -> None:
        """Show the headlines whatever their words are."""
        self._background.cancel("filter")
        self._state.query = replace(self._state.query, text="")

    def _close(self) -> None:
        if self._prompt.is_open:
            self._prompt.close()
            self._focus.go_to(self._focus.pane)
        self._display.rename()

    def show_words(self, words: str, sought: SearchTerms) -> None:
        """Mark the words of a search in the article, and go to the first of them."""

        def shown() -> None:
            self._prompt.show("find", words)
            self._show_count()

        self._article.text_find.show_words(words, sought, shown)

    # --- the article --------------------------------------------------------------------------

    def clear_words(self) -> None:
        """Look for nothing in the article any more."""
        self._article.text_find.clear()

    def ended(self) -> None:
        """Nothing is looked for any more: what shows the number of the match goes."""
        if self._prompt.is_resting and not self.is_active:
            self._prompt.close()
