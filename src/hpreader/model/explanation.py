"""Why a page reads as it does: what was taken for its article, by which rule, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Step = Literal["profile", "body", "statement", "excluded", "kept", "completeness", "problem"]
"""What a step is about: the site profile that matched, the element that was taken for the article, what
JSON-LD states of it, an element or a line that was left out, one that was not though a rule matched it,
whether the page has all of its article, and why it has none."""


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One decision on the way from a page to its article."""

    step: Step
    rule: str
    """Which rule decided, in lower case with underscores: `marker`, `drop`, `related_box`, `readability`."""
    detail: str = ""
    """What the rule was given: a profile's name, a selector, an address."""
    element: str = ""
    """The element, as `tag#id.class`; empty for lines of text."""
    text: str = ""
    """The beginning of its text."""
    length: int = 0
    """Characters of its text."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decisions on one page, in the order in which they were taken."""

    url: str
    steps: tuple[ExplanationStep, ...]
