"""The process that reduces an image which may take long: bytes on stdin, the result on stdout.

It reads the pickle of the image's address and then the image, and writes the pickle of what
`thumbnail.shrink` returns for it; parent and child are one program.
"""

from __future__ import annotations

import pickle
import sys

from hpreader.images.thumbnail import shrink
from hpreader.resource_limits import IMAGE_MEMORY, run_within_limits


def main() -> None:
    """Reduce one image."""
    url = pickle.load(sys.stdin.buffer)
    pickle.dump(shrink(sys.stdin.buffer.read(), url), sys.stdout.buffer)


if __name__ == "__main__":
    run_within_limits(main, IMAGE_MEMORY)
