"""Exchanging sources with other readers as OPML 2.0 (http://opml.org/spec2.opml).

document.py   sources of a document, and a document of sources
outlines.py   the outlines of a document, also of one that is not well-formed (pure)
"""

from hpreader.opml.outlines import Outline, read_outlines
from hpreader.opml.source_outlines import (
    MOST_BYTES,
    merge,
    read_opml,
    skipped_outlines,
    sources_of,
    unkept_categories,
    without_known,
    write_opml,
)

__all__ = [
    "MOST_BYTES",
    "Outline",
    "merge",
    "read_opml",
    "read_outlines",
    "skipped_outlines",
    "sources_of",
    "unkept_categories",
    "without_known",
    "write_opml",
]
