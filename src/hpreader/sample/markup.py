"""The light markup of the sample articles, turned to the HTML that a WordPress editor leaves.

Blocks are parted by empty lines:

    ## Heading          ### Smaller heading
    - item              1. item            (two spaces deeper: nested)
    > quotation
    | cell | cell |     the first row is the head
    ![caption](picture.png)         several on following lines stand in one paragraph
    {lazy} picture.png | alternative text
    {gallery} picture.png picture.png
    {video} id | title
    {tweet} address | text
    {lede} a first paragraph with a class of its own
    {right} a source line or byline at the right
    {page}              what follows is on the next page

Within a text: **strong**, *emphasis*, [text](address); an address may begin with a slash.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Sequence

from hpreader.sample.images import SIZE

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"\*(.+?)\*")
_PHOTO = re.compile(r"!\[(.*)\]\(([\w-]+\.png)\)")
_ITEM = re.compile(r"( *)(-|\d+\.) (.*)")
_PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_WIDTH, _HEIGHT = SIZE


def body_html(markup: str, base: str, lede: str = "") -> str:
    """The body of an article as HTML; pictures and links are absolute under `base`."""
    blocks = [_block(block, base) for block in _blocks(markup)]
    if lede:
        blocks.insert(0, f"<p><strong>{_inline(lede, base)}</strong></p>")
    return "\n".join(blocks)


def split_pages(markup: str) -> list[str]:
    """The pages of a paged text; most have one."""
    return re.split(r"\n\s*\{page\}\s*\n", markup)


def first_photo(markup: str) -> str:
    """The file of the first photo, which WordPress shows above the text too; "" without one."""
    found = _PHOTO.search(markup)
    return found[2] if found else ""


def plain_text(markup: str, lede: str = "") -> str:
    """The running text without any markup, for excerpts."""
    kept = [
        block
        for block in _blocks(markup)
        if not block.startswith(("!", "{gallery}", "{lazy}", "{video}", "{tweet}", "|"))
    ]
    text = re.sub(r"(?m)^(\{\w+\}|#+|>|-|\d+\.) ", "", "\n".join([lede, *kept]))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", _LINK.sub(r"\1", text)))
    return " ".join(text.split())


def upload_url(base: str, name: str) -> str:
    """Where a picture lies."""
    return f"{base}/wp-content/uploads/anh/{name}"


def _blocks(markup: str) -> list[str]:
    return [block for block in re.split(r"\n\s*\n", markup.strip()) if block and block != "{page}"]


def _inline(text: str, base: str) -> str:
    def link(found: re.Match[str]) -> str:
        words, address = found[1], found[2]
        return f'<a href="{base if address.startswith("/") else ""}{address}">{words}</a>'

    text = html.escape(" ".join(text.split()), quote=False)
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", _LINK.sub(link, text)))


def _block(block: str, base: str) -> str:
    lines = block.splitlines()
    named = re.match(r"\{(\w+)\} ", block)
    if named:
        return _NAMED[named[1]](block[named.end() :], base)
    if block.startswith("#"):
        marks, _, text = block.partition(" ")
        return f"<h{len(marks)}>{_inline(text, base)}</h{len(marks)}>"
    if block.startswith("!["):
        photos = "<br />\n".join(_photo(line, base) for line in lines)
        return f"<p>{photos}</p>" if len(lines) > 1 else photos
    if block.startswith("> "):
        paragraphs = "\n".join(f"<p>{_inline(line.removeprefix('> '), base)}</p>" for line in lines)
        return f"<blockquote>\n{paragraphs}\n</blockquote>"
    if block.startswith("|"):
        return _table(lines, base)
    if _ITEM.match(block):
        return _list(lines, base)
    return f"<p>{_inline(block, base)}</p>"


def _photo(line: str, base: str) -> str:
    found = _PHOTO.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"not a photo: {line}")
    caption, name = _inline(found[1], base), found[2]
    number = sum(name.encode()) % 900 + 20
    url = upload_url(base, name)
    image = (
        f'<img decoding="async" loading="lazy" class="size-full wp-image-{number}" src="{url}"'
        f' alt="" width="{_WIDTH}" height="{_HEIGHT}" srcset="{url} {_WIDTH}w,'
        f' {url[:-4]}-300x188.png 300w" sizes="(max-width: {_WIDTH}px) 100vw, {_WIDTH}px" />'
    )
    if not caption:
        return f"<p>{image}</p>"
    return (
        f'<figure id="attachment_{number}" aria-describedby="caption-attachment-{number}"'
        f' style="width: {_WIDTH}px" class="wp-caption aligncenter">{image}<figcaption'
        f' id="caption-attachment-{number}" class="wp-caption-text">{caption}</figcaption></figure>'
    )


def _table(lines: Sequence[str], base: str) -> str:
    rows = [[_inline(cell, base) for cell in line.strip("| ").split("|")] for line in lines]
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "\n".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:]
    )
    return (
        f'<table border="1">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'
    )


def _list(lines: Sequence[str], base: str) -> str:
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        found = _ITEM.match(line)
        if found and not found[1]:
            items.append((found[3], []))
        else:
            items[-1][1].append(line)
    tag = "ul" if lines[0].startswith("-") else "ol"
    parts = [f"<{tag}>"]
    for text, nested in items:
        inner = (
            "\n" + _list(textwrap.dedent("\n".join(nested)).splitlines(), base) if nested else ""
        )
        parts.append(f"<li>{_inline(text, base)}{inner}</li>")
    return "\n".join([*parts, f"</{tag}>"])


def _lazy(text: str, base: str) -> str:
    name, _, alt = (part.strip() for part in text.partition("|"))
    url, alt = upload_url(base, name), html.escape(alt)
    return (
        f'<p><img decoding="async" class="lazyload aligncenter" src="{_PIXEL}" data-src="{url}"'
        f' data-srcset="{url} {_WIDTH}w" alt="{alt}" width="{_WIDTH}" height="{_HEIGHT}" />'
        f'<noscript><img decoding="async" src="{url}" alt="{alt}" /></noscript></p>'
    )


def _gallery(text: str, base: str) -> str:
    figures = "".join(
        f"<figure class='gallery-item'>\n<div class='gallery-icon landscape'>\n<a href='{url}'>"
        f'<img width="300" height="188" src="{url[:-4]}-300x188.png"'
        f' class="attachment-medium size-medium" alt="" decoding="async" loading="lazy" /></a>\n'
        "</div></figure>"
        for url in (upload_url(base, name) for name in text.split())
    )
    return (
        "<div id='gallery-1' class='gallery gallery-columns-2 gallery-size-medium'>"
        f"{figures}\n</div>"
    )


def _video(text: str) -> str:
    video, _, title = (part.strip() for part in text.partition("|"))
    return (
        f'<p><iframe title="{html.escape(title)}" width="500" height="281"'
        f' src="https://www.youtube.com/embed/{video}?feature=oembed" frameborder="0"'
        " allowfullscreen></iframe></p>"
    )


def _tweet(text: str, base: str) -> str:
    address, _, words = (part.strip() for part in text.partition("|"))
    return (
        '<blockquote class="twitter-tweet" data-width="500" data-dnt="true">'
        f'<p lang="vi" dir="ltr">{_inline(words, base)}</p>&mdash; Báo mẫu (@example)'
        f' <a href="{address}?ref_src=twsrc%5Etfw">{address.rpartition("/")[2]}</a></blockquote>'
    )


_NAMED: dict[str, Callable[[str, str], str]] = {
    "lazy": _lazy,
    "gallery": _gallery,
    "video": lambda text, _base: _video(text),
    "tweet": _tweet,
    "lede": lambda text, base: f'<p class="sapo">{_inline(text, base)}</p>',
    "right": lambda text, base: f'<p style="text-align: right;">{_inline(text, base)}</p>',
}
