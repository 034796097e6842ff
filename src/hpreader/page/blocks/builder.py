"""The article's part of a tree as blocks, in document order.

The tree is walked with libxml2's `iterwalk`, never by recursion: pages may be nested hundreds of levels deep.
"""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element

from hpreader.model import Embed, Heading, Image, Inline, ListBlock, Paragraph, Quote
from hpreader.page.blocks import embeds
from hpreader.page.blocks import image_blocks as image_blocks
from hpreader.page.blocks import table_blocks as table_blocks
from hpreader.page.blocks.attachments import documents_in, shortcode_documents
from hpreader.page.blocks.drafts import Draft, alignment_of
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.figures import (
    LONGEST_CAPTION,
    Frame,
    caption_figure,
    is_caption,
    is_figure,
)
from hpreader.page.blocks.formulas import formula_text
from hpreader.page.blocks.inline import (
    PLAIN_STYLE,
    InlineStyle,
    TextRun,
    inline_of,
    is_emoji,
    joined,
)
from hpreader.page.blocks.list_blocks import is_plain_list, items_of
from hpreader.page.blocks.preformatted import is_preformatted, preformatted_texts
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import BLOCK_TAGS, IMAGE_TAGS, LIST_TAGS

FEWEST_IN_FORM = 4
"""Paragraphs; a form with more is the one that ASP.NET wraps around a whole page."""
SIMPLE = frozenset(
    {"p", "div", "span", "strong", "b", "em", "i", "br", "figure", "section", "sup", "u"}
)
"""Elements that no rule can match if they have no attributes."""
HEADING_LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class BlockBuilder:
    """Walks a part of a tree and collects its blocks."""

    def __init__(self, page: Page, exclusions: Exclusions) -> None:
        self._page = page
        self._exclusions = exclusions
        self.drafts: list[Draft] = []
        self._run = TextRun()
        self._container: _Element | None = None
        self._frames: list[Frame] = []
        self._marks: list[InlineStyle] = [PLAIN_STYLE]

    def build(self, root: _Element) -> list[Draft]:
        """The blocks within a root, after those of the roots before."""
        self._marks = [PLAIN_STYLE]
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if event == "start":
                if element is not root and self._take_whole(element):
                    events.skip_subtree()
                    self._marks.append(self._marks[-1])
                    continue
                self._begin(element, root)
            else:
                self._end(element)
                if element is root:
                    break
                self._run.add(element.tail, self._marks[-1])
                if element.tail and self._container is None:
                    self._container = element.getparent()
        self._flush()
        return self.drafts

    # --- elements that are handled as a whole -------------------------------------------------------

    def _take_whole(self, element: _Element) -> bool:
        """Handle an element as a whole; returns False if its children are to be walked."""
        tag = element.tag
        if tag in SIMPLE and not element.keys() and element not in self._exclusions.listed:
            return False
        if self._exclusions.excludes(element) or (
            tag == "form" and _is_small_form(element) and self._exclusions.record(element, "form")
        ):
            self._end_paragraph_at(element)
            return True
        if tag in IMAGE_TAGS:
            return self._take_image(element)
        if documents := documents_in(element, self._page):
            for document in documents:
                self._add(Draft(document))
            return True
        if tag in embeds.TAGS:
            self._add_embed(embeds.embed_of(element, self._page))
            return True
        if tag == "noscript":
            self._take_noscript(element)
            return True
        if tag == "div" and embeds.is_player(element):
            self._add_embed(embeds.embed_of(element, self._page))
            return False  # its caption is inside
        if is_caption(element):
            return self._take_caption(element)
        if tag in HEADING_LEVELS:
            return self._take_heading(element)
        if tag == "math":
            self._run.add(formula_text(element), self._marks[-1])
            return True
        if is_preformatted(element):
            return self._excludes_by_name(element) or self._take_preformatted(element)
        if tag in LIST_TAGS:
            return self._excludes_by_name(element) or self._take_list(element)
        if tag == "table":
            return self._excludes_by_name(element) or self._take_table(element)
        if tag == "blockquote" and "wp-embedded-content" in (element.get("class") or ""):
            self._add_embed(embeds.post_of(element, self._page))
            return True
        return self._excludes_by_name(element)

    def _excludes_by_name(self, element: _Element) -> bool:
        if not self._exclusions.excludes_by_name(element):
            return False
        self._end_paragraph_at(element)
        return True

    def _end_paragraph_at(self, element: _Element) -> None:
        if element.tag in BLOCK_TAGS:
            self._flush()

    def _take_image(self, element: _Element) -> bool:
        if is_emoji(element):
            self._run.add(element.get("alt"), self._marks[-1])
            return True
        image = image_blocks.image_of(element, self._page)
        if image:
            self._add(Draft(image, alignment_of(element)))
        return True

    def _take_noscript(self, element: _Element) -> None:
        """Add the image for browsers without scripts, unless the same one was just added."""
        last = [draft.block for draft in self.drafts[-2:] if isinstance(draft.block, Image)]
        for image in image_blocks.images_besides(last, element, self._page):
            self._add(Draft(image))

    def _add_embed(self, embed: Embed | None) -> None:
        if embed and not any(
            isinstance(draft.block, Embed) and draft.block.url == embed.url
            for draft in self.drafts[-2:]
        ):
            self._add(Draft(embed))

    def _take_caption(self, element: _Element) -> bool:
        if next(element.iter(*IMAGE_TAGS), None) is not None:
            return False  # a wrapper around the image and its caption
        if self._frame("figure") is None and (
            not self.drafts or _is_in_sentence(element, self._run)
        ):
            return False
        self._flush()
        caption = self._inline_of(element)
        frame = self._frame("figure")
        if not caption.text:
            return True
        if frame is not None:
            frame.captions.append(caption)
        elif len(caption.text) > LONGEST_CAPTION or not self.drafts[-1].takes(caption):
            return False
        else:
            self.drafts[-1].caption(caption)
        return True

    def _inline_of(self, element: _Element) -> Inline:
        return inline_of(element, self._page, self._exclusions)

    def _take_heading(self, element: _Element) -> bool:
        found_images = image_blocks.images_besides((), element, self._page)
        content = self._inline_of(element)
        self._flush()
        if content.text:
            self._add(Draft(Heading(HEADING_LEVELS[str(element.tag)], content)))
        for image in found_images:
            self._add(Draft(image))
        return True

    def _take_list(self, element: _Element) -> bool:
        if not is_plain_list(element):
            return False
        items, depths = items_of(element, self._page, self._exclusions)
        self._flush()
        if items:
            self._add(Draft(ListBlock(element.tag == "ol", tuple(items), tuple(depths))))
        return True

    def _take_preformatted(self, element: _Element) -> bool:
        self._flush()
        texts = preformatted_texts(element, self._page, self._exclusions)
        quote = self._frame("quote")
        if quote is not None:
            quote.lines += texts
        else:
            self.drafts += (Draft(Paragraph(text, preformatted=True)) for text in texts)
        return True

    def _take_table(self, element: _Element) -> bool:
        found_images = table_blocks.images_in(element, self._page)
        if found_images is not None:
            self._flush()
            for image in found_images:
                self._add(Draft(image, "center"))
            return True
        table = table_blocks.data_in(element, self._page)
        if table is None:
            return False
        self._flush()
        self._add(Draft(table))
        return True

    # --- elements whose children are walked -----------------------------------------------------------------

    def _begin(self, element: _Element, root: _Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break(element)
        elif tag in BLOCK_TAGS:
            self._flush()
            self._container = element
        if tag == "blockquote" and element is not root:
            self._frames.append(Frame(element, "quote", len(self.drafts)))
        elif is_figure(element, self._page):
            self._frames.append(Frame(element, "figure", len(self.drafts)))
        self._marks.append(self._marks[-1].within(element, self._page))
        self._run.add(element.text, self._marks[-1])

    def _end(self, element: _Element) -> None:
        self._marks.pop()
        if element.tag in BLOCK_TAGS and element.tag != "br":
            self._flush()
            self._container = None
        if self._frames and self._frames[-1].element is element:
            frame = self._frames.pop()
            if frame.kind == "quote":
                self._end_quote(frame)
            else:
                caption_figure(self.drafts, frame)

    def _break(self, element: _Element) -> None:
        """End the paragraph at a line break that is doubled or follows a sentence, else break the line."""
        if _ends_paragraph(element, self._run):
            container = self._container
            self._flush()
            self._container = container
        else:
            self._run.break_line()

    def _frame(self, kind: str) -> Frame | None:
        return self._frames[-1] if self._frames and self._frames[-1].kind == kind else None

    def _flush(self) -> None:
        """End the current paragraph."""
        if not self._run.pieces:
            return
        texts = (text for text, _ in self._run.pieces)
        self.drafts += map(Draft, shortcode_documents(texts, self._page))
        content = self._run.finish()
        if not content.text:
            return
        figure = self._frame("figure")
        quote = self._frame("quote")
        if quote is not None:
            quote.lines.append(content)
        elif figure is not None and len(content.text) <= LONGEST_CAPTION:
            figure.loose.append(content)
        else:
            self.drafts.append(Draft(Paragraph(content), alignment_of(self._container)))

    def _add(self, draft: Draft) -> None:
        self._flush()
        for frame in self._frames:
            if frame.kind == "quote" and frame.lines:
                self.drafts.append(Draft(Quote(joined(frame.lines))))
                frame.lines = []
        self.drafts.append(draft)

    def _end_quote(self, frame: Frame) -> None:
        if not frame.lines:
            return
        outer = self._frame("quote")
        if outer is not None:
            outer.lines.extend(frame.lines)
        else:
            self.drafts.append(Draft(Quote(joined(frame.lines))))


def _is_in_sentence(element: _Element, run: TextRun) -> bool:
    """Whether an inline element has words before it on its line."""
    is_inline = element.tag not in BLOCK_TAGS
    return is_inline and any(any(map(str.isalnum, piece)) for piece, _ in run.pieces)


def _ends_paragraph(line_break: _Element, run: TextRun) -> bool:
    """Whether a line break is doubled or follows the end of a sentence."""
    following = line_break.getnext()
    is_doubled = (
        following is not None and following.tag == "br" and not (line_break.tail or "").strip()
    )
    before = "".join(text for text, _ in run.pieces[-3:]).rstrip()
    return is_doubled or before.endswith((".", "!", "?", "…", ":", ";", "”", '"', ")"))


def _is_small_form(element: _Element) -> bool:
    return sum(1 for _ in element.iter("p")) < FEWEST_IN_FORM
