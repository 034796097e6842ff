"""`hpreader show`: one article.

show.py           the command
drawn_article.py  the article on a terminal, as the reader shows it
edit_history.py   `show --diff`
"""

from hpreader.cli.commands.show.show import run

__all__ = ["run"]
