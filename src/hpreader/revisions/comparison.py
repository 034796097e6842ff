"""Which texts of an edited article are compared, and what is said of each comparison. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hpreader.i18n import _
from hpreader.model import VIETNAM
from hpreader.revisions.text_diff import diff_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hpreader.model import Article, FormerText
    from hpreader.revisions.text_diff import DiffLine


class Comparison(NamedTuple):
    """Two texts of one article."""

    title: str
    """What is compared, as a sentence."""
    before: FormerText
    after: Article
    replaced_at: datetime
    """When the text after it was fetched."""

    @property
    def lines(self) -> list[DiffLine]:
        """What differs."""
        return diff_lines(self.before.article, self.after)

    @property
    def is_like(self) -> bool:
        """Whether both texts were read in one way, so that all differences are the site's."""
        return self.before.article.reading == self.after.reading


def comparisons_of(former: Sequence[FormerText], article: Article) -> list[Comparison]:
    """The comparisons of an article: the text that was read last with that of now, then each edit.

    Args:
        former: the texts that were replaced, the oldest first.
        article: the article now.
    """
    if not former:
        return []
    number = last_read(former)
    words = (
        _("What you read last, compared with now")
        if former[number].was_read
        else _("The former text, compared with now")
    )
    found = [Comparison(words, former[number], article, former[-1].replaced_at)]
    for at in reversed(range(len(former))):
        edit = edit_comparison(former, article, at + 1)
        if edit is not None and not at == number == len(former) - 1:  # that is the first one
            found.append(edit)
    return found


def edit_comparison(
    former: Sequence[FormerText], article: Article, number: int
) -> Comparison | None:
    """One edit: a former text, compared with that after it.

    Args:
        former: the texts that were replaced, the oldest first.
        article: the article now.
        number: of the edit, 1 for the oldest one; None is returned where there is none.
    """
    if not 0 < number <= len(former):
        return None
    before = former[number - 1]
    title = _("Edit {number} of {count}, seen {time}").format(
        number=number,
        count=len(former),
        time=f"{before.replaced_at.astimezone(VIETNAM):%d/%m/%Y %H:%M}",
    )
    after = former[number].article if number < len(former) else article
    return Comparison(title, before, after, before.replaced_at)


def last_read(former: Sequence[FormerText]) -> int:
    """The number of the text that was read last; of the last one where none was read."""
    read = [number for number, one in enumerate(former) if one.was_read]
    return read[-1] if read else len(former) - 1
