"""Sentences that commands and both readers tell: events of a sync, the ends of a list."""

from __future__ import annotations

from hpreader.i18n import _, explain, ngettext, size_words
from hpreader.model import AccountSynced, PageSynced, SourceSynced, SyncDone, SyncEvent
from hpreader.problems import Problem
from hpreader.text import clean


def event_sentence(event: SyncEvent) -> str:
    """An event as a sentence for a person; empty for those that only move the bar."""
    match event:
        case AccountSynced(account, problem=Problem() as problem):
            return f"{account}: {explain(problem)}"
        case AccountSynced():
            return f"{event.account}: " + _account_sentence(event)
        case SourceSynced(source, problem=Problem() as problem):
            return f"{source}: {explain(problem)}"
        case SourceSynced(source, "new", new) if new:
            return f"{source}: " + ngettext("{n} new article", "{n} new articles", new).format(
                n=new
            )
        case SourceSynced(source):
            return f"{source}: " + _("nothing new")
        case PageSynced(url, "failed", Problem() as problem):
            return f"{url}: {explain(problem)}"
        case SyncDone():
            return _("Done: {new} new, {pages} articles fetched, {size}.").format(
                new=event.new, pages=event.pages, size=size_words(event.bytes)
            )
        case _:
            return ""


def _account_sentence(event: AccountSynced) -> str:
    parts = []
    if event.received or event.sent:
        words = _("{received} marks received, {sent} sent")
        parts.append(words.format(received=event.received, sent=event.sent))
    if event.subscribed or event.unsubscribed:
        words = _("{new} lists more, {gone} fewer")
        parts.append(words.format(new=event.subscribed, gone=event.unsubscribed))
    if event.refused:
        words = _("the server does not take {lists}")
        parts.append(words.format(lists=clean(", ".join(event.refused))))
    if event.remaining:
        words = _("{n} articles of the server follow in the next ones")
        parts.append(words.format(n=event.remaining))
    return "; ".join(parts) or _("both sides agree")


def no_neighbour(step: int, *, unread: bool) -> str:
    """Why there is no headline to go to.

    Args:
        step: 1 for one below, -1 for one above.
        unread: an unread one was wanted.
    """
    if unread:
        below, above = _("There is nothing unread below."), _("There is nothing unread above.")
    else:
        below, above = _("This is the last of the list."), _("This is the first of the list.")
    return below if step > 0 else above
