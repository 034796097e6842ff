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
from typing import TYPE_CHECKING, Any, Final

from hpreader import model, problems

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        ValueError: the text is not from `dump`.
    """
    try:
        thing = json.loads(text, object_hook=_noun)
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return tuple(thing) if isinstance(thing, list) else thing


def pack(thing: object) -> bytes:
    """`dump`, compressed: for what is long."""
    return zlib.compress(dump(thing).encode(), 6)


def unpack(data: bytes) -> Any:
    """What `pack` was given.

    Raises:
        ValueError: the bytes are not from `pack`.
    """
    try:
        return load(zlib.decompress(data).decode())
    except zlib.error as error:
        raise ValueError(str(error)) from error


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
    return kind(**{key: _frozen(value) for key, value in plain.items() if key in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
