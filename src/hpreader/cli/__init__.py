"""The commands. Importing this package imports nothing heavy: each command imports what it needs.

    main.py      from arguments to an exit status: language, settings, errors
    output.py    data on stdout, messages on stderr; user_pager.py shows what is long
    status.py    the exit statuses
    session.py   an open newsroom while a command runs

Each directory imports only from those above it in this list, and a command nothing of another command:

    arguments/   the syntax of the command line
    files/       files that commands read, write or let the user edit
    records/     what several commands print of one thing: JSON objects, and lines in words
    reader/      the reader on the terminal, or as lines
    commands/    a module or a package for each command, with a function `run`
"""

from hpreader.cli.main import main

__all__ = ["main"]
