"""Puts the controllers together: each is given what it needs, by name, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hpreader.ui.controllers.article_display import ArticleDisplay
from hpreader.ui.controllers.articles import Articles
from hpreader.ui.controllers.briefs import Briefs
from hpreader.ui.controllers.controllers import Controllers
from hpreader.ui.controllers.edit_history import EditHistory
from hpreader.ui.controllers.external import External
from hpreader.ui.controllers.find import Find
from hpreader.ui.controllers.links import Links
from hpreader.ui.controllers.list_display import ListDisplay
from hpreader.ui.controllers.lists import Lists
from hpreader.ui.controllers.marks import Marks
from hpreader.ui.controllers.navigation import Navigation
from hpreader.ui.controllers.notices import Notices
from hpreader.ui.controllers.open_requests import OpenRequests
from hpreader.ui.controllers.outside import Outside
from hpreader.ui.controllers.photos import Photos
from hpreader.ui.controllers.prefetch import Prefetch
from hpreader.ui.controllers.previews import Previews
from hpreader.ui.controllers.program import Program
from hpreader.ui.controllers.queue import Queue
from hpreader.ui.controllers.search import Search
from hpreader.ui.controllers.settings import LiveSettings
from hpreader.ui.controllers.steps import Steps
from hpreader.ui.controllers.stories import Stories
from hpreader.ui.controllers.subject import Subject
from hpreader.ui.controllers.subscriptions import Subscriptions
from hpreader.ui.controllers.sync import Sync
from hpreader.ui.controllers.trail import Trail
from hpreader.ui.controllers.trail_store import TrailStore
from hpreader.ui.controllers.user_commands import UserCommands
from hpreader.ui.controllers.view import View

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom
    from hpreader.ui.app_host import AppHost
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_title import ListTitle
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.rules import Rules
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.pane_factory import Panes
    from hpreader.ui.reader_state import ReaderState


def assemble(
    newsroom: Newsroom,
    settings: Settings,
    state: ReaderState,
    headlines: Headlines,
    title: ListTitle,
    panes: Panes,
    focus: Focus,
    messages: Messages,
    background: Background,
    host: AppHost,
) -> Controllers:
    """Make all controllers; those that come later depend on those before."""
    article, ask = panes.article, host.ask
    subject = Subject(focus, headlines, article)
    display = ArticleDisplay(newsroom, state, article, focus, messages, title.key_of)
    list_display = ListDisplay(
        newsroom, state, headlines, title, panes.sections, panes.dates, focus, messages,
        background,
    )  # fmt: skip
    marks = Marks(
        newsroom, state, subject, headlines, list_display, focus, messages, background, title.key_of
    )
    steps = Steps(newsroom, state, headlines, article, list_display, messages, background)
    trail_store = TrailStore(
        newsroom, state, steps, article, panes.breadcrumbs, focus, messages, background
    )
    sync = Sync(
        newsroom, state, headlines, list_display, display, messages, background,
        settings.refresh_minutes, settings.after_sync, lambda found: rules().send_notification(found),
        title.key_of,
    )  # fmt: skip
    view = View(
        newsroom, headlines, article, focus, messages, background, host.themed, host.write,
    )  # fmt: skip
    external = External(newsroom, subject, messages, background, host.copy, host.run_in_terminal)
    prefetch = Prefetch(newsroom, display, messages, background)
    requests = OpenRequests(
        newsroom, display, list_display, sync, prefetch, external, focus, messages, background
    )

    def search_again(words: str, selected: str) -> None:
        search.ask(words, selected)

    def brief_again(until: datetime, selected: str) -> None:
        briefs.show(until, selected)

    trail = Trail(
        newsroom, state, steps, requests, display, marks, list_display, headlines, article, focus, background,
        ask, search_again, brief_again, host.pane_commands,
    )  # fmt: skip
    articles = Articles(newsroom, state, requests, display, trail, headlines, focus, messages)
    find = Find(state, panes.prompt, headlines, article, list_display, focus, messages, background)
    search = Search(
        newsroom, steps, articles, find, headlines, list_display, messages, background, ask
    )
    stories = Stories(
        newsroom, subject, list_display, marks, articles, focus, messages, background, ask,
        title.key_of,
    )  # fmt: skip
    briefs = Briefs(newsroom, steps, articles, stories, headlines, messages, ask, host.size)

    @cache
    def rules() -> Rules:
        from hpreader.ui.controllers.rules import Rules  # noqa: PLC0415 - not for the first picture

        return Rules(
            newsroom, state, subject, steps, list_display, marks, messages, background, ask, title.key_of,
            host.write,
        )  # fmt: skip

    return Controllers(
        state=state,
        messages=messages,
        focus=focus,
        subject=subject,
        lists=Lists(state, steps, headlines, panes.sections, panes.dates, focus),
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
        briefs=briefs,
        links=Links(articles, external, article, focus, messages, ask),
        edit_history=EditHistory(newsroom, focus, headlines, article, ask),
        previews=Previews(newsroom, state, display, article, panes.preview, messages),
        notices=Notices(newsroom, articles, messages, ask),
        queue=Queue(newsroom, articles, messages, background, ask),
        rules=rules,
        stories=stories,
        subscriptions=Subscriptions(
            newsroom, state, panes.sections, list_display, marks, sync, messages, background, ask
        ),
        sync=sync,
        outside=Outside(newsroom, headlines, list_display, display, messages, background),
        photos=Photos(
            newsroom, panes.gallery, article, messages, background, ask, host.write,
            knows_cell=panes.knows_cell,
        ),
        view=view,
        settings=LiveSettings(
            newsroom, settings, view, sync, stories, list_display, messages, background, ask
        ),
        external=external,
        user_commands=UserCommands(
            newsroom, subject, external, find, messages, background, ask, host.is_uncovered,
            host.user_rows,
        ),
        navigation=Navigation(
            state, focus, find, requests, stories, panes.sections, panes.dates, headlines, article,
            messages, host.quit_reader,
        ),
        program=Program(
            ask, host.entries, host.give, host.open_palette, host.quit_reader, messages,
            title.key_of,
        ),
    )  # fmt: skip
