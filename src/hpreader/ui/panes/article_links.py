"""The links and related items of the article pane: focus, hints, and what the mouse is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.ui.input.link_hints import LinkHints
from hpreader.ui.panes import article_messages as messages

if TYPE_CHECKING:
    from hpreader.render import LinkRegion
    from hpreader.ui.panes.article_document import ArticleDocument
    from hpreader.ui.panes.article_viewport import ArticleViewport
    from hpreader.ui.panes.overlays import Overlays
    from hpreader.ui.panes.pane import Pane


class ArticleLinks:
    """What can be opened from an article, related items by their numbers counted from 1."""

    def __init__(
        self, pane: Pane, document: ArticleDocument, viewport: ArticleViewport, overlays: Overlays
    ) -> None:
        self._pane = pane
        self._document = document
        self._viewport = viewport
        self._overlays = overlays
        self._pointed: int | None = None

    # --- related items ------------------------------------------------------------------------

    @property
    def focused(self) -> int | None:
        """The related item with the focus."""
        return self._overlays.focus

    @focused.setter
    def focused(self, number: int | None) -> None:
        """Give the focus to a related item without scrolling to it; None takes it away."""
        if number != self._overlays.focus:
            self._overlays.focus = number
            self._pane.invalidate()
            self._pane.post_message(messages.Focused(number))
            self._pane.refresh_bindings()

    def focus(self, number: int | None) -> None:
        """Give the focus to the nearest related item and scroll to it; None takes it away."""
        count = self._document.related_count
        self.focused = max(1, min(number, count)) if number is not None and count else None
        self.scroll_to_focus()

    def scroll_to_focus(self) -> None:
        """Scroll to the related item with the focus, if there is one."""
        lines = [link.line for link in self._document.links if link.number == self.focused]
        if self.focused is not None and lines:
            self._viewport.scroll_into_view(min(lines), max(lines) + 2)

    def open(self, link: LinkRegion) -> None:
        """Open a link."""
        self._pane.post_message(messages.Followed(link.url, link.title))

    def point(self, number: int | None, *, is_low: bool = False) -> None:
        """Report the related item under the mouse; without one, that with the focus."""
        if number != self._pointed:
            self._pointed = number
            is_low = is_low and number is not None
            self._pane.post_message(messages.Focused(number or self.focused, is_low=is_low))

    # --- hints --------------------------------------------------------------------------------

    @property
    def has_hints(self) -> bool:
        """Are there letters on the links?"""
        return self._overlays.hints is not None

    @property
    def hints_help(self) -> tuple[tuple[str, str], ...]:
        """The keys that work while there are letters on the links; none at other times."""
        if not self.has_hints:
            return ()
        return (("a-z", _("Open the link with these letters")), ("escape", _("Cancel")))

    def start_hints(self) -> bool:
        """Show letters on the links in sight; false when there are none."""
        top, bottom = self._viewport.top, self._viewport.bottom
        hints = LinkHints(link for link in self._document.links if top <= link.line < bottom)
        self._set_hints(hints if hints.labels else None)
        self._pane.invalidate()
        return self.has_hints

    def type_hint(self, character: str) -> None:
        """Type a letter of a hint; the link of a complete one is opened."""
        if (hints := self._overlays.hints) is None:
            return
        link = hints.press(character)
        if link is not None or hints.is_over:
            self._set_hints(None)
        if link is not None:
            self.open(link)
        self._pane.invalidate()

    def clear(self) -> None:
        """Remove the letters and the focus."""
        self.clear_hints()
        self.focused = None

    def clear_hints(self) -> None:
        """Remove the letters."""
        self._set_hints(None)

    def _set_hints(self, hints: LinkHints | None) -> None:
        self._overlays.hints = hints
        self._pane.set_class(hints is not None, "-hinting")
        self._pane.refresh_bindings()
