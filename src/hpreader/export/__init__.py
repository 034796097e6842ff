"""What leaves the reader: JSON records, plain text and Markdown.

json_records.py has the JSON objects that scripts rely on, plain.py what is printed as text, markdown.py
an article as CommonMark.
"""

from hpreader.export.json_records import (
    SCHEMA,
    JsonObject,
    JsonValue,
    article_json,
    headline_json,
    hit_json,
    json_line,
)
from hpreader.export.markdown import article_markdown
from hpreader.export.plain import article_text, headline_line

__all__ = [
    "SCHEMA",
    "JsonObject",
    "JsonValue",
    "article_json",
    "article_markdown",
    "article_text",
    "headline_json",
    "headline_line",
    "hit_json",
    "json_line",
]
