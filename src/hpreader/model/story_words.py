"""Why an article belongs to a story, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model.stories import ReasonKind, StoryReport

_NAMES: Final[Mapping[ReasonKind, str]] = {
    "copy": N_("equal text"),
    "title": N_("titles"),
    "names": N_("names"),
    "numbers": N_("numbers"),
    "text": N_("passages"),
    "link": N_("other news"),
}


def reason_words(report: StoryReport) -> str:
    """The evidence with its weights, the strongest first: `names 64% (…) · numbers 31% (…)`."""
    found = []
    for reason in sorted(report.reasons, key=lambda one: -one.weight):
        values = ", ".join(reason.written or reason.values)
        if reason.kind == "copy":
            found.append(f"{_(_NAMES[reason.kind])} {values}")
            continue
        if reason.kind == "text":
            values = _("{share} of the text").format(share=values)
        words = f"{_(_NAMES[reason.kind])} {reason.weight:.0%}"
        found.append(f"{words} ({values})" if values else words)
    return _("Why: {reasons}").format(reasons=" \u00b7 ".join(found))
