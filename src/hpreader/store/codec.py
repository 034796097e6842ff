"""The nouns as JSON and back, as they lie in the files.

A dataclass is an object with its class name under `is` and those fields that differ from their
defaults; times and dates are objects too. What a class no longer has is left out when reading, so
that what an older hpreader kept can still be read.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hpreader import model, problems

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


class UnreadableError(ValueError):
    """What lies in a file is not what was put there."""


_NOUNS: Final = frozenset(
    [
        "Span",
        "Inline",
        "Paragraph",
        "Heading",
        "Image",
        "ListBlock",
        "Quote",
        "Table",
        "Embed",
        "Related",
        "Forms",
        "Article",
        "Headline",
        "Entry",
        "Section",
        "Source",
        "Anchor",
        "Visit",
        "Front",
        "SectionOf",
        "Day",
        "ArticleAt",
        "SavedShelf",
        "Search",
        "ListPlace",
        "ListQuery",
    ]
)


@cache
def _class(name: str) -> type[Any]:
    """The class of a noun that may lie in the files.

    Raises:
        KeyError: there is none of that name.
    """
    if name == "Problem":
        return problems.Problem
    if name not in _NOUNS:
        raise KeyError(name)
    noun: type[Any] = getattr(model, name)
    return noun


@cache
def _fields(name: str) -> Mapping[str, Field[Any]]:
    return {field.name: field for field in fields(_class(name))}


def dump(thing: object) -> str:
    """A noun, or a tuple of nouns, as JSON."""
    return json.dumps(_plain(thing), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Any:
    """What `dump` was given.

    Raises:
        UnreadableError: the text is not from `dump`.
    """
    try:
        thing = json.loads(text, object_hook=_noun)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return tuple(thing) if isinstance(thing, list) else thing


def load_as(kind: type[T], text: str) -> T:
    """The noun of a kind that `dump` was given.

    Raises:
        UnreadableError: the text is not from `dump`, or of something else.
    """
    return _as(kind, load(text))


def unpack_as(kind: type[T], data: bytes) -> T:
    """The noun of a kind that `pack` was given.

    Raises:
        UnreadableError: the bytes are not from `pack`, or of something else.
    """
    return _as(kind, unpack(data))


def _as(kind: type[T], thing: object) -> T:
    if not isinstance(thing, kind):
        raise UnreadableError(f"no {kind.__name__}: {str(thing)[:80]}")
    return thing


def load_names(text: str) -> tuple[str, ...]:
    """Names from a JSON array.

    Raises:
        UnreadableError: it is no array of names.
    """
    names = load(text)
    if not isinstance(names, tuple) or not all(isinstance(name, str) for name in names):
        raise UnreadableError(f"no names: {text[:80]}")
    return names


def load_plain(text: str) -> object:
    """What any JSON says.

    Raises:
        UnreadableError: it is no JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def inflate(data: bytes) -> str:
    """Text that was compressed.

    Raises:
        UnreadableError: it is not that.
    """
    try:
        return zlib.decompress(data).decode()
    except (ValueError, TypeError, zlib.error) as error:
        raise UnreadableError(str(error)) from error


def pack(thing: object) -> bytes:
    """`dump`, compressed: for what is long."""
    return zlib.compress(dump(thing).encode(), 6)


def unpack(data: bytes) -> Any:
    """What `pack` was given.

    Raises:
        UnreadableError: the bytes are not from `pack`.
    """
    return load(inflate(data))


def _plain(thing: object) -> object:
    if thing is None or isinstance(thing, (str, int, float, bool)):
        return thing
    if isinstance(thing, (tuple, list)):
        return [_plain(item) for item in thing]
    if isinstance(thing, datetime):
        return {"is": "datetime", "at": thing.isoformat()}
    if isinstance(thing, date):
        return {"is": "date", "at": thing.isoformat()}
    kind = type(thing)
    plain: dict[str, object] = {"is": kind.__name__}
    for name, field in _fields(kind.__name__).items():
        value = getattr(thing, name)
        if field.default is MISSING or value != field.default:
            plain[name] = _plain(value)
    return plain


def _noun(plain: dict[str, Any]) -> object:
    name = plain.pop("is")
    if name == "datetime":
        return datetime.fromisoformat(plain["at"])
    if name == "date":
        return date.fromisoformat(plain["at"])
    kind = _class(name)
    known = _fields(name)
    values = {key: _frozen(value) for key, value in plain.items() if key in known}
    return problems.restored(**values) if kind is problems.Problem else kind(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
