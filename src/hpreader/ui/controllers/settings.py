"""The settings while the reader runs: a changed config.toml is taken up, and they can be changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hpreader import config
from hpreader.i18n import N_, _, explain
from hpreader.problems import Problem

if TYPE_CHECKING:
    from hpreader.config import Settings
    from hpreader.newsroom import Newsroom
    from hpreader.settings_file import Value
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.stories import Stories
    from hpreader.ui.controllers.sync import Sync
    from hpreader.ui.controllers.view import View

INTERVAL: Final = 2.0
"""Seconds between two looks at the file's time; a look takes some microseconds."""

AFTER_RESTART: Final = ("language", "pictures", "keys", "commands")
"""Settings that the reader uses when it starts: the screen is made of them."""

TITLES: Final[dict[str, str]] = {
    "theme": N_("Theme"),
    "measure": N_("Width of the text"),
    "language": N_("Language"),
    "pictures": N_("Photos"),
    "mouse": N_("Mouse"),
    "stories": N_("One row for each event"),
    "refresh_minutes": N_("Minutes between two refreshes"),
    "prefetch_mb": N_("Fetched ahead in a session (MB)"),
    "max_mb": N_("Size of the cache (MB)"),
    "pictures_mb": N_("Photos in the cache (MB)"),
    "places": N_("Places"),
    "keys": N_("Keys"),
    "commands": N_("Own commands"),
    "after_sync": N_("Hook after a sync"),
}
"""What settings are called on the screen; the single values in the order of the view."""


class LiveSettings:
    """Watches config.toml, and writes what is changed in the view of settings."""

    def __init__(
        self,
        newsroom: Newsroom,
        settings: Settings,
        view: View,
        sync: Sync,
        stories: Stories,
        display: ListDisplay,
        messages: Messages,
        background: Background,
        ask: Ask,
    ) -> None:
        self._newsroom = newsroom
        self._settings = settings
        self._view = view
        self._sync = sync
        self._stories = stories
        self._display = display
        self._messages = messages
        self._ask = ask
        self._path = newsroom.paths.config
        self._stamp = self._read_stamp()
        background.every(INTERVAL, self.look)

    def look(self) -> None:
        """Take up the file if it was changed since the last look."""
        if (stamp := self._read_stamp()) == self._stamp:
            return
        self._stamp = stamp
        found = config.load(self._path)
        if isinstance(found, Problem):
            self._messages.say_problem(found)
            return
        has_other_places = found.places != self._settings.places
        self._newsroom.view_preferences.stories_setting = found.stories
        self._use(found)
        unknown = self._newsroom.searches.unknown_places if has_other_places else ()
        if problems := [*map(explain, (*found.complaints, *unknown))]:
            self._messages.say_problems(problems)

    def show(self) -> None:
        """The settings that people change, in a dialog; each change is used and written at once."""
        from hpreader.ui.dialogs.settings import SettingsDialog  # noqa: PLC0415 - not for the first picture

        names = [
            name for name in TITLES if name not in {"places", "keys", "commands", "after_sync"}
        ]
        rows = [(name, _(TITLES[name]), name in AFTER_RESTART) for name in names]
        dialog = SettingsDialog(rows, self._value, self._put, str(self._path))
        self._ask(dialog, lambda _nothing: None)

    def _value(self, name: str) -> Value:
        from hpreader import i18n  # noqa: PLC0415 - as above

        value: Value | None = getattr(self._current(), name)
        return i18n.language() if value is None else value

    def _put(self, name: str, value: Value) -> Problem | None:
        """Write a setting and use it; returns why it could not be written, and then it is not used."""
        from hpreader import settings_file  # noqa: PLC0415 - most sessions write none

        problem = settings_file.put(self._path, name, value)
        if problem is None:
            self._stamp = self._read_stamp()
            changed: dict[str, Any] = {name: value}
            if name == "stories":
                self._newsroom.view_preferences.stories_setting = bool(value)
            self._settings = self._current()
            self._use(self._settings._replace(**changed))
        return problem

    def _current(self) -> Settings:
        """The settings as they are used: a key of the list changes one of them without the file."""
        folds = self._newsroom.view_preferences.folds_stories
        return self._settings._replace(stories=folds)

    def _use(self, new: Settings) -> None:
        """Use other settings, and tell which those are."""
        old, self._settings = self._settings, new
        changed = [name for name in TITLES if getattr(old, name) != getattr(new, name)]
        if not changed:
            return
        self._newsroom.use(new)
        self._sync.use(new.refresh_minutes, new.after_sync)
        self._view.use(
            new.theme if "theme" in changed else None,
            new.measure if "measure" in changed else None,
            new.mouse if "mouse" in changed else None,
        )
        if "stories" in changed:
            self._stories.use(is_on=new.stories)
        if "places" in changed:
            self._display.counts_changed()  # they are among the sections
        self._tell(changed)

    def _tell(self, changed: list[str]) -> None:
        now = [_(TITLES[name]) for name in changed if name not in AFTER_RESTART]
        later = [_(TITLES[name]) for name in changed if name in AFTER_RESTART]
        words = []
        if now:
            words.append(_("Settings in use: {names}").format(names=", ".join(now)))
        if later:
            words.append(_("After a restart: {names}").format(names=", ".join(later)))
        self._messages.say(" \u2219 ".join(words), topic="settings")

    def _read_stamp(self) -> tuple[int, ...]:
        """What differs when the file was written: its time, its size, and which file it is."""
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return found.st_mtime_ns, found.st_size, found.st_ino
