"""Messages: one line in the status bar, a box for long errors, and a reason for each key that does nothing."""

from pathlib import Path

import pytest
from rich.cells import cell_len

from hpreader.config import Settings
from hpreader.problems import Problem
from tests.support import town
from tests.support.browser import Browser
from tests.support.journey import key_line, list_title, status
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

SIZES = [(80, 24), (120, 40), (200, 60)]


def above_the_status(reader: Reader) -> list[str]:
    """The lines of the panes."""
    return reader.lines()[:-2]


# --- one line ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_message_is_in_the_status_bar_and_changes_no_line_above_it(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        await reader.press("enter", "space")
        before = above_the_status(reader)
        await reader.press("c")
        assert "The link is in the clipboard" in status(reader)
        assert above_the_status(reader) == before


async def test_a_width_that_is_changed_many_times_is_told_in_one_place(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(120, 40)) as reader:
        await reader.press("enter", "-", "-", "-", "-")
        assert reader.text().count("Measure:") == 1
        assert len([words for words in reader.told() if "Measure:" in words]) == 1


async def test_a_message_longer_than_the_line_is_cut_by_cells_with_an_ellipsis(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        reader.say("Mở " + "đường " * 40)
        await reader.settle()
        line = status(reader)
        assert cell_len(line) == 80
        assert line.rstrip().endswith("\u22ef")


async def test_a_message_goes_after_a_while_and_the_facts_are_back(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hpreader.ui.controllers.messages.SHORTEST", 0.05)
    monkeypatch.setattr("hpreader.ui.controllers.messages.LONGEST", 0.05)
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        reader.say("Một lời")
        for _wait in range(100):
            await reader.pilot.pause(0.02)
            if "Một lời" not in status(reader):
                break
        assert "Online" in status(reader)
        assert reader.told()[0] == "Một lời"


async def test_what_is_fetched_stays_beside_a_message_as_far_as_there_is_room(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        reader.controllers.messages.show_status(work="Đang tải", done=3, total=9)
        reader.say("Ngắn")
        await reader.settle()
        assert "Ngắn" in status(reader)
        assert "3/9" in status(reader)
        reader.say("dài " * 40)
        await reader.settle()
        assert status(reader).rstrip().endswith("3/9")


async def test_the_last_messages_can_be_read_again(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("semicolon")
        assert "There was no message yet." in reader.text()
        await reader.press("escape", "c", "m", "semicolon")
        assert "The link is in the clipboard" in reader.text()
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_news_that_nobody_asked_for_do_not_hide_an_error(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        reader.say("Một lỗi", problem=True)
        reader.controllers.messages.say("5 tin mới", is_news=True)
        assert reader.messages() == ["Một lỗi"]
        assert reader.told()[0] == "5 tin mới"


async def test_a_message_is_seen_also_while_only_the_article_is_shown(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("enter", "z")
        assert "Online" not in reader.text()
        await reader.press("c")
        assert "The link is in the clipboard" in reader.lines()[-1]


async def test_what_is_told_under_a_dialog_is_read_when_the_dialog_is_closed(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hpreader.ui.controllers.messages.reading_time", lambda *_, **__: 0.01)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("?")
        reader.say("Dưới hộp")
        await reader.pilot.pause(0.1)
        assert reader.messages() == ["Dưới hộp"]


# --- the box for errors -----------------------------------------------------------------------


@pytest.mark.parametrize("key", ["enter", "escape", "q"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_long_error_is_in_a_box_that_covers_nothing_and_one_key_closes(
    key: str, size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        await reader.press("enter", "space")
        top = reader.top_line()
        problem = Problem("bad_file", "/home/" + "thu-muc/" * 20, "lý do " * 10)
        reader.controllers.messages.say_problem(problem)
        reader.controllers.messages.say_problem(problem)
        await reader.settle()
        box = reader.panes.error_box
        assert reader.text().count("could not be read") == 0 or len(box.texts) == 1
        assert not box.region.overlaps(reader.article.region)
        assert reader.top_line() == top
        assert "Enter, Esc: close" in reader.text()
        title = reader.title()
        await reader.press(key)
        assert not box.is_open
        assert reader.is_reading
        assert (reader.title(), reader.top_line()) == (title, top)


async def test_an_error_that_was_dismissed_and_comes_again_at_once_is_told_in_the_line(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        words = "Đĩa đầy: " + "không lưu được dấu. " * 8
        reader.say(words, problem=True)
        await reader.press("enter")
        reader.say(words, problem=True)
        await reader.settle()
        assert not reader.panes.error_box.is_open
        assert "Đĩa đầy" in status(reader)


async def test_several_complaints_at_the_start_are_in_one_box(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    wrong = Settings(refresh_minutes=0, theme="pink", keys={"enter": "H"})
    async with town_reader(directory, web, clock, settings=wrong, size=(80, 24)) as reader:
        assert len(reader.messages()) == 2
        assert "“H” is a key of back" in reader.text()
        assert "no theme “pink”" in reader.text()


# --- keys that do nothing ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (["Z"], "There is nothing to undo."),
        (["H"], "The trail has no step before this one."),
        (["L"], "The trail has no step after this one."),
        (["k"], "This is the beginning."),
        (["G", "j"], "This is the end."),
        (["K"], "This is the first of the list."),
        (["G", "J"], "This is the last of the list."),
        (["t"], "No article is open."),
        (["3"], "No article is open."),
        (["f"], "No article is open."),
        (["="], "No article is open."),
        (["z"], "No article is open."),
        (["V"], "No article is open."),
        (["N"], "Nothing is looked for in the article."),
        (["B"], "No link was followed to get here."),
        (["0"], "The list is of all days already."),
        (["x", "h"], "There is no pane further left."),
        (["x", "x"], "The sections have the keys already."),
        (["d"], "d has a meaning in the sections only."),
        (["W"], "W is no key here. ?: all keys"),
        (["escape"], "There is nothing to leave here. Ctrl+Q: quit"),
        (["x", "g", "d"], "Only a source or a kept search can be removed"),
        (["enter", "9"], "There is no number 9 among the other news."),
        (["enter", "enter"], "t: choose one of the other news first."),
        (["enter", "k"], "This is the beginning."),
        (["M", "M"], "Everything in this list is read already."),
        (["ctrl+c"], "Nothing is selected to be copied. Ctrl+Q quits."),
    ],
)
async def test_a_key_that_can_do_nothing_tells_why(
    keys: list[str], reason: str, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press(*keys)
        assert reason in status(reader)


async def test_a_slash_in_an_empty_list_opens_the_prompt_and_letters_are_no_commands(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(tmp_path, web, clock, offline=True) as reader:
        await reader.press("/")
        await reader.type("mS")
        assert reader.prompt.is_open
        assert reader.prompt.text == "mS"
        assert not reader.query.saved
        await reader.press("escape")
        assert not reader.prompt.is_open


async def test_words_for_an_article_that_is_not_there_filter_the_list(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("ctrl+f")
        await reader.type("12")
        assert "“12”" in list_title(reader)


@pytest.mark.parametrize(("key", "back", "words"), [("=", "-", "wider"), ("-", "=", "narrower")])
async def test_a_width_at_its_limit_is_told_and_not_counted_further(
    key: str, back: str, words: str, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(100, 30)) as reader:
        await reader.press("enter", *[key] * 30)
        assert words in status(reader)
        limit = reader.article.viewport.columns.text
        await reader.press(back)
        assert abs(reader.article.viewport.columns.text - limit) == 4


# --- the keys that work here -------------------------------------------------------------------


async def test_the_line_of_keys_names_the_way_back_from_an_article(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("enter")
        assert "h The list" in key_line(reader)
        await reader.press("h")
        assert "The list" not in key_line(reader)


async def test_the_line_of_keys_names_enter_and_escape_while_words_are_typed(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("/")
        assert "Enter Keep the filter" in key_line(reader)
        assert "Esc All headlines" in key_line(reader)
        await reader.type("bài")
        await reader.press("enter")
        assert "Esc All headlines" in key_line(reader)
        await reader.press("escape", "enter", "/")
        assert "Enter Keep the matches" in key_line(reader)
        assert "Esc Cancel" in key_line(reader)
        await reader.type("bài")
        await reader.press("enter")
        assert "Esc End the search" in key_line(reader)
        assert "n Next match" in key_line(reader)
        await reader.press("escape", "t")
        assert "Esc Back to the text" in key_line(reader)
        await reader.press("escape", "g", "f")
        assert "a-z Open the link" in key_line(reader)
        await reader.press("escape", "x")
        assert "Esc The list" in key_line(reader)


# --- reading progress -------------------------------------------------------------------------


async def test_going_to_the_other_news_reads_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        share = reader.article.viewport.progress
        assert 0 < share < 1
        await reader.press("t", "j")
        assert reader.article.scroll_y > 0
        assert reader.article.viewport.progress == share
        await reader.press("1", "H", "escape")
        assert reader.article.viewport.progress == share
        await reader.press("h")
        await reader.rest()
        assert "100 %" not in reader.text()


async def test_a_match_that_is_jumped_to_reads_nothing(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("enter")
        share = reader.article.viewport.progress
        await reader.press("/")
        await reader.type("Đoạn 23")
        await reader.press("enter")
        assert reader.article.scroll_y > 0
        assert reader.article.viewport.progress <= share


# --- the browser and the clipboard ------------------------------------------------------------


async def test_a_browser_that_fails_is_told_and_no_success_is_claimed(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    browser.behave("echo 'operation not supported' >&2; exit 3")
    async with town_reader(directory, web, clock, size=(200, 60)) as reader:
        await reader.press("o")
        assert browser.opened == [town.url(1)]
        assert "failed (exit status 3)" in reader.text()
        assert "Opened" not in "".join(reader.told())


async def test_a_browser_that_is_missing_is_told_with_the_address(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "/khong/co")
    async with town_reader(directory, web, clock, size=(200, 60)) as reader:
        await reader.press("o")
        assert "co could not be started" in reader.text()
        assert town.url(1) in reader.text()


async def test_the_next_browser_of_the_users_is_tried_when_one_fails(
    directory: Path,
    web: Web,
    clock: town.Clock,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BROWSER", f"/khong/co:{browser.path} %s#%%c:false")
    async with town_reader(directory, web, clock, size=(200, 60)) as reader:
        await reader.press("o")
        assert browser.opened == [f"{town.url(1)}#%c"]
        assert "Opened in the browser" in reader.text()


async def test_a_copied_selection_is_told_with_its_length(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter")
        region = reader.article.region
        await reader.pilot.mouse_down(offset=(region.x + 4, region.y + 8))
        await reader.pilot.hover(offset=(region.x + 24, region.y + 8))
        await reader.pilot.mouse_up(offset=(region.x + 24, region.y + 8))
        await reader.press("ctrl+c")
        assert f"Copied {len(reader.app.clipboard)} characters" in status(reader)


# --- the start --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_what_was_read_last_is_offered_at_the_start_with_its_key(
    size: tuple[int, int], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=size) as reader:
        assert "Continue reading" not in reader.text()
        await reader.press("enter", "1")
    async with town_reader(directory, web, clock, size=size) as reader:
        words = f"Continue reading: {town.title(2)}"
        assert words in reader.text()
        await reader.press("H")
        assert reader.title() == town.title(2)


async def test_a_first_start_without_a_network_names_the_demo(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(tmp_path, web, clock, offline=True) as reader:
        assert "hpreader demo" in reader.text()
