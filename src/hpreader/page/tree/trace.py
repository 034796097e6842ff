"""A record of what was decided on a page and why, made only for `show --explain`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hpreader.model import Explanation, ExplanationStep
from hpreader.page.tree.text_content import text_content

if TYPE_CHECKING:
    from lxml.etree import _Element

    from hpreader.model import Step

LONGEST_SAMPLE = 100
"""Characters of an element's text that are recorded."""
MOST_CLASSES = 3
LONGEST_PATH = 80
MOST_STEPS = 2000
"""Real pages have far fewer."""


class Trace:
    """The decisions on one page, in the order in which they were taken."""

    def __init__(self) -> None:
        self._steps: list[ExplanationStep] = []
        self._rules: dict[_Element, tuple[str, str]] = {}

    def explanation(self, url: str) -> Explanation:
        """All decisions so far, on the page at an address."""
        return Explanation(url, tuple(self._steps))

    def add(
        self,
        step: Step,
        rule: str,
        detail: str = "",
        *,
        element: _Element | None = None,
        text: str = "",
    ) -> None:
        """Record a decision about an element, about a line of text, or about the page as a whole."""
        if len(self._steps) < MOST_STEPS:
            content = text if element is None else text_content(element)
            path = "" if element is None else _path(element)
            sample = content[:LONGEST_SAMPLE]
            self._steps.append(ExplanationStep(step, rule, detail, path, sample, len(content)))

    def note_rule(self, elements: Iterable[_Element], rule: str, detail: str = "") -> None:
        """Remember which rule excludes elements, should they be met while the blocks are built."""
        for element in elements:
            self._rules.setdefault(element, (rule, detail))

    def add_element(self, step: Step, element: _Element, rule: str) -> None:
        """Record what became of an element, by the rule that was noted for it or by the given one."""
        if element.text or len(element):
            known, detail = self._rules.get(element, (rule, ""))
            self.add(step, known, detail, element=element)


def _path(element: _Element) -> str:
    """An element as a selector would name it: `div#main.box.wide`."""
    name, classes = element.get("id"), (element.get("class") or "").split()[:MOST_CLASSES]
    parts = [str(element.tag), *(f"#{name}" for _ in [1] if name), *(f".{one}" for one in classes)]
    return "".join(parts)[:LONGEST_PATH]
