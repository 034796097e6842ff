"""What describes an EPUB publication: package document, navigation document and NCX.

Package document: https://www.w3.org/TR/epub-33/#sec-package-doc; navigation: the same, section 7; NCX, for
readers of EPUB 2: https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from hpreader.export.html_blocks import text_of
from hpreader.i18n import _
from hpreader.render.line_breaks import printable
from hpreader.vietnam_time import day_of

if TYPE_CHECKING:
    from hpreader.model.edition import Edition

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


class EpubPackage:
    """Writes the documents about the pages: `p1.xhtml` for a part, then `a1.xhtml` … for its articles."""

    def __init__(self, edition: Edition, images: tuple[str, ...]) -> None:
        """Make it.

        Args:
            edition: what the publication contains.
            images: the names of its JPEG files; the first one is the cover's.
        """
        self._edition = edition
        self._images = images
        self._identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, text_of(f'hpreader {edition.key}'))}"

    def document(self) -> str:
        """The package document."""
        edition = self._edition
        modified = edition.made_at.astimezone(UTC)
        items = "\n".join(self._manifest())
        spine = "\n".join(f'<itemref idref="{name}"/>' for name, _title, _depth in self._entries())
        return printable(
            f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
            f'unique-identifier="id" xml:lang="{edition.language}">\n'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f'<dc:identifier id="id">{self._identifier}</dc:identifier>\n'
            f"<dc:title>{text_of(edition.title)}</dc:title>\n"
            f"<dc:language>{edition.language}</dc:language>\n"
            "<dc:creator>hpreader</dc:creator>\n"
            f"<dc:date>{day_of(edition.made_at).isoformat()}</dc:date>\n"
            f'<meta property="dcterms:modified">{modified:%Y-%m-%dT%H:%M:%SZ}</meta>\n'
            "</metadata>\n"
            f"<manifest>\n{items}\n</manifest>\n"
            f'<spine toc="ncx">\n<itemref idref="nav"/>\n{spine}\n</spine>\n</package>\n'
        )

    def navigation(self) -> str:
        """The navigation document: parts, and their articles below them."""
        lines = ["<ol>"]
        is_open = False
        for name, title, depth in self._entries():
            line = f'<a href="{name}.xhtml">{text_of(title)}</a>'
            if depth == 0:
                lines += ["</ol></li>"] if is_open else []
                lines += [f"<li>{line}", "<ol>"]
                is_open = True
            else:
                lines.append(f"<li>{line}</li>")
        lines += ["</ol></li>", "</ol>"] if is_open else ["</ol>"]
        listed = "\n".join(lines)
        language = self._edition.language
        return printable(
            f"{_HEAD}<!DOCTYPE html>\n"
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
            f'lang="{language}" xml:lang="{language}">\n'
            f'<head>\n<meta charset="utf-8"/>\n<title>{text_of(self._edition.title)}</title>\n'
            '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n'
            f'<nav epub:type="toc" id="toc">\n<h1>{text_of(self._edition.title)}</h1>\n{listed}\n</nav>\n'
            "</body>\n</html>\n"
        )

    def ncx(self) -> str:
        """The NCX: the same contents for readers of EPUB 2."""
        points: list[str] = []
        is_open = False
        for number, (name, title, depth) in enumerate(self._entries(), 1):
            if depth == 0 and is_open:
                points.append("</navPoint>")
            is_open = is_open or depth == 0
            points.append(
                f'<navPoint id="n{number}" playOrder="{number}">'
                f"<navLabel><text>{text_of(title)}</text></navLabel>"
                f'<content src="{name}.xhtml"/>' + ("" if depth == 0 else "</navPoint>")
            )
        points += ["</navPoint>"] if is_open else []
        listed = "\n".join(points)
        return printable(
            f'{_HEAD}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" '
            f'xml:lang="{self._edition.language}">\n'
            f'<head>\n<meta name="dtb:uid" content="{self._identifier}"/>\n'
            '<meta name="dtb:depth" content="2"/>\n'
            '<meta name="dtb:totalPageCount" content="0"/>\n'
            '<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
            f"<docTitle><text>{text_of(self._edition.title)}</text></docTitle>\n"
            f"<navMap>\n{listed}\n</navMap>\n</ncx>\n"
        )

    def _entries(self) -> Iterator[tuple[str, str, int]]:
        """The pages in their order: name without its ending, title, and depth in the contents."""
        number = 0
        for part_number, part in enumerate(self._edition.parts, 1):
            yield f"p{part_number}", part.name or self._edition.title, 0
            for one in part.articles:
                number += 1
                title = one.headline.title or one.headline.url or _("Without a title")
                yield f"a{number}", title, 1

    def _manifest(self) -> Iterator[str]:
        page = "application/xhtml+xml"
        yield f'<item id="nav" href="nav.xhtml" media-type="{page}" properties="nav"/>'
        yield '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        yield '<item id="style" href="style.css" media-type="text/css"/>'
        for name, _title, _depth in self._entries():
            yield f'<item id="{name}" href="{name}.xhtml" media-type="{page}"/>'
        for number, name in enumerate(self._images):
            cover = ' properties="cover-image"' if number == 0 else ""
            item = name.removesuffix(".jpg")
            yield f'<item id="{item}" href="{name}" media-type="image/jpeg"{cover}/>'
