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
from typing import Any, Final

from hpreader import model, problems

_CLASSES: Final[dict[str, type[Any]]] = {
    kind.__name__: kind
    for kind in (
        *(model.Span, model.Inline, model.Paragraph, model.Heading, model.Image, model.ListBlock),
        *(model.Quote, model.Table, model.Embed, model.Related, model.Forms, model.Article),
        *(model.Headline, model.Entry, model.Section, model.Source, model.Anchor, model.Visit),
        *(model.Front, model.SectionOf, model.Day, model.ArticleAt, model.SavedShelf, model.Search),
        problems.Problem,
    )
}
_FIELDS: Final[dict[type[Any], tuple[Field[Any], ...]]] = {
    kind: fields(kind) for kind in _CLASSES.values()
}
_NAMES: Final[dict[type[Any], frozenset[str]]] = {
    kind: frozenset(field.name for field in found) for kind, found in _FIELDS.items()
}


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
    for field in _FIELDS[kind]:
        value = getattr(thing, field.name)
        if field.default is MISSING or value != field.default:
            plain[field.name] = _plain(value)
    return plain


def _noun(plain: dict[str, Any]) -> object:
    name = plain.pop("is")
    if name == "datetime":
        return datetime.fromisoformat(plain["at"])
    if name == "date":
        return date.fromisoformat(plain["at"])
    kind = _CLASSES[name]
    known = _NAMES[kind]
    return kind(**{key: _frozen(value) for key, value in plain.items() if key in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
