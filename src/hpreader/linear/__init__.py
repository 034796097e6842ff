"""The reader as plain lines and prompts, for screen readers and terminals that only print lines.

Nothing is drawn twice, no cursor moves, and each line makes sense when it is listened to. Trail, marks
and reading progress are those of the reader on the whole screen.

dialogue.py       the conversation; input_line.py: what a line means; commands.py: THE table of commands
vocabulary.py     the table as config.toml changes it; user_commands.py, edit_history.py, stories.py: what some commands do
protocols.py      what a view is, and what speaks: headline_view.py, article_text.py, menu.py; pager.py: a page at a time
state.py          the view that was told last, the list, the article; parts.py: the objects below
articles.py lists.py trail.py marks.py sync.py navigation.py      what commands do
requests.py       articles, from the cache or fetched; trail_record.py: the trail as it is written down
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.linear.dialogue import Dialogue
from hpreader.linear.protocols import LineIO

if TYPE_CHECKING:
    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom

__all__ = ["LineIO", "run"]


async def run(newsroom: Newsroom, settings: Settings, io: LineIO, *, resumes: bool = False) -> None:
    """Read until the user quits or the input ends.

    Args:
        newsroom: what there is to read; its owner closes it.
        settings: the user's settings.
        io: speaks to the user.
        resumes: begin with what was open last.

    Raises:
        ProblemError: the cache or the user data could not be used any longer.
    """
    await Dialogue(newsroom, settings, io).run(resumes=resumes)
