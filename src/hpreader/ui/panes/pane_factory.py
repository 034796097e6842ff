"""What is mounted a frame after the headlines, so that these need not wait for its imports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import Vertical

from hpreader.model import ListQuery
from hpreader.terminal import picture_mode
from hpreader.ui.command import bindings_of
from hpreader.ui.commands import COMMANDS, HINTED, OF_PANES, commands_of
from hpreader.ui.images.gallery import Gallery
from hpreader.ui.panes.article import ArticlePane
from hpreader.ui.panes.dates import Dates
from hpreader.ui.panes.pane import Pane
from hpreader.ui.panes.sections import Sections
from hpreader.ui.textual_compat import set_bindings
from hpreader.ui.widgets.breadcrumbs import Breadcrumbs
from hpreader.ui.widgets.captions import PaneTitle
from hpreader.ui.widgets.error_box import ErrorBox
from hpreader.ui.widgets.key_hints import KeyHints
from hpreader.ui.widgets.preview import Preview
from hpreader.ui.widgets.prompt import Prompt
from hpreader.ui.widgets.welcome import Welcome
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom
    from hpreader.render import Palette
    from hpreader.terminal import Answers
    from hpreader.ui.command import Command, Scope

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


@dataclass(frozen=True, slots=True)
class Panes:
    """The other panes and lines of the screen."""

    sections: Sections
    dates: Dates
    article: ArticlePane
    breadcrumbs: Breadcrumbs
    preview: Preview
    hints: KeyHints
    error_box: ErrorBox
    prompt: Prompt
    welcome: Welcome
    gallery: Gallery
    """The photos of the article's pane."""
    knows_cell: bool
    """Did the terminal tell how many pixels its cells have?"""


def create_panes(
    newsroom: Newsroom,
    settings: Settings,
    answers: Answers,
    palette: Palette,
    query: ListQuery,
    title_of: Callable[[Command[Any]], str],
) -> Panes:
    """Make the other panes and lines of a screen.

    Args:
        newsroom: what there is to read.
        settings: the user's settings.
        answers: what the terminal said of itself.
        palette: the colours of articles.
        query: the list that is shown.
        title_of: what a command does just now, as a message id.
    """
    now = newsroom.now
    article = ArticlePane(now, settings.measure, palette)
    mode = picture_mode(settings.pictures, answers)
    widest = answers.sixel_limit[0] if mode == "sixel" and answers.sixel_limit else 0
    article.images.gallery = gallery = Gallery(mode, answers.cell, newsroom.images.sizes, widest)
    breadcrumbs = article.caption = Breadcrumbs()
    prompt = Prompt()

    def typing_hints() -> Sequence[tuple[str, str]]:
        return prompt.hints or article.links.hints_help

    panes = Panes(
        sections=Sections(
            newsroom.subscriptions.states(), newsroom.lists.rows(ListQuery(unread=True)).count()
        ),
        dates=Dates(newsroom.lists.day_totals(query), local(now()).date()),
        article=article,
        breadcrumbs=breadcrumbs,
        preview=Preview(lambda: article.viewport.columns),
        hints=KeyHints([COMMANDS[name] for name in HINTED], title_of, typing_hints),
        error_box=ErrorBox(),
        prompt=prompt,
        welcome=Welcome(),
        gallery=gallery,
        knows_cell=answers.cell is not None,
    )
    _bind(panes.sections, "sections")
    _bind(panes.dates, "dates")
    _bind(panes.article, "article")
    return panes


def _bind(pane: Pane, scope: Scope) -> None:
    """Give a pane the keys of its commands."""
    set_bindings(pane, bindings_of([*OF_PANES, *commands_of(scope)]))
