"""The only package that uses feedparser: from the bytes of a feed to a Listing."""

from hpreader.feed.item_hashes import ChangedFeed, changed_feed
from hpreader.feed.parser import is_comment_feed, joined_parts, read_feed, read_feed_in_parts

__all__ = [
    "ChangedFeed",
    "changed_feed",
    "is_comment_feed",
    "joined_parts",
    "read_feed",
    "read_feed_in_parts",
]
