"""Every text of every state can be read: under all themes, in all colour depths.

What is measured is each cell as the terminal draws it: its foreground and background after they are
reduced to the colours of the terminal, reversed and dimmed.

Text is every character that is not a blank, `▪` and `•` and all other signs included: they must have
the contrast that WCAG 2.2 asks of text (success criterion 1.4.3), in the themes of strong contrast the
one of 1.4.6. Drawing is only what is made of box-drawing characters and blocks (U+2500 to U+259F): the
rule behind the name of a day, the bar beside a quote, the bar in front of the row with the cursor, and
the cells of photos. Greyed commands and days of another month are text: one reads them, too. What a
dialog covers is dimmed on purpose and takes no keys (WCAG 1.4.3 leaves out inactive components); the
dialog itself is measured.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import ColorType
from rich.style import Style
from textual.selection import SELECT_ALL
from textual.theme import BUILTIN_THEMES

from hpreader.ui.styles.contrast import contrast
from hpreader.ui.styles.legible import is_drawing
from hpreader.ui.styles.palettes import THEMES
from hpreader.ui.styles.terminal_colours import ON_DARK, ON_LIGHT
from tests.support.depths import DEPTHS, Depth, cells
from tests.support.evening import evening_news
from tests.support.reader import Reader
from tests.support.states import STATES, showing, strips_of

OURS = [theme.name for theme in THEMES]
OTHERS_IN = ("article", "list", "calendar", "help", "selection", "preview")
"""The states that are looked at under Textual's own themes: they have all kinds of text."""


@pytest.fixture(scope="session")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The files of someone who fetched the sample newspaper, which goes on being served."""
    directory = tmp_path_factory.mktemp("evening")
    with evening_news(directory):
        yield directory


def is_covered(reader: Reader, column: int, row: int) -> bool:
    """Is a cell one of the Screen under a dialog?"""
    screen = reader.app.screen
    return screen.is_modal and screen.get_widget_at(column, row)[0] is screen


def too_weak(reader: Reader, depth: Depth, least: float) -> list[str]:
    """The texts on the screen that have too little contrast."""
    found = {}
    for row, column, text, style in cells(strips_of(reader)):
        ink, ground = depth.colours_of(style)
        measured = contrast(ink, ground)
        if measured < least and not is_drawing(text) and not is_covered(reader, column, row):
            found.setdefault(
                (ink, ground),
                f"{measured:.2f} at {row}:{column} {text.strip()!r} {ink} on {ground}",
            )
    return list(found.values())


async def weak_texts(name: str, files: Path, depth: Depth, themes: list[str]) -> list[str]:
    """For each theme, the texts of a state that have too little contrast."""
    weak = []
    # The command palette keeps what it has drawn when the theme changes under it.
    for group in [[theme] for theme in themes] if name == "palette" else [themes]:
        async with showing(STATES[name], files, depth, group[0]) as reader:
            for theme in group:
                reader.app.theme = theme
                await reader.settle()
                least = 7 if "contrast" in theme else 4.5
                weak += [f"{theme}: {text}" for text in too_weak(reader, depth, least)]
    return weak


def check(name: str, files: Path, depth: Depth, themes: list[str]) -> None:
    """Fail with the texts that cannot be read."""
    if weak := asyncio.run(weak_texts(name, files, depth, themes)):
        pytest.fail("\n".join(weak), pytrace=False)


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("name", STATES)
def test_every_text_can_be_read(name: str, depth: str, evening: Path, tmp_path: Path) -> None:
    files = shutil.copytree(evening, tmp_path / "files")
    # In the terminal's own colours only the strong themes differ from the others, having no accent.
    themes = OURS if depth in ("true", "256") else ["hpreader-dark", "hpreader-contrast-dark"]
    check(name, files, DEPTHS[depth], themes)


@pytest.mark.parametrize("depth", ["true", "256", "16-dark", "16-light"])
@pytest.mark.parametrize("name", OTHERS_IN)
def test_every_text_can_be_read_under_textuals_themes(
    name: str, depth: str, evening: Path, tmp_path: Path
) -> None:
    files = shutil.copytree(evening, tmp_path / "files")
    others = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]
    if depth != "true":  # each theme in two of the six states: all of them take minutes
        others = others[OTHERS_IN.index(name) % 3 :: 3]
    check(name, files, DEPTHS[depth], others)


@pytest.mark.parametrize("depth", DEPTHS)
def test_selected_text_looks_different(depth: str, evening: Path, tmp_path: Path) -> None:
    files = shutil.copytree(evening, tmp_path / "files")

    async def unchanged() -> list[str]:
        found = []
        async with showing(STATES["article"], files, DEPTHS[depth], OURS[0]) as reader:
            for theme in OURS:
                reader.app.theme = theme
                reader.app.screen.selections = {}
                await reader.settle()
                plain = grounds(reader, DEPTHS[depth])
                reader.app.screen.selections = {reader.article: SELECT_ALL}
                await reader.settle()
                selected = grounds(reader, DEPTHS[depth])
                found += [f"{theme} {cell}" for cell in plain if plain[cell] == selected[cell]]
        return found

    assert asyncio.run(unchanged()) == []


def grounds(reader: Reader, depth: Depth) -> dict[tuple[int, int], tuple[int, int, int]]:
    """The background of each cell of the article's text."""
    region = reader.article.content_region
    left = region.x + reader.article.viewport.columns.margin
    right = left + reader.article.viewport.columns.text
    found = {}
    for row, start, text, style in cells(strips_of(reader)):
        for column in range(start, start + cell_len(text)):
            if left <= column < right and region.y <= row < region.bottom:
                found[row, column] = depth.colours_of(style)[1]
    return found


@pytest.mark.parametrize("depth", ["16-dark", "16-light"])
@pytest.mark.parametrize("name", ["list", "article", "calendar", "help"])
def test_with_16_colours_the_terminals_own_are_used(
    name: str, depth: str, evening: Path, tmp_path: Path
) -> None:
    files = shutil.copytree(evening, tmp_path / "files")

    async def drawn() -> list[Style]:
        async with showing(STATES[name], files, DEPTHS[depth]) as reader:
            return [style for *_, style in cells(strips_of(reader))]

    styles = asyncio.run(drawn())
    assert all(style.bgcolor is None or style.bgcolor.is_default for style in styles)
    inks = {style.color.number for style in styles if style.color is not None}
    assert inks <= {None, *(ON_LIGHT if DEPTHS[depth].is_light else ON_DARK).values()}


@pytest.mark.parametrize("name", ["list", "article", "calendar", "help"])
def test_with_256_colours_only_those_are_used(name: str, evening: Path, tmp_path: Path) -> None:
    files = shutil.copytree(evening, tmp_path / "files")

    async def drawn() -> list[Style]:
        async with showing(STATES[name], files, DEPTHS["256"]) as reader:
            return [style for *_, style in cells(strips_of(reader))]

    for style in asyncio.run(drawn()):
        for colour in (style.color, style.bgcolor):
            assert colour is None or (colour.type == ColorType.EIGHT_BIT and colour.number >= 16)
