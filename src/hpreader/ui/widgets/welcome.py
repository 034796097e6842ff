"""The first-run help, in place of the article, before the first one is opened."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from hpreader.i18n import _
from hpreader.ui.cell_text import sanitize


def words() -> tuple[tuple[str, str], ...]:
    """The five keys with what they do."""
    return (
        ("j k", _("Move in the list")),
        ("Enter", _("Open the article")),
        ("1-9", _("Follow other news by its number")),
        ("H L", _("Back and forward, to the very line")),
        ("?", _("All keys")),
    )


class Welcome(Widget, can_focus=False):
    """Five keys to begin with."""

    DEFAULT_CSS = """
    Welcome { padding: 1 2; max-width: 76; color: $foreground; display: none; height: 1fr; }
    .-no-article Welcome { display: block; }
    .-no-article ArticlePane { display: none; }
    """
    SCOPED_CSS = False

    def __init__(self) -> None:
        super().__init__(id="welcome")
        self._last_title = ""
        self._key = ""

    def offer(self, title: str, key: str) -> None:
        """Offer to read on in the article that was open last.

        Args:
            title: its headline.
            key: the key that opens it, as a person calls it.
        """
        self._last_title, self._key = title, key
        self.refresh()

    def render(self) -> Content:
        """The words, quietly."""
        lines: list[Content | str | tuple[str, str]] = [
            ("hpreader", "bold"),
            "\n\n",
            _("News of Hải Phòng in your terminal: to read with the keyboard, online or off."),
            "\n\n",
        ]
        if self._last_title:
            title = (sanitize(self._last_title), "bold")
            lines += [_("Continue reading: "), title, "  ", (self._key, "bold $accent"), "\n\n"]
        for key, what in words():
            lines += [(f"  {key:<8}", "bold $accent"), what, "\n"]
        lines += ["\n", (_("Choose a headline on the left."), "$text-muted")]
        return Content.assemble(*lines)
