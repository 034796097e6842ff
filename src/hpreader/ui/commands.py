"""The table of commands: what each is called, its keys, when it is possible, and the function for it.

Key bindings, help, palette, the line of key hints, greying and dispatch are all made from this
table; a new command is one more row here and one method of a controller.

Telex and VNI compose after vowels, so a command has a consonant as its key, or as one of its keys;
`ơ ư` are what an input method makes of `[ ]`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from hpreader.i18n import N_, _
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
    Condition,
    Scope,
)
from hpreader.ui.key_names import key_name
from hpreader.ui.pane_commands import is_at_edge

if TYPE_CHECKING:
    from hpreader.ui.controllers.controllers import Controllers
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.pane import Pane


# --- conditions: what has to be true for a command to be possible, and the reason if it is not ----


def _is_reading_something(c: Controllers) -> bool:
    return c.article.current is not None


def _is_finding(c: Controllers) -> bool:
    """Something is looked for in the article, and the article has the focus."""
    return c.focus.is_reading and c.find.is_active


def _why_no_related(c: Controllers) -> str:
    if c.article.current is None:
        return _(NO_ARTICLE)
    return _("This article has no other news.")


NO_ARTICLE = N_("No article is open.")

HAS_SUBJECT: Condition[Controllers] = Condition(
    lambda c: bool(c.subject.id), N_("There is no article under the cursor.")
)
"""There is an article to mark or copy: the one that is read, or the one under the cursor."""

HAS_ARTICLE: Condition[Controllers] = Condition(_is_reading_something, NO_ARTICLE)
"""An article is on the screen."""

WAS_EDITED: Condition[Controllers] = Condition(
    lambda c: c.edit_history.exists,
    N_("This article has not been edited since it was first fetched."),
)
"""A former text of the article is kept."""

HAS_RELATED: Condition[Controllers] = Condition(
    lambda c: c.links.related_count > 0, _why_no_related
)
"""The article on the screen has other news."""

HAS_FOCUSED_LINK: Condition[Controllers] = Condition(
    lambda c: c.links.focused_number is not None,
    lambda c: (
        _("{key}: choose one of the other news first.").format(key=c.program.key_of("related"))
        if c.links.related_count
        else _why_no_related(c)
    ),
)
"""One of the other news has the focus."""

CAN_GO_BACK: Condition[Controllers] = Condition(
    lambda c: c.state.history.can_go_back, N_("The trail has no step before this one.")
)
CAN_GO_FORWARD: Condition[Controllers] = Condition(
    lambda c: c.state.history.can_go_forward, N_("The trail has no step after this one.")
)
HAS_BRANCH: Condition[Controllers] = Condition(
    lambda c: c.trail.branch_step is not None, N_("No link was followed to get here.")
)
CAN_UNDO: Condition[Controllers] = Condition(
    lambda c: c.marks.can_undo, N_("There is nothing to undo.")
)
HAS_MATCHES: Condition[Controllers] = Condition(
    lambda c: c.find.is_active, N_("Nothing is looked for in the article.")
)
HAS_HEADLINES: Condition[Controllers] = Condition(
    lambda c: c.lists.count > 0, N_("There are no headlines in this list.")
)
HAS_NEXT_UNREAD: Condition[Controllers] = Condition(
    lambda c: c.lists.count > 0 or _is_finding(c), N_("There are no headlines in this list.")
)
HAS_DAY: Condition[Controllers] = Condition(
    lambda c: c.state.query.day is not None, N_("The list is of all days already.")
)
HAS_PANE_ON_THE_LEFT: Condition[Controllers] = Condition(
    lambda c: not c.navigation.is_leftmost, N_("There is no pane further left.")
)
CAN_BE_REMOVED: Condition[Controllers] = Condition(
    lambda c: c.subscriptions.is_removable,
    N_("Only a source or a kept search can be removed; the cursor is on neither."),
)
CAN_GO_UP: Condition[Controllers] = Condition(
    lambda c: c.navigation.has_level_above,
    lambda c: _("There is nothing to leave here. {key}: quit").format(key=c.program.key_of("quit")),
)
IS_OUTSIDE_SECTIONS: Condition[Controllers] = Condition(
    lambda c: c.focus.pane.id != "sections", N_("The sections have the keys already.")
)
IS_OUTSIDE_DATES: Condition[Controllers] = Condition(
    lambda c: c.focus.pane.id != "dates", N_("The dates have the keys already.")
)
IS_NOT_AT_END: Condition[Pane] = Condition(
    lambda pane: not is_at_edge(pane, is_end=True), N_("This is the end.")
)
"""The pane can move down."""
IS_NOT_AT_TOP: Condition[Pane] = Condition(
    lambda pane: not is_at_edge(pane, is_end=False), N_("This is the beginning.")
)
"""The pane can move up."""

CAN_READ_ON: Condition[Pane] = Condition(
    lambda pane: pane.id == "article" or not is_at_edge(pane, is_end=True), N_("This is the end.")
)
"""The pane can move down, or does something else at its end."""


def has_number(number: int) -> Condition[Controllers]:
    """The article on the screen has so many other news."""

    def reason(c: Controllers) -> str:
        if not c.links.related_count:
            return _why_no_related(c)
        words = _("There is no number {number} among the other news.")
        return words.format(number=number)

    return Condition(lambda c: number <= c.links.related_count, reason)


# --- functions and titles that depend on where the focus is --------------------------------------


def _refresh(c: Controllers) -> None:
    if c.focus.is_reading:
        c.requests.refresh_article()
    else:
        c.sync.refresh_list()


def _open_number(number: int) -> Callable[[Controllers], None]:
    return lambda c: c.links.open_number(number)


def _next_unread(c: Controllers) -> None:
    if _is_finding(c):
        c.find.go_to_match(1)
    else:
        c.articles.open_neighbour(1, unread=True)


def _filter(c: Controllers) -> None:
    if c.focus.is_reading:
        c.find.ask_for_words()
    else:
        c.find.ask_for_filter()


def _find(c: Controllers) -> None:
    # What is typed next must go into a line, or its letters would be commands.
    if c.article.current is not None:
        c.find.ask_for_words()
    else:
        c.find.ask_for_filter()


def _next_unread_title(c: Controllers) -> str:
    return N_("Next match") if _is_finding(c) else N_("Next unread")


def _filter_title(c: Controllers) -> str:
    return N_("Find") if c.focus.is_reading else N_("Filter")


def _enter_title(c: Controllers) -> str:
    return "" if c.messages.has_error else N_("Open")  # Enter closes an error first


def _up_level_title(c: Controllers) -> str:
    return N_("Up one level") if c.navigation.has_level_above else N_("Quit")


def _escape_title(c: Controllers) -> str:
    return c.navigation.level_title


def _leave_title(c: Controllers) -> str:
    is_plain = c.focus.is_reading and c.navigation.level_title == ""
    return N_("The list") if is_plain else ""


# --- the table -----------------------------------------------------------------------------------

OF_PANES: tuple[Command[Pane], ...] = (
    Command(
        "down", "j,down", N_("Down"), MOVING, lambda pane: pane.move(1), scope="pane",
        requires=IS_NOT_AT_END, help=N_("The next line or item"),
    ),
    Command(
        "up", "k,up", N_("Up"), MOVING, lambda pane: pane.move(-1), scope="pane",
        requires=IS_NOT_AT_TOP, help=N_("The line or item before"),
    ),
    Command(
        "read_on", "space", N_("Page on"), MOVING, lambda pane: pane.read_on(), scope="pane",
        requires=CAN_READ_ON,
        help=N_("A page down; at the end of an article, the next unread one"),
    ),
    Command(
        "page_down", "pagedown", N_("Page down"), MOVING,
        lambda pane: pane.move_pages(1), scope="pane", requires=IS_NOT_AT_END,
    ),
    Command(
        "page_up", "b,pageup", N_("Page up"), MOVING,
        lambda pane: pane.move_pages(-1), scope="pane", requires=IS_NOT_AT_TOP,
    ),
    Command(
        "half_down", "ctrl+d", N_("Half a page down"), MOVING,
        lambda pane: pane.move_pages(0.5), scope="pane", requires=IS_NOT_AT_END,
    ),
    Command(
        "half_up", "ctrl+u", N_("Half a page up"), MOVING,
        lambda pane: pane.move_pages(-0.5), scope="pane", requires=IS_NOT_AT_TOP,
    ),
    Command(
        "top", "g,home", N_("Top"), MOVING, lambda pane: pane.move_to_edge(is_end=False),
        scope="pane", requires=IS_NOT_AT_TOP, help=N_("To the beginning"),
    ),
    Command(
        "end", "G,end", N_("End"), MOVING, lambda pane: pane.move_to_edge(is_end=True),
        scope="pane", requires=IS_NOT_AT_END, help=N_("To the end"),
    ),
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
        requires=HAS_HEADLINES, scope="headlines", hint=7, title_now=_enter_title,
        help=N_("Open, or go into the article"),
    ),
    Command(
        "enter", "enter,l,right", N_("Open"), MOVING, lambda c: c.lists.choose_line(),
        scope="sections", hint=7, help=N_("Open, or go into the article"),
    ),
    Command(
        "enter", "enter,l,right", N_("Open"), MOVING, lambda c: c.links.open_focused(),
        requires=HAS_FOCUSED_LINK, scope="article", hint=7,
        help=N_("Open, or go into the article"),
    ),
    Command(
        "leave", "h,left", N_("Pane on the left"), MOVING, lambda c: c.navigation.go_left(),
        requires=HAS_PANE_ON_THE_LEFT, hint=2, title_now=_leave_title,
    ),
    Command("next_pane", "tab", N_("Next pane"), MOVING, lambda c: c.navigation.step_pane(1)),
    Command(
        "previous_pane", "shift+tab", N_("Previous pane"), MOVING,
        lambda c: c.navigation.step_pane(-1),
    ),
    Command(
        "back", "alt+left,ctrl+left,H,[,ơ,backspace", N_("Back"), READING,
        lambda c: c.trail.back(), requires=CAN_GO_BACK, hint=8,
        help=N_("Back to what was open before, an article or a list, and to the place in it"),
    ),
    Command(
        "forward", "alt+right,ctrl+right,L,],ư", N_("Forward"), READING,
        lambda c: c.trail.forward(), requires=CAN_GO_FORWARD, hint=9,
    ),
    Command(
        "trail", "ctrl+y,f3", N_("Reading trail"), READING, lambda c: c.trail.show_list(),
        help=N_("The trail as a list to jump in"),
    ),
    Command(
        "branch", "B", N_("Back to the branch"), READING, lambda c: c.trail.back_to_branch(),
        requires=HAS_BRANCH,
        help=N_("Back to the article from which the first link was followed"),
    ),
    Command(
        "related", "t", N_("Other news"), LINKS, lambda c: c.links.focus_related(),
        requires=HAS_RELATED, hint=10, help=N_("Move among the other news of the article"),
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
        requires=HAS_ARTICLE, help=N_("Show letters that open the links in sight"),
    ),
    Command(
        "queue", "X", N_("Waiting"), LINKS, lambda c: c.queue.show(),
        help=N_("What waits for the network"),
    ),
    Command(
        "story", "#", N_("Same event"), LINKS, lambda c: c.stories.show(), requires=HAS_SUBJECT,
        help=N_("Which papers report this event, when, and what each adds"),
    ),
    Command(
        "next_article", "J", N_("Next article"), ARTICLES,
        lambda c: c.articles.open_neighbour(1, unread=False), requires=HAS_HEADLINES,
    ),
    Command(
        "previous_article", "K", N_("Previous article"), ARTICLES,
        lambda c: c.articles.open_neighbour(-1, unread=False), requires=HAS_HEADLINES,
    ),
    Command(
        "next_unread", "n", N_("Next unread"), ARTICLES, _next_unread,
        requires=HAS_NEXT_UNREAD, hint=11, title_now=_next_unread_title,
        help=N_("The next unread article, or the next match while a find is active"),
    ),
    Command(
        "previous_unread", "p", N_("Previous unread"), ARTICLES,
        lambda c: c.articles.open_neighbour(-1, unread=True), requires=HAS_HEADLINES,
    ),
    Command(
        "toggle_read", "m", N_("Read/unread"), MARKS, lambda c: c.marks.toggle_read(),
        requires=HAS_SUBJECT,
    ),
    Command(
        "all_read", "M", N_("All read"), MARKS, lambda c: c.marks.mark_all_read(),
        requires=HAS_HEADLINES, help=N_("Mark all in this list as read"),
    ),
    Command(
        "undo", "Z", N_("Undo"), MARKS, lambda c: c.marks.undo(), requires=CAN_UNDO,
        help=N_("Undo the last marks"),
    ),
    Command(
        "toggle_saved", "s", N_("Save"), MARKS, lambda c: c.marks.toggle_saved(),
        requires=HAS_SUBJECT, hint=14, help=N_("Save the article, or take it off the shelf"),
    ),
    Command(
        "saved_shelf", "S", N_("Saved"), MARKS, lambda c: c.lists.toggle_shelf(),
        help=N_("Show the saved articles, or all again"),
    ),
    Command(
        "rule", "!", N_("Hide, keep, notify"), MARKS, lambda c: c.rules().ask_for_rule(),
        requires=HAS_SUBJECT,
        help=N_("Make a rule of a word, the source or the section of this article"),
    ),
    Command(
        "hidden", "&", N_("Hidden"), MARKS, lambda c: c.rules().toggle_hidden(),
        help=N_("Show what rules hide, or all again"),
    ),
    Command(
        "filter", "/", N_("Filter"), FINDING, _filter,
        hint=13, title_now=_filter_title,
        help=N_("Filter the headlines, or find in the article"),
    ),
    Command(
        "find", "ctrl+f", N_("Find in the article"), FINDING, _find,
        help=N_("Find in the article; filter the headlines while none is open"),
    ),
    Command(
        "previous_match", "N", N_("Previous match"), FINDING, lambda c: c.find.go_to_match(-1),
        requires=HAS_MATCHES, hint=12,
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
        "fold_stories", "*", N_("One row for each event"), LISTS, lambda c: c.stories.toggle(),
        help=N_("The reports of one event as one row, or a row for each article"),
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
        "brief", "Q", N_("News brief"), LISTS, lambda c: c.briefs.show(),
        help=N_("The news of the last 24 hours in one screen"),
    ),
    Command(
        "next_section", ">", N_("Next section"), LISTS, lambda c: c.lists.choose_neighbour(1)
    ),
    Command(
        "previous_section", "<", N_("Previous section"), LISTS,
        lambda c: c.lists.choose_neighbour(-1),
    ),
    Command(
        "sections", "x", N_("Sections"), LISTS, lambda c: c.navigation.go_to_sections(),
        requires=IS_OUTSIDE_SECTIONS,
    ),
    Command(
        "dates", "D", N_("Dates"), LISTS, lambda c: c.navigation.go_to_dates(),
        requires=IS_OUTSIDE_DATES,
    ),
    Command(
        "notices", "f2", N_("Notices"), LISTS, lambda c: c.notices.show(),
        help=N_("Power, water, roads, storms and school where you live, by day"),
    ),
    Command(
        "all_days", "0", N_("All days"), LISTS, lambda c: c.lists.choose_day(None),
        requires=HAS_DAY, hint=6,
    ),
    Command(
        "browse", "o,v", N_("Browser"), ARTICLES, lambda c: c.external.browse_subject(),
        requires=HAS_SUBJECT, help=N_("Open in the browser"),
    ),
    Command(
        "copy_link", "c,y", N_("Copy the link"), ARTICLES, lambda c: c.external.copy_link(),
        requires=HAS_SUBJECT,
    ),
    Command(
        "copy_article", "C", N_("Copy the text"), ARTICLES, lambda c: c.external.copy_article(),
        requires=HAS_SUBJECT,
    ),
    Command(
        "edits", "e,ctrl+e", N_("What was edited"), ARTICLES, lambda c: c.edit_history.show(),
        requires=WAS_EDITED,
        help=N_("The article as it was, compared with now word by word"),
    ),
    Command(
        "refresh", "r,f5", N_("Refresh"), LISTS, _refresh, hint=15,
        help=N_("Fetch what is shown again"),
    ),
    Command("refresh_all", "R", N_("Refresh all"), LISTS, lambda c: c.sync.refresh_all()),
    Command("wider", "=", N_("Wider"), LOOKS, lambda c: c.view.widen(), requires=HAS_ARTICLE),
    Command(
        "narrower", "-", N_("Narrower"), LOOKS, lambda c: c.view.narrow(), requires=HAS_ARTICLE
    ),
    Command("pictures", "P", N_("Photos on or off"), LOOKS, lambda c: c.photos.toggle()),
    Command(
        "photo", "V", N_("Photo"), LOOKS, lambda c: c.photos.show_nearest(),
        requires=HAS_ARTICLE, help=N_("The photo in sight on the whole screen"),
    ),
    Command(
        "zen", "z", N_("Only the article"), LOOKS, lambda c: c.view.toggle_zen(),
        requires=HAS_ARTICLE,
    ),
    Command("switch_theme", "T", N_("Next theme"), LOOKS, lambda c: c.view.switch_theme()),
    Command(
        "mouse", "f4", N_("Mouse on or off"), LOOKS, lambda c: c.view.toggle_mouse(),
        help=N_("Off, the terminal can select text"),
    ),
    Command(
        "settings", "f9", N_("Settings"), PROGRAM, lambda c: c.settings.show(),
        help=N_("Change settings; they are written to config.toml"),
    ),
    Command(
        "messages", "semicolon", N_("Messages"), PROGRAM, lambda c: c.program.show_messages(),
        help=N_("The last messages once more"),
    ),
    Command("help", "?,f1", N_("Help"), PROGRAM, lambda c: c.program.show_help(), hint=16),
    Command(
        "palette", "ctrl+p", N_("Commands"), PROGRAM, lambda c: c.program.show_palette(),
        textual_action="command_palette",
        help=N_("All commands, sections and articles"),
    ),
    Command(
        "up_level", "q", N_("Up one level"), PROGRAM, lambda c: c.navigation.go_up_or_quit(),
        hint=17, title_now=_up_level_title, is_early=True,
        help=N_("Up one level; in the headlines: quit"),
    ),
    Command(
        "escape", "escape", N_("Up one level"), PROGRAM, lambda c: c.navigation.go_up(),
        requires=CAN_GO_UP, hint=1, title_now=_escape_title,
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
        scope="dates", hint=5, help=N_("The news of this day; again: of all days"),
    ),
    Command(
        "add_source", "+", N_("Add"), LISTS, lambda c: c.subscriptions.ask_to_add(),
        scope="sections", hint=3, help=N_("Add a source"),
    ),
    Command(
        "remove_source", "d,delete", N_("Remove"), LISTS, lambda c: c.subscriptions.ask_to_remove(),
        requires=CAN_BE_REMOVED, scope="sections", hint=4, help=N_("Remove the source"),
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

LEAVING = frozenset({"up_level", "escape"})
"""The rows that leave what was entered or begun last."""
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


def shortest_key(command_id: str, user_keys: Mapping[str, str]) -> str:
    """The first key of a command without a modifier, if it has one, as a person calls it."""
    keys = user_keys.get(command_id, COMMANDS[command_id].keys).split(",")
    return key_name(min(keys, key=lambda key: "+" in key))


def run_in_reader(command: Command[Controllers], c: Controllers) -> Awaitable[None] | None:
    """Carry a command out; a dialog that was to open later does not open over what it does."""
    if command.id not in LEAVING:
        c.stories.drop_dialog()
    return command.run(c)
