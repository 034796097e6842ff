"""Themes: ours, in high contrast, and Textual's; whatever is chosen can be read."""

from dataclasses import fields
from itertools import product
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from hpreader.config import Settings
from hpreader.render import PLAIN, Palette
from hpreader.terminal import Answers
from hpreader.ui import ReaderApp
from hpreader.ui.styles.contrast import contrast
from hpreader.ui.styles.palettes import THEMES
from hpreader.ui.styles.themes import first_theme, other_theme, palette_of
from tests.support import town
from tests.support.reader import town_reader
from tests.support.web import Web

OURS = {theme.name: theme for theme in THEMES}
STRONG = [theme for theme in THEMES if "contrast" in theme.name]
COLOURED = [theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if not theme.ansi]


def inks(palette: Palette) -> set[tuple[int, int, int]]:
    styles = [getattr(palette, field.name) for field in fields(palette)]
    return {
        tuple(style.color.triplet)
        for style in styles
        if isinstance(style, Style) and style.color is not None
    }


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_an_article_can_be_read_under_every_theme(theme: Theme) -> None:
    page = Color.parse(theme.to_color_system().generate()["background"])
    palette = palette_of(theme, colour=True)
    assert palette.background.lower() == page.hex6.lower()
    least = 7 if theme in STRONG else 4.5
    assert min(contrast(ink, page.rgb) for ink in inks(palette)) >= least
    assert len(inks(palette)) > 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_what_stands_on_a_cursor_or_a_shade_can_be_read(theme: Theme) -> None:
    said = theme.variables
    least = 7 if theme in STRONG else 4.5
    pages = [theme.background, theme.surface, theme.panel, said["selection"], said["heat-1"]]
    pages += [said["heat-2"], said["block-cursor-background"]]
    texts = [(theme.foreground, page) for page in pages]
    texts += [(said["on-primary"], theme.primary), (said["on-accent"], theme.accent)]
    texts += [(said["text-muted"], page) for page in (theme.background, theme.surface)]
    for text, page in texts:
        assert contrast(Color.parse(text).rgb, Color.parse(page).rgb) >= least, (text, page)


def test_without_colours_and_in_the_terminals_own_an_article_has_none() -> None:
    assert palette_of(THEMES[0], colour=False) is PLAIN
    assert palette_of(BUILTIN_THEMES["ansi-dark"], colour=True) is PLAIN


def test_the_first_theme_follows_the_wish_and_the_terminal() -> None:
    names = [*OURS, "nord"]
    wishes = ("auto", "light", "dark", "contrast", "nord", "pink")
    chosen = {
        (wish, light): first_theme(wish, names, is_light=light)
        for wish, light in product(wishes, (True, False))
    }
    assert chosen["auto", True] == chosen["light", False] == "hpreader-light"
    assert chosen["auto", False] == chosen["dark", True] == "hpreader-dark"
    assert chosen["contrast", True] == "hpreader-contrast-light"
    assert chosen["contrast", False] == "hpreader-contrast-dark"
    assert chosen["nord", True] == "nord"
    assert chosen["pink", True] == "hpreader-light"


def test_each_theme_has_another_of_the_other_light() -> None:
    for theme in COLOURED:
        other = OURS[other_theme(theme)]
        assert other.dark != theme.dark
        assert (other in STRONG) == (theme in STRONG)


async def test_the_reader_takes_the_terminals_page(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORFGBG", "15;0")
    room = await town.newsroom(directory, web, clock)
    settings = Settings(refresh_minutes=0, theme="auto")
    app = ReaderApp(room, settings, Answers(background=(255, 255, 255)))
    assert app.theme == "hpreader-light"
    await room.close()


async def test_a_theme_is_chosen_in_the_palette_and_the_article_has_its_colours(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = Settings(refresh_minutes=0, theme="contrast")
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("enter", "ctrl+p")
        await reader.type("dracula")
        await reader.press("enter")
        assert reader.app.theme == "dracula"
        ink = palette_of(BUILTIN_THEMES["dracula"], colour=True).text.color
        strips = reader.app.screen._compositor.render_strips()
        drawn = [segment for strip in strips for segment in strip if "Đoạn 1" in segment.text]
        assert drawn[0].style is not None
        assert drawn[0].style.color == ink
