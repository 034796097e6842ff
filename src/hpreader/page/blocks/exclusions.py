"""Which elements are left out of the blocks, and which stay although a rule matches them.

A rule leaves out a block or a whole line, and never a part of a sentence (see `tree.text_lines`). What a
browser does not show is left out wherever it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.page.blocks.formulas import is_drawn_formula
from hpreader.page.blocks.revisions import is_ad_slot, is_deletion
from hpreader.page.tree.text_lines import TextLines
from hpreader.page.tree.visibility import (
    NON_ARTICLE_TAGS,
    is_hidden,
    is_junk,
    is_responsive,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from hpreader.page.tree.trace import Trace

CONTROL_TAGS = frozenset(
    {
        "button",
        "input",
        "select",
        "textarea",
        "noscript",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "label",
        "rt",
        "rp",
        "rtc",
    }
)
"""Elements within a line whose text is not text for a reader."""


class Exclusions:
    """The rules for one part of a page.

    Args:
        listed: elements that rules exclude: a profile's `drop`, boxes of other news, boilerplate.
        known: elements that hold a part of the article, whatever their names say.
        trace: where to record what is excluded and by which rule.
    """

    def __init__(
        self,
        listed: frozenset[_Element] = frozenset(),
        known: frozenset[_Element] = frozenset(),
        trace: Trace | None = None,
    ) -> None:
        self.listed = listed
        self._known = known
        self._trace = trace
        self._text_lines: TextLines | None = None
        """Made when a rule first matches an element."""

    def excludes(self, element: _Element) -> bool:
        """Whether an element is left out for its tag, because it is not shown, or because it is listed."""
        tag = element.tag
        if tag in NON_ARTICLE_TAGS:
            return self.record(element, "tag")
        if is_ad_slot(element):
            return self._excludes_whole_line(element, "tag")
        if is_deletion(element):
            return self.record(element, "deleted")
        if is_drawn_formula(element):
            return self.record(element, "formula")
        is_unseen = is_hidden(element)
        if is_unseen and not is_responsive(element):
            return self.record(element, "hidden")
        if element in self.listed or is_unseen:
            return self._excludes_whole_line(element, "hidden" if is_unseen else "tag")
        return False

    def excludes_by_name(self, element: _Element) -> bool:
        """Whether an element is left out because its class or id says "share", "comments" or the like."""
        if element in self._known or not is_junk(element):
            return False
        return self._excludes_whole_line(element, "name")

    def excludes_within_line(self, element: _Element) -> bool:
        """Whether an element within a heading, a caption or a list item is left out of it."""
        if element.tag in CONTROL_TAGS or is_drawn_formula(element):
            return True
        if is_deletion(element):
            return self.record(element, "deleted")
        is_unseen = is_hidden(element)
        if is_unseen and not is_responsive(element):
            return True
        if is_unseen or element in self.listed:
            return self._excludes_whole_line(element, "hidden")
        return False

    def record(self, element: _Element, rule: str) -> bool:
        """Record that an element is left out.

        Returns:
            True, always.
        """
        if self._trace is not None:
            self._trace.add_element("excluded", element, rule)
        return True

    def _excludes_whole_line(self, element: _Element, rule: str) -> bool:
        if self._text_lines is None:
            self._text_lines = TextLines(self._matches_rule)
        if not self._text_lines.holds(element):
            return self.record(element, rule)
        if self._trace is not None:
            self._trace.add_element("kept", element, rule)
        return False

    def _matches_rule(self, element: _Element) -> bool:
        return (
            element in self.listed
            or element.tag in NON_ARTICLE_TAGS
            or is_ad_slot(element)
            or is_hidden(element)
            or (element not in self._known and is_junk(element))
        )
