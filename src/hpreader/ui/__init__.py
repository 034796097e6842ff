"""The reader in the terminal. Textual is known only here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.ui.app import ReaderApp

if TYPE_CHECKING:
    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom

__all__ = ["ReaderApp", "run"]


def run(newsroom: Newsroom, settings: Settings) -> int:
    """Read until the reader quits; gives back the exit status."""
    app = ReaderApp(newsroom, settings)
    app.run(mouse=settings.mouse)
    return app.return_code or 0
