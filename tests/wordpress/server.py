"""A real WordPress on loopback, from Debian's packages.

nginx is needed, not just convenient: behind it WordPress' ETags become weak (`W/"…"`), and then
WordPress no longer knows them.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.php_site.processes import run
from tests.support.php_site.server import PhpSite

from .posts import Post

CORE = Path("/usr/share/wordpress")
"""Where Debian's package `wordpress` puts the program."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Answer:
    """What the server said to one raw request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Request:
    """One line of nginx's access log."""

    method: str
    path: str
    status: int
    since: str
    etag: str
    agent: str


class WordPress(PhpSite):
    """The site and the servers behind it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "wordpress", otherwise="/index.php$is_args$args")
        self._is_changed = False

    def start(self, posts: Sequence[Post]) -> None:
        """Start everything, install WordPress and publish the posts."""
        self._lay_out_site()
        self.start_servers()
        self.change("install", url=self.url)
        self.change("seed", posts=[post.as_json() for post in posts])

    def _lay_out_site(self) -> None:
        """Lay out a document root of our own.

        The files on top are copies, because PHP resolves links before WordPress asks where it is,
        and would find Debian's own wp-config.php; the folders below may be links.
        """
        content = self.root / "wp-content"
        (content / "uploads").mkdir(parents=True)
        (content / "mu-plugins").mkdir()
        for file in CORE.glob("*.php"):
            shutil.copy(file, self.root)
        for folder in ("wp-includes", "wp-admin"):
            (self.root / folder).symlink_to(CORE / folder)
        shutil.copytree(HERE / "theme", content / "themes" / "hpreader")
        shutil.copy(HERE / "hpreader-amp.php", content / "mu-plugins")
        shutil.copy(self.fill_in(HERE / "wp-config.php"), self.root)

    # --- changing the site ----------------------------------------------------------------------

    def change(self, operation: str, **values: object) -> Any:
        """Do something from the editor's side: see `site.php` for what there is."""
        self._is_changed = operation != "seed"
        answer = run(
            "php",
            "-d",
            f"error_log={self.folder}/php.log",
            str(HERE / "site.php"),
            str(self.root),
            text=json.dumps({"do": operation, **values}),
        )
        return json.loads(answer)

    def publish(self, post: Post) -> int:
        """Publish a post; its number is what `?p=` takes."""
        return int(self.change("publish", post=post.as_json()))

    def edit(self, slug: str, **fields: str) -> None:
        """Change fields of a post (`post_content`, `post_title`, `post_name`, …)."""
        self.change("edit", slug=slug, fields=fields)

    def set(self, option: str, value: str) -> None:
        """Set an option of WordPress or of our plugin."""
        self.change("set", option=option, value=value)

    def restore(self) -> None:
        """Put back everything that was changed since the start."""
        if self._is_changed:
            self.change("restore")
            self._is_changed = False

    def complaints(self) -> str:
        """What PHP and WordPress had to complain of: nothing, if the plugin is right."""
        logs = (self.folder / "php.log", self.folder / "wordpress.log")
        return "".join(log.read_text(errors="replace") for log in logs if log.exists())

    # --- asking it ------------------------------------------------------------------------------

    def page(self, slug: str) -> str:
        """Give the address of a post."""
        return f"{self.url}/{slug}.html"

    def ask(self, path: str, **headers: str) -> Answer:
        """Send one bare request; underscores in the names of headers stand for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=names)
            answer = connection.getresponse()
            return Answer(answer.status, _lower(answer.getheaders()), answer.read())

    def requests(self) -> list[Request]:
        """Give what was asked of the server since the last call."""
        rows = map(json.loads, self.new_log_lines())
        return [
            Request(r["method"], r["path"], int(r["status"]), r["since"], r["etag"], r["agent"])
            for r in rows
        ]


def _lower(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Join headers that come several times, as RFC 9110, section 5.3, allows."""
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined
