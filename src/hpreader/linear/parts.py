"""The parts of the linear reader that commands are given to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hpreader.linear.articles import Articles
    from hpreader.linear.briefs import Briefs
    from hpreader.linear.edit_history import EditHistory
    from hpreader.linear.lists import Lists
    from hpreader.linear.marks import Marks
    from hpreader.linear.navigation import Navigation
    from hpreader.linear.rules import Rules
    from hpreader.linear.state import LinearState
    from hpreader.linear.stories import Stories
    from hpreader.linear.story_rows import StoryRows
    from hpreader.linear.sync import Sync
    from hpreader.linear.trail import Trail
    from hpreader.linear.user_commands import UserCommands


class Parts(NamedTuple):
    """One object for each noun."""

    state: LinearState
    navigation: Navigation
    articles: Articles
    lists: Lists
    story_rows: StoryRows
    trail: Trail
    marks: Marks
    rules: Rules
    sync: Sync
    edit_history: EditHistory
    user_commands: UserCommands
    briefs: Briefs
    stories: Stories
