"""`hpreader import`: feeds, read marks and saved links of other programs.

imports.py    the command
tag_rules.py  the tags of newsboat's feeds as rules
"""

from hpreader.cli.commands.imports.imports import run

__all__ = ["run"]
