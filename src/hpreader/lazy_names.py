"""The names that a package offers, each imported when it is first used (PEP 562)."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy_names(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return what a package sets as its `__getattr__`.

    Args:
        package: its name.
        modules: the names that each of its modules contains, parted by spaces.

    Raises:
        ValueError: a name is also the name of a module. The first import of a module sets it as an attribute of its
            package, so what such a name stood for would depend on which names were used before.
    """
    module_of = {name: module for module, names in modules.items() for name in names.split()}
    if ambiguous := module_of.keys() & modules.keys():
        raise ValueError(
            f"{package}: names of modules cannot be offered as names: {', '.join(sorted(ambiguous))}"
        )

    def get(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{module_of[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return get
