"""Headlines as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.render.line_breaks import fitted, printable
from hpreader.vietnam_time import day_and_time, local

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Headline

READ, CACHED, MISSING, SAVED = "✓", "●", "○", "✦"
WIDE = 80
"""From this width on, in cells, a row has room for the whole date and the section."""
DATED = 34
"""From this width on, it has room for a short date."""
_DATE = len("06/07/2024 06:05")
_SHORT_DATE = len("06/07 06:05")
_SECTION = 18
"""Cells for the section's name; a longer one is cut."""
_MARKS = 3
_GAP = "  "


def headline_line(headline: Headline, width: int = 0, now: datetime | None = None) -> str:
    """A row of `list`: date, title, section and marks.

    Args:
        headline: what the row is of.
        width: in cells, to which the title is cut or filled up, so that the columns of all rows are
            aligned; in a narrow row the date is short and the section is left out. With 0 (a pipe)
            nothing is cut.
        now: the time, which decides whether a short date is of this year.
    """
    title, section = _one_line(headline.title), _one_line(headline.section)
    marks = (
        (READ if headline.read else " ")
        + (CACHED if headline.cached else MISSING)
        + (SAVED if headline.saved else " ")
    )
    is_wide = not width or width >= WIDE
    columns = [_date(headline.published, None if is_wide else now)]
    if width and width < DATED:
        columns = []
    parts = [*columns, title, *([section] if is_wide else []), marks]
    if width:
        rest = width - sum(map(len, columns)) - (_SECTION if is_wide else 0) - _MARKS
        room = max(1, rest - len(_GAP) * (len(parts) - 1))
        parts[len(columns)] = fitted(title, room)
        if is_wide:
            parts[-2] = fitted(section, _SECTION)
    return _GAP.join(parts).rstrip()


def headline_sentence(headline: Headline, now: datetime, source: str = "") -> str:
    """A headline to be listened to: words in place of signs, the usual (unread, in the cache) unsaid.

    Args:
        headline: the headline.
        now: the time, which decides whether its date needs a year.
        source: the title of its source, where that has to be told.
    """
    facts = [
        _one_line(source),
        _one_line(headline.section),
        _date(headline.published, now).strip(),
        _("already read") if headline.read else "",
        _("saved") if headline.saved else "",
        "" if headline.cached else _("needs the network"),
        *map(_one_line, headline.tags),
    ]
    if headline.told_edit is not None:
        from hpreader.model.edit_sentences import edit_sentence  # noqa: PLC0415 - seldom needed

        facts.append(_one_line(edit_sentence(headline.told_edit, now, spoken=True)))
    if headline.muted and not headline.saved:
        facts.append(_("hidden by the rule “{name}”").format(name=_one_line(headline.muted)))
    title = _one_line(headline.title)
    stop = "" if title.endswith((".", "?", "!", "\u2026")) else "."
    return f"{title}{stop} {', '.join(filter(None, facts))}".rstrip()


def _date(when: datetime | None, now: datetime | None) -> str:
    """A date of a fixed width; the short form, as `ls -l` has it, where it is told what time it is."""
    if now is None:
        return (day_and_time(when) if when else "").ljust(_DATE)
    if when is None:
        return " " * _SHORT_DATE
    is_this_year = local(when).year == local(now).year
    form = "%d/%m %H:%M" if is_this_year else "%d/%m/%Y"
    return f"{local(when):{form}}".ljust(_SHORT_DATE)


def _one_line(text: str) -> str:
    """The text as it may be printed in a row."""
    return " ".join(printable(text).split())
