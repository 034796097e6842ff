"""The articles of the sample newspaper, read from `news/*.md`, dated back from a given day.

A file is TOML between two lines of `+++`, then the text in the markup of `markup.py`; its name is
the slug. `days` and `time` say how long before today, and when, the article came out.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

TITLE = "Báo mẫu"
TAGLINE = "tờ báo mẫu của hpreader, mọi tin đều do chúng tôi đặt ra"
SECTIONS: tuple[tuple[str, str], ...] = (
    ("Chính trị", "chinh-tri"),
    ("Kinh tế", "kinh-te"),
    ("Xã hội", "xa-hoi"),
    ("Văn hóa - Du lịch", "van-hoa-du-lich"),
    ("Đời sống", "doi-song"),
    ("Thể thao", "the-thao"),
)
"""Name and slug of each section, in the order of the menu."""

VIETNAM = timezone(timedelta(hours=7))
_SECTION_NAMES = {slug: name for name, slug in SECTIONS}
_FIRST_ID = 101
_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Post:
    """One article as the site keeps it."""

    slug: str
    title: str
    body: str
    """In the markup of `markup.py`."""
    sections: tuple[str, ...]
    """Slugs; the first one is the main section."""
    published: datetime
    modified: datetime
    id: int = 0
    lede: str = ""
    author: str = "Ban Biên tập"
    tags: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    """Slugs it had before, which redirect to it."""
    is_listed: bool = True
    """Whether front page, sections, feeds and REST lists name it."""
    has_others: bool = True
    """Whether its AMP page has the box "Tin khác"."""

    def section_names(self) -> tuple[str, ...]:
        """The names of its sections."""
        return tuple(_SECTION_NAMES[slug] for slug in self.sections)


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole site at one moment: its address and its articles, newest first."""

    base: str
    """Scheme, host and port, without a slash at the end."""
    posts: tuple[Post, ...]

    def listed(self, section: str = "") -> tuple[Post, ...]:
        """The articles of the lists, or of one section's list."""
        return tuple(
            post
            for post in self.posts
            if post.is_listed and (not section or section in post.sections)
        )

    def find(self, slug: str) -> Post | None:
        """The article that has this slug now."""
        return next((post for post in self.posts if post.slug == slug), None)

    def find_former(self, slug: str) -> Post | None:
        """The article that had this slug before."""
        return next((post for post in self.posts if slug in post.former), None)

    def find_id(self, post_id: str) -> Post | None:
        """The article with this number."""
        return next((post for post in self.posts if str(post.id) == post_id), None)

    def others(self, post: Post) -> tuple[Post, ...]:
        """The box "Tin khác": the next older ones, beginning anew after the oldest.

        The real site shows the newest ones under every article; here the boxes form a chain
        through the whole paper, so that a trail can become long.
        """
        if not post.has_others:
            return ()
        place = self.posts.index(post)
        following = self.posts[place + 1 :] + self.posts[:place]
        return following[:_OTHERS]

    def modified(self) -> datetime:
        """When anything on the site was last changed."""
        return max(post.modified for post in self.posts)

    def with_post(self, post: Post) -> Edition:
        """The site with this article added, or in the place of the one of the same number."""
        posts = [one for one in self.posts if one.id != post.id]
        return replace(self, posts=_newest_first([*posts, post]))

    def next_id(self) -> int:
        """A number no article has had."""
        return max(post.id for post in self.posts) + 1


def first_edition(base: str, today: date) -> Edition:
    """The sample newspaper as it stands on the given day in Vietnam."""
    posts = _newest_first([_post(slug, facts, body, today) for slug, facts, body in _files()])
    numbered = enumerate(reversed(posts), start=_FIRST_ID)
    return Edition(base, tuple(replace(post, id=number) for number, post in numbered)[::-1])


@cache
def _files() -> tuple[tuple[str, dict[str, Any], str], ...]:
    """Slug, facts and text of each file."""
    found = []
    for file in sorted(Path(__file__).with_name("news").glob("*.md")):
        _, facts, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        found.append((file.stem, tomllib.loads(facts), body.strip()))
    return tuple(found)


def _post(slug: str, facts: dict[str, Any], body: str, today: date) -> Post:
    hour, minute = map(int, facts["time"].split(":"))
    day = today - timedelta(days=facts["days"])
    published = datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)
    form = facts.get("unicode", "NFC")
    return Post(
        slug=slug,
        title=unicodedata.normalize(form, facts["title"]),
        body=unicodedata.normalize(form, body),
        sections=tuple(facts["sections"]),
        published=published,
        modified=published,
        lede=unicodedata.normalize(form, facts.get("lede", "")),
        author=facts.get("author", "Ban Biên tập"),
        tags=tuple(facts.get("tags", ())),
        former=tuple(facts.get("former", ())),
        is_listed=facts.get("listed", True),
        has_others=facts.get("others", True),
    )


def _newest_first(posts: list[Post]) -> tuple[Post, ...]:
    return tuple(sorted(posts, key=lambda post: (post.published, post.slug), reverse=True))
