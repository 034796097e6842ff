"""Posts of images without text, such as a comic or a series of photos.

They are looked for where a page has neither text nor documents: the one element that is an article by its tag
or name, with several images that lead nowhere else and with a heading.
"""

from __future__ import annotations

from lxml.etree import _Element

from hpreader.page.blocks.image_blocks import IMAGE_FILE
from hpreader.page.body.article_names import named_article_elements
from hpreader.page.body.headed_text import MAX_LINK_SHARE, is_in_furniture
from hpreader.page.tree.document import Page
from hpreader.page.tree.tags import HEADING_TAGS, IMAGE_TAGS
from hpreader.page.tree.visibility import is_in_comments, is_junk

FEWEST_IMAGES = 2


def image_story(page: Page) -> _Element | None:
    """The element of a post of images, None if the page is none."""
    groups = [*named_article_elements(page), page.index.tags.get("article", [])]
    root = next((group[0] for group in groups if len(group) == 1), None)
    if root is None or is_in_comments(root) or is_in_furniture(root) or _is_hidden(page, root):
        return None
    images = [one for one in root.iter(*IMAGE_TAGS) if not _leads_away(one) and not _is_apart(one)]
    is_headed = next(root.iter(*HEADING_TAGS), None) is not None or bool(page.index.tags.get("h1"))
    is_linked = page.weights.link_share(root) > MAX_LINK_SHARE
    return root if len(images) >= FEWEST_IMAGES and is_headed and not is_linked else None


def _is_hidden(page: Page, element: _Element) -> bool:
    return any(one in page.hidden for one in (element, *element.iterancestors()))


def _leads_away(image: _Element) -> bool:
    """Whether an image is a link to a page, as in a list of articles."""
    link = next(image.iterancestors("a"), None)
    address = "" if link is None else (link.get("href") or "").partition("?")[0]
    return bool(address) and not address.startswith("#") and not IMAGE_FILE.search(address)


def _is_apart(image: _Element) -> bool:
    return any(is_junk(one) or one.tag in {"aside", "nav"} for one in image.iterancestors())
