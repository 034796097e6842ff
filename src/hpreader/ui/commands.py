"""The table of commands: what each is called, its keys, when it is possible, and the function for it.

Key bindings, help, palette, the line of key hints, greying and dispatch are all made from this
table; a new command is one more row here and one method of a controller.

Telex and VNI compose after vowels, so a command has a consonant as its key, or as one of its keys;
`ơ ư` are what an input method makes of `[ ]`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from hpreader.i18n import N_
from hpreader.ui.command import (
    ARTICLES,
    FINDING,
    LINKS,
    LISTS,
    LOOKS,
    MARKS,
    MOVING,
    PROGRAM,
    READING,
    Command,
    Scope,
)
from hpreader.ui.key_names import key_name

if TYPE_CHECKING:
    from hpreader.ui.controllers.controllers import Controllers
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.pane import Pane


# --- conditions: what has to be true for a command to be possible --------------------------------


def has_subject(c: Controllers) -> bool:
    """There is an article to mark or copy: the one that is read, or the one under the cursor."""
    return bool(c.subject.id)


def has_article(c: Controllers) -> bool:
    """An article is on the screen."""
    return c.article.current is not None


def has_related(c: Controllers) -> bool:
    """The article on the screen has other news."""
    return c.links.related_count > 0


def has_number(number: int) -> Callable[[Controllers], bool]:
    """The article on the screen has so many other news."""
    return lambda c: number <= c.links.related_count


def has_focused_link(c: Controllers) -> bool:
    """One of the other news has the focus."""
    return c.links.focused_number is not None


def can_go_back(c: Controllers) -> bool:
    """The trail has a step before the current one."""
    return c.state.history.can_go_back


def can_go_forward(c: Controllers) -> bool:
    """The trail has a step after the current one."""
    return c.state.history.can_go_forward


def has_branch(c: Controllers) -> bool:
    """Links were followed to the current article."""
    return c.trail.branch_step is not None


def can_undo(c: Controllers) -> bool:
    """There is a mark to take back."""
    return c.marks.can_undo


def has_matches(c: Controllers) -> bool:
    """Something is looked for in the article."""
    return c.find.is_active


def is_finding(c: Controllers) -> bool:
    """Something is looked for in the article, and the article has the focus."""
    return c.focus.is_reading and c.find.is_active


def has_headlines(c: Controllers) -> bool:
    """The list is not empty."""
    return c.lists.count > 0


def has_next_unread(c: Controllers) -> bool:
    """The list is not empty, or there are matches to go to."""
    return has_headlines(c) or is_finding(c)


def can_filter(c: Controllers) -> bool:
    """There is a text to find words in, or a list to narrow."""
    return c.focus.is_reading or has_headlines(c) or bool(c.state.query.text)


def has_day(c: Controllers) -> bool:
    """The list is of one day."""
    return c.state.query.day is not None


def has_pane_on_the_left(c: Controllers) -> bool:
    """The focus is not in the leftmost pane."""
    return not c.navigation.is_leftmost


def can_be_removed(c: Controllers) -> bool:
    """The cursor of the sections is on a source or a kept search."""
    return c.subscriptions.is_removable


# --- functions and titles that depend on where the focus is --------------------------------------


def _refresh(c: Controllers) -> None:
    if c.focus.is_reading:
        c.requests.refresh_article()
    else:
        c.sync.refresh_list()


def _open_number(number: int) -> Callable[[Controllers], None]:
    return lambda c: c.links.open_number(number)


def _next_unread(c: Controllers) -> None:
    if is_finding(c):
        c.find.go_to_match(1)
    else:
        c.articles.open_neighbour(1, unread=True)


def _filter(c: Controllers) -> None:
    if c.focus.is_reading:
        c.find.ask_for_words()
    else:
        c.find.ask_for_filter()


def _next_unread_title(c: Controllers) -> str:
    return N_("Next match") if is_finding(c) else N_("Next unread")


def _filter_title(c: Controllers) -> str:
    return N_("Find") if c.focus.is_reading else N_("Filter")


def _up_level_title(c: Controllers) -> str:
    return N_("Up one level") if c.navigation.has_level_above else N_("Quit")


# --- the table -----------------------------------------------------------------------------------

OF_PANES: tuple[Command[Pane], ...] = (
    Command(
        "down", "j,down", N_("Down"), MOVING, lambda pane: pane.move(1), scope="pane",
    ),
    Command("up", "k,up", N_("Up"), MOVING, lambda pane: pane.move(-1), scope="pane"),
    Command(
        "read_on", "space", N_("Page on"), MOVING, lambda pane: pane.read_on(), scope="pane",
        help=N_("A page down; at the end of an article, the next unread one"),
    ),
    Command(
        "page_down", "pagedown", N_("Page down"), MOVING,
        lambda pane: pane.move_pages(1), scope="pane",
    ),
    Command(
        "page_up", "b,pageup", N_("Page up"), MOVING,
        lambda pane: pane.move_pages(-1), scope="pane",
    ),
    Command(
        "half_down", "ctrl+d", N_("Half a page down"), MOVING,
        lambda pane: pane.move_pages(0.5), scope="pane",
    ),
    Command(
        "half_up", "ctrl+u", N_("Half a page up"), MOVING,
        lambda pane: pane.move_pages(-0.5), scope="pane",
    ),
    Command("top", "g,home", N_("Top"), MOVING, lambda pane: pane.move_to_edge(is_end=False), scope="pane"),
    Command("end", "G,end", N_("End"), MOVING, lambda pane: pane.move_to_edge(is_end=True), scope="pane"),
)  # fmt: skip
"""What every pane does itself; also the panes in dialogs."""

OF_DATES: tuple[Command[Dates], ...] = (
    Command(
        "day_before", "left,h", N_("The day before"), LISTS,
        lambda dates: dates.move_days(-1), scope="dates",
    ),
    Command(
        "day_after", "right,l", N_("The day after"), LISTS,
        lambda dates: dates.move_days(1), scope="dates",
    ),
)  # fmt: skip
"""What only the dates pane does itself."""

OF_READER: tuple[Command[Controllers], ...] = (
    Command(
        "enter", "enter,l,right", N_("Open"), MOVING, lambda c: c.articles.open_selected(),
        requires=has_headlines, scope="headlines", hint=5,
        help=N_("Open, or go into the article"),
    ),
    Command(
        "enter", "enter,l,right", N_("Open"), MOVING, lambda c: c.lists.choose_line(),
        scope="sections", hint=5, help=N_("Open, or go into the article"),
    ),
    Command(
        "enter", "enter,l,right", N_("Open"), MOVING, lambda c: c.links.open_focused(),
        requires=has_focused_link, scope="article", hint=5,
        help=N_("Open, or go into the article"),
    ),
    Command(
        "leave", "h,left", N_("Pane on the left"), MOVING, lambda c: c.navigation.go_left(),
        requires=has_pane_on_the_left,
    ),
    Command("next_pane", "tab", N_("Next pane"), MOVING, lambda c: c.navigation.step_pane(1)),
    Command(
        "previous_pane", "shift+tab", N_("Previous pane"), MOVING,
        lambda c: c.navigation.step_pane(-1),
    ),
    Command(
        "back", "alt+left,ctrl+left,H,[,ơ,backspace", N_("Back"), READING,
        lambda c: c.trail.back(), requires=can_go_back, hint=6,
        help=N_("Back to what was open before, an article or a list, and to the place in it"),
    ),
    Command(
        "forward", "alt+right,ctrl+right,L,],ư", N_("Forward"), READING,
        lambda c: c.trail.forward(), requires=can_go_forward, hint=7,
    ),
    Command(
        "trail", "ctrl+y,f3", N_("Reading trail"), READING, lambda c: c.trail.show_list(),
        help=N_("The trail as a list to jump in"),
    ),
    Command(
        "branch", "B", N_("Back to the branch"), READING, lambda c: c.trail.back_to_branch(),
        requires=has_branch,
        help=N_("Back to the article from which the first link was followed"),
    ),
    Command(
        "related", "t", N_("Other news"), LINKS, lambda c: c.links.focus_related(),
        requires=has_related, hint=8, help=N_("Move among the other news of the article"),
    ),
    *(
        Command(
            f"number_{number}", str(number), N_("Open other news by its number"), LINKS,
            _open_number(number), requires=has_number(number),
            number=number,
        )
        for number in range(1, 10)
    ),
    Command(
        "hints", "f", N_("Link hints"), LINKS, lambda c: c.links.show_hints(),
        requires=has_article, help=N_("Show letters that open the links in sight"),
    ),
    Command(
        "queue", "X", N_("Waiting"), LINKS, lambda c: c.queue.show(),
        help=N_("What waits for the network"),
    ),
    Command(
        "next_article", "J", N_("Next article"), ARTICLES,
        lambda c: c.articles.open_neighbour(1, unread=False), requires=has_headlines,
    ),
    Command(
        "previous_article", "K", N_("Previous article"), ARTICLES,
        lambda c: c.articles.open_neighbour(-1, unread=False), requires=has_headlines,
    ),
    Command(
        "next_unread", "n", N_("Next unread"), ARTICLES, _next_unread,
        requires=has_next_unread, hint=9, title_now=_next_unread_title,
        help=N_("The next unread article, or the next match while a find is active"),
    ),
    Command(
        "previous_unread", "p", N_("Previous unread"), ARTICLES,
        lambda c: c.articles.open_neighbour(-1, unread=True), requires=has_headlines,
    ),
    Command(
        "toggle_read", "m", N_("Read/unread"), MARKS, lambda c: c.marks.toggle_read(),
        requires=has_subject,
    ),
    Command(
        "all_read", "M", N_("All read"), MARKS, lambda c: c.marks.mark_all_read(),
        requires=has_headlines, help=N_("Mark all in this list as read"),
    ),
    Command(
        "undo", "Z", N_("Undo"), MARKS, lambda c: c.marks.undo(), requires=can_undo,
        help=N_("Undo the last marks"),
    ),
    Command(
        "toggle_saved", "s", N_("Save"), MARKS, lambda c: c.marks.toggle_saved(),
        requires=has_subject, hint=11, help=N_("Save the article, or take it off the shelf"),
    ),
    Command(
        "saved_shelf", "S", N_("Saved"), MARKS, lambda c: c.lists.toggle_shelf(),
        help=N_("Show the saved articles, or all again"),
    ),
    Command(
        "filter", "/", N_("Filter"), FINDING, _filter,
        requires=can_filter, hint=10, title_now=_filter_title,
        help=N_("Filter the headlines, or find in the article"),
    ),
    Command(
        "find", "ctrl+f", N_("Find in the article"), FINDING, lambda c: c.find.ask_for_words(),
        requires=has_article,
    ),
    Command(
        "previous_match", "N", N_("Previous match"), FINDING, lambda c: c.find.go_to_match(-1),
        requires=has_matches,
    ),
    Command("search", "F", N_("Search everything"), FINDING, lambda c: c.search.ask()),
    Command(
        "unread_only", ".", N_("Unread only"), LISTS, lambda c: c.lists.toggle_unread_only()
    ),
    Command(
        "sort", "comma", N_("Sort"), LISTS, lambda c: c.lists.next_order(),
        help=N_("Newest, oldest, by source, by section, unread first"),
    ),
    Command(
        "rows_look", "f6,|", N_("Rows of one line or more"), LOOKS,
        lambda c: c.view.next_rows_look(),
        help=N_("One line, two lines, or as the width allows"),
    ),
    Command(
        "dates_look", "f7,\\", N_("Dates or time passed"), LOOKS,
        lambda c: c.view.toggle_dates_look(),
        help=N_("The date of the news, or how long ago it was"),
    ),
    Command(
        "next_section", ">", N_("Next section"), LISTS, lambda c: c.lists.choose_neighbour(1)
    ),
    Command(
        "previous_section", "<", N_("Previous section"), LISTS,
        lambda c: c.lists.choose_neighbour(-1),
    ),
    Command("sections", "x", N_("Sections"), LISTS, lambda c: c.navigation.go_to_sections()),
    Command("dates", "D", N_("Dates"), LISTS, lambda c: c.navigation.go_to_dates()),
    Command(
        "all_days", "0", N_("All days"), LISTS, lambda c: c.lists.choose_day(None),
        requires=has_day, hint=4,
    ),
    Command(
        "browse", "o,v", N_("Browser"), ARTICLES, lambda c: c.external.browse_subject(),
        requires=has_subject, help=N_("Open in the browser"),
    ),
    Command(
        "copy_link", "c,y", N_("Copy the link"), ARTICLES, lambda c: c.external.copy_link(),
        requires=has_subject,
    ),
    Command(
        "copy_article", "C", N_("Copy the text"), ARTICLES, lambda c: c.external.copy_article(),
        requires=has_subject,
    ),
    Command(
        "refresh", "r,f5", N_("Refresh"), LISTS, _refresh, hint=12,
        help=N_("Fetch what is shown again"),
    ),
    Command("refresh_all", "R", N_("Refresh all"), LISTS, lambda c: c.sync.refresh_all()),
    Command("wider", "=", N_("Wider"), LOOKS, lambda c: c.view.widen(), requires=has_article),
    Command(
        "narrower", "-", N_("Narrower"), LOOKS, lambda c: c.view.narrow(), requires=has_article
    ),
    Command("pictures", "P", N_("Photos on or off"), LOOKS, lambda c: c.photos.toggle()),
    Command(
        "photo", "V", N_("Photo"), LOOKS, lambda c: c.photos.show_nearest(),
        requires=has_article, help=N_("The photo in sight on the whole screen"),
    ),
    Command(
        "zen", "z", N_("Only the article"), LOOKS, lambda c: c.view.toggle_zen(),
        requires=has_article,
    ),
    Command("switch_theme", "T", N_("Light or dark"), LOOKS, lambda c: c.view.switch_theme()),
    Command(
        "mouse", "f4", N_("Mouse on or off"), LOOKS, lambda c: c.view.toggle_mouse(),
        help=N_("Off, the terminal can select text"),
    ),
    Command("help", "?,f1", N_("Help"), PROGRAM, lambda c: c.program.show_help(), hint=13),
    Command(
        "palette", "ctrl+p", N_("Commands"), PROGRAM, lambda c: c.program.show_palette(),
        textual_action="command_palette",
        help=N_("All commands, sections and articles"),
    ),
    Command(
        "up_level", "q", N_("Up one level"), PROGRAM, lambda c: c.navigation.go_up_or_quit(),
        hint=14, title_now=_up_level_title, is_early=True,
        help=N_("Up one level; in the headlines: quit"),
    ),
    Command(
        "escape", "escape", N_("Up one level"), PROGRAM, lambda c: c.navigation.go_up(),
        help=N_("Up one level; never quits"),
    ),
    Command(
        "quit", "ctrl+q", N_("Quit"), PROGRAM, lambda c: c.program.quit(),
        textual_action="quit", is_early=True,
    ),
)  # fmt: skip
"""What the controllers do, mostly everywhere on the screen."""

OF_LEFT_PANES: tuple[Command[Controllers], ...] = (
    Command(
        "choose_day", "enter", N_("Choose"), LISTS, lambda c: c.lists.choose_day_at_cursor(),
        scope="dates", hint=3, help=N_("The news of this day; again: of all days"),
    ),
    Command(
        "add_source", "+", N_("Add"), LISTS, lambda c: c.subscriptions.ask_to_add(),
        scope="sections", hint=1, help=N_("Add a source"),
    ),
    Command(
        "remove_source", "d,delete", N_("Remove"), LISTS, lambda c: c.subscriptions.ask_to_remove(),
        requires=can_be_removed, scope="sections", hint=2, help=N_("Remove the source"),
    ),
)  # fmt: skip
"""What the controllers do in the panes on the left only."""


# --- lookup --------------------------------------------------------------------------------------

TABLE: tuple[Command[Any], ...] = (*OF_PANES, *OF_READER, *OF_DATES, *OF_LEFT_PANES)
"""All rows, in the order of the help."""

_BY_PANES: tuple[Command[Any], ...] = (*OF_PANES, *OF_DATES)

PANE_ROWS: Mapping[str, Command[Any]] = {row.row: row for row in _BY_PANES}
"""The commands that a pane carries out itself, by row."""

READER_ROWS: Mapping[str, Command[Controllers]] = {
    row.row: row for row in (*OF_READER, *OF_LEFT_PANES)
}
"""The commands that the controllers carry out, by row."""

COMMANDS: dict[str, Command[Any]] = {}
"""The first row of each id, in the order of the help."""
for _row in TABLE:
    COMMANDS.setdefault(_row.id, _row)

HINTED = tuple(row.id for row in sorted(COMMANDS.values(), key=lambda row: row.hint) if row.hint)
"""The commands in the line of key hints, in their order there."""

EARLY = frozenset(row.id for row in TABLE if row.is_early or row.scope == "pane")
"""The commands that need the headlines only, which are there first."""

_BY_TEXTUAL = {row.textual_action: row.id for row in TABLE if row.textual_action}


def commands_of(scope: Scope) -> list[Command[Any]]:
    """The rows for one pane, for all panes, or (the empty scope) for the whole screen."""
    return [row for row in TABLE if row.scope == scope]


def command_of(binding: Binding) -> str | None:
    """The id of the command that a binding is for; None where it is for none."""
    name = _BY_TEXTUAL.get(binding.action, binding.id)
    return name if name in COMMANDS else None


def scopes_of(command_id: str) -> frozenset[str]:
    """The scopes of all rows of a command."""
    return frozenset(row.scope for row in TABLE if row.id == command_id)


def first_key(command_id: str, user_keys: Mapping[str, str]) -> str:
    """The first key of a command as a person calls it.

    Args:
        command_id: the id of the command.
        user_keys: the keys from config.toml, by the ids of commands.
    """
    keys = user_keys.get(command_id, COMMANDS[command_id].keys)
    return key_name(keys.split(",")[0])
