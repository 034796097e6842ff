"""The sample newspaper "Báo mẫu": a small web site on loopback, for `hpreader demo` and for tests.

All its news is made up here; it behaves like a WordPress site with AMP pages, so that the reader
meets it as it meets any newspaper.
"""

from hpreader.sample.articles import SECTIONS, TAGLINE, TITLE
from hpreader.sample.server import Newspaper, serve

__all__ = ["SECTIONS", "TAGLINE", "TITLE", "Newspaper", "serve"]
