"""Looks, the browser and the clipboard: what changes nothing but the view."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from hpreader import model, urls
from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.ui.screen import ScreenPart
from hpreader.ui.styles.themes import other_theme, palette_of
from hpreader.ui.textual_compat import write_to_terminal

if TYPE_CHECKING:
    from hpreader.ui.dialogs.help import Entry

MEASURES = (40, 120)
STEP = 4

_MOUSE_MODES = ("1000", "1003", "1015", "1006")
"""What Textual asks a terminal for (xterm's control sequences, "Mouse Tracking")."""


class Looking(ScreenPart):
    """What changes the view, or takes a copy of it elsewhere."""

    _measure = 0
    _has_mouse = True

    def set_palette(self) -> None:
        """Give the article the colours of the theme."""
        if not self.panes_ready:
            return
        has_colour = not self.app.no_color
        self.article.set_palette(palette_of(self.app.current_theme, colour=has_colour))

    def action_switch_theme(self) -> None:
        """Light, or dark again."""
        self.app.theme = other_theme(self.app.current_theme)

    def action_wider(self) -> None:
        """A wider measure."""
        self._change_measure(STEP)

    def action_narrower(self) -> None:
        """A narrower measure."""
        self._change_measure(-STEP)

    def _change_measure(self, step: int) -> None:
        before = self._measure or min(self.settings.measure, self.article.viewport.columns.text)
        self._measure = max(MEASURES[0], min(before + step, MEASURES[1]))
        self.article.set_measure(self._measure)
        self.say(_("Measure: {count} cells").format(count=self.article.viewport.columns.text))

    def action_zen(self) -> None:
        """Only the article, or everything again."""
        if self.article.article is not None:
            self.go_to(self.article)
            self.toggle_class("-zen")

    def on_article_pane_left_by_click(self) -> None:
        """Everything again: there is no line of keys to click on while only the article is shown."""
        self.remove_class("-zen")

    def action_mouse(self) -> None:
        """Let the terminal have the mouse, to select text with; or take it back."""
        switch = "l" if self._has_mouse else "h"
        sequence = "".join(f"\x1b[?{mode}{switch}" for mode in _MOUSE_MODES)
        if not write_to_terminal(self.app, sequence):
            return
        self._has_mouse = not self._has_mouse
        self.say(_("The mouse is ours") if self._has_mouse else _("The mouse is the terminal's"))

    # --- lists --------------------------------------------------------------------------------

    def action_rows_look(self) -> None:
        """Headlines of one line, of two, or as the width allows."""
        looks = {
            "": _("As many lines as the width allows"),
            "one": _("One line for each headline"),
            "two": _("Two lines for each headline"),
        }
        names = list(looks)
        look = names[(names.index(self.headlines.lines.preferences.rows) + 1) % len(names)]
        self.headlines.set_preferences(replace(self.headlines.lines.preferences, rows=look))
        self.say(looks[look])
        self._keep_look("rows", look)

    def action_dates_look(self) -> None:
        """The date of the news, or how long ago it was."""
        look = "" if self.headlines.lines.preferences.dates else "ago"
        self.headlines.set_preferences(replace(self.headlines.lines.preferences, dates=look))
        self.say(_("How long ago") if look else _("Dates and times"))
        self._keep_look("dates", look)

    @work(group="looks")
    async def _keep_look(self, name: str, look: str) -> None:
        try:
            await self.newsroom.keep_look(name, look)
        except ProblemError as error:
            self.say_problem(error.problem)

    # --- elsewhere ----------------------------------------------------------------------------

    def action_browse(self) -> None:
        """Open the article in the browser."""
        address = urls.canonical(self.subject_url)
        if not address:
            self.say(_("This address cannot be opened."), problem=True)
        else:
            self.browse(address)

    def browse(self, address: str, words: str = "") -> None:
        """Open an http address in the browser, and say so."""
        self.say((words or _("Opening in the browser: {url}")).format(url=address))
        self._browse(address)

    @work(group="browser")
    async def _browse(self, address: str) -> None:
        import webbrowser  # noqa: PLC0415 - not for the first picture

        if not await asyncio.to_thread(webbrowser.open, address):
            self.say(
                _("No browser was found. The address: {url}").format(url=address), problem=True
            )

    def action_copy_link(self) -> None:
        """The article's address into the clipboard."""
        self.app.copy_to_clipboard(self.subject_url)
        self.say(_("The link is in the clipboard, if the terminal allows it."))

    def action_copy_article(self) -> None:
        """The article's text into the clipboard."""
        from hpreader.export import article_text  # noqa: PLC0415 - not for the first picture

        article = self.newsroom.peek(model.ArticleAt(self.subject_url, self.subject_id))
        if article is None:
            self.say(_("The text of this article is not in the cache."), problem=True)
            return
        self.app.copy_to_clipboard(article_text(article))
        self.say(_("The text is in the clipboard, if the terminal allows it."))

    # --- help ---------------------------------------------------------------------------------

    def action_help(self) -> None:
        """All keys; a command that is chosen there is carried out."""
        from hpreader.ui.dialogs.help import HelpScreen, entries  # noqa: PLC0415 - not for the first picture

        def chosen(entry: Entry | None) -> None:
            if entry is not None:
                command = entry.command
                self.call_later(self.app.run_action, command.action or command.id, entry.node)

        self.ask(HelpScreen(entries(self, self.settings.keys)), chosen)

    def action_palette(self) -> None:
        """All commands by name."""
        self.app.action_command_palette()
