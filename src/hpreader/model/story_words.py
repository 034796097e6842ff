"""Why an article belongs to a story, in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from hpreader.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model.stories import ReasonKind, StoryReason, StoryReport

_NAMES: Final[Mapping[ReasonKind, str]] = {
    "copy": N_("equal text"),
    "title": N_("titles"),
    "names": N_("names"),
    "numbers": N_("numbers"),
    "text": N_("passages"),
    "link": N_("other news"),
}
_SURE: Final = 0.999
"""A weight of 1, which leaves no doubt, counts as this."""


def reason_words(report: StoryReport) -> str:
    """The evidence with its shares, the strongest first: `names 67% (…) · numbers 33% (…)`."""
    found = []
    reasons = sorted(report.reasons, key=lambda one: -one.weight)
    for reason, share in zip(reasons, _shares(reasons), strict=True):
        values = ", ".join(reason.written or reason.values)
        if reason.kind == "copy":
            found.append(f"{_(_NAMES[reason.kind])} {values}")
            continue
        if reason.kind == "text":
            values = _("{share} of the text").format(share=values)
        words = f"{_(_NAMES[reason.kind])} {share}%"
        found.append(f"{words} ({values})" if values else words)
    return _("Why: {reasons}").format(reasons=" \u00b7 ".join(found))


def _shares(reasons: Sequence[StoryReason]) -> list[int]:
    """How much of all evidence each reason is, the strongest first, in percent, which together are 100.

    Each removes a share of the doubt that the others leave (`stories.similarity`), so that their weights
    are no parts of a whole, but the logarithms of what they leave are.
    """
    parts = [-math.log(1 - min(one.weight, _SURE)) for one in reasons]
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    others = [int(100 * part / whole) for part in parts[1:]]
    return [100 - sum(others), *others]
