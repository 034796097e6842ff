"""Which elements a browser does not show, and which are no part of an article by tag or name."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.element_index import Index

HIDING = lazy_pattern(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
LONGEST_STYLE = 2000
HIDING_TOKENS = frozenset(
    {
        "screen-reader-text",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "off-screen",
        "offscreen",
        "element-invisible",
        "screen-reader",
        "screenreader",
        "assistive-text",
        "amp-wp-hidden",
        "d-none",
        "hidden-print-only",
    }
)
SHOWN_ON_SOME = lazy_pattern(r"d-(?:sm|md|lg|xl|xxl)-(?!none)\w+|hidden-print-only")
"""Classes of what is hidden on some screens (or paper) only: Bootstrap's `d-none d-md-inline`."""

NON_ARTICLE_TAGS = frozenset({
    "nav", "button", "input", "select", "textarea", "dialog", "head", "link", "meta", "title",
    "amp-addthis", "amp-social-share", "amp-ad", "amp-embed", "amp-analytics", "amp-pixel",
    "amp-user-notification", "amp-consent", "amp-sidebar", "amp-state", "amp-sticky-ad", "amp-list",
    "amp-auto-ads", "map", "rt", "rp", "rtc",
})  # fmt: skip
"""Elements that never contain a part of an article."""

CONTAINERS = frozenset(
    {
        "div",
        "section",
        "aside",
        "ul",
        "ol",
        "menu",
        "p",
        "footer",
        "header",
        "form",
        "span",
        "table",
        "details",
        "center",
        "dl",
    }
)

JUNK_WORDS = frozenset({
    "share", "shares", "sharing", "sharedaddy", "social", "socials", "addthis", "addtoany", "jetpack",
    "related", "relate", "relatedposts", "relatedpost", "lienquan", "recommend", "recommended", "recommendation",
    "recommendations", "comment", "comments", "disqus", "newsletter", "subscribe", "subscription", "signup", "advert",
    "advertisement", "advertising", "ads", "adsbygoogle", "ad", "adv", "quangcao", "banner", "sponsor",
    "sponsored", "promo", "promotion", "breadcrumb", "breadcrumbs", "cookie", "popup", "modal", "outbrain", "taboola",
    "pagination", "pager", "tags", "taglist", "sidebar", "toolbar", "rating", "ratings", "vote", "authorbox",
    "printfriendly", "yarpp", "toc", "donate", "callout", "readmore", "follow", "badge",
})  # fmt: skip
"""Words in the class or id of elements that are no part of an article."""

NAME_ATTRIBUTES = ("data-component", "data-testid", "aria-label", "aria-labelledby")
"""Attributes with readable names on sites whose classes are generated (`bbc-1sh5qp7`)."""

JUNK_NAMES = lazy_pattern(
    r"tin-?lien-?quan|bai-?lien-?quan|tin-?khac|(?:author|writer)[_-]*(?:box|bio|info|card|dropdown|profile|desc|about|details|block|widget)|about-?(?:the-?)?author|post-?(?:meta|tags|nav|footer)|entry-?(?:meta|footer|utility)"
    r"|more-?(?:news|stories|from)|also-?read|read-?(?:more|next)|nav-?links|post-?navigation|mailchimp|mc-embedded"
    r"|byline|dateline-block|article-?(?:tags|meta|footer)|copyright|skip-?link|whatsapp|google-?news|tin-cung|wpcnt|sd-block|video-?(?:resource|meta|duration|keywords|transcript)|(?:text|font)-?(?:size|resize)(?![-_]?(?:\d|x*s\b|sm|md|x*l\b|lg|small|medium|large|normal|base))|print-?url|report-?error|td-a-rec|adspot"
    r"|vjs-(?:no-js|control-|time|duration|menu|modal|text-track|title|loading)|jw-(?:controls?\b|title|text|overlay|captions|nextup)|plyr__(?:controls|time|menu|captions)|mejs_*-?(?:controls|offscreen|layers)",
    re.IGNORECASE,
)
TICKER_WORDS = frozenset({"live", "liveticker", "ticker", "minute", "minutes"})
"""Words in the names of a live report's elements."""
NEVER_AROUND_ARTICLES = ("comment", "related", "share")
"""Words in names of elements that contain the article only if they contain the headline, too."""
SLOT_WORDS = frozenset({"ad", "ads", "adv", "advert", "banner", "callout"})
"""Words that also describe a part of an article: a section with an advertisement, a box with advice."""
LEAST_PROSE = 400
"""Characters of paragraphs in a box with such a name that make it text."""
FEWEST_IN_ARTICLE = 4
"""Paragraphs; a wrapper with as many may well hold the article."""
COMMENTS = lazy_pattern(
    r"(?:div-)?comment-\d+|comments?[-_]?(?:area|body|content|entry|list|section|stream|text|thread|wrap)?"
)
"""Classes and ids around comments in WordPress and its themes."""
WORD = lazy_pattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_hidden(element: _Element) -> bool:
    """Whether a browser does not show it, as far as its own attributes state it."""
    names = element.keys()
    if not names:
        return False
    if "hidden" in names or ("layout" in names and element.get("layout") == "nodisplay"):
        return True
    if "style" in names and _style_hides((element.get("style") or "")[:LONGEST_STYLE]):
        return True
    return "class" in names and _tokens_hide(element.get("class") or "")


def is_responsive(element: _Element) -> bool:
    """Whether an element that `is_hidden` by its classes is shown on some screens."""
    return any(map(SHOWN_ON_SOME.fullmatch, (element.get("class") or "").split()))


def hidden_in(index: Index) -> frozenset[_Element]:
    """All elements of a page that a browser does not show."""
    named = (one for token in HIDING_TOKENS for one in index.tokens.get(token, ()))
    styled = (index.select(f"[{name}]") for name in ("hidden", "layout", "style"))
    return frozenset(named).union(*(filter(is_hidden, found) for found in styled))


@lru_cache(maxsize=1024)  # an editor writes the same style into all paragraphs
def _style_hides(style: str) -> bool:
    return HIDING.search(style) is not None


@lru_cache(maxsize=4096)
def _tokens_hide(token_list: str) -> bool:
    return not HIDING_TOKENS.isdisjoint(token_list.split())


def is_junk_by_name(element: _Element) -> bool:
    """Whether its class or id is that of a share box, an advertisement, comments or the like."""
    if element.tag not in CONTAINERS:
        return False
    token_list, name = element.get("class"), element.get("id")
    if (token_list or name) and _names_junk(f"{token_list or ''} {name or ''}"):
        return True
    return any(_names_junk(stated) for text in NAME_ATTRIBUTES if (stated := element.get(text)))


@lru_cache(maxsize=4096)  # a site has the same few names on hundreds of elements
def _names_junk(names: str) -> bool:
    # WordPress' "has-large-font-size" describes the look of a block, not what it is.
    names = " ".join(name for name in names.split() if not name.startswith("has-"))
    if JUNK_NAMES.search(names):
        return True
    junk = _words(names) & JUNK_WORDS
    return bool(junk) and not (junk <= {"comment", "comments"} and is_ticker_name(names))


def is_ticker_name(names: str) -> bool:
    """Whether class and id name a part of a live report, whose texts are called comments as well."""
    return not TICKER_WORDS.isdisjoint(_words(names))


def _words(names: str) -> set[str]:
    return {word.lower() for word in WORD.findall(names)}


def is_junk(element: _Element) -> bool:
    """Whether it is such a box, and not a wrapper around the article that has such a name by accident."""
    if not is_junk_by_name(element):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if any(word in names for word in NEVER_AROUND_ARTICLES):
        return next(element.iter("h1"), None) is None
    if sum(1 for _ in element.iter("p")) >= FEWEST_IN_ARTICLE:
        return False
    return not (_names_only_slot(names) and _prose_in(element) >= LEAST_PROSE)


@lru_cache(maxsize=4096)
def _names_only_slot(names: str) -> bool:
    """Whether nothing but words for advertisements and highlighted boxes makes names those of junk."""
    return not JUNK_NAMES.search(names) and (_words(names) & JUNK_WORDS) <= SLOT_WORDS


def _prose_in(element: _Element) -> int:
    """Characters of the paragraphs that have no links."""
    return sum(
        len("".join(one.itertext()).strip())
        for one in element.iter("p")
        if next(one.iter("a"), None) is None
    )


def is_in_comments(element: _Element) -> bool:
    """Whether it is within the comments."""
    return any(
        _is_comments(f"{one.get('class') or ''} {one.get('id') or ''}")
        for one in (element, *element.iterancestors("div", "section", "ol", "ul", "li"))
    )


@lru_cache(maxsize=4096)
def _is_comments(names: str) -> bool:
    return any(COMMENTS.fullmatch(name) for name in names.split())
