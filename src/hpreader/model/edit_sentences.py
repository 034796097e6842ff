"""What was edited in an article, in one line: for lists, for the head of an article, for ears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.i18n import _, ngettext
from hpreader.model import VIETNAM

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Change, Edit

MOST: Final = 3
"""Changes in one line; of more their number is told."""


def edit_sentence(edit: Edit, now: datetime | None = None, *, spoken: bool = False) -> str:
    """When an article was edited and what changed: `Edited 14:20: 3 -> 5 people`.

    Args:
        edit: the edit.
        now: the time; an edit of another day has its date. None: the date is always told.
        spoken: whether the line is to be listened to.
    """
    local = edit.at.astimezone(VIETNAM)
    is_today = now is not None and now.astimezone(VIETNAM).date() == local.date()
    time = f"{local:%H:%M}" if is_today else f"{local:%d/%m/%Y %H:%M}"
    return _("Edited {time}: {changes}").format(
        time=time, changes=changes_sentence(edit.changes, spoken=spoken)
    )


def changes_sentence(changes: tuple[Change, ...], *, spoken: bool = False) -> str:
    """What changed, the most telling first."""
    facts = [change_words(one, spoken=spoken) for one in changes if one.kind != "paragraph"]
    rest = len(facts) - MOST
    parts = facts[:MOST]
    if rest > 0:
        parts.append(
            ngettext("{count} more change", "{count} more changes", rest).format(count=rest)
        )
    paragraphs = [one for one in changes if one.kind == "paragraph"]
    added = [one.after for one in paragraphs if one.after]
    removed = [one.before for one in paragraphs if one.before]
    if len(paragraphs) == 1 and not facts:
        words = _("added: “{text}”") if added else _("removed: “{text}”")
        return words.format(text=(added or removed)[0])
    if added:
        words = ngettext("{count} paragraph added", "{count} paragraphs added", len(added))
        parts.append(words.format(count=len(added)))
    if removed:
        words = ngettext("{count} paragraph removed", "{count} paragraphs removed", len(removed))
        parts.append(words.format(count=len(removed)))
    return "; ".join(parts)


def change_words(change: Change, *, spoken: bool = False) -> str:
    """One number, name or negation: what it was and what it is."""
    if change.before and change.after:
        # The usual arrow is of ambiguous width (Unicode Standard Annex 11).
        words = _("{before}, now {after}") if spoken else "{before} -> {after}"
    else:
        words = _("added: {after}") if change.after else _("removed: {before}")
    return words.format(before=change.before, after=change.after)
