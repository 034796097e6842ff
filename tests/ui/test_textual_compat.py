"""Textual's private API is used in one module, and is still what that module expects."""

import ast
import inspect
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import textual
from rich.console import Console
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.driver import Driver
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

import hpreader
from hpreader.ui import textual_compat
from hpreader.ui.app import ReaderApp
from hpreader.ui.textual_compat import (
    RecoverableApp,
    StableScreen,
    StableScrollView,
    add_bindings,
    hide_notices,
    is_exiting,
    open_screens,
    run_next_callbacks,
    screen_strips,
    set_bindings,
    write_to_terminal,
)

UI = Path(hpreader.__file__).parent / "ui"
MODULES = sorted(path for path in UI.rglob("*.py") if path.parent.name != "textual_compat")
OF_NAMED_TUPLES = {"_replace", "_asdict", "_fields"}


# --- the law ------------------------------------------------------------------------------------


def private(names: set[str]) -> set[str]:
    """The names with one underscore in front."""
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def members_of(cls: type) -> set[str]:
    """The private members that a class itself has: methods, class variables, attributes of self."""
    found = set(vars(cls)) | set(inspect.get_annotations(cls))
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):
        return private(found)
    for node in ast.walk(tree):
        is_set = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if is_set and isinstance(node.value, ast.Name) and node.value.id == "self":
            found.add(node.attr)
    return private(found)


def is_of_textual(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == textual.__name__


def our_classes() -> dict[str, type]:
    """Our classes by module and name, wherever in the ui they are."""
    for path in MODULES:
        __import__(module_of(path))
    return {
        f"{cls.__module__}.{cls.__qualname__}": cls
        for name, module in list(sys.modules.items())
        if name.startswith("hpreader.ui")
        for cls in vars(module).values()
        if inspect.isclass(cls) and cls.__module__ == name
    }


def module_of(path: Path) -> str:
    parts = path.relative_to(UI.parent.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def private_members(base: type) -> set[str]:
    """The private members that an object of a class has from Textual."""
    return set().union(*(members_of(cls) for cls in base.__mro__ if is_of_textual(cls)))


PUMPS = (App, Screen, ModalScreen, Widget, ScrollView, Input, Driver, MessagePump)
OF_ANY = set().union(*(private_members(cls) for cls in PUMPS)) - OF_NAMED_TUPLES


def uses(tree: ast.AST, of_self: set[str], of_others: set[str]) -> set[str]:
    """The private names of Textual that some code reads, calls, sets or overrides."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) != "os":
            is_self = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            is_super = ast.unparse(node.value).startswith("super()")
            if node.attr in (of_self if is_self or is_super else of_others):
                found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in of_self:
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            targets = [t for item in node.body for t in getattr(item, "targets", ())]
            targets += [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
            found |= of_self & {t.id for t in targets if isinstance(t, ast.Name)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(UI)))
def test_no_private_member_of_textual_is_used_elsewhere(path: Path) -> None:
    known, module = our_classes(), module_of(path)
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            cls = known[f"{module}.{node.name}"]
            of_self = private_members(cls)
            own = set().union(*(members_of(c) for c in cls.__mro__ if c.__module__ == module))
            assert not uses(node, of_self, OF_ANY - own - of_self), node.name
        else:
            assert not uses(node, set(), OF_ANY)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(UI)))
def test_no_private_module_of_textual_is_imported_elsewhere(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        assert not [name for name in names if name.startswith("textual.") and "._" in name], (
            ast.unparse(node)
        )


def test_the_law_finds_what_it_forbids() -> None:
    code = """
class Sample(Widget):
    def _size_updated(self): super()._scroll_update(1)
    def other(self): return self._size, self.app._driver
"""
    found = uses(ast.parse(code), private_members(Widget), OF_ANY)
    assert found == {"_size_updated", "_scroll_update", "_size", "_driver"}


# --- each use -----------------------------------------------------------------------------------


class Lines(StableScrollView, can_focus=True):
    """Counts how often a line is drawn."""

    DEFAULT_CSS = "Lines { height: 10; overflow-x: hidden; overflow-y: scroll; }"

    def __init__(self) -> None:
        super().__init__()
        self.drawn = 0
        self.focus_changes = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return Strip.blank(self.size.width)

    def focus_changed(self) -> None:
        self.focus_changes += 1


class Sample(RecoverableApp):
    """An application with everything in it."""

    def __init__(self) -> None:
        super().__init__()
        self.recovered: list[Exception] = []

    def get_default_screen(self) -> Screen[Any]:
        return SampleScreen()

    def recover(self, error: Exception) -> bool:
        self.recovered.append(error)
        return isinstance(error, LookupError)


class SampleScreen(StableScreen):
    """A Screen that counts how often it is resized."""

    focused = Reactive(None, repaint=False)  # as that of the reader

    def __init__(self) -> None:
        super().__init__()
        self.resizes = 0

    def compose(self) -> ComposeResult:
        yield Lines()
        yield Input()

    def on_resize(self) -> None:
        self.resizes += 1


async def test_an_expected_error_closes_the_application_and_another_one_is_a_crash() -> None:
    app = Sample()
    async with app.run_test():
        app.call_later(lambda: {}["missing"])
    assert [type(error) for error in app.recovered] == [KeyError]
    with pytest.raises(ZeroDivisionError):
        await crash(Sample())


async def crash(app: Sample) -> None:
    async with app.run_test() as pilot:
        app.call_later(lambda: 1 // 0)
        await pilot.pause()


async def test_what_a_worker_raises_is_given_without_its_wrapper() -> None:
    async def fail() -> None:
        raise LookupError

    app = Sample()
    async with app.run_test() as pilot:
        app.run_worker(fail())
        await pilot.pause()
    assert [type(error) for error in app.recovered] == [LookupError]


async def test_an_application_that_was_told_to_exit_is_exiting() -> None:
    app = Sample()
    async with app.run_test():
        assert not is_exiting(app)
        app.exit()
        assert is_exiting(app)


async def test_next_callbacks_are_run_at_once() -> None:
    app, done = Sample(), []
    async with app.run_test() as pilot:

        async def handler() -> None:
            app.call_next(done.append, 1)
            assert done == []
            await run_next_callbacks(app)
            done.append(2)

        app.call_later(handler)
        await pilot.pause()
    assert done == [1, 2]


async def test_a_sequence_is_written_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    app, written = Sample(), []
    assert not write_to_terminal(app, "\x1b[?1000h")
    async with app.run_test():
        monkeypatch.setattr(type(app._driver), "write", lambda _self, text: written.append(text))
        assert write_to_terminal(app, "\x1b[?1000h")
    assert "\x1b[?1000h" in written


def read(*texts: str, replies: object = None) -> list[events.Event]:
    """The events of what a terminal sends in some parts; "" is a pause."""
    from hpreader.ui.textual_compat.driver import Keys  # noqa: PLC0415 - not on every system

    keys = Keys(replies)  # type: ignore[arg-type]
    return [event for text in texts for event in keys.messages(text)]  # type: ignore[misc]


def keys_in(found: list[events.Event]) -> list[str]:
    return [event.key for event in found if isinstance(event, events.Key)]


def test_late_replies_are_between_the_terminal_and_the_parser_of_keys() -> None:
    replies = SimpleNamespace(take=lambda text: text.replace("x", ""))
    assert keys_in(read("axb", "xx", "\x1b[D", replies=replies)) == ["a", "b", "left"]


def test_a_pasted_text_is_one_event_and_keys_around_it_stay_keys() -> None:
    found = read("a\x1b[200~m", "ột\x1b[2", "01~b")
    assert [event.text for event in found if isinstance(event, events.Paste)] == ["một"]
    assert keys_in(found) == ["a", "b"]


def test_escape_is_a_key_when_nothing_follows_it() -> None:
    assert keys_in(read("a\x1b", "", "b")) == ["a", "escape", "b"]
    assert keys_in(read("\x1b", "[A", "\x1b\x1b", "", "", "q"))[0] == "up"


@pytest.mark.parametrize(
    "false",
    [
        "\x1b[1114112u", "\x1b[55296u", "\x1b[;u", "\x1b[:;u", "\x1b[48;99999;99999;1;1t", "\x1b[48;0;0;0;0t",
        "\x1b[99999999999;99999999999R", "\x1b[?99999999999;1$y",
    ],
    ids=repr,
)  # fmt: skip
def test_a_false_answer_is_neither_a_key_nor_the_end_of_the_parser(false: str) -> None:
    found = read(f"a{false}b")
    assert keys_in(found) == ["a", "b"]
    assert not [event for event in found if isinstance(event, events.Resize)]


def test_a_terminal_has_at_most_so_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    from hpreader.ui.textual_compat.driver import ReaderDriver  # noqa: PLC0415 - not on every system

    with monkeypatch.context() as patch:  # pytest itself asks for the size when it reports
        patch.setattr("shutil.get_terminal_size", lambda *_, **__: (65_535, 65_535))
        size = ReaderDriver._get_terminal_size(object.__new__(ReaderDriver))
    assert size == (1_000, 500)


def test_nor_is_it_larger_before_the_driver_says_its_size() -> None:
    app = object.__new__(ReaderApp)
    app._driver, app._size = None, None
    app.console = Console(width=65_535, height=65_535)
    assert app.size == (1_000, 500)


def test_the_driver_of_linux_has_the_parts_that_ours_replaces() -> None:
    from textual.drivers.linux_driver import LinuxDriver  # noqa: PLC0415 - not on every system

    source = inspect.getsource(LinuxDriver)
    for name in ("self._file", "self._writer_thread", "self._debug", "exit_event", "attrs_before"):
        assert name in source, name


async def test_the_screens_are_none_before_the_first_one() -> None:
    app = Sample()
    assert open_screens(app) == []
    async with app.run_test():
        assert open_screens(app) == [app.screen]


async def test_one_widget_has_keys_that_its_class_has_not() -> None:
    app = Sample()
    async with app.run_test() as pilot:
        widget = Input()
        set_bindings(widget, [Binding("f5", "app.bell", id="ring")])
        await app.screen.mount(widget)
        widget.focus()
        await pilot.pause()
        assert app.screen.active_bindings["f5"].node is widget
        assert "f5" not in {key for key, _binding in Input()._bindings}


async def test_add_bindings_keeps_those_of_the_class() -> None:
    app = Sample()
    async with app.run_test() as pilot:
        widget = Input()
        add_bindings(widget, [Binding("f5", "app.bell", id="ring")])
        await app.screen.mount(widget)
        widget.focus()
        await pilot.pause()
        assert app.screen.active_bindings["f5"].node is widget
        assert app.screen.active_bindings["home"].node is widget
        assert "f5" not in {key for key, _binding in Input()._bindings}


async def test_a_covered_screen_is_not_drawn_again() -> None:
    app = Sample()
    async with app.run_test() as pilot:
        lines = app.screen.query_one(Lines)
        await app.push_screen(ModalScreen())
        await pilot.pause()
        below = app.screen_stack[0]
        resizes, lines.drawn = below.resizes, 0
        below.post_message(events.Idle())
        await pilot.pause()
        assert (below.resizes, lines.drawn) == (resizes, 0)
        await pilot.resize_terminal(60, 20)
        assert below.resizes > resizes


async def test_the_place_of_notices_is_hidden_before_the_first_drawing() -> None:
    class Dialog(ModalScreen[None]):
        def on_mount(self) -> None:
            hide_notices(self)

    app = Sample()
    async with app.run_test(notifications=True) as pilot:
        await app.push_screen(Dialog())
        await pilot.pause()
        racks = [w for w in app.screen.children if type(w).__name__ == "ToastRack"]
        assert [rack.display for rack in racks] == [False]


async def test_a_change_of_focus_is_reported_to_the_pane_and_its_parent() -> None:
    app = Sample()
    async with app.run_test() as pilot:
        lines, other = app.screen.query_one(Lines), app.screen.query_one(Input)
        lines.focus()
        await pilot.pause()
        lines.focus_changes = 0
        for widget in (other, lines):
            widget.focus()
            await pilot.pause()
            assert lines.has_focus is (widget is lines)
        assert lines.focus_changes == 2


async def test_more_content_moves_the_bar_and_lays_nothing_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Sample()
    async with app.run_test() as pilot:
        lines = app.screen.query_one(Lines)
        options: list[dict[str, object]] = []
        monkeypatch.setattr(lines, "refresh", lambda *_args, **given: options.append(given))
        lines.virtual_size = Size(lines.size.width, 1000)
        await pilot.pause()
        assert lines.vertical_scrollbar.window_virtual_size == 1000
        assert not [given for given in options if given.get("layout")]


def test_every_name_that_is_private_is_explained() -> None:
    """A use that is not named in a docstring is one that nobody can look up."""
    source = inspect.getsource(textual_compat)
    tree = ast.parse(source)
    documented = " ".join(
        ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )
    used = uses(tree, OF_ANY, OF_ANY)
    assert used
    assert {name for name in used if name not in documented} == set()


async def test_the_lines_of_a_screen_are_as_many_and_as_wide_as_the_terminal_has() -> None:
    app = Sample()
    async with app.run_test(size=(30, 12)):
        lines = screen_strips(app.screen)
        assert [line.cell_length for line in lines] == [30] * 12
        assert app.updates > 0
