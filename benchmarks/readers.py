"""The readers of pages that `benchmarks/extract.py` lets run side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.gold import Gold
from hpreader import dates
from hpreader.model import Article
from hpreader.page import parse_body, parse_page
from hpreader.page.tree.document import Page
from hpreader.page.tree.html_parser import parse_markup
from hpreader.page.tree.text_content import text_content


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of a page; `article` has the captions and headings that it kept."""

    body: str
    article: Article
    facts: dict[str, object] = field(default_factory=dict)


def with_hpreader(gold: Gold) -> Callable[[], Reading]:
    """This program: the article with everything it knows."""

    def read() -> Reading:
        article = parse_page(gold.html, gold.url)
        if not isinstance(article, Article):
            return Reading("", Article(gold.url, ""))
        facts: dict[str, object] = {
            "section": article.section,
            "headline": article.title,
            "lede": article.lede,
            "date": article.published,
            "byline": article.byline,
            "origin": article.origin,
        }
        return Reading(article.plain_text(), article, facts)

    return read


def with_trafilatura(gold: Gold) -> Callable[[], Reading]:
    """Trafilatura's default; what it keeps of pictures is asked for apart and not timed."""
    import trafilatura  # noqa: PLC0415 (an extra that only this benchmark needs)

    source = gold.html.decode("utf-8", "replace")
    memory: list[Reading] = []

    def read() -> Reading:
        body = trafilatura.extract(source, url=gold.url) or ""
        if not memory:
            memory.append(_described(body))
        return memory[0]

    def _described(body: str) -> Reading:
        html = trafilatura.extract(
            source, url=gold.url, output_format="html", include_images=True, include_formatting=True
        )
        known = trafilatura.extract_metadata(source, default_url=gold.url)
        facts: dict[str, object] = {}
        if known is not None:
            section = (known.categories or [""])[0]
            date = dates.parse(known.date or "")
            facts = {"section": section, "headline": known.title or "", "date": date}
            facts |= {"byline": known.author or "", "lede": known.description or ""}
        return Reading(body, parse_body(html or "", gold.url), facts)

    return read


def with_readability(gold: Gold) -> Callable[[], Reading]:
    """readability-lxml's summary, turned into text by this program's own means."""
    from readability import Document  # noqa: PLC0415 (as above)

    source = gold.html.decode("utf-8", "replace")
    memory: list[Reading] = []

    def read() -> Reading:
        document = Document(source)
        summary = document.summary(html_partial=True)
        if not memory:
            page = parse_markup(f"<html><body>{summary}</body></html>", gold.url)
            said = text_content(page.body) if isinstance(page, Page) else ""
            facts: dict[str, object] = {"headline": document.short_title()}
            memory.append(Reading(said, parse_body(summary, gold.url), facts))
        return memory[0]

    return read


READERS = {
    "hpreader": with_hpreader,
    "trafilatura": with_trafilatura,
    "readability-lxml": with_readability,
}
