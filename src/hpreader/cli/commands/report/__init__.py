"""`hpreader report`: what is needed to look into a page that reads badly.

report.py        the command
report_files.py  the files of a report
redaction.py     takes out what is private
"""

from hpreader.cli.commands.report.report import run

__all__ = ["run"]
