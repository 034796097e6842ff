"""A server with the JSON API of tt-rss on loopback, for tests that cannot wait for the real one.

Written after what tt-rss answers (classes/api.php and api/index.php of API level 15): one address, `/tt-rss/api/`, for POSTs with
a JSON object; `login` gives a `session_id`, and without one all but `isLoggedIn` is `NOT_LOGGED_IN`, by HTTP 200;
`getHeadlines` gives at most 200, the newest first, of a feed, of -4 (all), 0 (archived) or -6 (read within a
day), from `skip` on and only with ids above `since_id`; `getArticle` gives what exists of a list of ids;
`updateArticle` has 0 for starred and 2 for unread; `subscribeToFeed` says by a code what became of it. Its words
and its data are ours. The real one is in `tests/ttrss`, with the same tests where they matter.
"""

import json
from collections.abc import Sequence
from typing import Any

from tests.support.reader_server import ReaderServer, ServerItem

MOST = 200


class TtRssServer(ReaderServer):
    """The data of the other servers, by this API."""

    @property
    def edits(self) -> str:
        return "updateArticle"

    @property
    def texts(self) -> str:
        return "getHeadlines+"

    def described(self, target: str, body: bytes) -> tuple[str, str]:
        if not target.endswith("/tt-rss/api/"):
            return target, ""
        fields = json.loads(body)
        shown = [f"{name}={value}" for name, value in fields.items() if name not in _SECRETS]
        has_texts = fields.get("show_content") == "true"
        return fields["op"] + "+" * has_texts, " ".join(shown)

    def result(self, target: str, body: bytes, auth: str) -> tuple[int, str]:
        if target != "/tt-rss/api/":
            return 404, "Not found"
        fields = json.loads(body)
        content = self._content(fields["op"], fields)
        status = int(isinstance(content, dict) and "error" in content)
        return 200, json.dumps({"seq": 0, "status": status, "content": content})

    def _content(self, operation: str, fields: dict[str, str]) -> object:
        if operation == "isLoggedIn":
            return {"status": fields.get("sid") == self.auth}
        if operation == "login":
            is_right = (fields["user"], fields["password"]) == (self.user, self.password)
            right = {"session_id": self.auth, "api_level": 15}
            return right if is_right else {"error": "LOGIN_ERROR"}
        if fields.get("sid") != self.auth:
            return {"error": "NOT_LOGGED_IN"}
        answer = getattr(self, f"_{operation}", None)
        return answer(fields) if answer else {"error": "UNKNOWN_METHOD", "method": operation}

    def _logout(self, _fields: dict[str, str]) -> object:
        return {"status": "OK"}

    def _getCategories(self, _fields: dict[str, str]) -> object:  # noqa: N802 as the operation
        return [{"id": 0, "title": "Uncategorized", "unread": 0}]

    def _getFeeds(self, _fields: dict[str, str]) -> object:  # noqa: N802
        return [
            {"id": number, "feed_url": url, "title": title, "cat_id": 0, "unread": 0}
            for number, (url, title) in self.feeds.items()
        ]

    def _getHeadlines(self, fields: dict[str, str]) -> object:  # noqa: N802
        feed, after = fields["feed_id"], int(fields["since_id"])
        found = [
            one
            for one in sorted(self.items.values(), key=lambda one: -one.id)
            if one.id > after
            and not (int(feed) >= 0 and one.feed != int(feed))
            and not (feed == "-6" and not self._recently(one))
            and not (fields["view_mode"] == "unread" and one.read)
            and not (fields["view_mode"] == "marked" and not one.starred)
        ]
        skip, limit = int(fields["skip"]), int(fields["limit"])
        rows = self._rows(found[skip : skip + min(limit, MOST)])
        if fields.get("show_content") == "true":
            for row in rows:
                one = self.items[row["id"]]
                row["content"] = one.text
                row["updated"] = one.published or one.id // 1_000_000
                files = [{"content_url": one.enclosure, "content_type": "audio/mpeg"}]
                row["attachments"] = files if one.enclosure else []
        return rows

    def _getArticle(self, fields: dict[str, str]) -> object:  # noqa: N802
        return self._rows(self._numbered(fields["article_id"]))

    def _updateArticle(self, fields: dict[str, str]) -> object:  # noqa: N802
        changed = self._numbered(fields["article_ids"])
        for one in changed:
            if fields["field"] == "0":
                one.starred = fields["mode"] == "1"
            else:
                one.read = fields["mode"] == "0"
        return {"status": "OK", "updated": len(changed)}

    def _subscribeToFeed(self, fields: dict[str, str]) -> object:  # noqa: N802
        url = fields["feed_url"]
        if url in self.unfetchable:
            return {"status": {"code": 5, "message": "404"}}
        known = [number for number, (one, _) in self.feeds.items() if one == url]
        number = known[0] if known else max(self.feeds, default=0) + 1
        self.feeds.setdefault(number, (url, url))
        return {"status": {"code": int(not known), "feed_id": number}}

    def _unsubscribeFeed(self, fields: dict[str, str]) -> object:  # noqa: N802
        if self.feeds.pop(int(fields["feed_id"]), None) is None:
            return {"error": "FEED_NOT_FOUND"}
        return {"status": "OK"}

    def _recently(self, one: ServerItem) -> bool:
        """Was it read within a day?"""
        return one.read

    def _numbered(self, ids: str) -> list[ServerItem]:
        return [self.items[int(one)] for one in ids.split(",") if int(one) in self.items]

    def _rows(self, items: Sequence[ServerItem]) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "title": one.title,
                "link": one.url,
                "unread": not one.read,
                "marked": one.starred,
                "feed_id": one.feed,
                "labels": [[-1027 - n, label, "", ""] for n, label in enumerate(one.labels)],
            }
            for one in items
        ]


_SECRETS = {"sid", "password"}
