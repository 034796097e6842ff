"""Making a rule from where one is: what it would be about is shown before it is accepted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, Final, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from hpreader.i18n import _, explain, ngettext
from hpreader.model.rules import Rule, RuleAction, RuleHits
from hpreader.newsroom.rules.rule_book import HIT_DAYS
from hpreader.problems import ProblemError
from hpreader.rules.rule_file import made_name
from hpreader.rules.rule_offers import RuleOffer, offer_of_word
from hpreader.rules.rule_sentences import ACTION_NAMES
from hpreader.rules.rule_set import has_words
from hpreader.text import clean, fold
from hpreader.ui.cell_text import ELLIPSIS
from hpreader.ui.dialogs.choice import Choice
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal

ACTIONS: Final[tuple[RuleAction, ...]] = ("mute", "keep", "notify")
"""Those that are offered: they follow from the rule alone, so that an undo takes them back wholly."""
SHOWN: Final = 5
"""Titles of what a rule would be about."""


class RemovedRule(NamedTuple):
    """A rule that hides the article already, and is to be removed."""

    name: str

    @property
    def words(self) -> str:
        """What the line of the list says."""
        return _("Remove the rule “{name}”").format(name=self.name)


class RuleDialog(Dialog[Rule | RemovedRule]):
    """Asks what a rule is to be about; the answer is the rule."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("tab", "next_action", show=False, priority=True),
        # An Input has these keys for scrolling, which it never does.
        Binding("down", "list('cursor_down')", show=False, priority=True),
        Binding("up", "list('cursor_up')", show=False, priority=True),
    ]

    def __init__(
        self,
        offers: Sequence[RuleOffer],
        hits: Callable[[Rule, int], Awaitable[RuleHits]],
        muted: str = "",
    ) -> None:
        """Ask.

        Args:
            offers: what the article suggests.
            hits: finds what a rule would be about, with so many headlines.
            muted: the rule that hides the article already.
        """
        super().__init__()
        self._suggested = offers
        self._hits = hits
        self._muted = muted
        self._action = 0
        self._shown: Rule | None = None
        """The rule whose hits are on the screen."""
        self._input = Input(placeholder=_("A word or a phrase, or choose below"))
        self._input.cursor_blink = False  # idle means idle
        self._heading = Static(classes="heading", markup=False)
        self._list = OptionList(markup=False)
        self._found = Static(classes="hits", markup=False)

    def compose(self) -> ComposeResult:
        """What is done, the words, what is offered, and what the rule would be about."""
        with Vertical(classes="dialog"):
            yield self._heading
            yield self._input
            yield self._list
            yield self._found
            keys = _("Enter: accept   Tab: hide, keep or notify   Esc: close")
            yield Static(literal(keys), classes="keys")

    def on_mount(self) -> None:
        """The offers for the article."""
        self.set_focus(self._input)
        self._show_offers()

    # --- what is offered ------------------------------------------------------------------------

    @property
    def _typed(self) -> str:
        return clean(self._input.value)

    def _offers(self) -> list[RuleOffer | RemovedRule]:
        """The lines; those that do not have the typed words are left out."""
        offers: list[RuleOffer | RemovedRule] = []
        if self._muted:
            offers.append(RemovedRule(self._muted))
        if has_words(self._typed):
            offers.append(offer_of_word(self._typed))
        offers += self._suggested
        wanted = fold(self._typed)
        return [offer for offer in offers if wanted in fold(offer.words)]

    @on(Input.Changed)
    def _changed(self) -> None:
        self._show_offers()

    def _show_offers(self) -> None:
        self._list.clear_options()
        self._list.add_options([Choice(literal(one.words), one) for one in self._offers()])
        self._list.highlighted = 0 if self._list.option_count else None
        self._look()

    def _show_action(self) -> None:
        if isinstance(self._chosen(), RemovedRule):
            self._heading.update(literal(_("Hidden by the rule “{name}”").format(name=self._muted)))
            return
        name = _(ACTION_NAMES[ACTIONS[self._action]])
        self._heading.update(literal(_("{action}: articles with").format(action=name)))

    def _chosen(self) -> RuleOffer | RemovedRule | None:
        if (at := self._list.highlighted) is None:
            return None
        option = self._list.get_option_at_index(at)
        return option.value if isinstance(option, Choice) else None

    def _rule(self, offer: RuleOffer) -> Rule:
        rule = offer.rule._replace(actions=frozenset({ACTIONS[self._action]}))
        return rule._replace(name=made_name(rule))

    # --- what it would be about -----------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._look()

    @work(group="hits", exclusive=True)
    async def _look(self) -> None:
        """Show what the rule under the cursor would be about; a look for another one is cancelled."""
        self._show_action()
        offer = self._chosen()
        if not isinstance(offer, RuleOffer):
            self._shown = None
            self._found.update(literal(""))
            return
        rule = self._rule(offer)
        if rule == self._shown:
            return
        self._shown = None
        self._found.update(literal(ELLIPSIS))
        try:
            hits = await self._hits(rule, SHOWN)
        except ProblemError as error:
            self._found.update(literal(explain(error.problem)))
            return
        self._shown = rule
        count = ngettext(
            "{count} article of the last {days} days", "{count} articles of the last {days} days",
            hits.total,
        ).format(count=hits.total, days=HIT_DAYS)  # fmt: skip
        lines = [count, *(f"  \u2219 {clean(one.title)}" for one in hits.headlines)]
        if hits.total > len(hits.headlines):
            lines.append(f"  {ELLIPSIS}")
        self._found.update(literal("\n".join(lines)))

    # --- keys -----------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._accept()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self._accept()

    def _accept(self) -> None:
        """Accept the rule, if what it would be about is on the screen."""
        offer = self._chosen()
        if isinstance(offer, RemovedRule):
            self.answer(offer)
        elif offer is not None and (rule := self._rule(offer)) == self._shown:
            self.answer(rule)

    def action_next_action(self) -> None:
        """Hide, keep or notify."""
        self._action = (self._action + 1) % len(ACTIONS)
        self._look()

    def action_list(self, name: str) -> None:
        """Move in the list while words can still be typed."""
        {"cursor_down": self._list.action_cursor_down, "cursor_up": self._list.action_cursor_up}[
            name
        ]()
