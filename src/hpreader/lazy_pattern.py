"""Regular expressions that are compiled when they are first used.

Compiling takes up to 10 ms for each, and most are for cases that most runs do not meet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_METHODS: Final = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


def lazy_pattern(
    source: AnyStr | Callable[[], AnyStr], flags: int | re.RegexFlag = 0
) -> re.Pattern[AnyStr]:
    """Return what has the methods and the source of a pattern, in place of `re.compile`.

    The functions of `re` do not take it for a pattern.

    Args:
        source: the expression, or what returns it at the first use.
        flags: those of `re`.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))


class _LazyPattern:
    """Each of its methods, when first called, is replaced by the one of the compiled pattern."""

    def __init__(self, source: Any, flags: int) -> None:
        self._source = source
        self._flags = flags

    @property
    def pattern(self) -> Any:
        """The expression."""
        return self._source() if callable(self._source) else self._source

    def _compile(self) -> None:
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({name: getattr(compiled, name) for name in _METHODS})


def _first_call(name: str) -> Callable[..., Any]:
    def call(pattern: _LazyPattern, *arguments: Any, **options: Any) -> Any:
        pattern._compile()
        return getattr(pattern, name)(*arguments, **options)

    return call


for _name in _METHODS:
    setattr(_LazyPattern, _name, _first_call(_name))
