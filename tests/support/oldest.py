"""The oldest versions that pyproject.toml allows, as constraints for pip.

`make test-lowest` installs these of what hpreader itself needs, and of the developers' tools the ones that
the project is tested with; what either of them needs in turn is pip's choice.

    python -m tests.support.oldest >FILE
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
OF_USERS = ("pdf",)
"""The extras that users install, and that a test needs."""


def oldest_versions() -> dict[str, str]:
    """The lower bounds of the dependencies, by name.

    Raises:
        ValueError: a dependency has none.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in OF_USERS for line in extras[name])]
    found = {}
    for requirement in map(Requirement, lines):
        bounds = [one.version for one in requirement.specifier if one.operator == ">="]
        if len(bounds) != 1:
            raise ValueError(f"{requirement} has no lower bound")
        found[canonicalize_name(requirement.name)] = bounds[0]
    return found


def constraints() -> list[str]:
    """The lines for pip's `--constraint`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = {
        canonicalize_name(Requirement(line).name)
        for line in project["optional-dependencies"]["dev"]
        if not line.startswith("hpreader")
    }
    oldest = oldest_versions()
    pinned = [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if (name := canonicalize_name(re.split("==", line)[0])) in tools and name not in oldest
    ]
    return [*(f"{name}=={version}" for name, version in oldest.items()), *pinned]


def main() -> int:
    """Print the constraints."""
    sys.stdout.write("\n".join([*constraints(), ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
