"""Values of `hpreader.model` as JSON, the form in which the files contain them.

A dataclass is an object with its class name under `is` and those fields that differ from their
defaults; times and dates are objects too. Fields that a class no longer has are ignored when
reading, so that values written by older versions can be read.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hpreader import model, problems
from hpreader.store.values.field_types import checks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.store.values.field_types import Check

T = TypeVar("T")


class UnreadableError(ValueError):
    """A stored value was not written by this program."""


_CLASSES: Final = frozenset(
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
        "Attachment",
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
        "BriefUntil",
        "ListPlace",
        "ListQuery",
        "Change",
        "Edit",
        "FormerText",
        "Account",
    ]
)


_SCALARS: Final = frozenset({str, int, float, bool, type(None)})
"""What JSON has, too."""

_RENAMED = {"ArticleAt": "ArticleRef", "ListPlace": "ListPosition"}
"""The names in the files of classes that were renamed: the user's data keep what older versions wrote."""
_WRITTEN = {now: written for written, now in _RENAMED.items()}


@cache
def _class(name: str) -> type[Any]:
    """A class whose values may be stored, by its name.

    Raises:
        KeyError: values of that class are not stored.
    """
    if name == "Problem":
        return problems.Problem
    if name not in _CLASSES:
        raise KeyError(name)
    found: type[Any] = getattr(model, _RENAMED.get(name, name))
    return found


@cache
def _defaults(name: str) -> tuple[tuple[str, object], ...]:
    """The fields of a class with their defaults; `dataclasses.MISSING` where there is none."""
    return tuple((field.name, field.default) for field in fields(_class(name)))


@cache
def _checks(name: str) -> Mapping[str, Check]:
    return checks_of(_class(name))


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""`json.dumps` with these options would make a new one for each value."""


def dump(value: object) -> str:
    """A value, or a tuple of values, as JSON."""
    return _ENCODER.encode(_plain(value))


def load(text: str) -> Any:
    """The value of which `dump` made this text.

    Raises:
        UnreadableError: the text is not from `dump`.
    """
    try:
        value = _DECODER.decode(text)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return tuple(value) if isinstance(value, list) else value


def load_as(kind: type[T], text: str) -> T:
    """`load` for a value of a known class.

    Raises:
        UnreadableError: the text is not from `dump`, or is a value of another class.
    """
    return _as(kind, load(text))


def unpack_as(kind: type[T], data: bytes) -> T:
    """`unpack` for a value of a known class.

    Raises:
        UnreadableError: the bytes are not from `pack`, or are a value of another class.
    """
    return _as(kind, unpack(data))


def _as(kind: type[T], value: object) -> T:
    if not isinstance(value, kind):
        raise UnreadableError(f"no {kind.__name__}: {str(value)[:80]}")
    return value


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
    """The value of any JSON, in JSON's types.

    Raises:
        UnreadableError: it is no JSON.
    """
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def check_cells(row: Iterable[object], *kinds: type[object]) -> None:
    """Check the types of the first cells of a row; SQLite stores any value in any column.

    Raises:
        UnreadableError: a cell has another type; whole numbers are also real ones.
    """
    for cell, kind in zip(row, kinds, strict=False):
        if type(cell) is not kind and not (kind is float and type(cell) is int):
            raise UnreadableError(f"no {kind.__name__}: {str(cell)[:80]}")


def inflate(data: bytes) -> str:
    """Decompress UTF-8 text.

    Raises:
        UnreadableError: the bytes are no compressed text.
    """
    try:
        return zlib.decompress(data).decode()
    except (ValueError, TypeError, zlib.error) as error:
        raise UnreadableError(str(error)) from error


def pack(value: object) -> bytes:
    """`dump`, compressed; for long values."""
    return compress(dump(value))


def compress(text: str) -> bytes:
    """Compress what `dump` returned, as `pack` does."""
    return zlib.compress(text.encode(), 6)


def unpack(data: bytes) -> Any:
    """The value of which `pack` made these bytes.

    Raises:
        UnreadableError: the bytes are not from `pack`.
    """
    return load(inflate(data))


def _plain(value: object) -> object:
    if type(value) in _SCALARS or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return {"is": "datetime", "at": value.isoformat()}
    if isinstance(value, date):
        return {"is": "date", "at": value.isoformat()}
    kind = type(value).__name__
    written = _WRITTEN.get(kind, kind)
    plain: dict[str, object] = {"is": written}
    for name, default in _defaults(written):
        item = getattr(value, name)
        if item != default:  # MISSING is equal to none
            plain[name] = item if type(item) in _SCALARS else _plain(item)
    return plain


def _from_object(plain: dict[str, Any]) -> object:
    name = plain.pop("is")
    if name == "datetime":
        return datetime.fromisoformat(plain["at"])
    if name == "date":
        return date.fromisoformat(plain["at"])
    kind = _class(name)
    known = _checks(name)
    values = {key: _frozen(item) for key, item in plain.items() if key in known}
    if kind is problems.Problem and not known["reason"](values.get("reason")):
        del values["reason"]  # of a newer version
    for key, item in values.items():
        if not known[key](item):
            raise UnreadableError(f"{name}.{key}: {str(item)[:80]}")
    return problems.restored(**values) if kind is problems.Problem else kind(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


_DECODER: Final = json.JSONDecoder(object_hook=_from_object)
"""`json.loads` with this option would make a new one for each value."""
