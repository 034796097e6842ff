"""The feedparser door: the bytes of a feed become a Listing."""

from hpreader.feed.reading import is_comment_feed, read_feed

__all__ = ["is_comment_feed", "read_feed"]
