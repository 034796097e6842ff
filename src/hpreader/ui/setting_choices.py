"""The values that the view of settings offers. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.i18n import LANGUAGES, N_, _
from hpreader.model import IMAGE_MODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.settings_file import Value

CHOICES: Final[dict[str, Sequence[Value]]] = {
    "theme": ("auto", "light", "dark", "contrast"),
    "measure": tuple(range(40, 121, 4)),
    "language": LANGUAGES,
    "pictures": ("auto", *(mode for mode in IMAGE_MODES)),
    "mouse": (True, False),
    "stories": (True, False),
    "refresh_minutes": (0, 5, 10, 15, 30, 60, 120, 240, 720),
    "prefetch_mb": (0, 10, 20, 50, 100, 200, 500),
    "max_mb": (50, 100, 200, 500, 1000, 2000, 5000),
    "pictures_mb": (0, 20, 50, 100, 200, 500),
}
"""Any other value is set in the file."""

_WORDS: Final[dict[Value, str]] = {
    "auto": N_("by itself"),
    "light": N_("light"),
    "dark": N_("dark"),
    "contrast": N_("strong contrast"),
    "off": N_("off"),
    "blocks": N_("half-blocks"),
    "vi": "Tiếng Việt",
    "en": "English",
}


def next_value(name: str, value: Value, step: int) -> Value:
    """The choice after a value (`step` 1) or before it (-1); numbers stop at their ends, others go round."""
    choices = CHOICES[name]
    if isinstance(value, int) and not isinstance(value, bool):
        numbers = [choice for choice in choices if isinstance(choice, int)]
        further = [one for one in numbers if (one - value) * step > 0]
        return min(further, key=lambda one: abs(one - value)) if further else value
    if value not in choices:  # such as the name of one of Textual's themes
        return choices[0 if step > 0 else -1]
    return choices[(choices.index(value) + step) % len(choices)]


def value_words(name: str, value: Value) -> str:
    """A value for a person."""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if name == "refresh_minutes" and value == 0:
        return _("never")
    words = _WORDS.get(value) if isinstance(value, str) else None
    return _(words) if words else str(value)
