"""The states of the reader that look different, and how one gets to each.

`python -m tests.support.states DIRECTORY` draws them as SVG, and as PNG where rsvg-convert is
installed, in every colour depth: `--depth`, `--theme`, `--state` and `--size` choose some.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip

from hpreader import i18n
from hpreader.cli.commands.demo import paths_in
from hpreader.config import Settings
from hpreader.problems import Problem
from hpreader.terminal import Answers
from tests.support.depths import DEPTHS, Depth, picture
from tests.support.evening import Clock, EveningNewsroom, evening_news, go_to
from tests.support.reader import Reader, reading

THEMES = ("dark", "light", "hpreader-contrast-dark", "hpreader-contrast-light")
"""Ours, as the settings name them."""


async def _article(reader: Reader) -> None:
    await go_to(reader, "Những người buộc dây")
    await reader.press("enter")


async def _read(reader: Reader) -> None:
    """Some articles are read, one is saved, and the cursor is between them."""
    await reader.press("j", "m", "j", "m", "j", "s", "j")


async def _scrolled(reader: Reader) -> None:
    await _article(reader)
    await reader.press("space")


async def _other_news(reader: Reader) -> None:
    """Other news with the focus on one of them, and its preview."""
    await go_to(reader, "Buổi tiếp dân")
    await reader.press("enter", "t")


async def _photo(reader: Reader) -> None:
    await go_to(reader, "Tuyến xe buýt")
    await reader.press("enter")


async def _full_photo(reader: Reader) -> None:
    await _photo(reader)
    await reader.press("V")


async def _calendar(reader: Reader) -> None:
    await reader.press("D", "left", "enter", "D", "left")


async def _sections(reader: Reader) -> None:
    await reader.press("x", "j", "j")


async def _find(reader: Reader) -> None:
    await _article(reader)
    await reader.press("/")
    await reader.type("tau")
    await reader.press("enter", "n")


async def _filter(reader: Reader) -> None:
    await reader.press("/")
    await reader.type("cho")


async def _hints(reader: Reader) -> None:
    await _article(reader)
    await reader.press("f")


async def _selection(reader: Reader) -> None:
    """Text of the article is selected, as by the mouse, over words, links and empty cells."""
    await _other_news(reader)
    selection = Selection(Offset(4, 2), Offset(30, 60))
    reader.app.screen.selections = {reader.article: selection}
    await reader.settle()


async def _help(reader: Reader) -> None:
    await reader.press("?")


async def _palette(reader: Reader) -> None:
    await reader.press("ctrl+p")
    await reader.type("tin")


async def _search(reader: Reader) -> None:
    await reader.press("F")
    await reader.type("ben cang")


async def _brief(reader: Reader) -> None:
    await reader.press("Q", "j")


async def _trail(reader: Reader) -> None:
    await _article(reader)
    await reader.press("2", "3", "H", "4", "J", "H", "f3")


async def _sources(reader: Reader) -> None:
    await reader.press("x", "plus")


async def _question(reader: Reader) -> None:
    await reader.press("x", "j", "j", "d")


async def _message(reader: Reader) -> None:
    await _article(reader)
    await reader.press("=")


async def _error(reader: Reader) -> None:
    await _article(reader)
    reader.controllers.messages.say_problem(Problem("timeout", "bao.example"))
    await reader.settle()


async def _welcome(reader: Reader) -> None:
    """The reader before there are any news."""


async def _offline(reader: Reader) -> None:
    """What the status line tells without a network, and what waits."""
    await go_to(reader, "Buổi tiếp dân")
    await reader.press("enter", "4", "X")


@dataclass(frozen=True)
class State:
    """How a state comes to be."""

    act: Callable[[Reader], Awaitable[None]]
    pictures: str = "off"
    offline: bool = False
    is_empty: bool = False
    """Without any news."""


STATES = {
    "list": State(_read),
    "article": State(_article),
    "scrolled": State(_scrolled),
    "preview": State(_other_news),
    "photo": State(_photo, pictures="blocks"),
    "full-photo": State(_full_photo, pictures="blocks"),
    "calendar": State(_calendar),
    "sections": State(_sections),
    "find": State(_find),
    "filter": State(_filter),
    "hints": State(_hints),
    "selection": State(_selection),
    "help": State(_help),
    "palette": State(_palette),
    "search": State(_search),
    "trail": State(_trail),
    "brief": State(_brief),
    "sources": State(_sources),
    "question": State(_question),
    "message": State(_message),
    "error": State(_error),
    "welcome": State(_welcome, is_empty=True),
    "offline": State(_offline, offline=True),
}


@asynccontextmanager
async def showing(
    state: State, files: Path, depth: Depth, theme: str = "auto", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Reader]:
    """A reader in a state, on a terminal of some colour depth.

    Args:
        state: what is done.
        files: a copy of the files of `evening_news`, which the reader may change.
        depth: of the terminal.
        theme: as in the settings.
        size: of the terminal.
    """
    environment = {
        name: text
        for name, text in os.environ.items()
        if name not in ("COLORTERM", "COLORFGBG", "NO_COLOR", "TERM", "TMUX", "TERM_PROGRAM")
    } | depth.environment
    settings = Settings(refresh_minutes=0, theme=theme, pictures=state.pictures)
    answers = Answers(is_asked=True, background=depth.ground)
    with patch.dict(os.environ, environment, clear=True):
        places = paths_in(files / "none" if state.is_empty else files)
        newsroom = EveningNewsroom.open(
            places, settings, now=Clock(), offline=state.offline or state.is_empty
        )
        try:
            async with reading(newsroom, size, settings, answers=answers) as reader:
                await state.act(reader)
                yield reader
        finally:
            await newsroom.close()


def strips_of(reader: Reader) -> list[Strip]:
    """The lines of the screen."""
    return reader.app.screen._compositor.render_strips()


# --- pictures -----------------------------------------------------------------------------------


async def _draw(name: str, files: Path, depth: Depth, theme: str, size: tuple[int, int]) -> str:
    with TemporaryDirectory(prefix="hpreader-state-") as directory:
        own = Path(directory, "files")
        shutil.copytree(files, own)
        async with showing(STATES[name], own, depth, theme, size) as reader:
            return picture(strips_of(reader), depth, size[0])


def main() -> None:
    """Draw the states that the arguments name."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--depth", action="append", choices=DEPTHS)
    parser.add_argument("--theme", action="append")
    parser.add_argument("--state", action="append", choices=STATES)
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--lang", default="vi", choices=("vi", "en"))
    options = parser.parse_args()
    columns, _, lines = options.size.partition("x")
    i18n.use(options.lang)
    options.directory.mkdir(parents=True, exist_ok=True)
    rsvg = shutil.which("rsvg-convert")
    with TemporaryDirectory(prefix="hpreader-evening-") as directory, evening_news(Path(directory)):
        for depth in options.depth or DEPTHS:
            for theme in options.theme or THEMES:
                for name in options.state or STATES:
                    size = (int(columns), int(lines))
                    svg = asyncio.run(_draw(name, Path(directory), DEPTHS[depth], theme, size))
                    target = options.directory / f"{name}-{theme}-{depth}.svg"
                    target.write_text(svg, encoding="utf-8")
                    if rsvg:
                        png = target.with_suffix(".png")
                        subprocess.run([rsvg, "-z", "0.75", "-o", png, target], check=True)


if __name__ == "__main__":
    main()
