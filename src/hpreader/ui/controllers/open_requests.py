"""Fetching the article that is to be read: the last request counts, older ones are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hpreader import model, urls
from hpreader.i18n import _, explain
from hpreader.model.documents import file_name
from hpreader.problems import ProblemError
from hpreader.urls import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import Article, ArticleRef, Failed, Progress, Ready
    from hpreader.newsroom import Newsroom
    from hpreader.problems import Problem
    from hpreader.ui.controllers.article_display import ArticleDisplay
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.external import External
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.prefetch import Prefetch
    from hpreader.ui.controllers.sync import Sync

    FetchEvent = Ready[Article] | Progress | Failed | None
    """What comes of a request; None is its end."""

NO_ARTICLE = frozenset(
    {"no_article", "not_html", "needs_script", "login_wall", "too_large", "too_deep"}
)
"""The kinds of problems of pages that only a browser can show."""


class OpenRequest(NamedTuple):
    """An article that is to be read."""

    request_id: int
    at: ArticleRef
    arrived: Callable[[Article], None] | None
    """Puts the article on the screen; None once it is there, or where a cached copy is already."""
    followed: bool = False
    """Was it opened by a link?"""
    is_refresh: bool = False
    """Was a fresh copy asked for, so that it has to be told when there is none?"""
    is_fresh: bool = False
    """Is a fresh copy on the screen, so that what is fetched now are its documents?"""


class OpenRequests:
    """Fetches the article that is asked for, and shows how that goes."""

    def __init__(
        self,
        newsroom: Newsroom,
        article: ArticleDisplay,
        lists: ListDisplay,
        sync: Sync,
        prefetch: Prefetch,
        external: External,
        focus: Focus,
        messages: Messages,
        background: Background,
    ) -> None:
        self._newsroom = newsroom
        self._article = article
        self._lists = lists
        self._sync = sync
        self._prefetch = prefetch
        self._external = external
        self._focus = focus
        self._messages = messages
        self._background = background
        self._current: OpenRequest | None = None
        self._last_id = 0

    # --- requests -----------------------------------------------------------------------------

    def send(
        self,
        at: ArticleRef,
        arrived: Callable[[Article], None] | None,
        *,
        followed: bool = False,
        is_refresh: bool = False,
    ) -> None:
        """Have an article fetched; what was asked for before is dropped.

        Args:
            at: the article.
            arrived: puts it on the screen; None when a cached copy is there already.
            followed: it is opened by a link.
            is_refresh: the user asked for a fresh copy.
        """
        self._last_id += 1
        self._current = OpenRequest(self._last_id, at, arrived, followed, is_refresh)
        self._focus.refresh_keys()
        self._background.start(self._fetch(self._current), "article", exclusive=True)

    def refresh_article(self) -> None:
        """Fetch the article on the screen again."""
        article = self._article.current
        if article is not None:
            work = _("Fetching {title}").format(title=article.title)
            self._messages.show_status(work=work)
            at = model.ArticleRef(article.url, article.id, article.title)
            self.send(at, None, is_refresh=True)

    @property
    def is_waiting(self) -> bool:
        """Is an article being fetched of which nothing can be shown yet?"""
        return self._current is not None and self._current.arrived is not None

    def stop(self) -> None:
        """Stop the fetching of an article."""
        self._current = None
        self._background.cancel("article")
        self._messages.show_status(work="")

    def forget(self) -> None:
        """Something else is shown: what still comes of the request is dropped."""
        self._current = None

    # --- what comes of them -------------------------------------------------------------------

    async def _fetch(self, request: OpenRequest) -> None:
        try:
            async for event in self._newsroom.open_article(request.at):
                self._background.call_later(self._received, request, event)
            self._background.call_later(self._received, request, None)
        except ProblemError as error:
            failed = model.Failed(error.problem, request.arrived is None)
            self._background.call_later(self._received, request, failed)

    def _received(self, request: OpenRequest, event: FetchEvent) -> None:
        """Show what came, if it is of the current request."""
        if self._current is None or self._current.request_id != request.request_id:
            return
        request = self._current  # what came before may have changed it
        match event:
            case model.Ready(thing=article, stale=stale):
                self._ready(request, article, is_fresh=not stale)
            case model.Progress(done, total, what):
                if request.arrived is not None or request.is_fresh:
                    document = file_name(what) if request.is_fresh else ""
                    name = document or request.at.title or request.at.url
                    work = _("Fetching {title}").format(title=name)
                    self._messages.show_status(work=work, done=done, total=total)
            case model.Failed(problem):
                self._failed(request, problem)
            case None:
                self._messages.show_status(work="")
                self._prefetch.start()

    def _ready(self, request: OpenRequest, article: Article, *, is_fresh: bool) -> None:
        if is_fresh:
            self._messages.show_status(work="", offline=self._newsroom.offline)
        if request.arrived is None:
            self._article.freshen(article)
        else:
            request.arrived(article)
            self._lists.changed()
        self._current = request._replace(arrived=None, is_fresh=is_fresh)

    def _failed(self, request: OpenRequest, problem: Problem) -> None:
        address = urls.resolve("", request.at.url)
        is_missing = request.arrived is not None
        if request.followed and is_missing and problem.kind in NO_ARTICLE and address:
            self.stop()
            self._external.browse(address, _("This is no article."))
            return
        self._messages.show_status(work="")
        if problem.is_network or problem.kind == "not_cached":
            self._sync.network_lost()
            self._messages.show_status(state=self._newsroom.state())
        self._tell_failure(request, problem)
        self._current = None
        self._focus.refresh_keys()

    def _tell_failure(self, request: OpenRequest, problem: Problem) -> None:
        is_missing = request.arrived is not None
        waiting = {canonical(item.url) for item in self._newsroom.queue.get_all()}
        if problem.is_network and is_missing and canonical(request.at.url) in waiting:
            waits = _("The article is queued and will be fetched at the next sync.")
            self._messages.say(f"{explain(problem)} {waits}", problem=True)
        # What could not be refreshed is read from its copy: the status line is notice enough.
        elif request.is_refresh or is_missing or not problem.is_network:
            self._messages.say_problem(problem)
