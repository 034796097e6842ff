"""The only package that uses httpx: one `get` that returns a response or a Problem and never raises.

Importing this room costs the import of httpx (a tenth of a second), so newsroom defers it.
"""

from hpreader.fetch.api_client import ApiClient
from hpreader.fetch.fetcher import Fetcher
from hpreader.fetch.limits import Limits, Want
from hpreader.fetch.response import Fetched, NotModified

__all__ = ["ApiClient", "Fetched", "Fetcher", "Limits", "NotModified", "Want"]
