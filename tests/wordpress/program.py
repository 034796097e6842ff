"""The program as a user has it: a subprocess with places of its own."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hpreader.config import Paths, Settings
from hpreader.newsroom import Newsroom

PATIENCE = 120.0
"""Seconds a command may take; the longest one here needs about ten on a busy machine."""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    output: str
    narration: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects it printed."""
        return [json.loads(line) for line in self.output.splitlines()]

    @property
    def row(self) -> dict[str, Any]:
        """The one JSON object it printed."""
        (row,) = self.rows
        return row


class Program:
    """hpreader with its own home, which is subscribed to one source at the most."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: str) -> Done:
        """Run a command to its end, in English and without a terminal."""
        home = str(self.home)
        kept = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()}
        done = subprocess.run(
            [sys.executable, "-m", "hpreader", "--lang", "en", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
            env={
                **kept,
                "HOME": home,
                "XDG_CONFIG_HOME": f"{home}/config",
                "XDG_DATA_HOME": f"{home}/data",
                "XDG_CACHE_HOME": f"{home}/cache",
            },
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command that must succeed, and give its JSON objects."""
        done = self.run(*arguments, "--json")
        assert done.status == 0, f"{arguments}: {done}"
        return done.rows

    def add(self, url: str) -> dict[str, Any]:
        """Subscribe to an address and give what was found there."""
        (source,) = self.rows("sources", "add", url)
        return source

    def subscribe(self, url: str) -> dict[str, Any]:
        """Follow this site and nothing else: the first run's own sources are far away."""
        source = self.add(url)
        for row in self.rows("sources"):
            if row["name"] != source["name"]:
                self.run("sources", "remove", row["name"])
        return source

    def sync(self, *arguments: str) -> list[dict[str, Any]]:
        """Fetch everything, which must succeed, and give the events."""
        return self.rows("sync", *arguments)

    def headlines(self, *arguments: str) -> list[dict[str, Any]]:
        """What `list` has."""
        return self.rows("list", *arguments)

    def headline(self, slug: str) -> dict[str, Any]:
        """The one headline whose address ends so."""
        (row,) = [row for row in self.headlines() if row["url"].endswith(f"/{slug}.html")]
        return row

    def show(self, article: str, *arguments: str) -> dict[str, Any]:
        """What `show` has of an article, by its address or id."""
        (row,) = self.rows("show", article, *arguments)
        return row

    def copy_to(self, home: Path) -> Program:
        """The same program, with the same past, somewhere else."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return Program(home)

    def forget_cache(self) -> None:
        """Delete what can be fetched again."""
        shutil.rmtree(self.home / "cache")

    def as_reader(self, act: Callable[[Newsroom], Coroutine[Any, Any, object]]) -> None:
        """Do what only the reader on the screen can do, such as marking."""
        places = Paths(
            self.home / "config/hpreader/config.toml",
            self.home / "data/hpreader/reader.sqlite3",
            self.home / "cache/hpreader/cache.sqlite3",
        )

        async def open_and_act() -> None:
            newsroom = Newsroom.open(places, Settings())
            try:
                await act(newsroom)
            finally:
                await newsroom.close()

        asyncio.run(open_and_act())


def of_kind(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The events of a sync of one kind: `source`, `page` or `done`."""
    return [event for event in events if event["event"] == kind]


def texts(article: dict[str, Any]) -> str:
    """Every text of an article's body and lede, one a line."""
    lines = [article["lede"]]
    for block in article["blocks"]:
        lines += [block.get("text", ""), block.get("caption", ""), *block.get("items", ())]
        lines += [cell for row in block.get("rows", ()) for cell in row]
    return "\n".join(filter(None, lines))
