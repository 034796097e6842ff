"""What the files of an edition have in common: names of articles, links within, a text as markup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hpreader import model, urls
from hpreader.export.html_blocks import BlockMarkup, element, link, text_of, web_address
from hpreader.i18n import _, explain, ngettext
from hpreader.model.edition import EditionImage
from hpreader.render.head import facts
from hpreader.render.sign_sets import DRAWN
from hpreader.vietnam_time import day_and_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.model import Headline, Image
    from hpreader.model.edition import Edition, EditionArticle


def anchors(edition: Edition) -> dict[str, str]:
    """A name for each article by the key of its address, so that links to it stay in the file."""
    names: dict[str, str] = {}
    for number, one in enumerate(edition.articles(), 1):
        addresses = (one.headline.url, one.article.url if one.article is not None else "")
        for address in filter(None, map(urls.key, filter(None, addresses))):
            names.setdefault(address, f"a{number}")
    return names


def article_facts(one: EditionArticle) -> str:
    """When, by whom and from where."""
    if one.article is not None:
        return facts(one.article)
    return headline_facts(one.headline)


def headline_facts(headline: Headline, part: str = "") -> str:
    """When, and of which section, unless that is the name of the part in which it stands."""
    when = day_and_time(headline.published) if headline.published is not None else ""
    section = headline.section if headline.section != part else ""
    return DRAWN.separator.join(filter(None, (when, section)))


def article_markup(
    one: EditionArticle,
    edition: Edition,
    address: Callable[[str], str],
    picture: Callable[[str, EditionImage], str],
    title_attributes: str = "",
) -> str:
    """An article with its heading, as markup that HTML and XHTML share.

    Args:
        one: the article.
        edition: has the images.
        address: returns where a link to an address leads: an article of the same file, or the web.
        picture: returns the value of `src` for an image that is in the file.
        title_attributes: of the heading, with a space before them.
    """
    headline, article = one.headline, one.article
    source = web_address(headline.url)
    parts = [
        f"<h2{title_attributes}>{text_of(headline.title)}</h2>",
        _paragraph("facts", text_of(article_facts(one))),
        _paragraph("note", text_of(one.note)),
    ]
    if article is None:
        parts.append(_paragraph("lede", text_of(headline.summary)))
    else:
        markup = BlockMarkup(lambda image: _image_markup(image, edition, picture), address, top=3)
        parts.append(_paragraph("lede", text_of(article.lede)))
        parts += map(markup.block, article.blocks)
    if one.problem is not None:
        parts.append(_paragraph("missing", text_of(explain(one.problem))))
    if source:
        parts.append(_paragraph("source", link(text_of(headline.url), source)))
    if article is not None and article.related:
        parts.append(f"<h3>{text_of(_('Other news'))}</h3>")
        items = "\n".join(_related_items(article, address))
        parts.append(element("ol", items))
    return "\n".join(filter(None, parts))


def _related_items(article: model.Article, address: Callable[[str], str]) -> Iterator[str]:
    for item in article.related:
        yield f"<li>{link(text_of(item.title or item.url), address(item.url))}</li>"


def _image_markup(
    image: Image, edition: Edition, picture: Callable[[str, EditionImage], str]
) -> str:
    """An image of the file; or a link to it, with the reason why it is not there."""
    found = edition.images.get(image.src)
    alt = text_of(image.alt)
    if isinstance(found, EditionImage):
        size = f'width="{found.width}" height="{found.height}"'
        return f'<img src="{picture(image.src, found)}" alt="{alt}" {size}/>'
    words = text_of(image.alt) or text_of(_("Photo"))
    reason = f" {text_of(explain(found))}" if found is not None else ""
    return f'<p class="missing">{link(words, web_address(image.src))}{reason}</p>'


def counted(number: int) -> str:
    """A number of articles in words."""
    return ngettext("{count} article", "{count} articles", number).format(count=number)


def _paragraph(name: str, content: str) -> str:
    return f'<p class="{name}">{content}</p>' if content else ""
