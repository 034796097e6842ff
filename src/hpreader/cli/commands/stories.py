"""`hpreader stories`: which articles of the cache report one event, and why."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from hpreader import model
from hpreader.cli import output
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status
from hpreader.config import Settings
from hpreader.export.story_records import story_json, story_lines
from hpreader.i18n import _
from hpreader.model import Story
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from hpreader.vietnam_time import local


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    return with_newsroom(_stories, arguments, settings)


async def _stories(newsroom: Newsroom, arguments: Namespace) -> int:
    if chosen := arguments.split or arguments.join:
        return await _part(newsroom, chosen, joins=not arguments.split)
    if arguments.article:
        return await _of_article(newsroom, arguments)
    day = arguments.date or _newest_day(newsroom)
    await newsroom.stories.update(day)
    found = newsroom.stories.of_day(day)[: arguments.n]
    if not found and not arguments.json:
        output.narrate(
            _("No two articles of {day} report one event.").format(day=f"{day:%d/%m/%Y}")
        )
    _print(newsroom, found, arguments)
    return Status.DONE


def _newest_day(newsroom: Newsroom) -> date:
    """The day of the newest article; today if there is none."""
    newest = next(iter(newsroom.lists.rows(model.ListQuery()).slice(0, 1)), None)
    return local(newest.published if newest and newest.published else newsroom.now()).date()


async def _of_article(newsroom: Newsroom, arguments: Namespace) -> int:
    article_id = await _compared(newsroom, arguments.article)
    story = newsroom.stories.of_article(article_id) if article_id else None
    if story is None:
        return _missing(arguments.article, is_known=bool(article_id))
    _print(newsroom, (story,), arguments)
    return Status.DONE


async def _part(newsroom: Newsroom, name: str, *, joins: bool) -> int:
    """Take an article out of its story, or take that back."""
    article_id = await _compared(newsroom, name)
    if not article_id:
        return _missing(name, is_known=False)
    if joins:
        pairs = newsroom.stories.splits_of(article_id)
        await newsroom.stories.join(pairs)
    else:
        pairs = await newsroom.stories.split(article_id)
    if not pairs:
        return _missing(name, is_known=True)
    return Status.DONE


async def _compared(newsroom: Newsroom, name: str) -> str:
    """The id of an article by its id or address, after it was compared; empty if there is none."""
    headline = newsroom.stories.find(name)
    if headline is None:
        return ""
    day = local(headline.published).date() if headline.published is not None else None
    await newsroom.stories.update(day)
    return headline.id


def _missing(name: str, *, is_known: bool) -> int:
    if is_known:
        output.narrate(_("No other article in the cache reports this event."))
    else:
        output.complain(Problem("no_match", f"“{name}”"))
    return Status.MISSING


def _print(newsroom: Newsroom, stories: tuple[Story, ...], arguments: Namespace) -> None:
    titles = newsroom.subscriptions.titles()
    for number, story in enumerate(stories):
        whole = newsroom.stories.with_additions(story)
        if arguments.json:
            output.json_line(story_json(whole))
            continue
        if number:
            output.data("")
        for indent, line in story_lines(whole, titles, explains=arguments.why):
            output.wrapped(line, indent)
