"""Requests and answers of the Google Reader API, as FreshRSS and Miniflux have it.

Sources of the format: FreshRSS' documentation (docs/en/developers/06_GoogleReader_API.md) and the answers that
its p/api/greader.php gives; Miniflux' internal/googlereader; the pages of the old service that both name
(https://github.com/mihaip/google-reader-api). Where the two differ, what both take is sent: item ids in their
long form, and the token with each POST.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from hpreader import urls
from hpreader.accounts.escaped_titles import title_of_article, title_of_feed
from hpreader.accounts.json_values import mappings, text, unix_time
from hpreader.accounts.server_session import BadAnswerError
from hpreader.json_text import read_json
from hpreader.model.accounts import ApiRequest, RemoteArticle, RemoteFeed, RemoteItem
from hpreader.model.list_names import CATCH_ALL_FOLDERS
from hpreader.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

READ: Final = "user/-/state/com.google/read"
STARRED: Final = "user/-/state/com.google/starred"
ALL: Final = "user/-/state/com.google/reading-list"
LABEL: Final = "user/-/label/"
ITEM: Final = "tag:google.com,2005:reader/item/"

IDS_AT_ONCE: Final = 100_000
"""Ids of one answer: 2.6 MB, which FreshRSS makes in a quarter of a second with PHP's usual 128 MB. With more answers an
article that is read between two of them would be missing: FreshRSS leaves out the first one of the next, taking it
for the last one of the answer before; Miniflux counts places."""
ITEMS_AT_ONCE: Final = 50
"""Articles of one answer, which come with their texts."""
EDITS_AT_ONCE: Final = 250
"""Ids of one change: 15 kB; FreshRSS reads 1 MB of a request."""

_ID: Final = re.compile(r"-?[0-9]{1,20}")
_LONG_ID: Final = re.compile(rf"(?:{re.escape(ITEM)})([0-9a-fA-F]{{1,16}})")
_LABEL: Final = re.compile(r"user/[^/]{1,100}/label/(.{1,200})", re.DOTALL)
_AUTH: Final = re.compile(rb"(?m)^Auth=([\x21-\x7e]{1,1000})\s*$")
_TOKEN: Final = re.compile(rb"[\x21-\x7e]{1,1000}")


def login_request(server: str, user: str, password: str) -> ApiRequest:
    """The request for what authorizes later ones (`accounts/ClientLogin`)."""
    return _post(f"{server}/accounts/ClientLogin", [("Email", user), ("Passwd", password)])


def read_login(body: bytes) -> str:
    """What authorizes later requests, from the line `Auth=…`.

    Raises:
        BadAnswerError: there is no such line.
    """
    found = _AUTH.search(body)
    if found is None:
        raise BadAnswerError("no Auth")
    return found[1].decode("ascii")


class GoogleReader:
    """The requests of one session."""

    def __init__(self, server: str, auth: str) -> None:
        """Prepare them.

        Args:
            server: the address of the API.
            auth: from `read_login`.
        """
        self._root = f"{server}/reader/api/0"
        self.escapes_titles = server.endswith("/greader.php")
        """Whether it is FreshRSS, by the name of its file; see `escaped_titles.py`."""
        self._authorization = f"GoogleLogin auth={auth}"
        self.token = ""
        """From `read_token`; changes are sent with it."""

    def token_request(self) -> ApiRequest:
        """The request for the token that changes are sent with."""
        return self._get("token")

    def feeds(self) -> ApiRequest:
        """The request for the subscriptions."""
        return self._get("subscription/list", ("output", "json"))

    def newest(self) -> ApiRequest:
        """The request for when each feed got its newest article."""
        return self._get("unread-count", ("output", "json"))

    def ids(
        self,
        stream: str,
        *,
        without: str = "",
        continuation: str = "",
        count: int = IDS_AT_ONCE,
        since: int = 0,
    ) -> ApiRequest:
        """The request for the ids of a stream's items, the newest ones first.

        Args:
            stream: `ALL`, `STARRED`, or the id of a feed.
            without: a state whose items are left out, as `READ`.
            continuation: from the answer before.
            count: how many at the most.
            since: a Unix time; items that the server got before (FreshRSS), or that were published before
                (Miniflux), are left out.
        """
        parameters = [("output", "json"), ("s", stream), ("n", str(count))]
        if since:
            parameters.append(("ot", str(since)))
        if without:
            parameters.append(("xt", without))
        if continuation:
            parameters.append(("c", continuation))
        return self._get("stream/items/ids", *parameters)

    def items(self, ids: Iterable[str]) -> ApiRequest:
        """The request for some articles, at most `ITEMS_AT_ONCE`."""
        # Miniflux takes these only from the form, FreshRSS ignores what it does not know.
        return self._change("stream/items/contents", [("output", "json"), *_ids(ids)])

    def edit(self, ids: Iterable[str], state: str, value: bool) -> ApiRequest:
        """The request to set a state of articles, at most `EDITS_AT_ONCE`."""
        # PHP has a limit of the fields that it reads (max_input_vars), so the ids come last.
        return self._change("edit-tag", [("a" if value else "r", state), *_ids(ids)])

    def subscribe(self, feed: RemoteFeed) -> ApiRequest:
        """The request to subscribe to the feed at an address."""
        fields = [("ac", "subscribe"), ("s", f"feed/{feed.url}"), ("t", feed.title)]
        if feed.label:
            fields.append(("a", LABEL + feed.label))
        return self._change("subscription/edit", fields)

    def unsubscribe(self, stream: str) -> ApiRequest:
        """The request to unsubscribe from a stream."""
        return self._change("subscription/edit", [("ac", "unsubscribe"), ("s", stream)])

    def _get(self, path: str, *parameters: tuple[str, str]) -> ApiRequest:
        query = f"?{urlencode(parameters)}" if parameters else ""
        return ApiRequest(f"{self._root}/{path}{query}", authorization=self._authorization)

    def _change(self, path: str, fields: Sequence[tuple[str, str]]) -> ApiRequest:
        return _post(f"{self._root}/{path}", [("T", self.token), *fields], self._authorization)


def read_token(body: bytes) -> str:
    """The token of an answer.

    Raises:
        BadAnswerError: it has none.
    """
    token = body.strip()
    if not _TOKEN.fullmatch(token):
        raise BadAnswerError("no token")
    return token.decode("ascii")


def check_done(body: bytes) -> None:
    """See whether a change was made, which the API confirms with `OK`.

    Raises:
        BadAnswerError: it says something else.
    """
    if body.strip()[:2] != b"OK":
        raise BadAnswerError(clean(body[:100].decode("utf-8", "replace")))


def read_feeds(body: bytes, *, escapes_titles: bool = False) -> tuple[RemoteFeed, ...]:
    """The subscriptions of an answer; those without an address to fetch are left out.

    Args:
        body: the answer.
        escapes_titles: whether the titles are as FreshRSS sends them.

    Raises:
        BadAnswerError: it is no list of subscriptions.
    """
    found = []
    for one in mappings(_object(body).get("subscriptions")):
        stream, url = text(one.get("id")), urls.resolve("", text(one.get("url")))
        if not url and stream.startswith("feed/http"):
            url = urls.resolve("", stream.removeprefix("feed/"))  # as the old service had it
        if not stream or not url:
            continue
        labels = [text(each.get("label")) for each in mappings(one.get("categories") or [])]
        home = urls.resolve("", text(one.get("htmlUrl")))
        label = next(filter(None, labels), "")
        title = clean(text(one.get("title")))
        title = title_of_feed(title) if escapes_titles else title
        found.append(RemoteFeed(stream, url, title, home, clean(label)))
    return tuple(found)


def read_ids(body: bytes) -> tuple[tuple[str, ...], str]:
    """The ids of an answer, and what to ask for more with ("" at the end).

    Raises:
        BadAnswerError: it is no list of ids.
    """
    answer = _object(body)
    # A server without any items may leave the list out, or have null there.
    ids = [_hexadecimal(one.get("id")) for one in mappings(answer.get("itemRefs") or [])]
    continuation = answer.get("continuation")
    # Miniflux says 0 where there are no more.
    return tuple(ids), str(continuation or "") if isinstance(continuation, str | int) else ""


def read_items(body: bytes, *, escapes_titles: bool = False) -> tuple[RemoteItem, ...]:
    """The articles of an answer.

    Args:
        body: the answer.
        escapes_titles: whether the titles are as FreshRSS sends them.

    Raises:
        BadAnswerError: it is no list of articles.
    """
    found = []
    for one in mappings(_object(body).get("items") or []):
        title = clean(text(one.get("title")))
        title = title_of_article(title) if escapes_titles else title
        item = RemoteItem(_hexadecimal(one.get("id")), _address(one), title, _labels(one))
        found.append(item)
    return tuple(found)


def read_newest(body: bytes) -> Mapping[str, str]:
    """When each feed got its newest article, by the ids of the feeds; the times are to be compared only.

    Raises:
        BadAnswerError: it is no list of counts.
    """
    times = {}
    for one in mappings(_object(body).get("unreadcounts")):
        newest = one.get("newestItemTimestampUsec")
        if isinstance(newest, str | int) and str(newest).isdecimal() and int(newest):
            times[text(one.get("id"))] = str(newest)
    return times


def read_articles(body: bytes, *, escapes_titles: bool = False) -> tuple[RemoteArticle, ...]:
    """The articles of an answer with their texts.

    Args:
        body: the answer.
        escapes_titles: whether the titles are as FreshRSS sends them.

    Raises:
        BadAnswerError: it is no list of articles.
    """
    items = mappings(_object(body).get("items") or [])
    return tuple(_article(one, escapes_titles=escapes_titles) for one in items)


def _article(one: Mapping[str, Any], *, escapes_titles: bool) -> RemoteArticle:
    title, byline = clean(text(one.get("title"))), clean(text(one.get("author")))
    if escapes_titles:
        title, byline = title_of_article(title), title_of_article(byline)
    parts = (one.get(name) for name in ("content", "summary"))
    html = next((text(part.get("content")) for part in parts if isinstance(part, dict)), "")
    return RemoteArticle(
        _hexadecimal(one.get("id")),
        _address(one),
        title,
        html,
        unix_time(one.get("published")),
        byline,
        tuple(
            (urls.resolve("", text(file.get("href"))), clean(text(file.get("type"))))
            for file in mappings(one.get("enclosure") or [])
        ),
    )


def _labels(one: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of an article and the folder of its list; its other categories are those of the site."""
    names = one.get("categories")
    found = (_LABEL.match(text(name)) for name in (names if isinstance(names, list) else ()))
    labels = (clean(label[1]) for label in found if label is not None)
    return tuple(label for label in labels if label and fold(label) not in CATCH_ALL_FOLDERS)


def _address(one: Mapping[str, Any]) -> str:
    """The address of an article, "" where it has none that can be opened."""
    links = [*mappings(one.get("canonical") or []), *mappings(one.get("alternate") or [])]
    return next(filter(None, (urls.resolve("", text(link.get("href"))) for link in links)), "")


def _ids(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    return (("i", ITEM + one) for one in ids)


def _post(url: str, fields: Sequence[tuple[str, str]], authorization: str = "") -> ApiRequest:
    return ApiRequest(url, urlencode(fields).encode("ascii"), authorization)


def _hexadecimal(given: object) -> str:
    """The 16 digits of an id: lists have it as a signed decimal number, articles in its long form."""
    text = str(given)
    if found := _LONG_ID.fullmatch(text):
        return found[1].lower().zfill(16)
    if not _ID.fullmatch(text) or not -(1 << 63) <= int(text) < 1 << 64:
        raise BadAnswerError("no id of an item")
    return f"{int(text) & (1 << 64) - 1:016x}"


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = read_json(body)
    except ValueError as error:
        raise BadAnswerError("no JSON") from error
    if not isinstance(answer, dict):
        raise BadAnswerError("no object")
    return answer
