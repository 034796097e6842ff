"""How sites name the element of their article: by class, id, microdata or test attributes."""

from __future__ import annotations

from functools import lru_cache

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.document import Page

NamedElements = list[list[_Element]]
"""Elements whose names mean the article, grouped by name, the most reliable name first."""
MICRODATA_SELECTORS = ("[itemprop~=articleBody]", "[property~=articleBody]")
"""https://schema.org/articleBody"""
NAMES = (
    "articlebody", "entrycontent", "postcontent", "articlecontent", "storybody", "postbody", "articletext", "tdpostcontent",
    "contentbody", "singlecontent", "newscontent", "detailcontent", "storytext", "articleentry", "storycontent",
    "contentdetail", "newscontents", "dcontent", "noidungbai", "noidungtin", "chitietbai",
)  # fmt: skip
"""The most reliable first; compared without hyphens and underscores: `article-body`, `articleBody`."""
NAME_ATTRIBUTES = ("data-testid", "data-component", "data-qa", "name")
"""Attributes with readable names on sites whose classes are generated."""
SIGNS = lazy_pattern(r"[-_]+")


def named_article_elements(page: Page) -> NamedElements:
    """The elements that the site itself names as its article, each group in document order."""
    found: dict[str, set[_Element]] = {}
    for names in (page.index.tokens, page.index.ids):
        for name, elements in names.items():
            plain = _normalized_name(name)
            if plain in NAMES:
                found.setdefault(plain, set()).update(elements)
    for attribute in NAME_ATTRIBUTES:
        for element in page.index.select(f"[{attribute}]"):
            plain = _normalized_name(element.get(attribute) or "")
            if plain in NAMES:
                found.setdefault(plain, set()).add(element)
    groups = [list(page.index.select(selector)) for selector in MICRODATA_SELECTORS]
    groups += [
        sorted(found[name], key=page.index.positions.__getitem__) for name in NAMES if name in found
    ]
    return [group for group in groups if group]


@lru_cache(maxsize=16384)  # a site's names are the same on all its pages
def _normalized_name(name: str) -> str:
    return SIGNS.sub("", name.lower())
