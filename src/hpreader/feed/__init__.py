"""The feedparser door: the bytes of a feed become a Listing."""

from hpreader.feed.parser import is_comment_feed, read_feed

__all__ = ["is_comment_feed", "read_feed"]
