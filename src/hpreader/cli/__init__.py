"""The commands. Importing this loads nothing heavy: each command loads what it needs.

main.py       from arguments to an exit status: language, settings, trouble
parser.py     what may be written on the command line
wording.py    argparse's own words, for the catalogues
output.py     data on stdout, narration on stderr
session.py    an open newsroom for the time of a command
status.py     the exit statuses
and one module for each command, with a function `run`
"""

from hpreader.cli.main import main

__all__ = ["main"]
