"""The only package that uses feedparser: from the bytes of a feed to a Listing."""

from hpreader.feed.parser import is_comment_feed, read_feed

__all__ = ["is_comment_feed", "read_feed"]
