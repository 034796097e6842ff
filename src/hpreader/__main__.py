"""The door: `hpreader` and `python -m hpreader`."""

from __future__ import annotations

import gc
import sys

from hpreader.garbage import collect_rarely


def main() -> int:
    """Run the command line and give back its exit status."""
    collect_rarely()
    try:
        from hpreader.terminal.signals import ended_by_signals  # noqa: PLC0415 - Ctrl+C may come while it loads

        with ended_by_signals():
            from hpreader.snapshot import EarlyScreen  # noqa: PLC0415 - as above

            with EarlyScreen(sys.argv[1:]) as early:
                early.begin()
                from hpreader.cli import main as run  # noqa: PLC0415 - the last screen is drawn now

                return run(sys.argv[1:], early)
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()  # else the interpreter looks through all objects before it ends (15 ms)


if __name__ == "__main__":
    sys.exit(main())
