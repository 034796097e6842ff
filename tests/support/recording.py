"""Make the README's recording, `screenshots/recording.gif`: `python -m tests.support.recording`.

The real program reads the sample newspaper, keys are pressed, and each screen becomes a frame.
Needs Chromium, as `tests.support.screenshots` does.
"""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from hpreader import i18n
from hpreader.cli.commands.demo import paths_in
from hpreader.config import Settings
from tests.support.evening import Clock, EveningNewsroom, evening_news, go_to
from tests.support.reader import reading
from tests.support.screenshots import SCREENSHOTS, draw, find_browser

STORY: tuple[tuple[str, float], ...] = (
    ("", 1.6),
    *(("j", 0.25),) * 3,
    ("enter", 2.0),
    ("space", 1.4),
    ("t", 1.6),
    ("tab", 1.2),
    ("enter", 1.8),
    ("2", 1.8),
    ("[", 1.4),
    ("[", 1.8),
    ("]", 1.4),
    ("f3", 2.4),
    ("escape", 0.8),
    ("F", 0.8),
    *((letter, 0.18) for letter in "duong lach tray"),
    ("", 2.6),
)
"""Keys, and for how many seconds the screen after each is shown."""

SIZE = (120, 36)
COLOURS = 96
"""What the screen has, with the shades between letters and ground."""


async def screens(directory: Path) -> list[tuple[str, float]]:
    """Play the story: each screen as SVG, and how long it stands."""
    i18n.use("vi")
    clock, settings = Clock(), Settings(refresh_minutes=0, theme="dark")
    newsroom = EveningNewsroom.open(paths_in(directory), settings, now=clock)
    shown = []
    try:
        async with reading(newsroom, SIZE, settings) as reader:
            await go_to(reader, "Tuyến xe buýt")
            for key, seconds in STORY:
                if key:
                    await reader.press("space" if key == " " else key)
                shown.append((reader.picture(), seconds))
    finally:
        await newsroom.close()
    return shown


def drawn(browser: str, pictures: list[str], directory: Path) -> list[Image.Image]:
    """The pictures as pixels; those that are alike are drawn once."""
    paths = {
        text: directory / f"{number}.svg" for number, text in enumerate(dict.fromkeys(pictures))
    }
    for text, path in paths.items():
        path.write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        for _done in pool.map(lambda path: draw(browser, path), paths.values()):
            pass
    return [Image.open(paths[text].with_suffix(".png")).convert("RGB") for text in pictures]


def _together(frames: list[Image.Image]) -> Image.Image:
    """Some frames in one picture, whose colours are those of all of them."""
    width, height = frames[0].size
    sheet = Image.new("RGB", (width, height * len(frames)))
    for number, frame in enumerate(frames):
        sheet.paste(frame, (0, number * height))
    return sheet


def main() -> None:
    """Record the story."""
    browser = find_browser()
    if not browser:
        sys.exit(
            "There is no Chromium; on Debian and Ubuntu: apt install chromium fonts-jetbrains-mono"
        )
    with TemporaryDirectory(prefix="hpreader-recording-") as name:
        directory = Path(name)
        with evening_news(directory / "files"):
            shown = asyncio.run(screens(directory / "files"))
        frames = drawn(browser, [picture for picture, _seconds in shown], directory)
        palette = _together(frames[:: len(frames) // 6]).quantize(COLOURS)
        frames = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
        frames[0].save(
            SCREENSHOTS / "recording.gif",
            save_all=True,
            append_images=frames[1:],
            duration=[int(seconds * 1000) for _picture, seconds in shown],
            loop=0,
            optimize=True,
        )


if __name__ == "__main__":
    os.environ["COLORTERM"] = "truecolor"  # whatever the terminal is in which it is made
    main()
