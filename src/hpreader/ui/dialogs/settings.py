"""The settings that people change, as a list: each change is used and written at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from hpreader.i18n import _, explain
from hpreader.problems import Problem
from hpreader.settings_file import Value
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.key_names import key_name
from hpreader.ui.literal import literal
from hpreader.ui.setting_choices import next_value, value_words


class SettingsDialog(Dialog[None]):
    """A line for each setting; keys to the right and left change it."""

    BINDINGS: ClassVar = [
        Binding("escape,q,f9", "leave", show=False),
        Binding("j", "step('down')", show=False),
        Binding("k", "step('up')", show=False),
        Binding("l,right,plus,equals_sign,space", "change(1)", show=False, priority=True),
        Binding("h,left,minus", "change(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        rows: Sequence[tuple[str, str, bool]],
        value: Callable[[str], Value],
        put: Callable[[str, Value], Problem | None],
        path: str,
    ) -> None:
        """Make it.

        Args:
            rows: the name of each setting, its title, and whether it is used after a restart only.
            value: returns the present value of a setting.
            put: writes another one and uses it; returns why it could not.
            path: the file that is written.
        """
        super().__init__()
        self._rows = rows
        self._value = value
        self._put = put
        self._path = path
        self.options = OptionList(markup=False)
        self._trouble = Static(classes="trouble", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the settings, the file, what went wrong, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Settings")), classes="heading")
            yield self.options
            about = _("The rest is in {path} (hpreader config).").format(path=self._path)
            yield Static(literal(about), classes="words")
            yield self._trouble
            keys = _("{left} {right}: change   Esc: close")
            keys = keys.format(left=key_name("left"), right=key_name("right"))
            yield Static(literal(keys), classes="keys")

    def on_mount(self) -> None:
        """Stand on the first setting."""
        self.options.add_options([self._line(row) for row in self._rows])
        self.options.highlighted = 0
        self.set_focus(self.options)

    def _line(self, row: tuple[str, str, bool]) -> Content:
        name, title, is_later = row
        width = max(cell_len(one) for _name, one, _later in self._rows) + 2
        value = sanitize(value_words(name, self._value(name)))
        note = "  " + _("after a restart") if is_later else ""
        padding = " " * (width - cell_len(title))
        return Content.assemble(
            title + padding, (f"\u2039 {value} \u203a", "bold"), (note, "$text-muted")
        )

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_change(1)

    def action_step(self, name: str) -> None:
        """Go to another setting."""
        if name == "down":
            self.options.action_cursor_down()
        else:
            self.options.action_cursor_up()

    def action_change(self, step: int) -> None:
        """Give the setting its next value, or the one before."""
        at = self.options.highlighted
        if at is None:
            return
        name = self._rows[at][0]
        before = self._value(name)
        after = next_value(name, before, step)
        if after == before:
            return
        problem = self._put(name, after)
        self._trouble.update(literal(explain(problem) if problem is not None else ""))
        self.options.replace_option_prompt_at_index(at, self._line(self._rows[at]))
