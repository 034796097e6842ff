"""The last screen of the reader, which the next start shows until there is a live one.

Importing Textual takes most of a start; a file of lines is on the terminal in a fifth of that time.

surroundings.py    what must be as it was for the lines to be right: size, colours, language, files
snapshot_file.py   the file in the cache's directory
early_screen.py    draws it, and gives the terminal to the reader, or back
"""

from __future__ import annotations

from hpreader.snapshot.early_screen import EarlyScreen
from hpreader.snapshot.snapshot_file import keep, remove, snapshot_files

__all__ = ["EarlyScreen", "keep", "remove", "snapshot_files"]
