"""Formulas: MathML as text in one line, and what other systems put beside it on a page.

Elements of MathML Core (https://www.w3.org/TR/mathml-core/).
"""

from __future__ import annotations

from lxml.etree import _Element

from hpreader.text import clean

ANNOTATIONS = frozenset({"annotation", "annotation-xml", "mphantom"})
"""The formula once more in another language, and what is not shown."""
JOINED = {"mfrac": "/", "msup": "^", "msub": "_", "mroot": "^1/", "munder": "_", "mover": "^"}
"""What is written between the two children of an element."""
SPACED = frozenset("=+−<>≤≥≠≈×÷→⇒±∈")
"""Operators with a space at both sides."""
DRAWN_TOKENS = frozenset({"katex-html", "MathJax_Preview", "MathJax", "MathJax_Display"})
"""Elements in which scripts drew a formula whose MathML is beside it."""
SUPERSCRIPT = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
DEEPEST = 60
"""Levels; a formula that is nested deeper is given by its letters alone."""


def formula_text(element: _Element) -> str:
    """A `<math>` as text in one line: `S = 25`, `(a + b)/2`, `x²`."""
    return clean(_text(element, 0))


def is_drawn_formula(element: _Element) -> bool:
    """Whether it repeats by letters laid out by a script what the MathML beside it contains."""
    names = element.get("class")
    if not names or DRAWN_TOKENS.isdisjoint(names.split()):
        return False
    parent = element.getparent()
    return parent is not None and next(parent.iter("math"), None) is not None


def _text(element: _Element, depth: int) -> str:
    tag = str(element.tag)
    if tag in ANNOTATIONS:
        return ""
    if depth > DEEPEST:
        return "".join(element.itertext())
    own = element.text or ""
    parts = [_text(child, depth + 1) + (child.tail or "").strip() for child in element]
    if tag in JOINED and len(parts) == 2:
        return _joined(tag, parts[0].strip(), parts[1].strip())
    if tag == "msqrt":
        return f"√{_grouped(''.join(parts).strip())}"
    if tag in {"mtr", "mlabeledtr"}:
        return " ".join(part.strip() for part in parts) + "; "
    if tag == "mo":
        sign = own.strip()
        return f" {sign} " if sign in SPACED else sign
    if tag == "mspace":
        return " "
    return (own if tag == "mtext" else own.strip()) + "".join(parts)


def _joined(tag: str, first: str, second: str) -> str:
    if tag == "msup" and second and second.translate(SUPERSCRIPT) != second and len(second) <= 3:
        return f"{_grouped(first)}{second.translate(SUPERSCRIPT)}"
    if tag == "msub" and second.isdecimal():
        return f"{first}{second.translate(SUBSCRIPT)}"
    if tag == "mroot":
        return f"{_grouped(first)}^(1/{second})"
    return f"{_grouped(first)}{JOINED[tag]}{_grouped(second)}"


def _grouped(text: str) -> str:
    """A part of a formula in parentheses, unless it is one word."""
    is_word = text.replace(".", "").replace(",", "").isalnum()
    return text if is_word or (text[:1] == "(" and text[-1:] == ")") else f"({text})"
