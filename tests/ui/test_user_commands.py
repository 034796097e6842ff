"""The user's own commands in the reader: keys, input, output, failures, and their end."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hpreader.config import Settings
from hpreader.model import UserCommand
from hpreader.ui.controllers.user_commands import filled_address, filled_program
from hpreader.ui.input.user_keys import free_keys, keymap
from tests.support import town
from tests.support.browser import Browser
from tests.support.reader import town_reader
from tests.support.web import Web


def with_commands(*commands: UserCommand, **more: Any) -> Settings:
    return Settings(refresh_minutes=0, theme="dark", commands=commands, **more)


def command(name: str = "own", keys: str = "W", **more: Any) -> UserCommand:
    return UserCommand(name, more.pop("title", name.capitalize()), keys, **more)


async def wait_until(is_true: Callable[[], bool]) -> None:
    def wait() -> None:
        while not is_true():
            time.sleep(0.01)

    await asyncio.to_thread(wait)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


STARTS = {
    "text": "Chính trị",
    "markdown": "# Bài số 1 về con đường\n\n[https://bao.vn/bai-1.html]",
    "html": '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">',
    "json": '{"schema": 1, "id": ',
    "speech": "Bài số một về con đường.\n\n",
    "none": "",
}


async def test_a_key_gives_the_article_to_a_program_in_the_form_it_asks_for(
    directory: Path, web: Web, clock: town.Clock, tmp_path: Path
) -> None:
    keys = dict(zip(STARTS, "WAYUIE", strict=True))
    commands = [
        command(form, keys[form], run=("tee", str(tmp_path / form)), input=form, output="none")
        for form in STARTS
    ]
    async with town_reader(directory, web, clock, settings=with_commands(*commands)) as reader:
        for form, starts in STARTS.items():
            await reader.press(keys[form])
            assert reader.messages() == [f"Done: {form.capitalize()}"]
            got = (tmp_path / form).read_text("utf-8")
            assert got.startswith(starts)
            assert bool(got) == bool(starts)
        assert json.loads((tmp_path / "json").read_text("utf-8"))["title"] == town.title(1)


async def test_the_output_is_a_text_to_scroll_in_without_control_bytes(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    script = r"printf '\033]0;x\007[b]dòng\033[31m 1[/b]\n'; seq 2 400"
    settings = with_commands(command(run=script, input="none", title="[i]Dịch[/i]"))
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("W")
        text = reader.text()
        assert "[i]Dịch[/i]" in text
        assert "[b]dòng 1[/b]" in text
        assert "\x1b" not in text
        await reader.press("G")
        assert "400" in reader.text()
        assert "dòng 1" not in reader.text()
        await reader.press("g", "space", "q")
        assert "Space, b: page" not in reader.text()
        assert reader.headlines_title.is_active


async def test_a_short_answer_is_told_in_the_message_line(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    run = ("printf", "%s\n", "{title}", "{source}", "{date}", "{url}", "{nothing}")
    settings = with_commands(command(run=run, output="message"))
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("W")
        source = reader.headlines.selected.source
        line = f"{town.title(1)} {source} 20/03/2026 {town.url(1)} {{nothing}}"
        assert reader.messages() == [line]


async def test_an_address_is_opened_with_encoded_facts(
    directory: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    share = command(open="https://t.me/share/url?url={url}&text={title}")
    async with town_reader(directory, web, clock, settings=with_commands(share)) as reader:
        await reader.press("W")
        assert browser.opened == [
            "https://t.me/share/url?url=https%3A%2F%2Fbao.vn%2Fbai-1.html"
            "&text=B%C3%A0i%20s%E1%BB%91%201%20v%E1%BB%81%20con%20%C4%91%C6%B0%E1%BB%9Dng"
        ]


ENDS: dict[str, tuple[Any, str]] = {
    "W": ("echo hỏng rồi >&2; echo xem >&2; exit 3", "failed (exit status 3). hỏng rồi"),
    "U": (("/nowhere/trans",), "could not be started: No such file or directory"),
    "Y": ("kill -TERM $$", "was ended by signal 15."),
}


async def test_how_a_program_failed_is_told(directory: Path, web: Web, clock: town.Clock) -> None:
    commands = [command(key, key, run=run) for key, (run, _told) in ENDS.items()]
    async with town_reader(directory, web, clock, settings=with_commands(*commands)) as reader:
        for key, (_run, told) in ENDS.items():
            await reader.press(key)
            assert reader.messages() == [f"“{key}” {told}"]


async def test_its_key_ends_it_and_the_status_line_tells_which(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = with_commands(command(run=("sleep", "1000")))
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("W", settle=False)
        assert "Own (W: end)" in reader.text()
        await reader.press("j", settle=False)
        assert reader.headlines.selected.title == town.title(2)
        await reader.press("W")
        assert reader.messages() == ["Ended: Own"]
        assert "W: end" not in reader.text()


async def test_space_ends_reading_aloud_and_pages_at_other_times(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = with_commands(
        command(run=("sleep", "1000"), input="speech"),
        command("quiet", "U", run=("sleep", "1000")),
    )
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("enter")
        await reader.press("U", settle=False)
        await reader.press("space", settle=False)
        top = reader.article.viewport.top
        assert top > 0
        await reader.press("W", settle=False)
        assert "Quiet (U: end), Own (Space: end)" in reader.text()
        await reader.press("space", settle=False)
        await wait_until(lambda: "Ended: Own" in reader.told())
        assert reader.article.viewport.top == top
        await reader.press("U")


async def test_the_reader_ends_what_runs(
    directory: Path, web: Web, clock: town.Clock, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    run = f"trap '' TERM; echo $$ > {pid}.new; mv {pid}.new {pid}; while :; do sleep 0.02; done"
    async with town_reader(
        directory, web, clock, settings=with_commands(command(run=run))
    ) as reader:
        await reader.press("W", settle=False)
        await wait_until(pid.exists)
    await wait_until(lambda: not is_running(int(pid.read_text())))


async def test_output_waits_until_a_dialog_is_closed(
    directory: Path, web: Web, clock: town.Clock, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    run = f"until [ -e {go} ]; do sleep 0.02; done; echo bản dịch"
    async with town_reader(
        directory, web, clock, settings=with_commands(command(run=run))
    ) as reader:
        await reader.press("W", settle=False)
        await reader.press("question_mark", settle=False)
        go.touch()
        await wait_until(lambda: not reader.status_line.status.running)
        await reader.pilot.pause()
        assert "bản dịch" not in reader.text()
        await reader.press("escape", settle=False)
        while "bản dịch" not in reader.text():
            await reader.pilot.pause(0.05)


async def test_an_article_that_is_not_here_cannot_be_given(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = with_commands(
        command(run=("cat",)),
        command("link", "U", run=("echo", "{url}"), input="none", output="message"),
    )
    async with town_reader(directory, web, clock, settings=settings) as reader:
        monkeypatch.setattr(reader.newsroom.articles, "get", lambda _ref: None)
        await reader.press("W")
        assert reader.messages() == ["The text of this article is not in the cache."]
        await reader.press("U")
        assert reader.messages() == [town.url(1)]


async def test_help_and_palette_have_them_also_without_a_key(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = with_commands(command(keys="", run=("echo", "từ bảng lệnh"), output="message"))
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("question_mark")
        await reader.type("own comm")
        assert "Your own commands" in reader.text()
        await reader.press("down")
        assert "commands.own" in reader.text()
        await reader.press("escape", "ctrl+p")
        await reader.type("own")
        await reader.press("enter")
        assert reader.messages() == ["từ bảng lệnh"]


async def test_a_key_that_is_taken_stays_and_is_told_at_the_start(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = with_commands(command(keys="T", run=("echo", "no"), line=4))
    async with town_reader(directory, web, clock, settings=settings) as reader:
        (told,) = reader.told()
        assert told == (
            "line 4: [commands.own] in config.toml: “T” is a key of switch_theme; it has no key, "
            "but is in the palette."
        )
        reader.silence()
        await reader.press("T")
        assert "no" not in reader.told()


def test_keys_are_free_where_no_command_has_them_now() -> None:
    wanted = (command("a", "W"), command("b", "W"), command("c", "f10,T"), command("d", "f99"))
    keys, complaints = free_keys(wanted, keymap({"switch_theme": "f12"})[0])
    assert keys == {"a": "W", "b": "", "c": "f10,T", "d": ""}
    assert "“W” is a key of commands.a" in complaints[0]
    assert "there is no key “f99”" in complaints[1]


async def test_without_an_article_the_key_tells_why(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(
        directory, web, clock, settings=with_commands(command(run=("cat",)))
    ) as reader:
        await reader.press("S")
        await reader.press("W")
        assert reader.messages() == ["There is no article under the cursor."]


FACTS = {
    "url": "https://bao.vn/a?b=1&c=2",
    "title": "-rf 'x'; $(reboot) ",
    "source": "Báo",
    "section": "",
    "date": "",
    "id": "1",
}


def test_facts_are_quoted_for_where_they_go() -> None:
    address = filled_address("mailto:?subject={title}&body={url}{x}", FACTS)
    assert address == (
        "mailto:?subject=-rf%20%27x%27%3B%20%24%28reboot%29%20"
        "&body=https%3A%2F%2Fbao.vn%2Fa%3Fb%3D1%26c%3D2{x}"
    )
    assert filled_program(("mail", "-s", "{title}", "-x{source}", "{url}"), FACTS) == (
        "mail", "-s", " -rf 'x'; $(reboot) ", "-xBáo", "https://bao.vn/a?b=1&c=2",
    )  # fmt: skip
    line = filled_program("notify {title} {section}", FACTS)
    assert line == """notify ' -rf '"'"'x'"'"'; $(reboot) ' ''"""


async def test_a_hook_gets_what_a_sync_of_the_reader_brought(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    got = tmp_path / "got"
    settings = Settings(refresh_minutes=0, theme="dark", after_sync=("tee", str(got)))
    async with town_reader(tmp_path / "new", web, clock, settings=settings) as reader:
        await reader.press("R")
        await wait_until(lambda: got.exists() and got.read_bytes().count(b"\n") == town.COUNT)
        titles = [json.loads(line)["title"] for line in got.read_text("utf-8").splitlines()]
        assert titles[0] == town.title(1)
        assert "failed" not in " ".join(reader.told())
