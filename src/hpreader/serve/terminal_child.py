"""The first program on a pseudo-terminal: makes it the controlling one, then is the reader.

Only the leader of a session can do that (TIOCSCTTY of tty_ioctl(4)). Without it there is no SIGWINCH
when the window changes its size, and no SIGHUP when it is closed.
"""

from __future__ import annotations

import fcntl
import runpy
import sys
import termios


def main() -> None:
    """Run the reader with the arguments of the command line."""
    fcntl.ioctl(sys.__stdin__ or 0, termios.TIOCSCTTY, 0)
    runpy.run_module("hpreader", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
