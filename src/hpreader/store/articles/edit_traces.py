"""Which former texts were read, as a trace of reading: taken out of what is stored of edits. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store.values import codec

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Edit


def unread_texts(former: str, since: datetime | None) -> str:
    """Former texts as JSON, none of them read since a time; as they are if they cannot be read."""
    try:
        texts = codec.load(former)
    except codec.UnreadableError:
        return former
    return codec.dump(
        tuple(
            replace(one, was_read=False)
            if isinstance(one, model.FormerText) and (since is None or one.replaced_at >= since)
            else one
            for one in texts
        )
    )


def unread_edit(edit: Edit | None, since: datetime | None) -> Edit | None:
    """An edit that does not tell that the user had read a former text, if it was made since a time."""
    if edit is None or (since is not None and edit.at < since):
        return edit
    return replace(edit, was_read=False)
