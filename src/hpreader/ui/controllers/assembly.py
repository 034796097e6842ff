"""Puts the controllers together: each is given what it needs, by name, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hpreader.ui.controllers.article_display import ArticleDisplay
from hpreader.ui.controllers.articles import Articles
from hpreader.ui.controllers.controllers import Controllers
from hpreader.ui.controllers.external import External
from hpreader.ui.controllers.find import Find
from hpreader.ui.controllers.links import Links
from hpreader.ui.controllers.list_display import ListDisplay
from hpreader.ui.controllers.lists import Lists
from hpreader.ui.controllers.marks import Marks
from hpreader.ui.controllers.navigation import Navigation
from hpreader.ui.controllers.open_requests import OpenRequests
from hpreader.ui.controllers.photos import Photos
from hpreader.ui.controllers.prefetch import Prefetch
from hpreader.ui.controllers.previews import Previews
from hpreader.ui.controllers.program import Program
from hpreader.ui.controllers.queue import Queue
from hpreader.ui.controllers.search import Search
from hpreader.ui.controllers.steps import Steps
from hpreader.ui.controllers.subject import Subject
from hpreader.ui.controllers.subscriptions import Subscriptions
from hpreader.ui.controllers.sync import Sync
from hpreader.ui.controllers.trail import Trail
from hpreader.ui.controllers.trail_store import TrailStore
from hpreader.ui.controllers.view import View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from typing import Any

    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom
    from hpreader.ui.command import Command
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_title import ListTitle
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.view import Themed
    from hpreader.ui.dialogs.help import Entry
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.pane_factory import Panes
    from hpreader.ui.session import Session


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What controllers use of Textual's App and Screen, as functions."""

    ask: Ask
    """Opens a dialog."""
    entries: Callable[[], Sequence[Entry]]
    """All commands with their keys, for the help."""
    give: Callable[[Entry], Any]
    """Gives a command that was chosen in the help."""
    open_palette: Callable[[], None]
    quit_reader: Callable[[], Awaitable[None]]
    """Writes down where the reader is, and leaves."""
    copy: Callable[[str], None]
    """Fills the clipboard."""
    write: Callable[[str], bool]
    """Gives the terminal a control sequence; false where there is none."""
    themed: Themed
    pane_commands: Mapping[str, Command[Any]]
    """What panes do themselves, for the list of the trail."""


def assemble(
    newsroom: Newsroom,
    settings: Settings,
    session: Session,
    headlines: Headlines,
    title: ListTitle,
    panes: Panes,
    focus: Focus,
    messages: Messages,
    background: Background,
    around: Surroundings,
) -> Controllers:
    """Make all controllers; those that come later depend on those before."""
    article, ask = panes.article, around.ask
    subject = Subject(focus, headlines, article)
    display = ArticleDisplay(newsroom, session, article, focus, messages, title.key_of)
    list_display = ListDisplay(
        newsroom, session, headlines, title, panes.sections, panes.dates, focus, messages,
        background,
    )  # fmt: skip
    marks = Marks(newsroom, session, subject, list_display, focus, messages, background)
    steps = Steps(newsroom, session, headlines, article, messages, background)
    trail_store = TrailStore(
        newsroom, session, steps, article, panes.breadcrumbs, focus, messages, background
    )
    sync = Sync(
        newsroom, session, headlines, list_display, display, messages, background,
        settings.refresh_minutes,
    )  # fmt: skip
    external = External(newsroom, subject, messages, background, around.copy)
    prefetch = Prefetch(newsroom, display, messages, background)
    requests = OpenRequests(
        newsroom, display, list_display, sync, prefetch, external, focus, messages, background
    )

    def search_again(words: str, selected: str) -> None:
        search.ask(words, selected)

    trail = Trail(
        newsroom, session, steps, requests, display, marks, headlines, article, focus, background,
        ask, search_again, around.pane_commands,
    )  # fmt: skip
    articles = Articles(newsroom, session, requests, trail, headlines, focus, messages)
    search = Search(newsroom, steps, articles, headlines, list_display, messages, background, ask)
    find = Find(
        session, panes.prompt, headlines, article, list_display, focus, messages, background
    )
    return Controllers(
        session=session,
        messages=messages,
        focus=focus,
        subject=subject,
        lists=Lists(session, steps, headlines, panes.sections, panes.dates, focus),
        list_display=list_display,
        article=display,
        articles=articles,
        requests=requests,
        trail=trail,
        steps=steps,
        trail_store=trail_store,
        marks=marks,
        find=find,
        search=search,
        links=Links(articles, external, article, focus, messages, ask),
        previews=Previews(newsroom, session, display, article, panes.preview, messages),
        queue=Queue(newsroom, articles, messages, background, ask),
        subscriptions=Subscriptions(
            newsroom, session, panes.sections, list_display, marks, sync, messages, background, ask
        ),
        sync=sync,
        photos=Photos(
            newsroom, panes.gallery, article, messages, background, ask, around.write,
            knows_cell=panes.knows_cell,
        ),
        view=View(
            newsroom, headlines, article, focus, messages, background, around.themed,
            around.write, settings.measure,
        ),
        external=external,
        navigation=Navigation(
            session, focus, find, requests, panes.sections, panes.dates, headlines, article,
            around.quit_reader,
        ),
        program=Program(
            ask, around.entries, around.give, around.open_palette, around.quit_reader
        ),
    )  # fmt: skip
