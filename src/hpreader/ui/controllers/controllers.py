"""All controllers, as the functions of commands take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.briefs import Briefs
    from hpreader.ui.controllers.edit_history import EditHistory
    from hpreader.ui.controllers.external import External
    from hpreader.ui.controllers.find import Find
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.links import Links
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.lists import Lists
    from hpreader.ui.controllers.marks import Marks
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.navigation import Navigation
    from hpreader.ui.controllers.notices import Notices
    from hpreader.ui.controllers.open_requests import OpenRequests
    from hpreader.ui.controllers.outside import Outside
    from hpreader.ui.controllers.photos import Photos
    from hpreader.ui.controllers.previews import Previews
    from hpreader.ui.controllers.program import Program
    from hpreader.ui.controllers.queue import Queue
    from hpreader.ui.controllers.rules import Rules
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
    from hpreader.ui.reader_state import ReaderState


@dataclass(frozen=True, slots=True)
class Controllers:
    """One object for each noun; how they are put together is in `assembly.py`."""

    state: ReaderState
    """Which list is shown, and the trail."""
    messages: Messages
    focus: Focus
    subject: Subject
    lists: Lists
    list_display: ListDisplay
    article: ArticleDisplay
    articles: Articles
    requests: OpenRequests
    trail: Trail
    steps: Steps
    trail_store: TrailStore
    marks: Marks
    find: Find
    search: Search
    briefs: Briefs
    links: Links
    edit_history: EditHistory
    previews: Previews
    notices: Notices
    queue: Queue
    rules: Callable[[], Rules]
    """Made when it is first needed."""
    stories: Stories
    subscriptions: Subscriptions
    sync: Sync
    outside: Outside
    photos: Photos
    view: View
    settings: LiveSettings
    external: External
    user_commands: UserCommands
    navigation: Navigation
    program: Program

    def close(self) -> None:
        """End what would go on without the reader: photos in the terminal, programs of the user's."""
        self.photos.close()
        self.user_commands.close()
