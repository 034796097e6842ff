"""An edition as Markdown: its articles one after the other, as `markdown.py` writes one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hpreader.export.edition_article import counted, headline_facts
from hpreader.export.markdown import article_markdown, escaped_line, linked
from hpreader.i18n import explain
from hpreader.render.line_breaks import printable

if TYPE_CHECKING:
    from hpreader.model.brief import Brief
    from hpreader.model.edition import Edition, EditionArticle


def markdown_pieces(edition: Edition) -> Iterator[str]:
    """The text in pieces, each with its end of the line."""
    count = counted(sum(1 for _one in edition.articles()))
    yield printable(f"# {escaped_line(edition.title)}\n\n{escaped_line(count)}\n")
    for part in edition.parts:
        if part.name:
            yield printable(f"\n# {escaped_line(part.name)}\n")
        for one in part.articles:
            yield printable(f"\n{_article(one)}")


def _article(one: EditionArticle) -> str:
    """An article; below its text the reason why it is not whole."""
    problem = f"\n*{escaped_line(explain(one.problem))}*\n" if one.problem is not None else ""
    note = f"\n*{escaped_line(one.note)}*\n" if one.note else ""
    if one.article is not None:
        return f"{article_markdown(one.article, level=2)}{note}{problem}"
    headline = one.headline
    lines = (
        f"## {escaped_line(headline.title or headline.url)}",
        linked(escaped_line(headline.url), headline.url) if headline.url else "",
        escaped_line(headline_facts(headline)),
        escaped_line(headline.summary),
    )
    return "\n\n".join(filter(None, lines)) + f"\n{note}{problem}"


def brief_markdown(brief: Brief) -> str:
    """A brief as lists of headlines with their teasers."""
    parts = [f"# {escaped_line(brief.title)}", escaped_line(counted(brief.count))]
    for part in brief.parts:
        parts.append(f"## {escaped_line(part.name)}")
        items = []
        for entry in part.entries:
            for number, headline in enumerate(entry.headlines):
                title = linked(escaped_line(headline.title or headline.url), headline.url)
                facts = (headline_facts(headline, part.name), entry.note if number == 0 else "")
                lines = (title, *map(escaped_line, (*filter(None, facts), headline.summary)))
                items.append("- " + "\\\n  ".join(filter(None, lines)))
        parts.append("\n".join(items))
    return printable("\n\n".join(parts) + "\n")
