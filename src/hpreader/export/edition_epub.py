"""An edition as EPUB 3, for e-readers (https://www.w3.org/TR/epub-33/); with an NCX for older ones.

The container is made by the rules of OCF (section 4): `mimetype` is first and not compressed. All times
in it are that of the edition, so that the same edition is the same bytes.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hpreader import urls
from hpreader.export.edition_article import anchors, article_markup, counted, headline_facts
from hpreader.export.epub_package import EpubPackage
from hpreader.export.html_blocks import text_of, web_address
from hpreader.model.edition import EditionImage
from hpreader.render.line_breaks import printable
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.model.edition import Edition, EditionPart

MEDIA_TYPE: Final = "application/epub+zip"
FOLDER: Final = "EPUB"

_CONTAINER: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""

_STYLE: Final = """
body { margin: 0 4%; line-height: 1.5; }
h1 { font-size: 1.5em; line-height: 1.25; }
h2 { font-size: 1.3em; line-height: 1.25; margin: 0 0 .3em; }
h3 { font-size: 1.05em; margin: 1.4em 0 .3em; }
.facts, .source, .missing, figcaption { font-size: .85em; line-height: 1.4; }
.facts { margin: 0 0 .8em; }
.lede { font-weight: bold; }
.note { font-style: italic; font-size: .9em; }
figure { margin: 1em 0; text-align: center; }
img { max-width: 100%; height: auto; }
blockquote { margin: 1em 0 1em 1em; }
table { border-collapse: collapse; font-size: .9em; }
td, th { border: 1px solid; padding: .2em .4em; text-align: left; vertical-align: top; }
pre { white-space: pre-wrap; font-size: .85em; }
ul.headlines { list-style: none; margin: 0; padding: 0; }
ul.headlines li { margin: 0 0 .8em; }
""".lstrip()


def write_epub(edition: Edition, file: IO[bytes]) -> None:
    """Write an edition.

    Args:
        edition: at least one article.
        file: open for writing; need not be seekable.
    """
    when = local(edition.made_at).timetuple()[:6]
    with ZipFile(file, "w") as archive:

        def add(name: str, data: bytes | str, method: int = ZIP_DEFLATED) -> None:
            info = ZipInfo(name, when)
            info.compress_type = method
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)

        add("mimetype", MEDIA_TYPE, ZIP_STORED)
        add("META-INF/container.xml", _CONTAINER)
        for name, data in _files(edition):
            method = ZIP_STORED if name.endswith(".jpg") else ZIP_DEFLATED
            add(f"{FOLDER}/{name}", data, method)


def _files(edition: Edition) -> Iterator[tuple[str, bytes | str]]:
    """The files of the publication by their names below its folder."""
    names = anchors(edition)
    images = {
        src: f"i{number}.jpg"
        for number, (src, image) in enumerate(edition.images.items(), 1)
        if isinstance(image, EditionImage)
    }
    package = EpubPackage(edition, tuple(images.values()))

    def address(url: str) -> str:
        name = names.get(urls.key(url), "")
        return f"{name}.xhtml" if name else web_address(url)

    yield "package.opf", package.document()
    yield "nav.xhtml", package.navigation()
    yield "toc.ncx", package.ncx()
    yield "style.css", _STYLE
    number = 0
    for part_number, part in enumerate(edition.parts, 1):
        yield f"p{part_number}.xhtml", _part_page(part, edition, number)
        for one in part.articles:
            number += 1
            title = one.headline.title or one.headline.url
            markup = article_markup(one, edition, address, lambda src, _image: images[src])
            yield f"a{number}.xhtml", page(title, edition.language, markup)
    for src, name in images.items():
        image = edition.images[src]
        if isinstance(image, EditionImage):
            yield name, image.data


def _part_page(part: EditionPart, edition: Edition, before: int) -> str:
    """The first page of a part: its headlines with their teasers, each leading to its article.

    Args:
        part: the part.
        edition: whose title is shown where the part has no name.
        before: how many articles come before the part.
    """
    items = []
    for number, one in enumerate(part.articles, before + 1):
        headline = one.headline
        lines = [f'<a href="a{number}.xhtml">{text_of(headline.title or headline.url)}</a>']
        lines += [
            f'<span class="facts">{text_of(words)}</span>'
            for words in (headline_facts(headline, part.name), headline.summary)
            if words
        ]
        items.append(f"<li>{'<br/>'.join(lines)}</li>")
    title, listed = part.name or edition.title, "\n".join(items)
    body = "\n".join(
        (
            f"<h1>{text_of(title)}</h1>",
            f'<p class="facts">{text_of(counted(len(part.articles)))}</p>',
            f'<ul class="headlines">\n{listed}\n</ul>',
        )
    )
    return page(title, edition.language, body)


def page(title: str, language: str, body: str) -> str:
    """A content document (XHTML)."""
    return printable(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}">\n'
        f'<head>\n<meta charset="utf-8"/>\n<title>{text_of(title)}</title>\n'
        '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
