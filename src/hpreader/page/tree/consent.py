"""Layers that ask for consent to cookies, whose text may be longer than the article."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern

NAMES = lazy_pattern(
    r"cmp-?(?:box|wrapper|container|banner)|onetrust|optanon|cybot|cookiebot|didomi|qc-cmp|sp_message_container|fc-consent|truste[-_]"
    r"|osano-cm|iubenda-cs|cky-|cmplz|borlabs|usercentrics|moove[-_]gdpr|tarteaucitron|axeptio|klaro$|eu-?cookie"
    r"|(?:gdpr|consent|privacy)[-_]?(?:banner|bar|box|dialog|layer|manager|message|modal|notice|overlay|popup|prompt|wall)"
    r"|cookies?[-_]?(?:alert|banner|bar|box|consent|container|dialog|disclaimer|info|law|layer|message|modal|notice|notification|overlay|policy|popup|prompt|wall|warning)",
    re.IGNORECASE,
)
"""How class names and ids of consent layers begin, for common consent managers and home-made ones."""
TAGS = ("div", "section", "aside", "dialog", "form")
ARTICLES = ("main", "article", "body")
"""Elements that no layer contains; a wrapper around the page may have such a name while a layer is shown."""
MOST = 100
"""How many elements with such a name are considered."""


def consent_layers(root: _Element) -> list[_Element]:
    """The outermost elements of a page that ask for consent, in document order."""
    layers: list[_Element] = []
    seen: set[_Element] = set()
    for element in islice(filter(_asks_for_consent, root.iter(*TAGS)), MOST):
        if element not in seen and next(element.iter(*ARTICLES), None) is None:
            layers.append(element)
            seen.update(element.iter(*TAGS))
    return layers


def _asks_for_consent(element: _Element) -> bool:
    names, name = element.get("class"), element.get("id")
    return bool((names and _names_layer(names)) or (name and _names_layer(name)))


@lru_cache(maxsize=16384)  # the pages of a site share their names
def _names_layer(names: str) -> bool:
    return any(NAMES.match(name) for name in names.split())
