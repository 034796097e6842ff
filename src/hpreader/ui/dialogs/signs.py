"""The legend: every sign that the reader draws, with what it means."""

from __future__ import annotations

from hpreader.i18n import N_
from hpreader.render.related import STATES
from hpreader.ui.cell_text import ELLIPSIS, percent
from hpreader.ui.panes.headline_lines import CURSOR, MISSING, SAVED
from hpreader.ui.panes.section_lines import FAILING
from hpreader.ui.step_labels import SIGNS as STEPS
from hpreader.ui.widgets.breadcrumbs import HERE

SIGNS: tuple[tuple[str, str], ...] = (
    (MISSING, N_("in the list: the text is not here, it needs the network")),
    (SAVED, N_("saved")),
    (CURSOR.strip(), N_("the headline under the cursor; unread ones are bold, read ones grey")),
    (percent(0).split()[0], N_("how far an article is read")),
    ("+2", N_("so many other articles of the same event are behind this row")),
    (FAILING, N_("a source or section that cannot be fetched; the reason is below it")),
    *STATES.values(),
    (HERE, N_("where you are in the reading trail")),
    (STEPS["list"], N_("a list in the trail")),
    (STEPS["day"], N_("a day in the trail")),
    (STEPS["search"], N_("a search in the trail")),
    (STEPS["brief"], N_("a news brief in the trail")),
    (ELLIPSIS, N_("something is left out here")),
)
"""Each sign with its meaning, a message id."""
