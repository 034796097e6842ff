"""Bytes to a tree, within budgets: nothing that a server sends takes long or needs much memory here."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree
from lxml.etree import _Element
from lxml.html import HtmlElement

from hpreader import urls
from hpreader.page.tree.charset import decode, legible
from hpreader.page.tree.consent import consent_layers
from hpreader.page.tree.content_kind import kind_of_bytes, kind_of_text
from hpreader.page.tree.document import Page
from hpreader.page.tree.element_index import Index
from hpreader.page.tree.hidden_wrapper import show_hidden_wrapper
from hpreader.page.tree.html_repair import remove_element, repair_html
from hpreader.page.tree.streamed_parts import place_streamed_parts
from hpreader.problems import Problem
from hpreader.text import clean

LARGEST = 10_000_000
"""Bytes; the largest real pages seen have a tenth of it."""
MOST_ELEMENTS = 60_000
MOST_TAGS = 250_000
"""Counted as `<` before parsing, so that nothing larger is ever parsed."""
LONGEST_NAME = 4000
"""Characters of a class or an id; longer ones are dropped, as every rule reads them anew."""
MAX_DEPTH = 500
"""Levels; readability and libxml2 copy trees recursively, real pages stay below a hundred."""
DEPTH_SAMPLE = 200
"""The depth of every so many elements is checked first, before that of all."""

NON_TEXT_TAGS = frozenset({"script", "style", "svg", "template", "canvas"})
"""Removed after scripts with JSON-LD were read."""


def parse_document(source: str | bytes, url: str, charset: str | None = None) -> Page | Problem:
    """Parse a page.

    Args:
        source: the page as the server sent it.
        url: its address, for its links and for a Problem.
        charset: the charset in the HTTP header, None if it names none.
    """
    if len(source) > LARGEST:
        return Problem("too_large", url, f"{len(source) // 1_000_000} MB")
    if isinstance(source, bytes):
        kind = kind_of_bytes(source, charset)
        if kind:
            return Problem("not_html", url, kind)
    decoded = decode(source, charset) if isinstance(source, bytes) else legible(source)
    if isinstance(decoded, Problem):
        return Problem(decoded.kind, url, decoded.detail)
    return parse_markup(decoded, url)


def parse_markup(source: str, url: str) -> Page | Problem:
    """Parse the text of a page or of a part of it."""
    if not source.strip("\ufeff \t\r\n\f\v\x00"):
        return Problem("empty", url)
    kind = kind_of_text(source)
    if kind:
        return Problem("not_html", url, kind)
    if source.count("<") > MOST_TAGS:
        return Problem("too_deep", url, f"more than {MOST_TAGS} tags")
    try:
        root = read_tree(source.replace("\x00", "").encode("utf-8", "replace"))
    except etree.LxmlError as error:  # libxml2 found nothing that it could make a tree of
        return Problem("not_html", url, clean(str(error))[:80])
    if root is None:
        return Problem("empty", url)
    repair_html(root)
    return _indexed(root, url)


def read_tree(source: bytes) -> _Element | None:
    """The tree of a page in UTF-8: the only place where bytes become one.

    Raises:
        etree.LxmlError: libxml2 found nothing that it could make a tree of.
        MemoryError: it got no more memory, and what it has is a part of the page.
    """
    # huge_tree lifts libxml2's limit of 256 levels, at which it would cut the page in silence;
    # the limits of this module replace it.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # one class for all, so that the decider can work on a copy: it needs what HtmlElement can do
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = etree.fromstring(source, parser)
    finally:
        last = parser.error_log.last_error
        if last is not None and last.type == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError
    return root


def _indexed(root: _Element, url: str) -> Page | Problem:
    index = Index()
    page = Page(url, url, root, index)
    _read_scripts(page)
    place_streamed_parts(root)
    etree.strip_elements(root, *NON_TEXT_TAGS, with_tail=False)
    show_hidden_wrapper(root)
    for layer in consent_layers(root):
        remove_element(layer)
    if broken_limit := _build(index, root):
        return Problem("too_deep", url, broken_limit)
    base = next(
        (element.get("href") for element in index.tags.get("base", ()) if element.get("href")), ""
    )
    page.base = urls.resolve(url, base) or url if base else url
    return page


def _build(index: Index, root: _Element) -> str:
    """Fill the index of a tree; the limit that the tree breaks, "" if it breaks none."""
    elements = index.elements = list(root.iter(etree.Element))
    if len(elements) > MOST_ELEMENTS:
        return f"more than {MOST_ELEMENTS} elements"
    index.positions = dict(zip(elements, range(len(elements)), strict=True))
    ends, position = index.ends, len(elements)
    for element in reversed(elements):
        ends[element] = ends[element[-1]] if len(element) else position
        position -= 1
    if _is_too_deep(index):
        return f"more than {MAX_DEPTH} levels"
    _fill(index)
    return ""


def _read_scripts(page: Page) -> None:
    for element in page.root.iter("script"):
        text = element.text or ""
        if "ld+json" in (element.get("type") or "").lower():
            page.scripts.append(text)
        elif len(page.inline_script) < 2000:
            page.inline_script += text[:1000]


def _is_too_deep(index: Index) -> bool:
    # from one element to the next there is never more than one level down
    looked_at = index.elements[::DEPTH_SAMPLE]
    if all(sum(1 for _ in one.iterancestors()) < MAX_DEPTH - DEPTH_SAMPLE for one in looked_at):
        return False
    around: list[int] = []
    for position, end in enumerate(map(index.ends.__getitem__, index.elements)):
        while around and around[-1] <= position:
            around.pop()
        around.append(end)
        if len(around) > MAX_DEPTH:
            return True
    return False


def _fill(index: Index) -> None:
    tags, tokens, ids = (defaultdict[str, list[_Element]](list) for _ in range(3))
    # most class attributes occur many times on a page
    known: dict[str, list[list[_Element]]] = {}
    for element in index.elements:
        tags[str(element.tag)].append(element)
        token_list, name = element.get("class"), element.get("id")
        if token_list:
            if len(token_list) > LONGEST_NAME:
                del element.attrib["class"]
                continue
            positions = known.get(token_list)
            if positions is None:
                positions = known[token_list] = [tokens[token] for token in token_list.split()]
            for position in positions:
                position.append(element)
        if name:
            if len(name) > LONGEST_NAME:
                del element.attrib["id"]
                continue
            ids[name].append(element)
    index.tags, index.tokens, index.ids = dict(tags), dict(tokens), dict(ids)
