"""A page that is hidden as a whole until a script has arranged it.

Some sites send the element around all of their page with `style="display: none"`, and a script shows it when
the styles or the advertisements are there. Without scripts, and for this program, the page is its text.
"""

from __future__ import annotations

from itertools import islice

from lxml import etree
from lxml.etree import _Element

from hpreader.page.tree.visibility import is_hidden

HIDDEN = etree.XPath(
    "//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')][.//h1 or .//article]"
)
MIN_SHARE = 0.75
"""Share of the page's text; a hidden menu, dialog or version of the article for other screens has less."""
MOST = 20
"""How many hidden elements with a headline are considered."""


def show_hidden_wrapper(root: _Element) -> None:
    """Remove what hides elements with the page's headline and most of its text."""
    found = HIDDEN(root)
    hidden = [one for one in found if isinstance(one, _Element)] if isinstance(found, list) else []
    wrappers = list(islice(filter(is_hidden, hidden), MOST))
    if not wrappers:
        return
    least = _letters(root) * MIN_SHARE
    for wrapper in wrappers:
        if _letters(wrapper) >= least:
            for name in ("hidden", "style"):
                wrapper.attrib.pop(name, None)


def _letters(element: _Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
