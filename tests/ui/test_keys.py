"""The key map: every key can be pressed anywhere, and can be changed."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

import pytest
from textual import events

from hpreader import i18n
from hpreader.config import Settings, Written
from hpreader.ui import ReaderApp, commands
from hpreader.ui.command import GROUPS, OWN, Scope
from hpreader.ui.commands import COMMANDS, PANE_ROWS, READER_ROWS, TABLE, commands_of
from hpreader.ui.input.link_hints import LETTERS, labels
from hpreader.ui.input.user_keys import keymap
from hpreader.ui.key_names import key_name, key_names, use_arrows
from hpreader.ui.panes.pane import Pane
from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

VOWELS = set("aeiouyw")
CONTRACT = {
    "down": "j down", "up": "k up", "read_on": "space", "page_down": "pagedown", "page_up": "b pageup",
    "half_down": "ctrl+d", "half_up": "ctrl+u", "top": "g home", "end": "G end", "enter": "enter l right",
    "leave": "h left", "next_pane": "tab", "previous_pane": "shift+tab",
    "back": "alt+left ctrl+left H [ ơ backspace", "forward": "alt+right ctrl+right L ] ư",
    "trail": "ctrl+y f3", "branch": "B", "related": "t", "hints": "f", "queue": "X",
    "next_article": "J", "previous_article": "K", "next_unread": "n", "previous_unread": "p",
    "toggle_read": "m", "all_read": "M", "undo": "Z", "toggle_saved": "s", "saved_shelf": "S",
    "filter": "/", "find": "ctrl+f", "previous_match": "N", "search": "F", "unread_only": ".", "sort": "comma",
    "browse": "o v", "copy_link": "c y", "copy_article": "C", "refresh": "r f5", "refresh_all": "R",
    "next_section": ">", "previous_section": "<", "sections": "x", "dates": "D",
    "wider": "=", "narrower": "-", "zen": "z", "switch_theme": "T", "mouse": "f4",
    "pictures": "P", "photo": "V",
    "help": "? f1", "palette": "ctrl+p", "up_level": "q", "escape": "escape", "quit": "ctrl+q",
}  # fmt: skip


@pytest.mark.parametrize(("name", "keys"), CONTRACT.items())
def test_a_command_has_the_keys_that_were_promised(name: str, keys: str) -> None:
    assert COMMANDS[name].keys.split(",") == keys.split()


def test_the_numbers_open_other_news() -> None:
    assert [COMMANDS[f"number_{n}"].keys for n in range(1, 10)] == list("123456789")


def test_every_command_that_stands_on_a_vowel_has_another_key() -> None:
    for command in COMMANDS.values():
        keys = command.keys.split(",")
        assert any(key.lower() not in VOWELS for key in keys), command.id


@pytest.mark.parametrize("pane", ["", "headlines", "sections", "dates", "article"])
def test_no_key_means_two_things_in_the_same_pane(pane: Scope) -> None:
    rows = commands_of(pane) if not pane else [*commands_of(pane), *commands_of("pane")]
    keys = [key for row in rows for key in row.keys.split(",")]
    assert len(keys) == len(set(keys))


def test_every_row_of_the_table_is_carried_out_by_a_pane_or_by_the_controllers() -> None:
    assert len({row.row for row in TABLE}) == len(TABLE)
    assert {row.row for row in TABLE} == {*PANE_ROWS, *READER_ROWS}
    assert not set(PANE_ROWS) & set(READER_ROWS)


def test_rows_that_share_an_id_share_their_keys_and_words() -> None:
    for row in TABLE:
        first = COMMANDS[row.id]
        assert (row.keys, row.title, row.group, row.help, row.hint) == (
            first.keys, first.title, first.group, first.help, first.hint,
        )  # fmt: skip


def test_only_the_table_lists_commands() -> None:
    """A second list of ids would have to be kept in step with the table."""
    folder = Path(commands.__file__).parent
    for path in folder.rglob("*.py"):
        if path == Path(commands.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                texts = {item.value for item in node.elts if isinstance(item, ast.Constant)}
                assert len(texts & set(COMMANDS)) < 3, f"{path.name}: {sorted(map(str, texts))}"


def test_every_command_has_a_group_that_the_help_shows() -> None:
    assert {command.group for command in COMMANDS.values()} | {OWN} == set(GROUPS)


def test_a_key_is_named_as_a_person_knows_it() -> None:
    assert key_name("ctrl+y") == "Ctrl+Y"
    assert key_name("question_mark") == "?"
    assert key_name("f3") == "F3"


@pytest.mark.parametrize(
    ("is_wide", "names"),
    [(False, "\u2191 Alt+\u2190"), (True, "Up Alt+Left"), (None, "Up Alt+Left")],
)
def test_arrows_are_signs_only_where_their_width_is_sure(is_wide: bool | None, names: str) -> None:
    use_arrows(is_wide)
    try:
        assert key_names(["up", "alt+left"]) == names
    finally:
        use_arrows(None)


async def test_no_line_of_the_help_repeats_its_keys_in_words(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    languages: tuple[i18n.Language, ...] = ("vi", "en")
    for language in languages:
        i18n.use(language)
        async with town_reader(directory, web, clock) as reader:
            for entry in reader.commands():
                assert entry.words not in entry.keys.split(" "), entry.command.id


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_the_help_explains_the_signs_of_the_screen(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        await reader.press("?")
        await reader.type("network")
        text = reader.text()
        assert "Signs" in text
        assert "\u25aa" in text
        assert "\u25cb" in text
        await reader.press("down", "down", "enter")
        assert "Signs" in reader.text(), "a sign is nothing to carry out"
        await reader.press("escape")
        assert reader.app.screen is reader.screen


def all_keys() -> list[str]:
    return [
        key
        for command in COMMANDS.values()
        for key in command.keys.split(",")
        if command.id != "quit"
    ]


async def open_places(reader: Reader) -> list[Pane]:
    return [reader.headlines, reader.sections, reader.dates]


@pytest.mark.parametrize("start", ["headlines", "sections", "dates", "article"])
async def test_every_key_can_be_pressed_in_every_pane(
    start: str, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 40)) as reader:
        if start == "article":
            await reader.press("enter")
        for key in all_keys():
            if key == "q":
                continue  # in the headlines it quits
            if reader.app.screen is not reader.screen:
                await reader.press("escape", "escape", settle=False)
            while reader.app.screen is not reader.screen:
                reader.app.pop_screen()
            if reader.prompt is not None and reader.prompt.is_open:
                reader.controllers.find.cancel()
            reader.go_to(getattr(reader, start))
            await reader.press(key, settle=False)
        await reader.settle()
        assert reader.app.is_running


async def test_every_binding_has_its_action(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        nodes = [reader.headlines, reader.sections, reader.dates, reader.article]
        for node in (*nodes, reader.screen, reader.app):
            for _key, binding in node._bindings:
                name = re.split(r"[(.]", binding.action)[0 if "." not in binding.action else -1]
                owners = (node, reader.app, reader.screen)
                row = re.fullmatch(r"command\('(.*)'\)", binding.action)
                if row is not None:
                    assert row[1] in {*PANE_ROWS, *READER_ROWS}
                else:
                    assert any(hasattr(owner, f"action_{name}") for owner in owners), binding


async def test_a_command_is_remapped_by_the_settings(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = Settings(refresh_minutes=0, theme="dark", keys={"back": "f10", "enter": "f8"})
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("f8", "1")
        assert reader.title() == town.title(2)
        await reader.press("H")
        assert reader.title() == town.title(2)
        await reader.press("f10")
        assert reader.title() == town.title(1)
        await reader.press("?")
        await reader.type("back to the article read")
        assert "F10" in reader.text()


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"next_unred": "f10"}, "no command “next_unred”; did you mean “next_unread”?"),
        ({"zzzzzzzz": "f10"}, "no command “zzzzzzzz”."),
        ({"next_unread": "wobble+zz"}, "no key “wobble+zz”"),
        ({"next_unread": ""}, "next_unread in config.toml: it names no key;"),
        ({"sort": "f10,,"}, "the comma is called “comma”"),
        ({"next_unread": "PgDn"}, "no key “PgDn”; did you mean “pagedown”?"),
        ({"next_unread": "backspce"}, "no key “backspce”; did you mean “backspace”?"),
        ({"next_unread": "shift+j"}, "no key “shift+j”; did you mean “J”?"),
        ({"next_unread": "banana"}, "no key “banana”; its own"),
        ({"next_unread": "Ctrl+Y"}, "no key “Ctrl+Y”; did you mean “ctrl+y”?"),
        ({"next_unread": "ctrl-k"}, "no key “ctrl-k”; did you mean “ctrl+k”?"),
        ({"next_unread": "ctrl+ctrl+k"}, "no key “ctrl+ctrl+k”; did you mean “ctrl+k”?"),
        ({"next_unread": "ctrl+alt+k"}, "no key “ctrl+alt+k”; did you mean “alt+ctrl+k”?"),
        ({"next_unread": "ctrl+K"}, "no key “ctrl+K”; did you mean “ctrl+k”?"),
        ({"next_unread": "alt+."}, "no key “alt+.”; did you mean “alt+full_stop”?"),
        ({"next_unread": "ctrl+ế"}, "no key “ctrl+ế”; its own"),
        ({"next_unread": "shift+5"}, "no key “shift+5”; its own"),
        ({"next_unread": "latin_small_letter_e"}, "did you mean “e”?"),
        ({"next_unread": Written("PgDn", 7)}, "line 7: [keys] next_unread"),
        ({"next_unread": "ctrl+c"}, "“ctrl+c” copies a selection"),
        ({"next_unread": "ctrl+q"}, "“ctrl+q” is a key of quit"),
        ({"next_unread": "H"}, "“H” is a key of back"),
        ({"next_unread": "question_mark"}, "“question_mark” is a key of help"),
        (
            {"next_unread": "f10", "undo": "f10"},
            "undo in config.toml: “f10” is a key of next_unread",
        ),
        ({"next_unread": "enter"}, "“enter” is a key of enter"),
    ],
)
def test_a_wrong_wish_for_a_key_is_told_with_its_reason_and_not_met(
    wanted: dict[str, str], reason: str
) -> None:
    met, (complaint,) = keymap(wanted)
    assert reason in complaint
    assert list(wanted)[-1] in complaint
    assert all(name in met for name in list(wanted)[:-1])
    assert list(wanted)[-1] not in met


def test_what_is_right_in_a_mapping_holds_beside_what_is_wrong() -> None:
    wanted = {"bcak": "f10", "back": "f10", "undo": "F77", "forward": "ctrl+c,f10", "zen": "f11"}
    met, complaints = keymap(wanted)
    assert met == {"back": "f10", "zen": "f11"}
    assert len(complaints) == 3


async def test_the_help_tells_what_a_command_is_called_in_the_settings(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("?")
        await reader.type("next_unread")
        await reader.press("down")
        assert "in config.toml: next_unread" in reader.text()


def test_keys_can_be_swapped_and_a_wish_that_counted_on_a_dropped_one_is_dropped_too() -> None:
    assert keymap({"next_unread": "p", "previous_unread": "n"})[1] == ()
    met, complaints = keymap({"next_unread": "p", "previous_unread": "m"})
    assert met == {}
    assert len(complaints) == 2


def test_the_keys_a_command_has_can_be_wished_for() -> None:
    own = {command.id: command.keys for command in COMMANDS.values()}
    assert keymap(own) == (own, ())


async def test_wrong_settings_are_told_at_the_start_and_the_usual_keys_stay(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    wrong = Settings(refresh_minutes=0, theme="pink", keys={"enter": "H"})
    async with town_reader(directory, web, clock, settings=wrong) as reader:
        said = reader.messages()
        assert len(said) == 2
        assert "“H” is a key of back" in said[0]
        assert "no theme “pink”" in said[1]
        await reader.press("enter", "enter")  # the first one closes the box
        assert reader.title() == town.title(1)


async def test_q_leaves_the_article_then_quits_and_escape_never_quits(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "q")
        assert reader.pane is reader.headlines
        await reader.press("escape", "escape")
        assert reader.app.is_running
        await reader.press("q", settle=False)
        assert not reader.app.is_running or reader.app._exit


async def test_quitting_and_the_palette_are_remapped_too_and_the_help_shows_them_as_possible(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    keys = {"quit": "f8", "palette": "f10"}
    settings = Settings(refresh_minutes=0, theme="dark", keys=keys)
    async with town_reader(directory, web, clock, settings=settings) as reader:
        shown = {entry.command.id: entry for entry in reader.commands()}
        assert shown["quit"].is_active
        assert shown["palette"].is_active
        await reader.press("f10")
        assert "Search commands" in reader.text()
        await reader.press("escape")
        await reader.press("f8", settle=False)
        assert not reader.app.is_running or reader.app._exit


async def test_backspace_is_back(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "backspace")
        assert reader.title() == town.title(1)


async def send_at_once(reader: Reader, *keys: tuple[str, str | None]) -> None:
    """As a terminal sends them: all before the program has looked at the first."""
    for key, character in keys:
        reader.app.post_message(events.Key(key, character))
    await reader.pilot.pause()
    await reader.settle()


async def test_keys_that_are_typed_ahead_each_go_where_the_one_before_leads(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await send_at_once(reader, ("enter", "\r"), ("space", " "), ("1", "1"), ("H", "H"))
        assert [visit.title for visit in reader.history] == [town.title(1), town.title(2)]
        assert reader.title() == town.title(1)
        assert reader.article.scroll_y > 0
        await send_at_once(reader, ("x", "x"), ("j", "j"), ("j", "j"), ("d", "d"))
        assert "Remove" in reader.text()
        await reader.press("escape")
        await send_at_once(
            reader,
            ("h", "h"),
            ("slash", "/"),
            ("1", "1"),
            ("1", "1"),
            ("enter", "\r"),
            ("enter", "\r"),
        )
        assert reader.title() == town.title(11)


async def test_escape_followed_at_once_by_left_is_alt_left(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1")
        await send_at_once(reader, ("escape", "\x1b"), ("left", None))
        assert reader.title() == town.title(1)
        assert reader.is_reading


def test_hint_labels_are_consonants_and_none_begins_another() -> None:
    for count in (1, 18, 19, 200):
        names = labels(count)
        assert len(set(names)) == count
        assert not any(a != b and b.startswith(a) for a in names for b in names)
    assert not VOWELS & set(LETTERS)


PROMISED = {"\u201c", "\u201d", "\u258d"}
"""Quotation marks that are text, and the bar before how far one read: readers know it so."""
DROPPED = {"\ufe00", "\ufe0f"}
"""Variation selectors: named because they are taken away."""

SURE_OR_SOUGHT = {
    "key_names.py": set("\u2190\u2191\u2192\u2193"),
    "terminal_input.py": {"\ufffd"},
    "legible.py": {"\u2500", "\u2580"},
}
"""Arrows are drawn only where the terminal has told that they take one cell; the others are looked for."""


def test_we_draw_nothing_of_ambiguous_width() -> None:
    sources = Path(ReaderApp.__module__.replace(".", "/")).parent.name
    folder = Path(__import__(ReaderApp.__module__, fromlist=["x"]).__file__ or "").parent
    assert folder.name == sources
    for path in folder.rglob("*.py"):
        code = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text("utf-8"), flags=re.DOTALL)
        drawn = (
            {chr(int(code, 16)) for code in re.findall(r"\\u([0-9a-f]{4})", code)}
            - PROMISED
            - DROPPED
            - SURE_OR_SOUGHT.get(path.name, set())
        )
        assert not {c for c in drawn if unicodedata.east_asian_width(c) == "A"}, path.name
