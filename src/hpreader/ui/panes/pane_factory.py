"""What is mounted a frame after the headlines, so that these need not wait for its imports."""

from __future__ import annotations

from pathlib import Path

from textual.containers import Vertical

from hpreader.dates import local
from hpreader.model import ListQuery
from hpreader.terminal import picture_mode
from hpreader.ui.images.gallery import Gallery
from hpreader.ui.panes.article import ArticlePane
from hpreader.ui.panes.dates import Dates
from hpreader.ui.panes.pane import Pane
from hpreader.ui.panes.sections import Sections
from hpreader.ui.screen import ReaderScreen
from hpreader.ui.styles.themes import palette_of
from hpreader.ui.widgets.breadcrumbs import Breadcrumbs
from hpreader.ui.widgets.captions import PaneTitle
from hpreader.ui.widgets.key_hints import KeyHints
from hpreader.ui.widgets.preview import Preview
from hpreader.ui.widgets.prompt import Prompt
from hpreader.ui.widgets.welcome import Welcome

STYLE_SHEET = Path(__file__).parents[1] / "styles" / "hpreader.tcss"
"""The style sheet for what the first picture has not."""


class PaneBox(Vertical):
    """A pane at the left under its title."""

    DEFAULT_CSS = """
    #sections-box { height: 1fr; }
    #dates-box { height: 10; }
    #dates-box Dates { overflow-y: hidden; height: 1fr; }
    .-short #dates-box { display: none; }
    .-short #dates-box.-wanted { display: block; }
    .-short #sections-box.-unwanted { display: none; }
    """
    SCOPED_CSS = False

    def __init__(self, title: str, pane: Pane, name: str) -> None:
        pane.caption = PaneTitle(title)
        super().__init__(pane.caption, pane, id=f"{name}-box", classes="column")


def create_panes(screen: ReaderScreen) -> Welcome:
    """Make the other panes and lines of a screen, and the words for the empty article pane."""
    palette = palette_of(screen.app.current_theme, colour=not screen.app.no_color)
    room, now = screen.newsroom, screen.now
    screen.article = ArticlePane(now, screen.settings.measure, palette)
    mode = picture_mode(screen.settings.pictures, screen.answers)
    screen.article.images.gallery = Gallery(mode, screen.answers.cell, room.picture_sizes)
    screen.sections = Sections(room.sources(), room.rows(ListQuery(unread=True)).count())
    screen.dates = Dates(room.days(screen.list_query), local(now()).date())
    screen.breadcrumbs = screen.article.caption = Breadcrumbs()
    screen.preview = Preview()
    screen.hints = KeyHints(screen.title_of)
    screen.prompt = Prompt()
    return Welcome()
