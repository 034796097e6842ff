"""A browser of the tests: a program that `$BROWSER` names, which writes down what it was given."""

from __future__ import annotations

import shlex
from pathlib import Path


class Browser:
    """A shell script in a directory."""

    def __init__(self, directory: Path, name: str = "duyet") -> None:
        self._log = directory / f"{name}.txt"
        self.path = directory / name
        self.behave("exit 0")

    def behave(self, then: str) -> None:
        """Have it do something after it wrote its argument down, in the shell's language."""
        log = shlex.quote(str(self._log))
        self.path.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> {log}\n{then}\n", "utf-8")
        self.path.chmod(0o755)

    @property
    def opened(self) -> list[str]:
        """The addresses that it was given."""
        return self._log.read_text("utf-8").splitlines() if self._log.exists() else []
