"""The user's pager (`$PAGER`), which shows what is longer than the terminal, as `man` and `git` do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def pager_for(lines: int) -> str | None:
    """The command of the pager that a text is shown with, None where it is printed as it is.

    That is where `$PAGER` is not set or is `cat`, where a stream is no terminal, and where the text
    fits on the screen.

    Args:
        lines: the length of the text.
    """
    command = os.environ.get("PAGER", "").strip()
    streams = (sys.stdin, sys.stdout)
    if command in {"", "cat"} or not all(stream and stream.isatty() for stream in streams):
        return None
    return command if lines >= shutil.get_terminal_size().lines else None


def show(command: str, text: str) -> bool:
    """Show a text with a pager and wait until it is closed; returns whether the pager could be run.

    Args:
        command: for `/bin/sh`, as POSIX' `man` takes `$PAGER`.
        text: the text, whose only control sequences are those of colours.
    """
    # Without these less would show the colours' sequences and stay where a text fits; as git does.
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8"} | dict(os.environ)
    process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)
    assert process.stdin is not None
    try:
        process.stdin.write(text.encode("utf-8", "replace"))
        process.stdin.close()
    except BrokenPipeError:
        pass  # it was closed before the end
    while True:
        try:
            return process.wait() not in {126, 127}  # the shell's: no such program, or none
        except KeyboardInterrupt:
            continue  # Ctrl+C is the pager's: it stops a search there
