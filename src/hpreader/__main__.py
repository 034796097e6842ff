"""The door: `hpreader` and `python -m hpreader`."""

from __future__ import annotations

import gc
import sys

COLLECT_AFTER = 100_000
"""New objects after which garbage is looked for: more than a start makes (77,000), nearly all of
which stay. Looking among them after every 700, as Python does, takes a twentieth of the start."""


def main() -> int:
    """Run the command line and give back its exit status."""
    gc.set_threshold(COLLECT_AFTER)
    try:
        from hpreader.cli import main as run  # noqa: PLC0415 - Ctrl+C may come while it loads

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
