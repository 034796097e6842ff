"""Themes: ours, in high contrast, and Textual's; whatever is chosen can be read."""

from itertools import product
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.selection import SELECT_ALL
from textual.theme import BUILTIN_THEMES, Theme

from hpreader.config import Settings
from hpreader.render import PLAIN, Palette
from hpreader.terminal import Answers
from hpreader.ui import ReaderApp
from hpreader.ui.styles.contrast import contrast
from hpreader.ui.styles.eight_bit import nearest, rgb_of
from hpreader.ui.styles.palettes import THEMES
from hpreader.ui.styles.palettes_256 import THEMES_256
from hpreader.ui.styles.themes import first_theme, next_theme, palette_of, theme_title
from tests.support import town
from tests.support.reader import town_reader
from tests.support.web import Web

OURS = {theme.name: theme for theme in THEMES}
STRONG = [theme for theme in THEMES if "contrast" in theme.name]
COLOURED = [theme for theme in (*THEMES, *BUILTIN_THEMES.values()) if not theme.ansi]


def inks(palette: Palette) -> set[tuple[int, int, int]]:
    return {
        tuple(style.color.triplet)
        for style in palette
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


def test_after_each_theme_comes_one_of_ours_and_first_one_of_the_other_light() -> None:
    for theme in COLOURED:
        following = OURS[next_theme(theme)]
        if theme not in STRONG:
            assert following.dark != theme.dark or following in STRONG
    assert OURS[next_theme(BUILTIN_THEMES["dracula"])].dark is False
    assert OURS[next_theme(OURS["hpreader-dark"])].name == "hpreader-light"


async def test_the_key_goes_through_all_our_themes_and_tells_which_it_is(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    settings = Settings(refresh_minutes=0, theme="dark")
    async with town_reader(directory, web, clock, settings=settings) as reader:
        seen = []
        for _ in OURS:
            await reader.press("T")
            seen.append(reader.app.theme)
            assert f"Theme: {theme_title(reader.app.theme)}" in reader.text()
            reader.controllers.messages.clear()
        assert sorted(seen) == sorted(OURS)
        assert seen[-1] == "hpreader-dark"


async def test_the_key_tells_where_the_terminals_own_colours_are_used(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM", raising=False)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("T")
        assert "the terminal's own colours" in reader.text()


@pytest.mark.parametrize("theme", THEMES_256, ids=lambda theme: theme.name)
def test_the_colours_of_a_theme_for_256_are_among_the_256(theme: Theme) -> None:
    drawn = theme.to_color_system().generate() | theme.variables
    names = ("primary", "secondary", "accent", "warning", "error", "success")
    grounds = ("foreground", "background", "surface", "panel")
    named = {name: getattr(theme, name) for name in (*names, *grounds)} | theme.variables
    for name, colour in named.items():
        rgb = Color.parse(colour).rgb
        assert rgb_of(nearest(rgb)) == rgb, name
        # Textual rounds the colours that it makes of these.
        assert nearest(Color.parse(drawn[name]).rgb) == nearest(rgb), name


def test_the_nearest_of_256_colours_is_itself_and_greys_stay_grey() -> None:
    for number in range(16, 256):
        assert rgb_of(nearest(rgb_of(number))) == rgb_of(number)
    for level in range(256):
        assert len(set(rgb_of(nearest((level, level, level))))) == 1
    warm_dark, brown = (0x1B, 0x1A, 0x18), (0x46, 0x3C, 0x31)
    for colour in (warm_dark, brown):
        assert len(set(rgb_of(nearest(colour)))) == 1


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
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
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


async def test_copying_what_is_selected_is_told(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        reader.app.screen.selections = {reader.article: SELECT_ALL}
        await reader.press("ctrl+c")
        assert "Đoạn 1 của bài 1" in reader.app.clipboard
        assert f"Copied {len(reader.app.clipboard)} characters" in reader.text()
