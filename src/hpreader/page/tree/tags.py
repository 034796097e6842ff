"""Sets of HTML tags that several rooms use."""

from __future__ import annotations

BLOCK_TAGS = frozenset({
    "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "dir", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "tr", "ul", "xmp",
})  # fmt: skip
"""Elements that begin and end a line."""

TEXT_CONTAINERS = BLOCK_TAGS | {"body"}
"""Elements that contain text of their own; inline ones only mark a part of it."""

LIST_TAGS = frozenset({"ul", "ol", "menu", "dir"})

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SUBHEADING_TAGS = ("h2", "h3", "h4", "h5", "h6")
"""All but the page's own headline."""
UPPER_SUBHEADING_TAGS = ("h2", "h3", "h4")
"""Those that head a part of an article, or a teaser; lower ones are labels as well."""

IMAGE_TAGS = frozenset({"img", "amp-img", "amp-anim"})
