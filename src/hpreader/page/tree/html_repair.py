"""Repairs trees in which libxml2 differs from browsers.

https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-afterbody: content after an early
`</body>` or `</html>`, or in a second `<body>`, belongs to the first body. libxml2 makes a second document
of it.
"""

from __future__ import annotations

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern

FORBIDDEN = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML text holds: https://www.w3.org/TR/xml/#charsets"""

IN_HEAD = frozenset({
    "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title",
})  # fmt: skip
"""https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead"""


def repair_html(root: _Element) -> None:
    """Move content beside a page's `<html>`, and in further bodies, into its first body."""
    for other in list(root.itersiblings()):
        _merge_into(root, other)
    body = root.find("body")
    if body is None:
        return
    _rename_open_menus(root)
    _move_content_out_of_head(root, body)
    for part in list(root):
        if part.tag == "body" and part is not body:
            _merge_into(body, part)
            root.remove(part)
        elif part.tag not in {"head", "body", "frameset"}:
            body.append(part)


def _move_content_out_of_head(root: _Element, body: _Element) -> None:
    """Move body content out of the head, if the body's tag was omitted.

    https://html.spec.whatwg.org/multipage/syntax.html#optional-tags; libxml2 leaves elements that it does
    not know, such as `<main>`, in the head.
    """
    head = root.find("head")
    parts = [] if head is None else list(head)
    first = next((at for at, part in enumerate(parts) if part.tag not in IN_HEAD), len(parts))
    if first < len(parts):
        text, body.text = body.text, None
        body[:0] = parts[first:]
        if text:
            _append_tail(parts[-1], text)


def _rename_open_menus(root: _Element) -> None:
    """Make a plain box of each menu whose end tag is missing, so that the article is inside it.

    Its own lists of links stay menus.
    """
    for menu in list(root.iter("nav")):
        article = next(menu.iter("main", "article"), None)
        if article is None or next(article.iter("h1"), None) is None:
            continue
        menu.tag = "div"
        inner = article
        while inner is not menu and (parent := inner.getparent()) is not None:
            for sibling in parent:
                if sibling is not inner and _is_menu(sibling):
                    sibling.tag = "nav"
            inner = parent


def _is_menu(element: _Element) -> bool:
    return (
        element.tag in {"ul", "ol", "div", "li"}
        and next(element.iter("a"), None) is not None
        and next(element.iter("p", "h1"), None) is None
    )


def _merge_into(parent: _Element, other: _Element) -> None:
    """Append the content of another element, and copy its class, id and language if there are none yet."""
    for name in ("class", "id", "lang"):
        if not parent.get(name) and (value := other.get(name)):
            parent.set(name, _valid_text(value))
    _append_text(parent, other.text)
    parent.extend(list(other))


def _append_text(parent: _Element, text: str | None) -> None:
    """Append text to an element's content."""
    if text and len(parent):
        _append_tail(parent[-1], text)
    elif text:
        parent.text = _valid_text((parent.text or "") + text)


def remove_element(element: _Element) -> None:
    """Remove an element from its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            _append_tail(before, element.tail)
        else:
            parent.text = _valid_text((parent.text or "") + element.tail)
    parent.remove(element)


def _append_tail(element: _Element, text: str) -> None:
    element.tail = _valid_text((element.tail or "") + text)


def _valid_text(text: str) -> str:
    """Text without characters that lxml reads from broken pages and does not accept."""
    return FORBIDDEN.sub("", text)
