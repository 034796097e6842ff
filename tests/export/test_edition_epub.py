"""EPUB: the rules of the format that readers insist on, by our own eyes and by epubcheck's."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from posixpath import join, normpath
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import etree

from hpreader.export import write_epub
from hpreader.model.edition import Edition
from tests.support import editions

pytestmark = pytest.mark.usefixtures("english")

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
EPUB_CHECK = shutil.which("epubcheck")


def book(edition: Edition) -> bytes:
    file = io.BytesIO()
    write_epub(edition, file)
    return file.getvalue()


class Opened:
    """A book taken apart."""

    def __init__(self, data: bytes) -> None:
        self.zip = ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        container = self.xml("META-INF/container.xml")
        self.package_name = container.find(".//{*}rootfile").get("full-path")
        self.folder = self.package_name.rpartition("/")[0]
        self.package = self.xml(self.package_name)
        self.items = {item.get("id"): item for item in self.package.iter(f"{OPF}item")}

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name), etree.XMLParser(resolve_entities=False))

    def path(self, href: str) -> str:
        return normpath(join(self.folder, href))

    def pages(self) -> dict[str, etree._Element]:
        return {
            item.get("href"): self.xml(self.path(item.get("href")))
            for item in self.items.values()
            if item.get("media-type") == "application/xhtml+xml"
        }

    def text(self, href: str) -> str:
        return " ".join("".join(self.xml(self.path(href)).itertext()).split())


@pytest.fixture(params=["full", "hostile"])
def opened(request: pytest.FixtureRequest) -> Opened:
    return Opened(book(getattr(editions, request.param)()))


def test_the_media_type_is_first_and_not_compressed() -> None:
    data = book(editions.full())
    first = ZipFile(io.BytesIO(data)).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
    assert data[30:58] == b"mimetypeapplication/epub+zip", "where `file` and readers look"


def test_the_manifest_names_every_file_once(opened: Opened) -> None:
    listed = [opened.path(item.get("href")) for item in opened.items.values()]
    others = {"mimetype", "META-INF/container.xml", opened.package_name}
    assert sorted(listed) == sorted(set(opened.names) - others)
    assert len(opened.names) == len(set(opened.names))
    assert len(opened.items) == len(list(opened.package.iter(f"{OPF}item"))), "ids are unique"


def test_the_package_has_what_is_required(opened: Opened) -> None:
    package = opened.package
    unique = package.get("unique-identifier")
    identifiers = [one for one in package.iter(f"{DC}identifier") if one.get("id") == unique]
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifiers[0].text)
    assert package.findtext(f".//{DC}title").strip()
    assert package.findtext(f".//{DC}language") == "vi"
    (modified,) = [
        meta.text
        for meta in package.iter(f"{OPF}meta")
        if meta.get("property") == "dcterms:modified"
    ]
    assert modified == "2026-03-19T23:30:00Z"
    navs = [one for one in opened.items.values() if one.get("properties") == "nav"]
    assert len(navs) == 1
    spine = package.find(f"{OPF}spine")
    assert opened.items[spine.get("toc")].get("media-type") == "application/x-dtbncx+xml"
    refs = [ref.get("idref") for ref in spine]
    assert len(refs) == len(set(refs))
    assert {opened.items[ref].get("href") for ref in refs} == set(opened.pages())


def test_pages_are_well_formed_and_have_nothing_from_elsewhere(opened: Opened) -> None:
    listed = {item.get("href") for item in opened.items.values()}
    for name, page in opened.pages().items():
        assert page.tag == f"{XHTML}html", name
        assert page.findtext(f"{XHTML}head/{XHTML}title").strip()
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids) == len(set(ids))
        assert not {"script", "iframe", "object", "embed", "video", "audio", "base"} & {
            etree.QName(one).localname for one in page.iter() if isinstance(one.tag, str)
        }
        for one in page.iter():
            assert not [key for key in one.attrib if key.startswith("on")]
            if (source := one.get("src")) is not None:
                assert source in listed
            target = one.get("href")
            if one.tag == f"{XHTML}link":
                assert target in listed
            elif target is not None:
                assert target in listed or re.fullmatch(r"https?://[!-~]+", target), target


def test_the_contents_lead_to_every_page_in_both_forms(opened: Opened) -> None:
    pages = [name for name in opened.pages() if name != "nav.xhtml"]
    nav = opened.xml(opened.path("nav.xhtml"))
    links = [one.get("href") for one in nav.iter(f"{XHTML}a")]
    assert links == pages
    ncx = opened.xml(opened.path("toc.ncx"))
    points = list(ncx.iter(f"{NCX}navPoint"))
    assert [point.find(f"{NCX}content").get("src") for point in points] == pages
    assert [int(point.get("playOrder")) for point in points] == list(range(1, len(points) + 1))
    uid = next(m.get("content") for m in ncx.iter(f"{NCX}meta") if m.get("name") == "dtb:uid")
    assert uid == opened.package.findtext(f".//{DC}identifier")


def test_other_news_lead_into_the_edition_where_it_has_them() -> None:
    book_of = Opened(book(editions.full()))
    page = book_of.xml(book_of.path("a1.xhtml"))
    links = {"".join(one.itertext()): one.get("href") for one in page.iter(f"{XHTML}a")}
    assert links["Bài số 3"] == "a3.xhtml"
    assert links["bài trước"] == "a2.xhtml", "in the text too, and by any form of the address"
    assert links["Bài ngoài"] == "https://khac.vn/x"
    assert links["ngoài kia"] == "https://khac.vn/%C4%83%20b%7Cc?x=%5B1%5D#d"
    assert "Không đi đâu" in book_of.text("a1.xhtml")
    assert "Không đi đâu" not in links


def test_a_photo_is_inside_and_a_missing_one_tells_why() -> None:
    opened = Opened(book(editions.full()))
    (photo,) = [name for name in opened.names if name.endswith(".jpg")]
    assert opened.zip.read(photo) == editions.jpeg().data
    (cover,) = [one for one in opened.items.values() if one.get("properties") == "cover-image"]
    assert opened.path(cover.get("href")) == photo
    text = opened.text("a1.xhtml")
    assert "Ảnh mất bao.vn answered 404" in text


def test_an_article_without_its_text_has_headline_teaser_reason_and_address() -> None:
    text = Opened(book(editions.full())).text("a3.xhtml")
    assert "Bài số 3" in text
    assert "Mở đầu bài 3." in text
    assert "has not been fetched yet" in text
    assert "https://bao.vn/bai-3.html" in text


def test_the_same_edition_is_the_same_bytes() -> None:
    assert book(editions.full()) == book(editions.full())
    other = replace(editions.full(), key="another")
    uid = f".//{DC}identifier"
    first, second = Opened(book(editions.full())), Opened(book(other))
    assert first.package.findtext(uid) != second.package.findtext(uid)


@pytest.mark.skipif(
    EPUB_CHECK is None or shutil.which("java") is None, reason="epubcheck is not installed"
)
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    """Debian's package installs the program as a jar, which not every kernel starts by itself."""
    full = editions.full()
    path = tmp_path / "book.epub"
    path.write_bytes(book(replace(full, parts=full.parts + editions.hostile().parts)))
    command = ["java", "-jar", str(EPUB_CHECK), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr
