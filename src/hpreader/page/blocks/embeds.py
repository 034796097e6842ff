"""Videos, maps and posts of other sites: where they can be opened in a browser."""

from __future__ import annotations

import re

from lxml.etree import _Element

from hpreader import urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Embed
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.text import clean

TAGS = frozenset({
    "iframe", "amp-iframe", "amp-youtube", "amp-vimeo", "amp-dailymotion", "amp-facebook", "amp-twitter",
    "amp-instagram", "amp-tiktok", "amp-wordpress-embed", "amp-video", "amp-audio", "amp-video-iframe", "video", "audio",
    "embed", "object",
})  # fmt: skip

NOT_CONTENT = lazy_pattern(
    r"facebook\.com/(?:plugins/(?:like|share|page|follow|comments)|v[\d.]+/plugins/(?:like|share|page))|googletagmanager|doubleclick|googlesyndication"
    r"|google\.com/recaptcha|platform\.twitter\.com/widgets/(?:follow|tweet)_button|addthis|/ads?[./?]|adnxs|teads|outbrain|taboola"
)
YOUTUBE = lazy_pattern(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v)/|youtu\.be/)([\w-]{6,15})")
BY_ID = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
}
PLAYED = ("data-vid", "data-video-src", "data-mp4", "data-file")
"""The attributes in which a script's video player has its address."""
ADDRESSES = (
    "data-src",
    "data-lazy-src",
    "data-href",
    "data-url",
    "data-original",
    *PLAYED,
    "src",
    "data",
)

FILM = lazy_pattern(r"\.(?:mp4|m3u8|m4v|webm)(?:[?#&]|$)", re.IGNORECASE)
BARE_HOST = lazy_pattern(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+/", re.IGNORECASE)
"""A video's address on VCCorp's pages: `cdn.example/2026/film.mp4`."""


def is_player(element: _Element) -> bool:
    """Whether it is an empty box that a script turns into a video player."""
    named = [value for name in (*PLAYED, "data-src") if (value := element.get(name))]
    return any(map(FILM.search, named)) and next(element.iterdescendants(*TAGS), None) is None


def embed_of(element: _Element, page: Page) -> Embed | None:
    """The embed that an element shows in a browser, None for an advertisement or a button."""
    url = _address(element, page)
    if not url or NOT_CONTENT.search(url):
        return None
    title = clean(element.get("title") or element.get("aria-label") or "")
    return Embed(url, title)


def post_of(quote: _Element, page: Page) -> Embed | None:
    """The post that WordPress embeds with a `blockquote.wp-embedded-content`."""
    for link in quote.iter("a"):
        url = page.canonical(link.get("href"))
        if url:
            return Embed(url, text_content(link))
    return None


def _address(element: _Element, page: Page) -> str:
    attribute, pattern = BY_ID.get(str(element.tag), ("", ""))
    name = (element.get(attribute) or "").strip() if attribute else ""
    if name and re.fullmatch(r"[\w-]{1,40}", name):
        return pattern.format(name)
    candidates = [element.get(attribute) for attribute in ADDRESSES]
    candidates += [source.get("src") for source in element.iterchildren("source")]
    for candidate in candidates:
        if not candidate or candidate.startswith(("data:", "about:")):
            continue
        is_bare = BARE_HOST.match(candidate) and FILM.search(candidate)
        url = page.resolve(f"https://{candidate}" if is_bare else candidate)
        if url:
            video = YOUTUBE.search(url)
            if video and video[1] != "videoseries":
                return f"https://www.youtube.com/watch?v={video[1]}"
            if element.tag == "amp-wordpress-embed" or "#?secret" in url:  # WordPress' own embeds
                return urls.canonical(
                    url.partition("#")[0].removesuffix("/").removesuffix("/embed")
                )
            return url
    return ""
