"""The conversation: a prompt, a line of the user, what it does; until it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.linear.articles import Articles
from hpreader.linear.briefs import Briefs
from hpreader.linear.edit_history import EditHistory
from hpreader.linear.headline_view import HeadlineView
from hpreader.linear.input_line import read_order
from hpreader.linear.lists import Lists
from hpreader.linear.marks import Marks
from hpreader.linear.navigation import Navigation
from hpreader.linear.parts import Parts
from hpreader.linear.requests import Requests
from hpreader.linear.rules import Rules
from hpreader.linear.state import LinearState
from hpreader.linear.stories import Stories
from hpreader.linear.story_rows import StoryRows
from hpreader.linear.sync import Sync
from hpreader.linear.trail import Trail
from hpreader.linear.trail_record import TrailRecord
from hpreader.linear.user_commands import UserCommands
from hpreader.linear.vocabulary import Vocabulary

if TYPE_CHECKING:
    from hpreader.config import Settings
    from hpreader.linear.protocols import LineIO
    from hpreader.newsroom import Newsroom

QUOTED = 60
"""Characters of a wrong line that are told back."""


class Dialogue:
    """Puts the parts together, and gives them what the user asks for."""

    def __init__(self, newsroom: Newsroom, settings: Settings, io: LineIO) -> None:
        """Make the parts; those that come later depend on those before.

        Args:
            newsroom: what there is to read.
            settings: the user's settings.
            io: speaks to the user.
        """
        self._newsroom = newsroom
        self._settings = settings
        self._io = io
        front = HeadlineView(newsroom, io, model.ListQuery(), self._open_headline)
        state = LinearState(io, front)
        self._record = TrailRecord(newsroom, state)
        self._vocabulary = Vocabulary(settings)
        requests, marks = Requests(newsroom, state), Marks(newsroom, state)
        articles = Articles(newsroom, io, state, self._record, requests, marks, settings.measure)
        lists = Lists(newsroom, io, state, self._record, self._open_headline)
        story_rows = StoryRows(newsroom, state, lists)
        briefs = Briefs(newsroom, state, self._record, articles)
        self._parts = Parts(
            state=state,
            navigation=Navigation(
                newsroom, state, self._record, articles, lists, self._vocabulary.help
            ),
            articles=articles,
            lists=lists,
            story_rows=story_rows,
            trail=Trail(state, self._record, requests, articles, lists, briefs),
            marks=marks,
            rules=Rules(newsroom, state, lists, marks),
            sync=Sync(newsroom, state, articles, lists, story_rows),
            edit_history=EditHistory(newsroom, state),
            user_commands=UserCommands(newsroom, io, state, marks),
            briefs=briefs,
            stories=Stories(newsroom, state, marks, articles),
        )

    async def run(self, *, resumes: bool) -> None:
        """Read until the user quits or the input ends.

        Args:
            resumes: begin with what was open last.
        """
        await self._record.load()
        await self._begin(resumes=resumes)
        state = self._parts.state
        while not state.is_over:
            line = await self._io.ask(state.view.prompt)
            if line is None:
                await self._record.remember()
                return
            await self._obey(line.strip())

    async def _begin(self, *, resumes: bool) -> None:
        state, trail = self._parts.state, self._parts.trail
        state.say(_("hpreader, line by line. h: help."))
        await self._parts.story_rows.compare()
        self._parts.lists.renew()
        if resumes and await trail.resume():
            return
        minutes = self._settings.refresh_minutes
        is_old = minutes and self._newsroom.subscriptions.is_stale(minutes)
        if is_old and not self._newsroom.offline:
            if state.headlines.numbers:
                state.say(_("The news may be old. r: fetch the news."))
            else:
                await self._parts.sync.fetch_lists()
        if title := trail.last_title:
            state.say(_("Type “back” to continue reading: {title}").format(title=title))
        state.show_list(state.headlines, 0)

    async def _obey(self, line: str) -> None:
        """Do what a line asks for, or tell why not."""
        state = self._parts.state
        if not line:
            await self._parts.navigation.read_on()
        elif line.isdecimal() and line.strip("0"):
            await self._parts.navigation.choose(line)
        elif (order := read_order(line, self._vocabulary)) is not None:
            await order.command.run(self._parts, order.argument)
        else:
            text = line if len(line) <= QUOTED else f"{line[:QUOTED]}\u2026"
            state.say(_("There is no command “{text}”. h: help.").format(text=text))

    async def _open_headline(self, number: int) -> None:
        await self._parts.articles.open_headline(number)
