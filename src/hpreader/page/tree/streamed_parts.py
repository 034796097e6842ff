"""Parts of a page that React sends after the rest, hidden, and that a script moves into the page.

`<template id="B:0">` marks where a part is missing, `<div hidden id="S:0">` has it, and `$RC("B:0","S:0")`
(`$RS("S:1","P:1")` within a part) names which belongs where:
https://react.dev/reference/react-dom/server/renderToPipeableStream
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern
from hpreader.page.tree.html_repair import remove_element

STREAMED = etree.XPath("//*[@hidden and contains(@id, 'S:')]")
PART_ID = lazy_pattern(r"[\w:«»-]*?S:[0-9a-f]+")
CALL = lazy_pattern(r"""\$R[A-Z]\(\s*["']([^"'\s]{1,40})["']\s*,\s*["']([^"'\s]{1,40})["']""")
"""A call that moves a part: its two arguments are the ids of the gap and the part, in either order."""
MOST_PARTS = 500
"""Of one page; each is moved by itself."""


def place_streamed_parts(root: _Element) -> None:
    """Move each part to its gap; a part whose gap is not found is shown where it is."""
    found = STREAMED(root)
    parts = [one for one in found if _is_part(one)] if isinstance(found, list) else []
    if not parts:
        return
    gaps = {gap.get("id"): gap for gap in root.iter("template") if gap.get("id")}
    gap_ids = _gap_ids(root)
    for part in parts[:MOST_PARTS]:
        name = part.attrib.pop("id")
        del part.attrib["hidden"]
        gap = gaps.get(gap_ids.get(name, ""))
        if gap is None:  # the numbers are the same where a page waits for one part at a time
            gap = gaps.get("B:".join(name.rsplit("S:", 1)))
        if gap is not None and not any(one is part for one in gap.iterancestors()):
            remove_element(part)
            part.tail = None
            gap.addprevious(part)


def _is_part(element: object) -> bool:
    return isinstance(element, _Element) and bool(PART_ID.fullmatch(element.get("id") or ""))


def _gap_ids(root: _Element) -> dict[str, str]:
    """The id of the gap for each part's id, from the scripts that move them."""
    found: dict[str, str] = {}
    for script in root.iter("script"):
        for one, other in CALL.findall(script.text or ""):
            part, gap = (one, other) if PART_ID.fullmatch(one) else (other, one)
            found[part] = gap
    return found
