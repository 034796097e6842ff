"""The reader, as the commands open it: on the terminal's screen, or line by line.

reader.py         `hpreader` without a command; the screen
line_session.py   `--linear`, or a terminal that only prints lines
line_terminal.py  lines to and from the user
"""
