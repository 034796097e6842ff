"""Which browser is started, and with what."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from hpreader.ui.browser import Failure, commands_for, needs_terminal, open_address
from tests.support.browser import Browser

ADDRESS = "https://bao.vn/bai.html?a=1%20b"


@pytest.mark.parametrize(
    ("wanted", "commands"),
    [
        ("firefox", [["firefox", ADDRESS]]),
        ("firefox --new-tab %s", [["firefox", "--new-tab", ADDRESS]]),
        ("open-it --to=%s", [["open-it", f"--to={ADDRESS}"]]),
        ("a:b %s:", [["a", ADDRESS], ["b", ADDRESS]]),
        ("'my browser' %s &", [["my browser", ADDRESS]]),
        ("x %s&", [["x", ADDRESS]]),
        ("x -p 1%c2 50%%", [["x", "-p", "1:2", "50%", ADDRESS]]),
        ("'unclosed:w3m", [["w3m", ADDRESS]]),
    ],
)
def test_the_users_browsers_are_understood_by_their_convention(
    wanted: str, commands: list[list[str]]
) -> None:
    assert commands_for(ADDRESS, {"BROWSER": wanted}) == commands


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has a program for it")
def test_without_a_wish_what_is_installed_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("xdg-open", "w3m", "firefox"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with_windows = [["xdg-open", ADDRESS], ["firefox", ADDRESS]]
    assert commands_for(ADDRESS, {"DISPLAY": ":0"}) == with_windows
    assert commands_for(ADDRESS, {"BROWSER": "", "WAYLAND_DISPLAY": "w"}) == with_windows
    assert commands_for(ADDRESS, {}) == [["w3m", ADDRESS]]


def test_browsers_that_draw_in_the_terminal_are_known_by_their_names() -> None:
    assert needs_terminal(["/usr/bin/w3m", ADDRESS])
    assert not needs_terminal(["firefox", ADDRESS])


def test_a_browser_gets_no_stream_of_the_terminal_and_a_session_of_its_own(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    browser, session = Browser(tmp_path), tmp_path / "session"
    tell = f"'{sys.executable}' -c 'import os; print(os.getsid(0))' > '{session}'"
    browser.behave(f"echo loud; echo louder >&2; read line && exit 9; {tell}")
    assert asyncio.run(open_address([str(browser.path), ADDRESS])) is None
    assert browser.opened == [ADDRESS]
    assert capfd.readouterr() == ("", "")
    assert int(session.read_text()) != os.getsid(0)


def test_how_a_browser_failed_is_told(tmp_path: Path) -> None:
    browser = Browser(tmp_path)
    browser.behave("exit 4")
    assert asyncio.run(open_address([str(browser.path), ADDRESS])) == Failure("duyet", 4)
    assert asyncio.run(open_address([str(tmp_path / "none"), ADDRESS])) == Failure("none")


def test_a_browser_that_goes_on_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hpreader.ui.browser.TIME_TO_FAIL", 0.05)
    browser, end = Browser(tmp_path), tmp_path / "end"
    browser.behave(f"until [ -e '{end}' ]; do sleep 0.1; done; exit 1")
    assert asyncio.run(open_address([str(browser.path), ADDRESS])) is None
    end.touch()
