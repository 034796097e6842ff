"""An article as one HTML document, without scripts and styles (https://html.spec.whatwg.org/)."""

from __future__ import annotations

from hpreader.export.html_blocks import BlockMarkup, element, link, text_of, web_address
from hpreader.i18n import _
from hpreader.model import Article
from hpreader.render.head import facts
from hpreader.render.line_breaks import printable


def article_html(article: Article) -> str:
    """The whole article, its images and its related news with their addresses."""
    title = text_of(article.title)
    markup = BlockMarkup()
    parts = [
        f"<h1>{link(title, web_address(article.url))}</h1>",
        element("p", text_of(facts(article))),
        element("p", element("strong", text_of(article.lede))),
        *map(markup.block, article.blocks),
    ]
    if article.related:
        parts.append(f"<h2>{text_of(_('Other news'))}</h2>")
        items = (markup.link(item.title or item.url, item.url) for item in article.related)
        parts.append(element("ol", "\n".join(f"<li>{item}</li>" for item in items)))
    body = "\n".join(filter(None, parts))
    head = f'<meta charset="utf-8">\n<title>{title}</title>'
    return printable(
        f"<!DOCTYPE html>\n<html>\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
