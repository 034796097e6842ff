"""Messages in the language of the user (GNU gettext catalogues).

The message ids are the English sentences; Vietnamese is the default language. The catalogues are
GNU gettext's (https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html) and are read
when the first message is needed, so importing this module costs nothing.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hpreader.problems import Problem, sentence_of

if TYPE_CHECKING:
    from datetime import datetime

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
DEFAULT: Language = "vi"

_DIRECTORY = Path(__file__).with_name("locale")
_language: Language = DEFAULT
_loaded: dict[Language, gettext.NullTranslations] = {}


def use(language: Language) -> None:
    """Speak this language from now on, in the whole process."""
    global _language  # noqa: PLW0603 - one process has one reader, who has one language
    _language = language


def language() -> Language:
    """The language that is spoken now."""
    return _language


def as_language(name: str | None) -> Language | None:
    """The language of a name such as `vi`, None when there is no catalogue for it."""
    return name if name in LANGUAGES else None


def _(message: str) -> str:
    """The message in the reader's language."""
    return _catalogue().gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """The message that fits a count; Vietnamese has one form for every count."""
    return _catalogue().ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which extractors know
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


def size_words(size: int) -> str:
    """Bytes for a person, with the comma or the point of the language: `4,1 MB`."""
    if size < 1_000_000:
        return f"{max(1, size // 1000) if size else 0} kB"
    words = f"{size / 1_000_000:.1f} MB"
    return words.replace(".", ",") if _language == "vi" else words


def explain(problem: Problem) -> str:
    """A sentence for a person: what happened, and what to do."""
    from hpreader.urls import host  # noqa: PLC0415 - only problems need it, the start does not

    detail = problem.detail or str(problem.status or "")
    until = _moment(problem.until) if problem.until else ""
    sentence = _(sentence_of(problem)).format(
        host=host(problem.subject) or problem.subject,
        subject=problem.subject,
        detail=detail,
        until=until,
    )
    return sentence if detail else sentence.replace(" ()", "")


def _moment(at: datetime) -> str:
    from hpreader.vietnam_time import local  # noqa: PLC0415 - as above

    return f"{local(at):%H:%M %d/%m/%Y}"


def _catalogue() -> gettext.NullTranslations:
    if _language not in _loaded:
        path = _DIRECTORY / _language / "LC_MESSAGES" / "hpreader.mo"
        with path.open("rb") as file:
            _loaded[_language] = gettext.GNUTranslations(file)
    return _loaded[_language]
