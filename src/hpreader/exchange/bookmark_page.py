"""Bookmarks in HTML: the Netscape bookmark file of all browsers, and the exports that resemble it.

https://learn.microsoft.com/en-us/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)
describes the format: `<DL>` is a folder, the `<H3>` before it its name, `<A HREF ADD_DATE TAGS>` a bookmark.
Pocket wrote `<h1>Unread</h1><ul><li><a href time_added tags>`, Instapaper `<h1>Unread</h1><ol><li><a href>`.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from hpreader.exchange.saved_links import LinkCollection, SavedLinks, time_of
from hpreader.text import clean, fold

ARCHIVES: Final = frozenset({"archive", "archived", "read archive", "read", "luu tru", "da doc"})
"""Headings and states of what was read, folded."""
_NO_FOLDERS: Final = frozenset(
    {"", "unread", "bookmarks", "bookmarks menu", "home", "new", "later"}
)
"""Headings that hold everything, or what is not read."""
_LISTS: Final = frozenset({"dl", "ul", "ol"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3"})
_DEEPEST: Final = 100
"""Folders within each other: deeper ones are told as one."""


def read_page(text: str) -> SavedLinks:
    """The links of a page of bookmarks, in its order.

    A heading that says that its links were archived marks them as read. Live bookmarks (`FEEDURL`) are
    links to their pages.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    parser.end_link()
    return parser.links.result()


class _Parser(HTMLParser):
    """Collects the links of a page with the headings above them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links = LinkCollection()
        self._folders: list[str] = []
        self._heading = ""
        """Of the list that comes next."""
        self._text: list[str] | None = None
        """Of the link or heading that is open."""
        self._link: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link, a heading or a list."""
        if tag == "a":
            self.end_link()
            self._link = {name: value or "" for name, value in attrs}
            self._text = []
        elif tag in _HEADINGS:
            self.end_link()
            self._text = []
        elif tag in _LISTS:
            self.end_link()
            if len(self._folders) < _DEEPEST:
                self._folders.append(self._heading)
            self._heading = ""

    def handle_endtag(self, tag: str) -> None:
        """End a link, a heading or a list."""
        if tag == "a":
            self.end_link()
        elif tag in _HEADINGS and self._text is not None:
            self._heading, self._text = clean("".join(self._text)), None
        elif tag in _LISTS:
            self.end_link()
            del self._folders[-1:]
            self._heading = ""

    def handle_data(self, data: str) -> None:
        """Take the text of a link or a heading."""
        if self._text is not None:
            self._text.append(data)

    def end_link(self) -> None:
        """Collect the link that is open, also where the page does not close it."""
        if self._link is None or self._text is None:
            return
        # Exports without lists have their links directly below the heading.
        folders = [*self._folders, self._heading] if not self._folders else self._folders
        named = tuple(one for one in folders if fold(one) not in _NO_FOLDERS)
        is_read = any(fold(one) in ARCHIVES for one in named)
        link = self._link
        self.links.add(
            link.get("href", ""),
            "".join(self._text),
            folders=tuple(one for one in named if fold(one) not in ARCHIVES),
            tags=tuple(link.get("tags", "").split(",")),
            at=time_of(link.get("add_date", "") or link.get("time_added", "")),
            is_read=is_read,
        )
        self._link = self._text = None
