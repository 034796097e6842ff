"""The command palette: commands that are possible now, then sections, articles and themes."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from hpreader.i18n import _
from hpreader.text import fold
from hpreader.ui.active_commands import entries
from hpreader.ui.cell_text import fit_width, sanitize
from hpreader.ui.command import MOVING, UserBindings
from hpreader.ui.dialogs.choice import Choice
from hpreader.ui.dialogs.help import Entry
from hpreader.ui.dialogs.list_dialog import ListDialog
from hpreader.ui.literal import literal
from hpreader.ui.screen import ReaderScreen

MOST_ARTICLES = 300
MOST_LINES = 60
"""Of a group: who has not found it among these types another letter."""
MOST_KEYS = 2
LEAST_NOTE = 8
"""Cells: of less, nothing can be read."""

Run = Callable[[], Awaitable[object] | object]


class Item(NamedTuple):
    """Something to choose."""

    title: str
    run: Run
    right: str = ""
    """At the right: keys, or to what it belongs."""
    note: str = ""
    """After the title, where there is room."""


class Group(NamedTuple):
    """Things of one kind."""

    heading: str
    items: Sequence[Item]
    is_shown_at_first: bool = True
    """Before a word is typed."""


def commands_of(screen: ReaderScreen, commands: Iterable[Entry]) -> Iterator[Item]:
    """The commands that are possible now; those for which nobody opens a palette come last."""
    for entry in sorted(commands, key=lambda entry: entry.command.group == MOVING):
        command = entry.command
        if entry.is_active and not command.number:
            keys = sorted(entry.keys.split(" "), key=lambda key: "+" in key)[:MOST_KEYS]
            run = partial(screen.app.run_action, entry.action, entry.node)
            title, note = _(command.title), _(command.help) if command.help else ""
            if note.startswith(title):  # the help tells the same and more
                title, note = note, ""
            yield Item(title, run, " ".join(keys), note)


def groups_of(screen: ReaderScreen, all_commands: Iterable[Entry]) -> list[Group]:
    """All there is to choose, in the order of the palette.

    Args:
        screen: the Screen with the panes, on top.
        all_commands: with their keys.
    """
    commands = Group(_("Commands"), list(commands_of(screen, all_commands)))
    if (controllers := screen.controllers) is None:
        return [commands]
    lists, articles, app = controllers.lists, controllers.articles, screen.app
    sections = [
        Item(
            sanitize(choice.title),
            partial(lists.choose, choice),
            str(choice.unread) if choice.unread else "",
        )
        for choice in lists.choices
    ]
    headlines = [
        Item(
            sanitize(headline.title),
            partial(articles.open_headline, headline),
            sanitize(headline.section),
        )
        for headline in articles.newest(MOST_ARTICLES)
    ]
    themes = [
        Item(name, partial(setattr, app, "theme", name)) for name in sorted(app.available_themes)
    ]
    return [
        commands,
        Group(_("Sections"), sections),
        Group(_("Articles"), headlines, is_shown_at_first=False),
        Group(_("Themes"), themes, is_shown_at_first=False),
    ]


class Palette(ListDialog[Run]):
    """A list of all that can be chosen; the answer is what carries it out."""

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__(
            _("Command palette"),
            _("Search commands, sections and articles"),
            _("Enter: do it   Esc: close"),
        )
        self._groups = groups
        self._folded: dict[int, list[str]] = {}
        """The titles of a group for comparing, by its number."""

    def on_mount(self) -> None:
        """Everything but articles and themes, before a word is typed."""
        self._show("")
        self.set_focus(self._input)

    def on_resize(self) -> None:
        """The lines are as wide as the dialog."""
        self._show(self._input.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if isinstance(event.option, Choice):
            self.answer(event.option.value.run)

    def _show(self, query: str) -> None:
        self._list.clear_options()
        for number, group in enumerate(self._groups):
            if query.strip():
                lines = [self._line(item, spans) for item, spans in self._found(number, query)]
            else:
                items = group.items if group.is_shown_at_first else ()
                lines = [self._line(item, []) for item in items]
            self.add_group(group.heading, lines)
        self.tell_if_empty(query)
        self._list.action_first()

    def _found(self, number: int, query: str) -> list[tuple[Item, list[tuple[int, int]]]]:
        """The items of a group that have words with these beginnings, the fullest matches first."""
        items = self._groups[number].items
        if number not in self._folded:
            self._folded[number] = [fold(item.title) for item in items]
        wanted = [re.compile(rf"\b{re.escape(word)}") for word in fold(query).split()]
        found = []
        for item, title in zip(items, self._folded[number], strict=True):
            spans = [match.span() for word in wanted if (match := word.search(title))]
            if len(spans) == len(wanted):
                found.append((item, spans))
        found.sort(key=lambda hit: -sum(end - start for start, end in hit[1]) / len(hit[0].title))
        return found[:MOST_LINES]

    def _line(self, item: Item, spans: list[tuple[int, int]]) -> Option:
        """One line: the title, quietly what it does, and its keys at the right."""
        room = max(1, self.room - 1)
        right = fit_width(item.right, min(cell_len(item.right), room // 3))
        left = room - cell_len(right) - 2
        title = fit_width(item.title, min(left, cell_len(item.title)))
        rest = left - cell_len(title) - 2
        note = (
            fit_width(item.note, rest) if rest >= LEAST_NOTE and item.note else " " * max(0, rest)
        )
        gap = " " * (room - cell_len(title) - len("  ") - cell_len(note) - cell_len(right))
        text = literal(title)
        for start, end in spans:
            text = text.stylize("bold $accent", start, min(end, len(title)))
        content = Content.assemble(text, ("  " + note + gap, "$text-muted"), (right, "$accent"))
        return Choice(content, item)


def open_palette(screen: Screen[Any], user: UserBindings) -> None:
    """Open the palette over the panes, and carry out what is chosen; nothing over a dialog.

    Args:
        screen: the topmost one.
        user: the keys and commands from config.toml.
    """
    if not isinstance(screen, ReaderScreen) or screen.controllers is None:
        return

    def chosen(run: Run | None) -> None:
        if run is not None:
            screen.call_later(run)

    groups = groups_of(screen, entries(screen, user))
    _mounted = screen.app.push_screen(Palette(groups), chosen)
