"""A real tt-rss on loopback, from Debian's package."""

from __future__ import annotations

import hashlib
import http.client
import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.support.php_site.processes import run
from tests.support.php_site.server import PhpSite

HERE = Path(__file__).parent
CORE = Path("/usr/share/tt-rss/www")
"""Where Debian's package `tt-rss` puts the program."""
SCHEMA = Path("/usr/share/tt-rss/schema/ttrss_schema_mysql.sql")

USER = "an"
PASSWORD = "mật khẩu & 100% riêng"

UNREAD, STARRED = 2, 0
"""The fields of `updateArticle`."""


class TtRss(PhpSite):
    """The site; `ask` is its API, as another program of the same user has it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "ttrss", otherwise="$uri/ =404")
        self._session = ""
        self._rows: list[str] = []

    # --- start, and as it was at the start -----------------------------------------------------

    def start(self) -> None:
        """Start everything, with one user who has no feeds."""
        self._lay_out_site()
        self.start_servers()
        self.sql(SCHEMA.read_text("utf-8"))
        digest = hashlib.sha1(PASSWORD.encode(), usedforsecurity=False).hexdigest()
        self.sql(
            f"UPDATE ttrss_users SET login = '{USER}', pwd_hash = 'SHA1:{digest}';"
            "INSERT INTO ttrss_user_prefs (owner_uid, pref_name, value)"
            " SELECT 1, pref_name, def_value FROM ttrss_prefs;"
        )
        self.set("ENABLE_API_ACCESS", "true")

    def empty(self, *, also_numbers: bool = False) -> None:
        """Remove what tests put there; ids are given anew only if `also_numbers`, as after a new installation."""
        tables = ("user_entries", "entries", "feeds", "feed_categories", "sessions", "error_log")
        clear = "TRUNCATE TABLE" if also_numbers else "DELETE FROM"
        statements = "".join(f"{clear} ttrss_{table};" for table in tables)
        self.sql(f"SET FOREIGN_KEY_CHECKS = 0;{statements}")
        self._session = ""
        for file in (self.folder / "cache" / "feeds").iterdir():
            file.unlink()

    def _lay_out_site(self) -> None:
        """A copy with a configuration of our own: PHP resolves links before tt-rss asks where it is."""
        site = self.root / "tt-rss"
        shutil.copytree(
            CORE, site, ignore=shutil.ignore_patterns("config.php", "feed-icons", "locale", "lib")
        )
        (site / "lib").symlink_to(CORE / "lib")
        (site / "feed-icons").mkdir()
        shutil.copy(self.fill_in(HERE / "config.php"), site)
        shutil.copytree(HERE / "hpreader_loopback", site / "plugins.local" / "hpreader_loopback")
        (self.folder / "lock").mkdir()
        for name in ("feeds", "images", "upload", "export", "simplepie"):
            (self.folder / "cache" / name).mkdir(parents=True)

    def find_newspaper_by(self, proxy: str) -> None:
        """Fetch feeds by a proxy from now on."""
        (self.root / "tt-rss/plugins.local/hpreader_loopback/newspaper").write_text(proxy)

    def set(self, preference: str, value: str) -> None:
        """Set a preference of the user's."""
        self.sql(f"UPDATE ttrss_user_prefs SET value = '{value}' WHERE pref_name = '{preference}'")

    def sql(self, text: str) -> list[list[str]]:
        """Ask the database; the rows of the answer."""
        socket = f"--socket={self.folder / 'database.sock'}"
        answer = run(
            "mariadb", "--no-defaults", socket, "--user=root", "--batch", "--skip-column-names",
            "--default-character-set=utf8mb4", "ttrss", text=text,
        )  # fmt: skip
        return [line.split("\t") for line in answer.splitlines()]

    def insert(
        self,
        feed: int,
        url: str,
        title: str,
        *,
        read: bool = False,
        starred: bool = False,
        later: bool = False,
    ) -> None:
        """An article that is in no feed any more; `later`: with `insert_all`."""  # fmt: skip
        self._rows.append(
            f"INSERT INTO ttrss_entries (title, guid, link, updated, content, content_hash, date_entered, date_updated)"
            f" VALUES ('{title}', '{url}', '{url}', NOW(), 'Một đoạn.', '', NOW(), NOW());"
            f"INSERT INTO ttrss_user_entries (ref_id, uuid, feed_id, owner_uid, unread, marked, tag_cache, label_cache)"
            f" VALUES (LAST_INSERT_ID(), '', {feed}, 1, {int(not read)}, {int(starred)}, '', '');"
        )
        if not later:
            self.insert_all()

    def insert_all(self) -> None:
        """Insert what was collected."""
        rows, self._rows = self._rows, []
        self.sql("".join(rows))

    def requests(self) -> int:
        """How many requests came since the last call; the program's and those of `ask`."""
        return len(self.new_log_lines())

    def complaints(self) -> str:
        """What PHP had to complain of."""
        log = self.folder / "php.log"
        return log.read_text(errors="replace") if log.exists() else ""

    # --- the API -------------------------------------------------------------------------------

    def ask(self, operation: str, **fields: Any) -> Any:
        """The content of an answer of the API."""
        answer = self.ask_bare(operation, sid=self._session, **fields)
        if answer["content"] == {"error": "NOT_LOGGED_IN"}:
            login = self.ask_bare("login", user=USER, password=PASSWORD)
            self._session = login["content"]["session_id"]
            answer = self.ask_bare(operation, sid=self._session, **fields)
        assert answer["status"] == 0, answer
        return answer["content"]

    def ask_bare(self, operation: str, **fields: Any) -> Any:
        """The answer of the API to a request without a session."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(
                "POST", "/tt-rss/api/", json.dumps({"op": operation, **fields}),
                {"User-Agent": "another reader"},
            )  # fmt: skip
            body = connection.getresponse().read()
        return json.loads(body)

    def subscribe(self, url: str, category: int = 0) -> int:
        """Subscribe to a feed, and fetch it."""
        answer = self.ask("subscribeToFeed", feed_url=url, category_id=category)
        assert answer["status"]["code"] in {0, 1}, answer
        (feed,) = [int(one["id"]) for one in self.feeds() if one["feed_url"] == url]
        self.update(feed)
        return feed

    def update(self, feed: int) -> None:
        """Fetch a feed."""
        self.ask("updateFeed", feed_id=feed)

    def feeds(self) -> list[dict[str, Any]]:
        """The subscriptions."""
        feeds: list[dict[str, Any]] = self.ask("getFeeds", cat_id=-3)
        return feeds

    def articles(self) -> dict[str, dict[str, Any]]:
        """The newest articles by the last part of their addresses."""
        rows = self.ask("getHeadlines", feed_id=-4, view_mode="all_articles", limit=200)
        return {row["link"].rpartition("/")[2].removesuffix(".html"): row for row in rows}

    def mark(self, name: str, *, read: bool | None = None, starred: bool | None = None) -> None:
        """Mark an article, by the last part of its address."""
        number = self.articles()[name]["id"]
        for field, value in ((UNREAD, None if read is None else not read), (STARRED, starred)):
            if value is not None:
                self.ask("updateArticle", article_ids=str(number), field=field, mode=int(value))

    def marks(self) -> dict[str, tuple[bool, bool]]:
        """Whether each article is read and starred."""
        return {name: (not row["unread"], row["marked"]) for name, row in self.articles().items()}
