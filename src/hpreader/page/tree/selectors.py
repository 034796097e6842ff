"""The small part of CSS selectors that site profiles are written in, over an index of the page.

Profiles are tried against every page, so a selector costs a dictionary look-up, not a walk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lxml.etree import _Element

from hpreader.lazy_pattern import lazy_pattern

COMPOUND = lazy_pattern(
    r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:[~^*$]?=[^\]]*)?\])*)"
)
CONDITION = lazy_pattern(
    r"\.(?P<token>[\w-]+)|#(?P<id>[\w-]+)|\[(?P<name>[\w-]+)(?:(?P<how>[~^*$]?)=(?P<value>[^\]]*))?\]"
)


@dataclass(frozen=True, slots=True, eq=False)
class Compound:
    """One step of a selector: a tag and what its attributes must be; there is one of each kind."""

    tag: str = ""
    id: str = ""
    tokens: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    is_child: bool = False
    """Whether the step before must be the parent, not just an ancestor."""

    def matches(self, element: _Element) -> bool:
        """Whether the element is one of these."""
        if self.tag and element.tag != self.tag:
            return False
        if self.id and element.get("id") != self.id:
            return False
        if self.tokens:
            classes = (element.get("class") or "").split()
            if any(token not in classes for token in self.tokens):
                return False
        return all(_holds(element.get(name), how, value) for name, how, value in self.attributes)

    @property
    def is_name(self) -> bool:
        """Whether it is a single tag, class or id, which the index has ready."""
        text = (self.tag != "") + (self.id != "") + len(self.tokens)
        return text == 1 and not self.attributes


def _holds(actual: str | None, how: str, value: str) -> bool:
    if actual is None:
        return False
    match how:
        case "has":
            return True
        case "~":
            return value in actual.split()
        case "^":
            return actual.startswith(value)
        case "*":
            return value in actual
        case "$":
            return actual.endswith(value)
        case _:
            return actual == value


@cache
def compile_selector(selector: str) -> tuple[Compound, ...]:
    """The steps of a selector.

    Raises:
        ValueError: the selector is not in this small part of CSS.
    """
    steps: list[Compound] = []
    is_child = False
    for word in selector.split():
        if word == ">":
            is_child = True
            continue
        steps.append(_compound(word, is_child))
        is_child = False
    if not steps or is_child:
        raise ValueError(f"not a selector: {selector!r}")
    return tuple(steps)


@cache
def _compound(word: str, is_child: bool) -> Compound:
    found = COMPOUND.fullmatch(word)
    if not found:
        raise ValueError(f"not a selector: {word!r}")
    id_, tokens, attributes = "", [], []
    for condition in CONDITION.finditer(found["rest"]):
        if condition["token"]:
            tokens.append(condition["token"])
        elif condition["id"]:
            id_ = condition["id"]
        else:
            how = condition["how"] if condition["value"] is not None else "has"
            attributes.append(
                (condition["name"], how or "=", (condition["value"] or "").strip("\"'"))
            )
    tag = "" if found["tag"] in (None, "*") else found["tag"].lower()
    return Compound(tag, id_, tuple(tokens), tuple(attributes), is_child)
