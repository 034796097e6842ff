"""Pages without an article: which Problem they are, the most certain checks first."""

from __future__ import annotations

import re

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.body.article_names import named_article_elements
from hpreader.page.body.density import own_lengths
from hpreader.page.body.headed_text import headlines
from hpreader.page.body.teaser_columns import heads_teaser
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import own_hosts
from hpreader.page.tree.tags import BLOCK_TAGS, UPPER_SUBHEADING_TAGS
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.visibility import NON_ARTICLE_TAGS, is_junk
from hpreader.problems import Kind, Problem

CHALLENGE = lazy_pattern(
    r"document\.cookie\s*=\s*[\"']?D1N=|cf[-_]chl|__cf_chl|_cf_chl_opt|challenge-platform|window\.location\.reload\(true\)|ddos-guard|grecaptcha|hcaptcha|turnstile",
    re.IGNORECASE,
)
NEEDS_SCRIPT = pattern("needs_script")
ROBOTS = pattern("robot_check")
"""Texts of pages that check whether a person is reading."""
APPLICATIONS = ("#root", "#app", "#__next", "#__nuxt", "#___gatsby", "app-root")
REFRESH = lazy_pattern(r"url\s*=\s*[\"']?([^\"'>]+)", re.IGNORECASE)
NOT_FOUND = pattern("not_found", flags=re.MULTILINE)
LOGIN = pattern("login")
LISTS = frozenset({"archive", "search-results", "amp-archive"})
"""Classes of the body that WordPress and its AMP plugin give to lists of articles."""
MAYBE_LISTS = frozenset({"category", "blog"})
"""Classes that other sites give to articles as well."""
FEWEST_HEADLINES = 3
LITTLE = 400
"""Characters; an error page has fewer than an article that mentions something not found."""
LEAST_TOLD = 100
"""Characters of text with which a page is an article though it asks for scripts or a login as well."""
OUTSIDE_MAIN_PART = NON_ARTICLE_TAGS - {"head"} | {"footer", "noscript", "form", "aside"}
FEW = 500
SHORT = 1500
"""Characters; a longer page is not rejected before its article was looked for."""


def certain_problem(page: Page) -> Problem | None:
    """The Problem of a page that certainly has no article, None if it may have one."""
    is_short = page.weights.length(page.body) < SHORT
    if is_short and CHALLENGE.search(page.inline_script):
        return Problem("needs_script", page.url)
    tokens = set((page.body.get("class") or "").split())
    if "error404" in tokens:
        return Problem("soft_404", page.url)
    if page.index.first([".post-password-form", "form.post-password-form"]) is not None:
        return Problem("login_wall", page.url)
    if "single" not in tokens and (
        tokens & LISTS or (tokens & MAYBE_LISTS and _is_maybe_list(page))
    ):
        return Problem("no_article", page.url)
    if not is_short:
        return None
    problem = _problem_of_short_page(page, _page_text(page))
    asks = problem is not None and problem.kind in {"needs_script", "login_wall"}
    return None if asks and _text_length_in_main_part(page) >= LEAST_TOLD else problem


def _is_maybe_list(page: Page) -> bool:
    """Whether a page whose body says so has several linked headlines, or none of its own.

    One element that the site names as its article, below a headline, makes it no list.
    """
    has_headline = bool(headlines(page))
    named = named_article_elements(page)
    if page.meta("og:type").lower() == "article" or (has_headline and named and len(named[0]) == 1):
        return False
    hosts = own_hosts(page)
    linked = sum(
        heads_teaser(page, one, hosts)
        for tag in UPPER_SUBHEADING_TAGS
        for one in page.index.tags.get(tag, ())
    )
    return linked >= FEWEST_HEADLINES or not has_headline


def problem_without_article(page: Page) -> Problem:
    """The Problem of a page in which no article was found."""
    return _problem_of_short_page(page, _page_text(page)) or Problem("no_article", page.url)


def _problem_of_short_page(page: Page, text: str) -> Problem | None:
    heads = "\n".join(
        text_content(element)
        for tag in ("title", "h1", "h2")
        for element in page.index.tags.get(tag, ())[:3]
    )
    kind: Kind | None = None
    application = page.index.first(APPLICATIONS)
    is_unfilled = application is not None and not page.weights.length(application)
    has_password = page.index.first(["input[type=password]"]) is not None
    if not text and has_password:
        kind = "login_wall"
    elif not text:
        has_script = page.inline_script or page.index.tags.get("noscript") or is_unfilled
        kind = _refreshed(page) or ("needs_script" if has_script else "empty")
    elif (_prose(page) < LITTLE and NOT_FOUND.search(heads)) or (
        len(text) < LITTLE and NOT_FOUND.search(text)
    ):
        kind = "soft_404"
    elif NEEDS_SCRIPT.search(text):
        kind = "needs_script"
    elif has_password and LOGIN.search(text):
        kind = "login_wall"
    elif len(text) < FEW and (is_unfilled or ROBOTS.search(f"{heads} {text}")):
        kind = "needs_script"
    elif len(text) < 120:
        kind = _refreshed(page)
    return Problem(kind, page.url) if kind else None


def _prose(page: Page) -> int:
    """Characters in paragraphs and outside links."""
    weights = page.weights
    paragraphs = page.index.tags.get("p", ())
    return round(sum(weights.length(one) * (1 - weights.link_share(one)) for one in paragraphs))


def _text_length_in_main_part(page: Page) -> int:
    """Characters of lines outside links, menus, forms, footers and requests for scripts or a login."""
    length = 0
    position, elements = 0, page.index.elements
    while position < len(elements):
        element = elements[position]
        if element.tag in OUTSIDE_MAIN_PART or element in page.hidden or is_junk(element):
            position = page.index.ends[element]
            continue
        position += 1
        if element.tag in BLOCK_TAGS and element.tag != "h1":
            _, unlinked = own_lengths(page, element)
            if unlinked and not _asks(text_content(element)):
                length += unlinked
    return length


def _asks(text: str) -> bool:
    return bool(NEEDS_SCRIPT.search(text) or (len(text) < LITTLE and LOGIN.search(text)))


def _refreshed(page: Page) -> Kind | None:
    """The kind of a page that only redirects: `soft_404` if to the front page, else `needs_script`."""
    for element in page.index.tags.get("meta", ()):
        found = REFRESH.search(element.get("content") or "")
        if found and (element.get("http-equiv") or "").lower() == "refresh":
            address = page.resolve(found[1])
            is_front = address and address == urls.root(address)
            return "soft_404" if is_front and page.url != address else "needs_script"
    return None


def _page_text(page: Page) -> str:
    return text_content(page.body)
