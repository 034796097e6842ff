"""An article in the form that a command of the user's wants on its stdin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.export.html_page import article_html
from hpreader.export.json_records import article_json, json_line
from hpreader.export.markdown import article_markdown
from hpreader.export.plain import article_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import Article
    from hpreader.model.user_command import CommandInput


def command_input(
    form: CommandInput, article: Article | None, is_cached: Callable[[str], bool]
) -> str:
    """The article in a form; empty where there is none or none is wanted.

    Args:
        form: the form.
        article: the article.
        is_cached: whether the article at an address is cached.
    """
    if article is None:
        return ""
    match form:
        case "markdown":
            return article_markdown(article)
        case "html":
            return article_html(article)
        case "json":
            return json_line(article_json(article, is_cached)) + "\n"
        case "text":
            return article_text(article) + "\n"
        case "speech":
            from hpreader.speech import article_speech  # noqa: PLC0415 - only reading aloud needs it

            return article_speech(article)
        case "none":
            return ""
