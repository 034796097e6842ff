"""Subscribes to the sources of a file, next to those that are subscribed already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hpreader import opml
from hpreader.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model import Source
    from hpreader.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class MergedSources:
    """What became of the sources of a file, by their names."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Those that got lists."""
    same: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """It as a sentence."""
        total = len(self.new) + len(self.changed) + len(self.same)
        return (
            ngettext("{n} source in the file", "{n} sources in the file", total).format(n=total)
            + ": "
            + _("{new} new, {changed} with new sections, {same} known already.").format(
                new=len(self.new), changed=len(self.changed), same=len(self.same)
            )
        )


async def merge_sources(
    newsroom: Newsroom, found: Sequence[Source], *, dry_run: bool = False
) -> MergedSources:
    """Subscribe to those lists that are not subscribed yet.

    Args:
        newsroom: has the subscriptions.
        found: the sources of a file.
        dry_run: change nothing.

    Raises:
        ProblemError: the disk reported an error.
    """
    before = {state.source.name: state.source for state in newsroom.subscriptions.states()}
    new: list[str] = []
    changed: list[str] = []
    same: list[str] = []
    for one in found:
        source = one if dry_run else newsroom.subscriptions.without_logins(one)
        known = before.get(source.name)
        if known is None:
            merged = opml.without_known(source, tuple(before.values()))
        else:
            merged = opml.merge(known, source)
        if merged == known or not merged.sections:
            same.append(source.name)
            continue
        if not dry_run:
            await newsroom.subscriptions.put(merged)
        (new if known is None else changed).append(source.name)
    return MergedSources(tuple(new), tuple(changed), tuple(same))
