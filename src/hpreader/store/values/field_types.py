"""Whether values have the types that a class says its fields have.

Files may contain anything: another program, or another version, may have written them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from hpreader import model, problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Check = Callable[[Any], bool]


_NAMES = {"datetime": datetime, "date": date, "Problem": problems.Problem}
_NAME = re.compile(r"[^\W\d]\w*")


def checks_of(kind: type[Any]) -> Mapping[str, Check]:
    """For each field of a dataclass a function that says whether a value is of its type."""
    hints = get_type_hints(kind, localns=_names_in(kind))
    return {name: _check(hint) for name, hint in hints.items()}


def _names_in(kind: type[Any]) -> dict[str, Any]:
    """The names in the annotations of a class, whose module imports some for the type checker only.

    A plain dictionary with nothing else in it: each name of the model imports a module, and Python 3.14
    does not ask a mapping's `__missing__`.
    """
    found = dict(_NAMES)
    for field in fields(kind):
        for name in _NAME.findall(str(field.type)):
            with suppress(AttributeError):  # a name of Python, or of the class' own module
                found.setdefault(name, getattr(model, name))
    return found


def _check(hint: Any) -> Check:
    """The function for one type.

    Raises:
        TypeError: no values of that type are stored.
    """
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _any_of([_check(part) for part in parts])
    if origin is Literal:
        return _one_of(parts)
    if origin is tuple:
        return _tuple_of(parts)
    if hint is datetime:
        return _is_aware
    if hint is date:
        return lambda value: type(value) is date
    if hint is float:
        return lambda value: type(value) in {int, float}
    if hint in {str, int, bool, NoneType}:
        return lambda value: type(value) is hint
    if isinstance(hint, type) and is_dataclass(hint):
        return partial(_is_of, hint)
    raise TypeError(hint)


def _is_of(kind: type[Any], value: Any) -> bool:
    return isinstance(value, kind)


def _is_aware(value: Any) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _any_of(checks: list[Check]) -> Check:
    return lambda value: any(check(value) for check in checks)


def _one_of(values: tuple[Any, ...]) -> Check:
    return lambda value: isinstance(value, str) and value in values


def _tuple_of(parts: tuple[Any, ...]) -> Check:
    if parts[-1] is not ...:
        checks = [_check(part) for part in parts]
        return lambda value: (
            isinstance(value, tuple)
            and len(value) == len(checks)
            and all(check(item) for check, item in zip(checks, value, strict=True))
        )
    check = _check(parts[0])
    return lambda value: isinstance(value, tuple) and all(map(check, value))
