"""Requests and answers of the JSON API of Tiny Tiny RSS.

Sources of the format: the project's API reference (https://github.com/tt-rss/tt-rss/wiki/API-Reference) and
what its classes/api.php answers, as of API level 15 (Debian's package of 2021) and of level 23.

All requests are POSTs to one address, with the operation and the id of the session in a JSON object; the answer
has a `status` (0 where it was done) and a `content`. Numbers are sent as text, because some versions take the
number 0 for none. Passwords lose HTML tags there, as in its own log-in form.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from hpreader import urls
from hpreader.accounts.json_values import mappings, text, unix_time
from hpreader.accounts.server_session import BadAnswerError
from hpreader.json_text import read_json
from hpreader.model.accounts import ApiRequest, RemoteArticle, RemoteFeed, RemoteItem, RemoteState
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JSON: Final = "application/json"

ALL: Final = -4
"""The feed of all articles, also of archived ones."""
ARCHIVED: Final = 0
"""The feed of articles that were kept when their feeds were given up."""
RECENTLY_READ: Final = -6
"""The feed of what was read within a day, the last read first."""

HEADLINES_AT_ONCE: Final = 200
"""Headlines of one answer: the server gives no more."""
ARTICLES_AT_ONCE: Final = 50
"""Articles of one answer, which come with their texts."""
EDITS_AT_ONCE: Final = 250

Mode = Literal["all_articles", "unread", "marked"]
"""Which headlines of a feed are wanted; marked are the starred ones."""

_UNREAD_FIELD, _STARRED_FIELD = 2, 0
_SUBSCRIBED: Final = frozenset({0, 1})
"""The codes of feeds that were there already, and of new ones."""
_SESSION: Final = re.compile(r"[\x21-\x7e]{1,1000}")
_ERROR: Final = re.compile(r"[A-Z_]{1,40}")
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


class ApiError(BadAnswerError):
    """The server says that it did not do what was asked."""


class FeedNotFoundError(ApiError):
    """The server has no such feed."""


class Headline(NamedTuple):
    """An article with its marks."""

    item: RemoteItem
    state: RemoteState


def recognition_request(server: str) -> ApiRequest:
    """The request, without a name or password, by whose answer the API is recognised."""
    return _request(server, "isLoggedIn")


def is_recognised(body: bytes) -> bool:
    """Is this the answer to `recognition_request`?"""
    try:
        return isinstance(_mapping(_content(body)).get("status"), bool)
    except BadAnswerError:
        return False


def login_request(server: str, user: str, password: str) -> ApiRequest:
    """The request for a session."""
    return _request(server, "login", user=user, password=password)


def read_login(body: bytes) -> str:
    """The id of the session.

    Raises:
        BadAnswerError: there is none.
    """
    session = _mapping(_content(body)).get("session_id")
    if not isinstance(session, str) or not _SESSION.fullmatch(session):
        raise BadAnswerError("no session")
    return session


class TtRss:
    """The requests of one session."""

    def __init__(self, server: str, session: str) -> None:
        """Prepare them.

        Args:
            server: the address of the API.
            session: from `read_login`.
        """
        self._server = server
        self._session = session

    def logout(self) -> ApiRequest:
        """The request to end the session."""
        return self._ask("logout")

    def feeds(self) -> ApiRequest:
        """The request for the subscriptions."""
        return self._ask("getFeeds", cat_id="-3")

    def categories(self) -> ApiRequest:
        """The request for the categories of subscriptions, also for empty ones."""
        return self._ask("getCategories", include_empty="true")

    def headlines(
        self, feed: int, mode: Mode = "all_articles", *, after: int = 0, skip: int = 0
    ) -> ApiRequest:
        """The request for at most `HEADLINES_AT_ONCE` headlines of a feed.

        Args:
            feed: its id, or `ALL`, `ARCHIVED` or `RECENTLY_READ`.
            mode: which of them.
            after: leave out what has this id or a lower one.
            skip: how many to leave out from the start.
        """
        return self._ask(
            "getHeadlines",
            feed_id=str(feed),
            view_mode=mode,
            since_id=str(after),
            skip=str(skip),
            limit=str(HEADLINES_AT_ONCE),
        )

    def texts(self, feed: str, *, after: int = 0, skip: int = 0) -> ApiRequest:
        """The request for at most `ARTICLES_AT_ONCE` articles of a feed with their texts, the newest ones first."""
        return self._ask(
            "getHeadlines",
            feed_id=feed,
            view_mode="all_articles",
            since_id=str(after),
            skip=str(skip),
            limit=str(ARTICLES_AT_ONCE),
            show_content="true",
            include_attachments="true",
        )

    def articles(self, ids: Iterable[str]) -> ApiRequest:
        """The request for some articles, at most `ARTICLES_AT_ONCE`."""
        return self._ask("getArticle", article_id=",".join(ids))

    def edit(self, ids: Iterable[str], *, is_read: bool, value: bool) -> ApiRequest:
        """The request to set a mark of articles, at most `EDITS_AT_ONCE`: read, else saved."""
        field = _UNREAD_FIELD if is_read else _STARRED_FIELD
        mode = int(value != is_read)  # the server's mark is the opposite of read
        return self._ask(
            "updateArticle", article_ids=",".join(ids), field=str(field), mode=str(mode)
        )

    def subscribe(self, url: str, category: int = 0) -> ApiRequest:
        """The request to subscribe to the feed at an address; the server names it by itself."""
        return self._ask("subscribeToFeed", feed_url=url, category_id=str(category))

    def unsubscribe(self, feed: str) -> ApiRequest:
        """The request to unsubscribe from a feed."""
        return self._ask("unsubscribeFeed", feed_id=feed)

    def _ask(self, operation: str, **fields: str) -> ApiRequest:
        return _request(self._server, operation, sid=self._session, **fields)


def check_done(body: bytes) -> None:
    """See whether a change was made.

    Raises:
        BadAnswerError: the server says something else.
    """
    if _mapping(_content(body)).get("status") != "OK":
        raise BadAnswerError("not OK")


def is_subscribed(body: bytes) -> bool:
    """Did the server take the feed?

    Raises:
        BadAnswerError: it says something else.
    """
    return _mapping(_mapping(_content(body)).get("status")).get("code") in _SUBSCRIBED


def read_categories(body: bytes) -> Mapping[int, str]:
    """The titles of the categories by their ids.

    Raises:
        BadAnswerError: it is no list of categories.
    """
    found = {}
    for one in mappings(_content(body)):
        number, title = one.get("id"), clean(text(one.get("title")))
        if isinstance(number, int | str) and _NUMBER.fullmatch(str(number)) and title:
            found[int(number)] = title
    found.pop(0, None)  # those without a category, by a name in the language of the user there
    return found


def read_feeds(body: bytes, categories: Mapping[int, str]) -> tuple[RemoteFeed, ...]:
    """The subscriptions of an answer; those without an address to fetch are left out.

    Raises:
        BadAnswerError: it is no list of subscriptions.
    """
    found = []
    for one in mappings(_content(body)):
        url = urls.resolve("", text(one.get("feed_url")))
        if url and _NUMBER.fullmatch(str(one.get("id"))):
            title = clean(text(one.get("title")))
            category = one.get("cat_id")
            label = categories.get(category, "") if isinstance(category, int) else ""
            found.append(
                RemoteFeed(str(one["id"]), url, "" if title == _UNNAMED else title, label=label)
            )
    return tuple(found)


_UNNAMED: Final = "[Unknown]"
"""The title of a feed that the server has not fetched yet."""


def read_headlines(body: bytes) -> tuple[Headline, ...]:
    """The articles of an answer, of `headlines` or of `articles`.

    Raises:
        BadAnswerError: it is no list of articles.
    """
    found = []
    for one in mappings(_content(body)):
        number, unread, starred = one.get("id"), one.get("unread"), one.get("marked")
        is_marked = isinstance(unread, bool) and isinstance(starred, bool)
        if not _NUMBER.fullmatch(str(number)) or not is_marked:
            raise BadAnswerError("no article")
        url = urls.resolve("", text(one.get("link")))
        item = RemoteItem(str(int(str(number))), url, clean(text(one.get("title"))), _labels(one))
        found.append(Headline(item, RemoteState(read=not unread, saved=bool(starred))))
    return tuple(found)


def _labels(one: Mapping[str, Any]) -> tuple[str, ...]:
    """The titles of an article's labels, each of which is an array of an id, the title and two colours."""
    found = one.get("labels")
    labels = found if isinstance(found, list) else []
    titles = (clean(text(label[1])) for label in labels if isinstance(label, list) and label[1:])
    return tuple(filter(None, titles))


def read_articles(body: bytes) -> tuple[RemoteArticle, ...]:
    """The articles of an answer to `texts`.

    Raises:
        BadAnswerError: it is no list of articles.
    """
    return tuple(map(_article, mappings(_content(body))))


def _article(one: Mapping[str, Any]) -> RemoteArticle:
    number = str(one.get("id"))
    if not _NUMBER.fullmatch(number):
        raise BadAnswerError("no article")
    return RemoteArticle(
        str(int(number)),
        urls.resolve("", text(one.get("link"))),
        clean(text(one.get("title"))),
        text(one.get("content")),
        unix_time(one.get("updated")),
        clean(text(one.get("author"))),
        tuple(
            (urls.resolve("", text(file.get("content_url"))), clean(text(file.get("content_type"))))
            for file in mappings(one.get("attachments") or [])
        ),
    )


def _request(server: str, operation: str, **fields: str) -> ApiRequest:
    body = json.dumps({"op": operation, **fields}).encode("ascii")
    return ApiRequest(f"{server}/", body, media_type=JSON)


def _content(body: bytes) -> object:
    try:
        answer = read_json(body)
    except ValueError as error:
        raise BadAnswerError("no JSON") from error
    content = _mapping(answer).get("content")
    if answer.get("status") == 0:
        return content
    error_code = text(_mapping(content).get("error"))
    if not _ERROR.fullmatch(error_code):  # nothing else of an answer that may repeat the request
        raise BadAnswerError("no content")
    if error_code in {"FEED_NOT_FOUND", "E_NOT_FOUND"}:
        raise FeedNotFoundError(error_code)
    if error_code == "LOGIN_ERROR":
        raise ApiError(error_code, "account_login")
    raise ApiError(error_code, "api_disabled" if error_code == "API_DISABLED" else None)


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadAnswerError("no object")
    return value
