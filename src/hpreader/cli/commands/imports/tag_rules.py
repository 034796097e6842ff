"""The tags of newsboat's feeds as rules that give tags to their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model.list_names import list_key
from hpreader.model.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import Source

    Lists = Mapping[str, Sequence[str]]
    """For each source with a tag, the names of its lists that have it."""


def tag_rules(
    tags: Mapping[str, Sequence[str]], sources: Sequence[Source]
) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Rules that give the articles of feeds their feeds' tags.

    Sources all of whose lists have a tag share a rule; each other source has one that names its lists.

    Args:
        tags: the tags of each feed, by its address; that which is the name of its list is none.
        sources: the subscriptions.

    Returns:
        The rules, and the tags of lists without a name, which no rule can tell from the others of their source.
    """
    by_tag: dict[str, dict[str, list[str]]] = {}
    lists = {
        list_key(url): (source, section.name)
        for source in sources
        for section in source.sections
        for url in section.candidates
    }
    for address, names in tags.items():
        if (found := lists.get(list_key(address))) is None:
            continue
        source, section = found
        for tag in dict.fromkeys(names):
            if tag != section:
                by_tag.setdefault(tag, {}).setdefault(source.name, []).append(section)
    count = {source.name: len(source.sections) for source in sources}
    rules: list[Rule] = []
    unkept: list[str] = []
    for tag, found_lists in by_tag.items():
        whole = tuple(name for name, part in found_lists.items() if len(part) == count[name])
        if whole:
            rules.append(Rule(f"newsboat: {tag}", tags=(tag,), sources=whole))
        for name, part in found_lists.items():
            if name in whole:
                continue
            if not all(part):
                unkept.append(tag)
                continue
            rule = Rule(f"newsboat: {tag}, {name}", tags=(tag,), sources=(name,))
            rules.append(rule._replace(sections=tuple(part)))
    return tuple(rules), tuple(dict.fromkeys(unkept))
