"""The layers that ask for consent to cookies: the largest text of many a page, and never its article."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element

from hpreader.page.selecting import Index

NAMES = re.compile(
    r"cmp-?(?:box|wrapper|container|banner)|onetrust|optanon|cybot|cookiebot|didomi|qc-cmp|sp_message_container|fc-consent|truste[-_]"
    r"|osano-cm|iubenda-cs|cky-|cmplz|borlabs|usercentrics|moove[-_]gdpr|tarteaucitron|axeptio|klaro$|eu-?cookie"
    r"|(?:gdpr|consent|privacy)[-_]?(?:banner|bar|box|dialog|layer|manager|message|modal|notice|overlay|popup|prompt|wall)"
    r"|cookies?[-_]?(?:alert|banner|bar|box|consent|container|dialog|disclaimer|info|law|layer|message|modal|notice|notification|overlay|policy|popup|prompt|wall|warning)",
    re.IGNORECASE,
)
"""How the consent managers in use, and those who write their own, begin the names of their layers."""
TAGS = frozenset({"div", "section", "aside", "dialog", "form"})
ARTICLES = ("main", "article", "body")
"""What no layer holds: a wrapper around the page may say in its name that a layer is shown."""


def consent_layers(index: Index) -> list[_Element]:
    """The outermost elements of a page that ask for consent, in document order."""
    named = {
        element
        for names in (index.tokens, index.ids)
        for name, elements in names.items()
        if _asks_for_consent(name)
        for element in elements
        if element.tag in TAGS and next(element.iter(*ARTICLES), None) is None
    }
    return [
        element
        for element in sorted(named, key=index.places.__getitem__)
        if named.isdisjoint(element.iterancestors())
    ]


@lru_cache(maxsize=16384)  # a site's names are the same on all its pages
def _asks_for_consent(name: str) -> bool:
    return NAMES.match(name) is not None
