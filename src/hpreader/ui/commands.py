"""The key map as data: bindings, help and palette are all made from it.

Telex and VNI compose after vowels, so a command stands on a consonant or has a consonant alias;
`ơ ư` are what an input method makes of `[ ]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType

from hpreader.i18n import N_, _


class Command(NamedTuple):
    """Something a key does: `id` is the name of its action and of its entry in config.toml."""

    id: str
    keys: str
    """Parted by commas, so the comma itself is called `comma`."""
    title: str
    group: str
    help: str = ""
    """A sentence more, where the title is not enough."""
    action: str = ""
    """Where it is not the id."""

    def binding(self) -> Binding:
        """The command as Textual knows it; its words are message ids still."""
        return Binding(
            self.keys,
            self.action or self.id,
            self.title,
            id=self.id,
            tooltip=self.help or self.title,
        )


MOVING = N_("Moving")
READING = N_("Reading trail")
LINKS = N_("Other news and links")
ARTICLES = N_("Articles")
MARKS = N_("Marks")
FINDING = N_("Finding")
LISTS = N_("Lists")
LOOKS = N_("Looks")
PROGRAM = N_("Program")

GROUPS = (MOVING, READING, LINKS, ARTICLES, MARKS, FINDING, LISTS, LOOKS, PROGRAM)

_ALL = (
    Command("down", "j,down", N_("Down"), MOVING, action="move('down')"),
    Command("up", "k,up", N_("Up"), MOVING, action="move('up')"),
    Command(
        "read_on",
        "space",
        N_("Page on"),
        MOVING,
        N_("A page down; at the end of an article, the next unread one"),
        action="move('read_on')",
    ),
    Command("page_down", "pagedown", N_("Page down"), MOVING, action="move('page_down')"),
    Command("page_up", "b,pageup", N_("Page up"), MOVING, action="move('page_up')"),
    Command("half_down", "ctrl+d", N_("Half a page down"), MOVING, action="move('half_down')"),
    Command("half_up", "ctrl+u", N_("Half a page up"), MOVING, action="move('half_up')"),
    Command("top", "g,home", N_("Top"), MOVING, action="move('top')"),
    Command("end", "G,end", N_("End"), MOVING, action="move('end')"),
    Command("enter", "enter,l,right", N_("Open"), MOVING, N_("Open, or go into the article")),
    Command("leave", "h,left", N_("Pane on the left"), MOVING),
    Command("next_pane", "tab", N_("Next pane"), MOVING),
    Command("previous_pane", "shift+tab", N_("Previous pane"), MOVING),
    Command(
        "back",
        "alt+left,ctrl+left,H,[,ơ,backspace",
        N_("Back"),
        READING,
        N_("Back to what was open before, an article or a list, and to the place in it"),
    ),
    Command("forward", "alt+right,ctrl+right,L,],ư", N_("Forward"), READING),
    Command(
        "trail", "ctrl+y,f3", N_("Reading trail"), READING, N_("The trail as a list to jump in")
    ),
    Command(
        "branch",
        "B",
        N_("Back to the branch"),
        READING,
        N_("Back to the article from which the first link was followed"),
    ),
    Command(
        "related", "t", N_("Other news"), LINKS, N_("Move among the other news of the article")
    ),
    *(
        Command(
            f"number_{number}",
            str(number),
            N_("Open other news by its number"),
            LINKS,
            action=f"number({number})",
        )
        for number in range(1, 10)
    ),
    Command("hints", "f", N_("Link hints"), LINKS, N_("Show letters that open the links in sight")),
    Command("queue", "X", N_("Waiting"), LINKS, N_("What waits for the network")),
    Command("next_article", "J", N_("Next article"), ARTICLES),
    Command("previous_article", "K", N_("Previous article"), ARTICLES),
    Command(
        "next_unread",
        "n",
        N_("Next unread"),
        ARTICLES,
        N_("The next unread article, or the next match while a find is active"),
    ),
    Command("previous_unread", "p", N_("Previous unread"), ARTICLES),
    Command("toggle_read", "m", N_("Read/unread"), MARKS),
    Command("all_read", "M", N_("All read"), MARKS, N_("Mark all in this list as read")),
    Command("undo", "Z", N_("Undo"), MARKS, N_("Undo the last marks")),
    Command(
        "toggle_saved", "s", N_("Save"), MARKS, N_("Save the article, or take it off the shelf")
    ),
    Command("saved_shelf", "S", N_("Saved"), MARKS, N_("Show the saved articles, or all again")),
    Command(
        "filter",
        "/",
        N_("Filter"),
        FINDING,
        N_("Filter the headlines, or find in the article"),
    ),
    Command("find", "ctrl+f", N_("Find in the article"), FINDING),
    Command("previous_match", "N", N_("Previous match"), FINDING),
    Command("search", "F", N_("Search everything"), FINDING),
    Command("unread_only", ".", N_("Unread only"), LISTS),
    Command(
        "sort",
        "comma",
        N_("Sort"),
        LISTS,
        N_("Newest, oldest, by source, by section, unread first"),
    ),
    Command(
        "rows_look",
        "f6,|",
        N_("Rows of one line or more"),
        LOOKS,
        N_("One line, two lines, or as the width allows"),
    ),
    Command(
        "dates_look",
        "f7,\\",
        N_("Dates or time passed"),
        LOOKS,
        N_("The date of the news, or how long ago it was"),
    ),
    Command("next_section", ">", N_("Next section"), LISTS),
    Command("previous_section", "<", N_("Previous section"), LISTS),
    Command("sections", "x", N_("Sections"), LISTS),
    Command("dates", "D", N_("Dates"), LISTS),
    Command("all_days", "0", N_("All days"), LISTS),
    Command("browse", "o,v", N_("Browser"), ARTICLES, N_("Open in the browser")),
    Command("copy_link", "c,y", N_("Copy the link"), ARTICLES),
    Command("copy_article", "C", N_("Copy the text"), ARTICLES),
    Command("refresh", "r,f5", N_("Refresh"), LISTS, N_("Fetch what is shown again")),
    Command("refresh_all", "R", N_("Refresh all"), LISTS),
    Command("wider", "=", N_("Wider"), LOOKS),
    Command("narrower", "-", N_("Narrower"), LOOKS),
    Command("pictures", "P", N_("Photos on or off"), LOOKS),
    Command("photo", "V", N_("Photo"), LOOKS, N_("The photo in sight on the whole screen")),
    Command("zen", "z", N_("Only the article"), LOOKS),
    Command("switch_theme", "T", N_("Light or dark"), LOOKS),
    Command("mouse", "f4", N_("Mouse on or off"), LOOKS, N_("Off, the terminal can select text")),
    Command("help", "?,f1", N_("Help"), PROGRAM),
    Command(
        "palette", "ctrl+p", N_("Commands"), PROGRAM, N_("All commands, sections and articles")
    ),
    Command(
        "up_level", "q", N_("Up one level"), PROGRAM, N_("Up one level; in the headlines: quit")
    ),
    Command("escape", "escape", N_("Up one level"), PROGRAM, N_("Up one level; never quits")),
    Command("quit", "ctrl+q", N_("Quit"), PROGRAM, action="app.quit"),
    # Of one pane each.
    Command("day_before", "left,h", N_("The day before"), LISTS),
    Command("day_after", "right,l", N_("The day after"), LISTS),
    Command(
        "choose_day", "enter", N_("Choose"), LISTS, N_("The news of this day; again: of all days")
    ),
    Command("add_source", "+", N_("Add"), LISTS, N_("Add a source")),
    Command("remove_source", "d,delete", N_("Remove"), LISTS, N_("Remove the source")),
)

COMMANDS = {command.id: command for command in _ALL}

SCROLLING = (
    "down", "up", "read_on", "page_down", "page_up", "half_down", "half_up", "top", "end",
)  # fmt: skip
"""What every pane can do itself."""

OF_ONE_PANE = frozenset(
    {"enter", "day_before", "day_after", "choose_day", "add_source", "remove_source"}
)


def bindings(*ids: str) -> list[BindingType]:
    """The bindings of these commands."""
    return [COMMANDS[name].binding() for name in ids]


def browser_bindings() -> list[BindingType]:
    """The bindings that hold in every pane."""
    return [
        command.binding()
        for command in _ALL
        if command.id not in SCROLLING and command.id not in OF_ONE_PANE
    ]


_OF_TEXTUAL = {"quit": "quit", "command_palette": "palette"}
"""Actions that Textual binds itself, before us, and our commands for them."""


def command_of(binding: Binding) -> str | None:
    """The id of the command that a binding is of; None where it is of none."""
    name = _OF_TEXTUAL.get(binding.action, binding.id)
    return name if name in COMMANDS else None


_SYMBOLS = {
    "comma": ",", "full_stop": ".", "slash": "/", "question_mark": "?", "plus": "+",
    "equals_sign": "=", "minus": "-", "greater_than_sign": ">", "less_than_sign": "<",
    "left_square_bracket": "[", "right_square_bracket": "]", "vertical_line": "|", "backslash": "\\",
    "latin_small_letter_o_with_horn": "ơ", "latin_small_letter_u_with_horn": "ư",
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "space": "Space", "enter": "Enter",
    "backspace": "Backspace", "delete": "Del", "home": "Home", "end": "End", "tab": "Tab",
}  # fmt: skip
# Arrows are of ambiguous width in East Asian terminals, and the words are clear.
_ARROWS = {
    "up": N_("Up"),
    "down": N_("Down"),
    "left": N_("Left"),
    "right": N_("Right"),
}


def key_name(key: str) -> str:
    """A key as a person knows it: `Ctrl+Y`, `Alt+Left`, `?`."""
    *modifiers, last = key.split("+")
    if last in _ARROWS:
        name = _(_ARROWS[last])
    elif modifiers and len(last) == 1:
        name = last.upper()
    elif last in _SYMBOLS:
        name = _SYMBOLS[last]
    else:
        name = last.upper() if last[:1] == "f" and last[1:].isdigit() else last
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def key_names(keys: Iterable[str]) -> str:
    """Keys in a row, as help and hints show them."""
    return " ".join(key_name(key) for key in keys)
