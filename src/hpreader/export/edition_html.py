"""An edition as one HTML document that asks nobody for anything: no script, images inside.

https://html.spec.whatwg.org/; the policy in its head (https://www.w3.org/TR/CSP3/) lets a browser load
nothing but the images that are in the file.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hpreader import urls
from hpreader.export.edition_article import anchors, article_markup, counted, headline_facts
from hpreader.export.html_blocks import text_of, web_address
from hpreader.i18n import _
from hpreader.render.line_breaks import printable

if TYPE_CHECKING:
    from hpreader.model.edition import Edition, EditionImage

_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

STYLE: Final = """
:root { color-scheme: light dark; --text: #1d1d1b; --paper: #fdfcf9; --quiet: #5c5a55; --line: #d9d5cb;
  --accent: #9b1c1c; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e3dc; --paper: #191918; --quiet: #a5a29a; --line: #3a3936; --accent: #f0948a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; background: var(--paper); color: var(--text);
  font: 1.0625rem/1.6 Georgia, "Noto Serif", serif; overflow-wrap: break-word; }
a { color: inherit; text-decoration-color: var(--accent); text-underline-offset: .15em; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .4rem; }
h3 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
nav h2 { font-size: .95rem; color: var(--accent); margin: 1.2rem 0 .3rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { padding: .35rem 0; border-top: 1px solid var(--line); }
nav .facts { display: block; margin: 0; }
.up { font-size: .875rem; }
article { border-top: 3px double var(--line); margin-top: 2.5rem; padding-top: 1.2rem; }
.facts, .source, .missing, figcaption { color: var(--quiet); font-size: .875rem; line-height: 1.45; }
.facts { margin: 0 0 .8rem; }
.lede { font-weight: bold; }
.note { color: var(--accent); font-size: .9rem; margin: 0 0 .8rem; }
figure { margin: 1.2rem 0; }
img { display: block; max-width: 100%; height: auto; margin: 0 auto .4rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
table { display: block; overflow-x: auto; border-collapse: collapse; font-size: .95rem; }
td, th { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top; }
pre { overflow-x: auto; font-size: .9rem; }
""".strip()


def html_pieces(edition: Edition) -> Iterator[str]:
    """The document in pieces, each with its end of the line: the contents, then the articles."""
    names = anchors(edition)
    title = text_of(printable(edition.title))
    yield (
        f'<!DOCTYPE html>\n<html lang="{edition.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
    yield printable(_contents(edition))

    def address(url: str) -> str:
        name = names.get(urls.key(url), "")
        return f"#{name}" if name else web_address(url)

    contents = text_of(_("Contents"))
    up = f'<p class="up"><a href="#contents">{contents}</a></p>'
    yield "<main>\n"
    for number, one in enumerate(edition.articles(), 1):
        markup = article_markup(one, edition, address, _data_url)
        yield printable(f'<article id="a{number}">\n{markup}\n{up}\n</article>\n')
    yield "</main>\n</body>\n</html>\n"


def _data_url(_src: str, image: EditionImage) -> str:
    """An image as an address that contains it (RFC 2397)."""
    return "data:image/jpeg;base64," + b64encode(image.data).decode("ascii")


def _contents(edition: Edition) -> str:
    """The headlines by part, with links to the articles."""
    count = counted(sum(1 for _one in edition.articles()))
    lines = ['<nav id="contents">', f'<p class="facts">{text_of(count)}</p>']
    number = 0
    for part in edition.parts:
        if part.name:
            lines.append(f"<h2>{text_of(part.name)}</h2>")
        lines.append("<ul>")
        for one in part.articles:
            number += 1
            facts = text_of(headline_facts(one.headline, part.name))
            title = text_of(one.headline.title or one.headline.url)
            lines.append(
                f'<li><a href="#a{number}">{title}</a>'
                + (f' <span class="facts">{facts}</span>' if facts else "")
                + "</li>"
            )
        lines.append("</ul>")
    return "\n".join([*lines, "</nav>", ""])
