"""Ask for a list: which of its addresses answers, and with what: a feed, an API, a section page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from hpreader.newsroom.habits import names_feed
from hpreader.newsroom.parsing import read_list, read_page_list
from hpreader.newsroom.wordpress import API_RELATION, read_posts, root_of_posts
from hpreader.problems import Problem
from hpreader.urls import canonical, may_follow, root

if TYPE_CHECKING:
    from hpreader.fetch import Fetched
    from hpreader.model import Entry, Listing, Section, Source, Validators
    from hpreader.newsroom.desk import Desk
    from hpreader.newsroom.permission import Permission

Kind = Literal["feed", "page"]

PAGE_KEPT_FOR = timedelta(days=1)
"""How long a section page that answered is asked before the feeds that stand before it."""

NO_LIST = ("no_article", "soft_404", "not_html")
"""What a page without headlines is called when an article is looked for on it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address gave."""

    url: str
    entries: tuple[Entry, ...]
    validators: Validators
    kind: Kind
    fetched: Fetched
    api_root: str = ""
    """The root of the site's REST API, empty when the site is not WordPress."""
    problem: Problem | None = None
    """Set where the list was cut or not well-formed."""


async def ask_section(
    desk: Desk, source: Source, section: Section, permission: Permission, *, afresh: bool = False
) -> Answer | Problem | None:
    """Ask a section's candidates in order, the one that answered last first; None: unchanged.

    Args:
        desk: the newsroom's desk.
        source: the source, for what is remembered and said.
        section: its section.
        permission: asked before a section page is fetched: it is the site's own page, of which
            robots.txt may ask to leave it alone; a feed is there to be fetched by programs.
        afresh: whether to have the list also where it did not change.
    """
    note = f"answers {source.name} {section.name}"
    remembered = _remembered(desk, note)
    problem = Problem("no_feed", source.home)
    for url in sorted(section.candidates, key=lambda url: url != remembered):
        validators = None if afresh else desk.front.validators(url)
        answer = await ask(desk, url, validators, permission=permission)
        if not isinstance(answer, Problem):
            if answer is not None and url != remembered:
                kept = [url, answer.kind, desk.now().isoformat()]
                await desk.write(lambda store, kept=kept: store.put_note(note, kept))  # type: ignore[misc]
            return answer
        problem = answer
        if problem.is_network:
            break  # the others are on the same server
    return problem


def _remembered(desk: Desk, note: str) -> str:
    """The candidate that answered last; a section page is forgotten again where feeds might do."""
    kept = desk.front.get_note(note)
    match kept:
        case [str(url), "feed", _]:
            return url
        case [str(url), "page", str(at)]:
            is_due = desk.now() - datetime.fromisoformat(at) >= PAGE_KEPT_FOR
            return "" if is_due else url
        case _:
            return ""


async def ask(
    desk: Desk,
    url: str,
    validators: Validators | None = None,
    *,
    permission: Permission | None = None,
    is_further: bool = False,
) -> Answer | Problem | None:
    """Fetch one list; None: unchanged.

    Args:
        desk: the newsroom's desk.
        url: its address.
        validators: of what is kept.
        permission: given where a section page may have to be left alone (see `ask_section`).
        is_further: whether it is the second or a later page of a list.
    """
    from hpreader.fetch import NotModified  # noqa: PLC0415 - see Desk.fetcher

    is_feed = names_feed(url) or desk.front.get_note(f"feed {url}") is not None
    if not is_feed and permission is not None and (refusal := await permission.refusal(url)):
        return refusal
    fetched = await desk.fetcher.get(url, validators, want="feed")
    if isinstance(fetched, NotModified):
        return None
    if isinstance(fetched, Problem):
        return fetched
    listing, kind = await _read(desk, url, fetched, is_further=is_further)
    if isinstance(listing, Problem):
        return listing
    if kind == "feed" and not is_feed:
        await desk.write(lambda store: store.put_note(f"feed {url}", 1))
    # A public list may not lead into the reader's own network.
    entries = tuple(entry for entry in listing.entries if may_follow(entry.url, url))
    api_root = fetched.links.get(API_RELATION, "") or root_of_posts(url)
    return Answer(url, entries, fetched.validators, kind, fetched, api_root, listing.problem)


async def _read(
    desk: Desk, url: str, fetched: Fetched, *, is_further: bool
) -> tuple[Listing | Problem, Kind]:
    """The list in an answer, as whatever it is."""
    listing = await read_list(desk, fetched)
    if not isinstance(listing, Problem) or listing.kind != "not_feed":
        return listing, "feed"
    if listing.reason == "json":
        return read_posts(fetched.body, url), "feed"
    if names_feed(url) or _is_lost(url, fetched.url):
        return listing, "feed"
    headlines = await read_page_list(desk, fetched, is_further=is_further)
    if isinstance(headlines, Problem) and headlines.kind in NO_LIST:
        return Problem("no_feed", url), "page"
    return headlines, "page"


def _is_lost(asked: str, came: str) -> bool:
    """Were we sent to the front page, which lists everything but this section?"""
    return canonical(came) == root(came) and canonical(asked) != root(asked)
