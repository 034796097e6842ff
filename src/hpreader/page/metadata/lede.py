"""The lede of an article that is outside its body."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from hpreader.model import Image
from hpreader.page.blocks.clean_up import NOTICE, is_date_line, is_start_of_title, same_text
from hpreader.page.blocks.drafts import Draft
from hpreader.page.metadata.headline_surroundings import LONGEST_LEDE, Surroundings
from hpreader.page.metadata.jsonld import unescaped
from hpreader.page.phrases import pattern
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import letters_of, text_content
from hpreader.sites.profiles import Profile

LEDE_TOKENS = frozenset(
    {
        "lead",
        "article-lead",
        "entry-lead",
        "post-lead",
        "article__lead",
        "article-summary",
        "detail-summary",
        "hometext",
        "introtext",
        "news-desc",
        "news-lead",
        "tom-tat",
        "tomtat",
        "trich-dan",
        "trichdan",
        "mo-ta",
        "mota",
        "phead",
        "chappeau",
        "des-small",
        "short-desc",
        "shortdescription",
    }
)
WIDGET = pattern("widget_text", r"\W*<phrases>\b")
OPENING = 4
"""How many paragraphs at the beginning of a body are compared with the lede."""
LEDE_WORDS = ("sapo", "chapeau", "standfirst")
SHORTEST_NAMED_LEDE = 40


def read_lede(
    page: Page,
    profile: Profile | None,
    title: str,
    body: _Element | None,
    around: Surroundings,
    *,
    is_known: bool,
) -> str:
    """The lede: as the profile names it, else as its class does, else the text between headline and body."""
    if profile is not None:
        element = page.index.first(profile.lede)
        if element is not None:
            return _with_place(element)
        if is_known:
            return ""
    for element in _lede_candidates(page, body):
        text = text_content(element)
        is_new = not same_text(text, title) and not _is_widget(text)
        if SHORTEST_NAMED_LEDE <= len(text) <= LONGEST_LEDE and is_new:
            return text
    text = _described(page, body) or around.lede()
    is_old = same_text(text, title) or is_start_of_title(title, text)
    return "" if is_old or _is_widget(text) else text


def _is_widget(text: str) -> bool:
    """Whether a text is a date, a notice or the label of a button."""
    return is_date_line(text) or bool(WIDGET.match(text)) or bool(NOTICE.search(text[:200]))


def distinct_lede(lede: str, drafts: list[Draft], *, is_known: bool) -> tuple[str, list[Draft]]:
    """The lede and the blocks, with one of them less if the lede is the beginning of the blocks or a caption.

    A lede that the first paragraphs contain goes; a paragraph that the lede contains goes. So nothing of
    the text is lost.

    Args:
        lede: the lede that was found outside the body.
        drafts: the blocks of the body.
        is_known: whether a site profile names it; then a caption repeats it, and it is no caption.
    """
    letters = letters_of(lede)
    if not letters:
        return lede, drafts
    texts = [
        (draft, letters_of(draft.content.text)) for draft in drafts if draft.content is not None
    ]
    opening = texts[:OPENING]
    if letters in "".join(text for _, text in opening):
        return "", drafts
    captions = (draft.block.caption.text for draft in drafts if isinstance(draft.block, Image))
    if not is_known and any(letters in letters_of(caption) for caption in captions if caption):
        return "", drafts
    contained: list[Draft] = []
    rest = letters
    for draft, text in opening:
        if len(text) < SHORTEST_NAMED_LEDE or not rest.startswith(text):
            break
        contained.append(draft)
        rest = rest.removeprefix(text)
    return lede, [draft for draft in drafts if draft not in contained]


def _with_place(element: _Element) -> str:
    """The text of a lede; VnExpress separates its dateline by style sheet only, here a dash is inserted."""
    text = text_content(element)
    location = next(iter(element), None)
    if location is not None and "location-stamp" in (location.get("class") or "").split():
        stamp = text_content(location)
        return f"{stamp} - {text.removeprefix(stamp).lstrip(' -–')}"
    return text


def _lede_candidates(page: Page, body: _Element | None) -> Iterator[_Element]:
    end = page.index.ends[body] if body is not None else len(page.index.elements)
    for token, elements in page.index.tokens.items():
        name = token.lower()
        if name in LEDE_TOKENS or any(word in name for word in LEDE_WORDS):
            for element in elements[:2]:
                is_above = page.index.positions[element] < end
                is_short = page.weights.length(element) <= LONGEST_LEDE
                is_teaser = next(element.iterancestors("li", "a", "aside"), None) is not None
                if (
                    element.tag in {"p", "h2", "h3", "div"}
                    and is_above
                    and is_short
                    and not is_teaser
                ):
                    yield element


def _described(page: Page, body: _Element | None) -> str:
    """A paragraph with the words of the page's meta description that has no other paragraph after it.

    One among other paragraphs is the description only because an SEO plugin copied it.
    """
    description = unescaped(page.meta("og:description", "description"))
    if len(description) < SHORTEST_NAMED_LEDE or body is None:
        return ""
    weights = page.weights
    for tag in ("p", "h2", "h3", "div"):
        for element in page.index.tags.get(tag, ()):
            if abs(weights.length(element) - len(description)) >= 20:
                continue
            following = element.getnext()
            if (following is not None and following.tag == "p") or page.index.contains(
                element, body
            ):
                continue
            is_above = page.index.positions[element] < page.index.ends[body]
            if is_above and same_text(text_content(element), description):
                return text_content(element)
    return ""
