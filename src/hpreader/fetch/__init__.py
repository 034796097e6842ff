"""The httpx door: one polite `get` that gives an answer or a Problem, never an exception.

Importing this room costs the import of httpx (a tenth of a second), so newsroom defers it.
"""

from hpreader.fetch.fetcher import Fetcher
from hpreader.fetch.limits import Limits, Want
from hpreader.fetch.response import Fetched, NotModified

__all__ = ["Fetched", "Fetcher", "Limits", "NotModified", "Want"]
