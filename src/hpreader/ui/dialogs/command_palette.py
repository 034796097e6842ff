"""The command palette: commands from the active bindings, sections, articles of the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from hpreader.i18n import _
from hpreader.text import fold
from hpreader.ui.cell_text import sanitize
from hpreader.ui.commands import COMMANDS, command_of
from hpreader.ui.controllers.controllers import Controllers
from hpreader.ui.key_names import key_names
from hpreader.ui.literal import literal
from hpreader.ui.screen import ReaderScreen

MOST_ARTICLES = 300

Choice = tuple[str, str, IgnoreReturnCallbackType]
"""The title, the text beside it, and the action."""


def _help(words: str) -> str:
    """The text beside a hit: Textual's type is `str`, but it would parse that as markup."""
    return cast("str", literal(words))


class OurProvider(Provider):
    """Finds by the beginnings of words, without marks; nothing it shows is markup."""

    def choices(self) -> Iterator[Choice]:
        """All there is to choose."""
        raise NotImplementedError

    @property
    def reader(self) -> ReaderScreen:
        """The screen below the palette."""
        return cast("ReaderScreen", self.screen)

    @property
    def controllers(self) -> Controllers:
        """What opens what is chosen."""
        assert self.reader.controllers is not None
        return self.reader.controllers

    async def discover(self) -> Hits:
        """Everything, before a word is typed."""
        for title, words, run in self.choices():
            yield DiscoveryHit(literal(title), run, text=title, help=_help(words))

    async def search(self, query: str) -> Hits:
        """What matches, its letters marked."""
        wanted = [re.compile(rf"\b{re.escape(word)}") for word in fold(query).split()]
        for title, words, run in self.choices():
            # Textual's own matcher would read the title as markup, and takes single letters of a
            # long title for a match.
            spans = [found.span() for word in wanted if (found := word.search(fold(title)))]
            if spans and len(spans) == len(wanted):
                display = literal(title)
                for start, end in spans:
                    display = display.stylize(self.match_style or "bold", start, end)
                share = sum(end - start for start, end in spans) / len(title)
                yield Hit(share, display, run, text=title, help=_help(words))


class Palette(CommandPalette):
    """Textual's palette in the looks of our dialogs."""

    CSS_PATH = Path(__file__).parents[1] / "styles" / "dialogs.tcss"


class Commands(OurProvider):
    """Everything a key does that can be done now."""

    def choices(self) -> Iterator[Choice]:
        """The active bindings, by name."""
        keys: dict[str, list[str]] = {}
        runs: dict[str, Callable[[], object]] = {}
        for key, active in self.reader.active_bindings.items():
            name = command_of(active.binding)
            if name is not None and active.enabled and not COMMANDS[name].number:
                keys.setdefault(name, []).append(key)
                runs[name] = partial(self.app.run_action, active.binding.action, active.node)
        for name, run in runs.items():
            command = COMMANDS[name]
            yield (
                _(command.title),
                f"{key_names(keys[name])}  {_(command.help)}"
                if command.help
                else key_names(keys[name]),
                run,
            )


class Places(OurProvider):
    """Sources and sections."""

    def choices(self) -> Iterator[Choice]:
        """The lines of the sections pane."""
        lists = self.controllers.lists
        for choice in lists.choices:
            yield sanitize(choice.title), _("Section"), partial(lists.choose, choice)


class Themes(OurProvider):
    """The themes, ours and Textual's."""

    async def discover(self) -> Hits:
        """None before a word is typed: there are two dozen."""
        return
        yield  # an asynchronous generator

    def choices(self) -> Iterator[Choice]:
        """Each by its name."""
        for name in sorted(self.app.available_themes):
            yield name, _("Theme"), partial(setattr, self.app, "theme", name)


class Articles(OurProvider):
    """The articles of the list, and the steps of the trail."""

    async def discover(self) -> Hits:
        """None before a word is typed: the list itself is better for that."""
        return
        yield  # an asynchronous generator

    def choices(self) -> Iterator[Choice]:
        """The newest of the list."""
        articles = self.controllers.articles
        for headline in articles.newest(MOST_ARTICLES):
            run = partial(articles.open_headline, headline)
            yield sanitize(headline.title), sanitize(headline.section), run
