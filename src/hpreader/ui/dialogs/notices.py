"""The notices as a list to pick from, by the day that they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hpreader.i18n import _
from hpreader.model.notices import NOTICE_NAMES
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.dialog import Picker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model.notices import Notice


def notice_line(notice: Notice, *, is_past: bool) -> Content:
    """One notice: its days and hours, what it is about, and its title."""
    facts = (
        f"{notice.when}  {_(NOTICE_NAMES[notice.kind])}  ",
        "$text-muted" if is_past else "bold",
    )
    title = sanitize(notice.headline.title)
    return Content.assemble(facts, (title, "$text-muted") if is_past else title)


class NoticesDialog(Picker):
    """What will be on which day; below it what is over."""

    def __init__(
        self,
        coming: Sequence[Notice],
        past: Sequence[Notice],
        *,
        has_places: bool,
    ) -> None:
        """Create it.

        Args:
            coming: the notices from today on.
            past: those that are over, shown below the others and muted.
            has_places: whether the user follows any place.
        """
        empty = (
            _("There are no notices for the places you follow.")
            if has_places
            else _(
                'You follow no place yet. Put yours into config.toml: places = ["{name}"]'
            ).format(name="Lê Chân")
        )
        super().__init__(
            _("Notices"),
            [
                *(notice_line(one, is_past=False) for one in coming),
                *(notice_line(one, is_past=True) for one in past),
            ],
            empty=empty,
        )
