"""The program as a user's shell runs it: a process of its own with a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hpreader.config import Paths


@dataclass(frozen=True)
class Outcome:
    """What one run left behind."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        """The JSON objects of stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Program:
    """Runs `hpreader`; no run may end in a traceback, whatever it meets."""

    home: Path

    @property
    def places(self) -> Paths:
        """The files of this home, as XDG lays them out."""
        return Paths(
            self.home / "config" / "hpreader" / "config.toml",
            self.home / "data" / "hpreader" / "reader.sqlite3",
            self.home / "cache" / "hpreader" / "cache.sqlite3",
        )

    def environment(self, **changes: str) -> dict[str, str]:
        """A clean environment with this home, and nothing of the person who runs the tests."""
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        return kept | {
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            **changes,
        }

    def command(self, *arguments: str, strict: bool = True) -> list[str]:
        """The command line as a list; warnings are errors where it is strict."""
        warnings = ["-W", "error"] if strict else []
        return [sys.executable, *warnings, "-m", "hpreader", *arguments]

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Outcome:
        """Run it to its end."""
        return self._run(self.command(*arguments), stdin, environment)

    def run_python(self, script: str) -> Outcome:
        """Run a Python program in this home."""
        return self._run([sys.executable, "-c", script], b"", {})

    def _run(self, command: list[str], stdin: bytes, environment: dict[str, str]) -> Outcome:
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            env=self.environment(**environment),
            timeout=120,
            check=False,
        )
        outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in outcome.err, outcome.err
        return outcome

    def configure(self, text: str | bytes) -> None:
        """Write the user's config.toml."""
        path = self.places.config
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def unmeasured(**more: str) -> dict[str, str]:
    """The environment for a process that coverage leaves alone: it loads modules and writes files."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return own | more
