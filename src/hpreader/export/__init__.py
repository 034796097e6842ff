"""What leaves the reader: JSON records, plain text, Markdown and HTML.

json_records.py has the JSON objects that scripts rely on, headline_row.py, plain.py and diff_lines.py what is printed as text,
markdown.py an article as CommonMark, html_page.py one as a document of HTML, on the blocks of html_blocks.py.
brief_text.py is a brief as lines; edition_html.py, edition_epub.py (with epub_package.py) and edition_markdown.py
are files of several articles, with what they share in edition_article.py. piped_article.py is an article for a
command of the user's. These names are imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.lazy_names import lazy_names

if TYPE_CHECKING:
    from hpreader.export.brief_text import brief_lines
    from hpreader.export.diff_lines import (
        LINE_LEADS,
        PART_MARKS,
        diff_json,
        diff_text,
        told_lines,
        unchanged_words,
    )
    from hpreader.export.edition_epub import write_epub
    from hpreader.export.edition_html import html_pieces
    from hpreader.export.edition_markdown import brief_markdown, markdown_pieces
    from hpreader.export.headline_row import headline_line, headline_sentence
    from hpreader.export.html_page import article_html
    from hpreader.export.json_records import (
        SCHEMA,
        JsonObject,
        JsonValue,
        article_json,
        headline_json,
        hit_json,
        json_line,
        problem_json,
    )
    from hpreader.export.markdown import article_markdown
    from hpreader.export.piped_article import command_input
    from hpreader.export.plain import article_text

__all__ = [
    "LINE_LEADS",
    "PART_MARKS",
    "SCHEMA",
    "JsonObject",
    "JsonValue",
    "article_html",
    "article_json",
    "article_markdown",
    "article_text",
    "brief_lines",
    "brief_markdown",
    "command_input",
    "diff_json",
    "diff_text",
    "headline_json",
    "headline_line",
    "headline_sentence",
    "hit_json",
    "html_pieces",
    "json_line",
    "markdown_pieces",
    "problem_json",
    "told_lines",
    "unchanged_words",
    "write_epub",
]

__getattr__ = lazy_names(
    __name__,
    {
        "piped_article": "command_input",
        "diff_lines": "LINE_LEADS PART_MARKS diff_json diff_text told_lines unchanged_words",
        "brief_text": "brief_lines",
        "edition_epub": "write_epub",
        "edition_html": "html_pieces",
        "edition_markdown": "brief_markdown markdown_pieces",
        "headline_row": "headline_line headline_sentence",
        "html_page": "article_html",
        "json_records": "SCHEMA JsonObject JsonValue article_json headline_json hit_json json_line problem_json",
        "markdown": "article_markdown",
        "plain": "article_text",
    },
)
