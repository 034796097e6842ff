"""Copies of values with other fields."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)


class _Fields(NamedTuple):
    """The fields of a class."""

    read: Callable[[object], tuple[Any, ...]]
    """Returns the values of all fields."""
    positions: Mapping[str, int]
    """Where each field is among them."""


def replaced(value: Value, **changes: Any) -> Value:
    """`dataclasses.replace` in two thirds of its time, for what is done to each article of a feed.

    It reads all fields at once, and needs a class of more than one field, all of which its constructor
    takes by position.
    """
    known = _fields_of(type(value))
    values = list(known.read(value))
    for name, changed in changes.items():
        values[known.positions[name]] = changed
    return type(value)(*values)


@cache
def _fields_of(kind: type[DataclassInstance]) -> _Fields:
    names = [field.name for field in fields(kind)]
    return _Fields(attrgetter(*names), {name: place for place, name in enumerate(names)})
