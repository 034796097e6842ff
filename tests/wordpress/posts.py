"""The posts of the test site: `posts.toml`, all in our own words."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Post:
    """One post as an editor would enter it."""

    slug: str
    title: str
    content: str = ""
    published: str = "2024-07-07 07:30:00"
    """In Vietnam's time; without more words a day after everything in `posts.toml`."""
    categories: tuple[str, ...] = ("Xã hội",)
    tags: tuple[str, ...] = ()
    excerpt: str = ""
    featured: str = ""
    """The file name of the featured picture."""
    password: str = ""
    status: str = "publish"
    sticky: bool = False
    is_imported: bool = False
    """Whether its guid is its first address, as with one real post in ten, and not `?p=ID`."""
    is_decomposed: bool = False
    """Whether title and text are typed as letters and marks apart (NFD), as some Macs do."""

    def as_json(self) -> dict[str, object]:
        """The values `site.php` takes."""
        values = asdict(self)
        if values.pop("is_decomposed"):
            for name in ("title", "content"):
                values[name] = unicodedata.normalize("NFD", values[name])
        return values


def read_posts() -> tuple[Post, ...]:
    """Every post of `posts.toml`, in its order."""
    text = (Path(__file__).parent / "posts.toml").read_text(encoding="utf-8")
    posts: list[Post] = []
    for row in tomllib.loads(text)["post"]:
        lists = {name: tuple(row.pop(name, ())) for name in ("categories", "tags")}
        posts.append(Post(**row, **lists))
    return tuple(posts)


POSTS = read_posts()
"""What the site holds when a test begins."""

LISTED = tuple(post for post in POSTS if post.status == "publish")
"""What readers can see of it."""
