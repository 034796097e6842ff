"""The door: `hpreader` and `python -m hpreader`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and give back its exit status."""
    try:
        from hpreader.cli import main as run  # noqa: PLC0415 - Ctrl+C may come while it loads

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
