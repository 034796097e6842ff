"""Make PNGs of the pictures that README and docs show: `python -m tests.support.screenshots`.

The README shows PNGs, because an SVG is drawn with whatever font its reader has. Needs Chromium
(on Debian and Ubuntu: `apt install chromium fonts-jetbrains-mono`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
README = SCREENSHOTS.with_name("README.md")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDTH = 1160
"""Pixels of the widest picture: rather more than a README shows, so that letters are crisp."""


def find_browser() -> str:
    """The path of the first browser that is there, empty when none is."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def size_of(svg: str) -> tuple[float, float]:
    """Width and height that a picture is drawn for."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        raise ValueError("a picture without a viewBox")
    return float(found[1]), float(found[2])


def draw(browser: str, picture: Path) -> None:
    """Draw one picture as PNG beside its SVG."""
    width, height = size_of(picture.read_text(encoding="utf-8"))
    # One cell has 12.2 units; all pictures are drawn to one scale, 120 columns being the widest.
    scale = WIDTH / (120 * 12.2 + 20)
    target = picture.with_suffix(".png")
    with TemporaryDirectory(prefix="hpreader-draw-") as directory:
        page = Path(directory, "page.html")
        page.write_text(
            "<!doctype html><meta charset=utf-8>"
            "<style>body { margin: 0 } svg { display: block }</style>"
            + picture.read_text(encoding="utf-8"),
            encoding="utf-8",
        )
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--default-background-color=00000000",
                f"--force-device-scale-factor={scale:.4f}",
                f"--user-data-dir={directory}/profile",
                f"--window-size={int(width)},{int(height)}",
                f"--screenshot={target}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def main() -> None:
    """Draw the pictures that README and docs show."""
    browser = find_browser()
    if not browser:
        sys.exit(
            "There is no Chromium, so only the SVGs are new, not the PNGs that the README shows;"
            " on Debian and Ubuntu: apt install chromium fonts-jetbrains-mono"
        )
    pages = [README, *README.with_name("docs").glob("*.md")]
    text = "".join(page.read_text(encoding="utf-8") for page in pages)
    pictures = [path for path in SCREENSHOTS.glob("*.svg") if f"/{path.stem}.png" in text]
    with ThreadPoolExecutor(2) as pool:
        for _done in pool.map(lambda picture: draw(browser, picture), pictures):
            pass


if __name__ == "__main__":
    main()
