"""The orders of a list of headlines, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import N_

if TYPE_CHECKING:
    from hpreader.model.lists import Order

ORDERS: tuple[tuple[Order, bool], ...] = (
    ("time", False), ("time", True), ("source", False), ("section", False), ("unread", False),
)  # fmt: skip
"""The orders that one command goes through, and whether the oldest come first."""

ORDER_NAMES: dict[Order, str] = {
    "time": N_("oldest first"),
    "source": N_("by source"),
    "section": N_("by section"),
    "unread": N_("unread first"),
}
"""Message ids; the usual order, newest first, has no name."""
