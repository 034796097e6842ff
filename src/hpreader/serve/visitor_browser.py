"""`$BROWSER` of a reader in a browser's page: gives an address to the page, which opens it there.

Prints nothing; the exit status is 1 where the window is gone. Data: the address, from the command
line to the server by the address in `$HPREADER_VISITOR`, which only this user's processes can read.
"""

from __future__ import annotations

import http.client
import os
import sys
from urllib.parse import urlsplit

PATIENCE = 5.0
"""Seconds to wait for the server."""


def main() -> int:
    """Send the address in the command line; returns the exit status."""
    door = urlsplit(os.environ.get("HPREADER_VISITOR", ""))
    if len(sys.argv) != 2 or not door.hostname:
        return 1
    connection = http.client.HTTPConnection(door.hostname, door.port, timeout=PATIENCE)
    try:
        connection.request("POST", door.path, sys.argv[1].encode("utf-8", "replace"))
        return 0 if connection.getresponse().status == http.client.NO_CONTENT else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
