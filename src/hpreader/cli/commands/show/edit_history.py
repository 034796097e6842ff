"""What `show --diff` prints: the former texts of an article, compared with those after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import export
from hpreader.cli import output
from hpreader.i18n import _
from hpreader.revisions.comparison import comparisons_of, edit_comparison

if TYPE_CHECKING:
    from hpreader.model import Article
    from hpreader.newsroom import Newsroom


def print_edits(article: Article, newsroom: Newsroom, number: int | None, *, as_json: bool) -> None:
    """Print what was edited in an article.

    Args:
        article: the article now.
        newsroom: has its former texts.
        number: of the edit, 1 for the oldest one; None for all since it was read last.
        as_json: as one JSON object.
    """
    former = newsroom.articles.former_texts(article.id)
    if number is None:
        comparison = next(iter(comparisons_of(former, article)), None)
    else:
        comparison = edit_comparison(former, article, number)
    if as_json:
        output.json_line(export.diff_json(article, former, comparison))
    elif comparison is None:
        words = _("There is no edit {number}.").format(number=number)
        output.narrate(
            "hpreader: "
            + (
                words
                if former
                else _("This article has not been edited since it was first fetched.")
            )
        )
    else:
        output.narrate(f"{comparison.title}.")
        if not comparison.is_like:
            words = _("The texts were read in different ways; not all differences are edits.")
            output.narrate(words)
        for line in export.diff_text(comparison.lines):
            output.data(line)
