"""What becomes of an article's text when another one arrives: kept as a former text, judged, bounded. Pure.

Like is compared with like. The text of a page and that of a list differ without an edit (a lede, captions,
a teaser's end), and so do the results of two versions of this program or of two profiles: `Article.reading`
names how a text was read, and only texts of one reading are compared. The text of a list is compared with
that of its former entry, which is parsed again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader import model
from hpreader.revisions.comparison import last_read
from hpreader.revisions.judgement import changes_between, is_same_text
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hpreader.model import Article, Change, Edit, FormerText
    from hpreader.store.rows.contents import Content

MOST_FORMER: Final = 5
"""How many former texts of an article are kept."""
MOST_CHARACTERS: Final = 200_000
"""How long the former texts of an article may be together, as JSON."""
NEARLY_ALL: Final = 0.95
"""A list's text with less than this share of the page's is a part of it."""
_CUT: Final = " .\u2026[]()"
"""What a text ends with that is the beginning of a longer one."""


class Replacement(NamedTuple):
    """What becomes of the stored text."""

    keeps_text: bool = False
    """Whether the stored text stays: the other one is a part of it."""
    former: str | None = None
    """The former texts as JSON; None: as they were."""
    edited: str | None = None
    """The article's `model.Edit` as JSON; None: as it was."""
    is_news: bool = False
    """Whether something that matters is not in any text that was stored before."""


_NOTHING: Final = Replacement()


def replacement_of(
    content: Content,
    article: Article,
    now: datetime,
    *,
    opened_at: int | None,
    list_text: Article | None = None,
) -> Replacement:
    """Judge what an article's new text replaces.

    Args:
        content: the article's stored texts.
        article: the article with its new text.
        now: the time.
        opened_at: when the user opened it last, in seconds since 1970.
        list_text: the text of the list's former entry, if `article` is that of its entry now.
    """
    if not content.article:
        return _NOTHING
    is_like = _has_reading(content.article, article.reading)
    is_of_list = is_list_alone(article) and '"has_page":true' in content.article
    if not (is_like or is_of_list or content.former or list_text is not None):
        return _NOTHING  # without reading the stored text: most pages come after their list's text
    try:
        before = codec.load_as(model.Article, content.article)
    except codec.UnreadableError:
        return _NOTHING
    if is_list_alone(article) and not is_list_alone(before) and is_part(article, before):
        return Replacement(keeps_text=True)
    if not article.has_page and is_part(article, before):
        return Replacement(keeps_text=True)
    return _Texts(content, before, article, now, opened_at).replaced(is_like, is_of_list, list_text)


def is_list_alone(article: Article) -> bool:
    """Whether an article has no text but that of its list; also where its page could not be read."""
    return not article.has_page or (
        article.reading.partition(" ")[0] == "list" and " beside page" not in article.reading
    )


def is_part(article: Article, before: Article) -> bool:
    """Whether a list's text is only a part of the stored one: shorter than its page's, or its beginning."""
    length, whole = len(_own_text(article)), len(_own_text(before))
    if before.has_page:
        return length < NEARLY_ALL * whole
    return length < whole and _own_text(before).startswith(_own_text(article).rstrip(_CUT))


def _own_text(article: Article) -> str:
    """The text without that of its documents, which are read apart from it."""
    blocks = tuple(
        block
        for block in article.blocks
        if not (isinstance(block, model.Paragraph) and block.document)
    )
    return replace(article, blocks=blocks).plain_text()


def _has_reading(stored: str, reading: str) -> bool:
    """Whether a stored article has a reading, by its JSON: a text contains no such quotation marks."""
    return bool(reading) and f'"reading":{json.dumps(reading, ensure_ascii=False)}' in stored


class _Texts:
    """The texts of one article: the former ones, the stored one, and the one that arrived."""

    def __init__(
        self,
        content: Content,
        before: Article,
        article: Article,
        now: datetime,
        opened_at: int | None,
    ) -> None:
        self._former = list(content.former_texts())
        self._before = before
        self._article = article
        self._now = now
        self._opened_at = opened_at

    def replaced(self, is_like: bool, is_of_list: bool, list_text: Article | None) -> Replacement:
        """The stored text replaced; see `replacement_of`."""
        if list_text is not None and not self._article.has_page:
            basis: Article | None = list_text
        elif is_like:
            basis = self._before
        else:
            return self._replaced_again()
        assert basis is not None
        if is_same_text(basis, self._article):
            if is_of_list:  # the page's text may differ: it is what the next page is compared with
                return self._stored(())
            return _NOTHING
        changes = changes_between(basis, self._article)
        return self._stored(changes, is_news=bool(changes))

    def _replaced_again(self) -> Replacement:
        """A text of the reading that was replaced before: compared with the last one of that reading."""
        last = next(
            (
                number
                for number in reversed(range(len(self._former)))
                if self._former[number].article.reading == self._article.reading
            ),
            None,
        )
        if last is None:
            return _NOTHING
        basis, told = self._former[last], [one.changes for one in self._former[last:]]
        known = {change for changes in told for change in changes}
        del self._former[last + 1 :]
        if is_same_text(basis.article, self._article):
            del self._former[last]
            return self._result((), is_news=False)
        changes = changes_between(basis.article, self._article)
        self._former[last] = replace(basis, changes=changes)
        return self._result(changes, is_news=bool(set(changes) - known))

    def _stored(self, changes: tuple[Change, ...], *, is_news: bool = False) -> Replacement:
        """The stored text becomes the last of the former ones."""
        begin = to_timestamp(self._former[-1].replaced_at) if self._former else 0
        was_read = self._opened_at is not None and self._opened_at >= begin
        text = replace(self._before, related=(), forms=model.Forms(), sections=(), section="")
        self._former.append(model.FormerText(text, self._now, was_read, changes))
        return self._result(changes, is_news=is_news)

    def _result(self, changes: tuple[Change, ...], *, is_news: bool) -> Replacement:
        kept, former = bounded(self._former)
        edit = self._edit(kept, changes)
        return Replacement(former=former, edited=codec.dump(edit) if edit else "", is_news=is_news)

    def _edit(self, former: Sequence[FormerText], changes: tuple[Change, ...]) -> Edit | None:
        """What is told of the former texts: what matters since the one that was read last."""
        if not former:
            return None
        number = last_read(former)
        told = changes
        if number < len(former) - 1:
            read = former[number].article
            if read.reading == self._article.reading:
                told = changes_between(read, self._article)
            else:
                told = tuple(dict.fromkeys(one for text in former[number:] for one in text.changes))
        return model.Edit(self._edited_at(), told, former[number].was_read)

    def _edited_at(self) -> datetime:
        """The time of the edit by the page or the feed, if that is not the one of an earlier edit."""
        updated, before = self._article.updated, self._before.updated
        is_told = updated is not None and (before is None or updated > before)
        return updated if updated is not None and is_told and updated <= self._now else self._now


def bounded(former: list[FormerText]) -> tuple[list[FormerText], str]:
    """As many former texts as are kept, and their JSON.

    Those go first that differ from the next one in nothing that matters, then the oldest; the one that was
    read last stays as long as there are others.
    """
    kept = list(former)
    while kept:
        packed = codec.dump(tuple(kept))
        if len(kept) <= MOST_FORMER and (len(packed) <= MOST_CHARACTERS or len(kept) == 1):
            return kept, packed if len(packed) <= MOST_CHARACTERS else ""
        read = last_read(kept)
        silent = [number for number, one in enumerate(kept) if not one.changes and number != read]
        oldest = next(number for number in range(len(kept)) if number != read)
        del kept[silent[0] if silent else oldest]
    return [], ""
