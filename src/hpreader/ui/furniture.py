"""What is mounted a frame after the headlines, so that these need not wait for its imports."""

from __future__ import annotations

from hpreader.dates import local
from hpreader.ui.article import ArticlePane
from hpreader.ui.chrome import Breadcrumbs, KeyHints
from hpreader.ui.dates import Dates
from hpreader.ui.prompt import Prompt
from hpreader.ui.screen import ReaderScreen
from hpreader.ui.sections import Sections
from hpreader.ui.theme import palette_of
from hpreader.ui.welcome import Welcome


def build(screen: ReaderScreen) -> Welcome:
    """Make the other panes and lines of a screen, and the words for the empty article pane."""
    palette = palette_of(screen.app.current_theme, colour=not screen.app.no_color)
    room, now = screen.newsroom, screen.now
    screen.article = ArticlePane(now, screen.settings.measure, palette)
    screen.sections = Sections(room.sources())
    screen.dates = Dates(room.days(screen.list_query), local(now()).date())
    screen.breadcrumbs = Breadcrumbs()
    screen.hints = KeyHints()
    screen.prompt = Prompt()
    return Welcome()
