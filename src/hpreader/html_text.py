"""Pieces of HTML as plain text: titles and teasers, whichever way their HTML was escaped.

A title is text in which HTML may occur, so that a tag must be told from a `<` of the text. The names
of elements are those of the HTML standard (https://html.spec.whatwg.org/multipage/indices.html),
with its obsolete ones.
"""

from __future__ import annotations

import html
import re
from typing import Final

from hpreader.lazy_pattern import lazy_pattern
from hpreader.text import clean

LONGEST: Final = 20_000
"""No title and no teaser needs more of its HTML."""
_LONGEST_TITLE: Final = 5_000
_TITLE: Final = 1_000

_INLINE: Final = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "rp", "rt", "ruby", "s",
    "samp", "slot", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr", "blink", "math", "mi", "mn", "mo", "mrow", "msub", "msup", "link", "meta", "base", "source",
    "track", "param", "area", "map", "script", "style", "template", "noscript", "noembed",
    "noframes",
})  # fmt: skip
"""Elements within a line: no blank takes their place."""
_REPLACED: Final = frozenset({
    "img", "image", "picture", "video", "audio", "object", "embed", "applet", "canvas", "input", "button",
    "select", "textarea", "meter", "progress", "marquee", "iframe", "svg",
})  # fmt: skip
"""Elements that take room within a line: they part words, but leave no blank before a comma."""
_LINES: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title",
    "tr", "ul",
})  # fmt: skip
"""Elements that make a line of their own: a blank takes their place."""

_REFERENCE = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|\w{1,32});")
_HIDDEN_NAMES: Final = "script|style|template|noscript|iframe|svg|noembed|noframes"
"""Elements that only a browser uses, with their content."""
_HIDDEN = lazy_pattern(
    rf"<!--.*?-->|<(?P<name>{_HIDDEN_NAMES})\b(?:[^<>]*/>|[^<>]*>.*?</(?P=name)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
"""What a title hides: with its end, since a title may be about "<script> in old browsers"."""
_CDATA = lazy_pattern(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAG = lazy_pattern(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>[\s/](?>\"[^\"<]*\"|'[^'<]*'|[^<>])*+)?>"
    r"|<(?:!doctype|\?[a-z])[^<>]*>",
    re.IGNORECASE,
)
_END = lazy_pattern(r"</([A-Za-z][\w:.-]*)\s*>")
_BETWEEN_WORDS = lazy_pattern(r"(?<=\w)\0+(?=\w)")
_MARKUP = lazy_pattern(
    rf"<!--.*?(?:-->|\Z)|<(?P<name>{_HIDDEN_NAMES})\b.*?(?:</(?P=name)\s*>|\Z)"
    r"|</?(?P<tag>[A-Za-z][\w-]*)[^<>]*>|<[!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""Linear in the text, unlike the standard library's parser."""


def plain_title(text: str) -> str:
    """A title without tags; entities are resolved, also where they were escaped twice.

    A tag is what HTML knows, or what has its end; "a < b" and a lone "<antirez>" are text.
    """
    text = text[:_LONGEST_TITLE]
    for _ in range(3):
        resolved = _resolved(text)
        if resolved == text:
            break
        text = resolved
    return clean(_without_tags(text) if "<" in text else text)[:_TITLE]


def plain_text(markup: str) -> str:
    """The words of a piece of HTML."""
    markup = markup[:LONGEST]
    return _text_of_paragraphs(markup) or clean(_resolved(_MARKUP.sub(_between_words, markup)))


def _text_of_paragraphs(markup: str) -> str:
    """`plain_text` of `<p>…</p>` without other tags and entities, as bodies of feeds are; "" for other markup.

    Each of these tags parts words, so that a blank takes its place, wherever it is. The white space beside
    it makes no difference where the rest needs no cleaning; "" is returned where it does.
    """
    if "&" in markup or not markup.startswith("<p>"):
        return ""
    text = markup.replace("</p>\n<p>", " ").replace("<p>", " ").replace("</p>", " ").strip(" \n")
    return text if "<" not in text and clean(text) == text else ""


def _without_tags(text: str) -> str:
    text = _HIDDEN.sub("\0", _CDATA.sub(r"\1", text.replace("\0", "")))
    ended = {name.lower() for name in _END.findall(text)}

    def replacement(found: re.Match[str]) -> str:
        name, attributes = (found["name"] or "").lower(), found["attributes"] or ""
        if "=" not in attributes and not attributes.isascii():
            return found[0]  # "a <b và c> d"
        if name in _LINES:
            return " "
        if name in _REPLACED:
            return "\0"
        is_tag = not name or name in _INLINE or name in ended or bool(found["end"])
        return "" if is_tag else found[0]

    text = _TAG.sub(replacement, text)
    return _BETWEEN_WORDS.sub(" ", text).replace("\0", "")


def _between_words(match: re.Match[str]) -> str:
    name = match["tag"]
    return "" if name and name.lower() in _INLINE else " "


def _resolved(text: str) -> str:
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
