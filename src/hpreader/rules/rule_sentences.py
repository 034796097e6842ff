"""Rules as sentences for a person."""

from __future__ import annotations

from typing import Final

from hpreader.i18n import N_, _, ngettext
from hpreader.model.rules import RULE_ACTIONS, Rule, RuleAction

ACTION_NAMES: Final[dict[RuleAction, str]] = {
    "mute": N_("Hide"),
    "keep": N_("Keep for good"),
    "save": N_("Save"),
    "read": N_("Mark as read"),
    "notify": N_("Notify"),
}
"""What rules do, for a person."""


def rule_sentence(rule: Rule) -> str:
    """What a rule does, and with which articles."""
    done = [_(ACTION_NAMES[action]) for action in RULE_ACTIONS if action in rule.actions]
    if rule.tags:
        done.append(_("Tag {tags}").format(tags=_quoted(rule.tags)))
    place = _("in the title") if rule.title_only else ""
    spelling = _("exactly so") if rule.exact else ""
    notes = ", ".join(filter(None, (place, spelling)))
    met = []
    if rule.words:
        words = _("words: {words}").format(words=_quoted(rule.words))
        met.append(f"{words} ({notes})" if notes else words)
    for form, values in (
        (_("without: {words}"), rule.without),
        (_("source: {words}"), rule.sources),
        (_("section: {words}"), rule.sections),
    ):
        if values:
            met.append(form.format(words=_quoted(values)))
    if rule.older_than:
        met.append(_("older than {span}").format(span=_span(rule.older_than)))
    if rule.newer_than:
        met.append(_("newer than {span}").format(span=_span(rule.newer_than)))
    return f"{', '.join(done)} \u2219 {'; '.join(met)}"


def _quoted(values: tuple[str, ...]) -> str:
    return ", ".join(f"\u201c{value}\u201d" for value in values)


def _span(seconds: int) -> str:
    days, rest = divmod(seconds, 86_400)
    if rest:
        hours = seconds // 3600
        return ngettext("{n} hour", "{n} hours", hours).format(n=hours)
    return ngettext("{n} day", "{n} days", days).format(n=days)
