"""The article's metadata in the page's JSON-LD (https://schema.org/Article)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.document import Page
from hpreader.text import clean

ARTICLES = lazy_pattern(
    r"(?:News|Blog|Report|Tech|Scholarly|Analysis|Opinion|Review|Backgrounder|Live)*(?:Article|Posting|BlogPosting|NewsArticle)$"
)
MOST_NODES = 2000
TRAILING_COMMA = lazy_pattern(r",\s*([}\]])")


@dataclass(frozen=True, slots=True)
class JsonLdArticle:
    """The article as the page's JSON-LD states it; every field may be empty."""

    title: str = ""
    section: str = ""
    crumbs: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    byline: str = ""
    publisher: str = ""
    description: str = ""


def unescaped(text: str) -> str:
    """Text whose entities may be escaped twice ("Ch&amp;#237;nh s&amp;#225;ch")."""
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    return clean(text)


def read_jsonld(page: Page) -> JsonLdArticle:
    """The first article in the page's JSON-LD; empty fields if there is none."""
    nodes = [node for script in page.scripts for node in _nodes(_load(script))]
    article = next((node for node in nodes if ARTICLES.search(_type(node))), {})
    crumbs = next((node for node in nodes if _type(node) == "BreadcrumbList"), {})
    return JsonLdArticle(
        title=_text(article.get("headline")) or _text(article.get("name")),
        section=_text(article.get("articleSection")),
        crumbs=tuple(_crumbs(crumbs)),
        published=_text(article.get("datePublished")),
        updated=_text(article.get("dateModified")),
        byline=_names(article.get("author")),
        publisher=_names(article.get("publisher")),
        description=_text(article.get("description")),
    )


def states_article(page: Page) -> bool:
    """Whether the page states that it is an article: `og:type`, or an article in its JSON-LD."""
    if page.meta("og:type").lower() == "article":
        return True
    return any(
        ARTICLES.search(_type(node))
        for script in page.scripts
        if "Article" in script or "Posting" in script
        for node in _nodes(_load(script))
    )


def _load(script: str) -> Any:
    source = (
        script.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
    )
    for candidate in (source, TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of a document, lists within lists included, outermost first."""
    waiting = [value]
    seen = 0
    while waiting and seen < MOST_NODES:
        seen += 1
        current = waiting.pop(0)
        if isinstance(current, list):
            waiting.extend(current)
        elif isinstance(current, dict):
            yield current
            waiting.extend(inner for inner in current.values() if isinstance(inner, dict | list))


def _type(node: dict[str, Any]) -> str:
    kind = node.get("@type")
    if isinstance(kind, list):
        kind = next((name for name in kind if isinstance(name, str) and ARTICLES.search(name)), "")
    return kind if isinstance(kind, str) else ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((item for item in value if item), "")
    return unescaped(value) if isinstance(value, str) else ""


def _names(value: Any) -> str:
    people = value if isinstance(value, list) else [value]
    names = [_text(person.get("name") if isinstance(person, dict) else person) for person in people]
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name))


def _crumbs(node: dict[str, Any]) -> Iterator[str]:
    items = node.get("itemListElement")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = _text(item.get("name")) or (
                _text(inner.get("name")) if isinstance(inner, dict) else ""
            )
            if name:
                yield name
