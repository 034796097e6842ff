"""The body of an article: each kind of block added to the layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hpreader.i18n import _, explain
from hpreader.model import (
    Attachment,
    Block,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Table,
)
from hpreader.model.documents import file_name
from hpreader.render.layout import Segment
from hpreader.render.layout_builder import BEFORE_IMAGE, LayoutBuilder
from hpreader.render.tables import set_table

BAR = "╎"
"""Of quotations; not of ambiguous width, as the signs in `sign_sets.py`."""


Photos = Mapping[str, tuple[int, int] | str]
"""By address, the columns and rows of an image, or a text why it is not drawn."""


def set_body(builder: LayoutBuilder, blocks: Iterable[Block], photos: Photos) -> None:
    """Set the blocks one below the other; a heading stays close to what it heads."""
    after_heading = False
    for number, block in enumerate(blocks):
        builder.begin(number)
        if not after_heading:
            builder.blank(offset=BEFORE_IMAGE if isinstance(block, Image) else -1)
        _set_block(builder, block, photos)
        after_heading = isinstance(block, Heading)


def _set_block(builder: LayoutBuilder, block: Block, photos: Photos) -> None:
    """Set one block."""
    palette = builder.palette
    match block:
        case Paragraph(content):
            builder.add(content, palette.text)
        case Heading(level, content):
            builder.add(content, palette.heading if level < 4 else palette.subheading)
        case Image():
            _set_image(builder, block, photos.get(block.src, ""))
        case ListBlock():
            _set_list(builder, block)
        case Quote(content):
            _set_quote(builder, content)
        case Table():
            set_table(builder, block)
        case Embed(url, title):
            text = title or url
            target = builder.new_target("link", url, text)
            lead, hang = _lead(builder, builder.signs.link)
            builder.add(Inline(text), palette.link, lead=lead, hang=hang, target=target)
        case Attachment():
            _set_attachment(builder, block)


def _set_attachment(builder: LayoutBuilder, attachment: Attachment) -> None:
    """The name of a document, which is a link, with its kind and size, and why its text is not below."""
    text = attachment.title or attachment.url
    target = builder.new_target("link", attachment.url, text)
    lead, hang = _lead(builder, builder.signs.document)
    content = " ".join(filter(None, (text, attachment_facts(attachment))))
    builder.add(Inline(content), builder.palette.link, lead=lead, hang=hang, target=target)
    if attachment.problem is not None:
        sentence = Inline(explain(attachment.problem))
        builder.add(sentence, builder.palette.caption, lead=_spaces(2), hang=_spaces(2))


def _lead(builder: LayoutBuilder, sign: str) -> tuple[tuple[Segment], tuple[Segment]]:
    """What is before the first line of a text with a sign, and before its other lines."""
    text = f"{_(sign)} "
    return (Segment(text, builder.palette.mark),), _spaces(min(len(text), 2))


def attachment_facts(attachment: Attachment) -> str:
    """The kind and the size of a document, in parentheses: `(PDF, 1.2 MB)`."""
    ending = file_name(attachment.url).rpartition(".")[2].upper()
    size = "" if attachment.size is None else _size_text(attachment.size)
    known = ", ".join(filter(None, (ending, size)))
    return f"({known})" if known else ""


def _size_text(size: int) -> str:
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} kB"
    return f"{size / 1024 / 1024:.1f} MB"


def _set_image(builder: LayoutBuilder, image: Image, photo: tuple[int, int] | str) -> None:
    """A slot for the image, if it is drawn, and its caption or alternative text."""
    caption = image.caption if image.caption.text else Inline(image.alt)
    if isinstance(photo, str):
        builder.add_image(image.src)
        name = _(builder.signs.photo)
        label = f"{name} ({photo}) " if photo else f"{name} "
        builder.add(caption, builder.palette.caption, label=label)
        return
    builder.add_image(image.src, *photo)
    if caption.text:
        builder.add(caption, builder.palette.caption)


def _set_quote(builder: LayoutBuilder, content: Inline) -> None:
    """Each paragraph of a quotation, with a bar at the left from the first to the last."""
    word = _(builder.signs.quote)
    bar = Segment(f"{BAR} ", builder.palette.mark)
    sides = () if word else (bar,)
    start = 0
    for part in content.text.split("\n"):
        if part.strip():
            if start:
                builder.blank(*(() if word else (Segment(BAR, builder.palette.mark),)))
            builder.add(
                part_of(content, start, start + len(part)),
                builder.palette.quote,
                label=f"{word} " if word else "",
                lead=sides,
                hang=sides,
            )
        else:
            builder.skip(Inline(part))
        start += len(part) + 1


def part_of(content: Inline, start: int, end: int) -> Inline:
    """A stretch of a text with the spans within it."""
    spans = tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start, span.kind, span.url)
        for span in content.spans
        if span.start < end and span.end > start
    )
    return Inline(content.text[start:end], spans)


def _set_list(builder: LayoutBuilder, block: ListBlock) -> None:
    """The items with hanging indents; nested ones step in, as far as there is room."""
    mark = builder.palette.mark
    bullets = builder.signs.bullets
    last = 0
    widest = len(f"{len(block.items)}.") if block.ordered else 1
    for number, item in enumerate(block.items):
        depth = block.depths[number] if number < len(block.depths) else 0
        sign = bullets[min(depth, len(bullets) - 1)]
        if block.ordered and depth == 0:
            last += 1
            sign = f"{last}.".rjust(widest)
        step = min((widest + 1) * depth, builder.width // 3)
        lead = f"{' ' * step}{sign} "
        builder.add(
            item, builder.palette.text, lead=(Segment(lead, mark),), hang=_spaces(len(lead))
        )


def _spaces(count: int) -> tuple[Segment]:
    """An indent."""
    return (Segment(" " * count),)
