"""The commands. Importing this package imports nothing heavy: each command imports what it needs.

main.py               from arguments to an exit status: language, settings, errors
argument_parser.py    the command line's syntax; argparse_messages.py: argparse's texts for gettext
output.py             data on stdout, messages on stderr; status.py: the exit statuses
session.py            an open newsroom while a command runs; screen_session.py: the reader on the terminal
line_session.py       the reader as lines; line_terminal.py: lines to and from the user
source_records.py     sources as JSON and by name
diagnosis.py          what `doctor` finds; diagnosis_text.py: the same for a person
address_check.py      `doctor --online`

and one module with a function `run` for each command: list, unread, show, search, sync, sources, demo,
doctor, forget, and reader, which is `hpreader` without a command.
"""

from hpreader.cli.main import main

__all__ = ["main"]
