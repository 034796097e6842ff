"""`hpreader serve` as a command: where it listens, what it says, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from hpreader.serve.web_server import COLOURS
from hpreader.ui.styles.palettes import THEMES
from tests.serve.test_access import ask
from tests.support.browser import Browser
from tests.support.program import Program
from tests.support.served import served


def test_it_listens_on_this_machine_only_and_prints_the_address_once(empty: Program) -> None:
    with served(empty) as server:
        assert re.match(r"http://127\.0\.0\.1:\d+/", server.address)
        listening = Path("/proc/net/tcp").read_text("ascii") if sys.platform == "linux" else ""
        if listening:
            port = f"{int(server.host.partition(':')[2]):04X}"
            (own,) = [
                line for line in listening.splitlines() if f":{port} 00000000:0000 0A" in line
            ]
            assert "0100007F:" in own
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(60) == 130
        assert server.process.communicate() == (b"", b"")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_it_without_a_word(empty: Program, number: int, status: int) -> None:
    with served(empty) as server:
        assert server.end(number) == (status, "")


def test_it_listens_on_the_other_loopback_too(empty: Program) -> None:
    with served(empty, "--host", "::1") as server:
        assert server.address.startswith("http://[::1]:")
        assert ask(server, f"/?token={server.token}").status == 303


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
def test_an_address_that_other_machines_reach_needs_a_word_more(
    empty: Program, address: str
) -> None:
    outcome = empty.run("serve", "--host", address, "--port", "0")
    assert outcome.status == 2
    assert {"--allow-remote", "ssh"} <= set(re.findall(r"[\w-]+", outcome.err))
    assert outcome.out == ""


def test_with_that_word_it_listens_there(empty: Program) -> None:
    with served(empty, "--host", "0.0.0.0", "--allow-remote") as server:
        assert server.address.startswith("http://127.0.0.1:")  # as this machine reaches it
        assert ask(server, f"/?token={server.token}").status == 303


@pytest.mark.parametrize(
    "options", [("--port", "65536"), ("--port", "-1"), ("--port", "x"), ("--host", "evil.example")]
)
def test_what_is_no_port_or_address_is_wrong_usage(
    empty: Program, options: tuple[str, str]
) -> None:
    outcome = empty.run("serve", *options)
    assert outcome.status == 2
    assert options[1] in outcome.err


def test_a_port_that_is_taken_is_told(empty: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        for language, words in (("vi", "đang được dùng"), ("en", "is taken")):
            outcome = empty.run("serve", "--port", port, "--lang", language)
            assert outcome.status == 2
            assert all(part in outcome.err for part in (port, words, "--port 0"))


@pytest.mark.parametrize("library", ["aiohttp", "textual_serve"])
def test_without_the_extra_it_says_how_to_install_it(empty: Program, library: str) -> None:
    script = (
        f"import sys; sys.modules[{library!r}] = None; sys.argv[1:] = ['serve']\n"
        "from hpreader.__main__ import main; sys.exit(main())"
    )
    outcome = empty.run_python(script)
    assert outcome.status == 3
    assert "pipx install 'hpreader[serve]'" in outcome.err


def test_it_opens_the_browser_with_an_address_that_can_be_used_once(
    empty: Program, tmp_path: Path
) -> None:
    browser, told = Browser(tmp_path), tmp_path / "told"
    os.mkfifo(told)
    browser.behave(f"echo opened > {told}")
    with served(empty, "--open", BROWSER=str(browser.path)) as server:
        assert told.read_text("utf-8") == "opened\n"
        (address,) = browser.opened
        assert address.startswith(f"{server.base}/?token=")
        assert server.token not in address
        path = address.removeprefix(server.base)
        assert [ask(server, path).status for _time in range(2)] == [303, 403]
        assert ask(server, f"/?token={server.token}").status == 303


def test_a_browser_that_cannot_be_opened_is_told(empty: Program) -> None:
    with served(empty, "--open", "--lang=en", BROWSER="/nowhere/browser") as server:
        assert "No browser could be opened" in server.next_line()
        assert ask(server, f"/?token={server.token}").status == 303


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Chỉ mở được"), ("en", "Only who has the address")]
)
def test_the_pages_speak_the_language_of_the_command(
    empty: Program, language: str, words: str
) -> None:
    with served(empty, "--lang", language) as server:
        text = ask(server, "/").text
        assert words in text
        assert f'lang="{language}"' in text


def test_the_help_names_it(empty: Program) -> None:
    for words in (("help", "serve"), ("serve", "--help")):
        outcome = empty.run(*words)
        assert outcome.status == 0
        assert "--allow-remote" in outcome.out
    assert "serve" in empty.run("--help").out


def test_the_server_imports_nothing_of_the_reader(empty: Program) -> None:
    script = "import hpreader.serve.listener, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not {"textual", "sqlite3", "httpx", "lxml"} & set(loaded.stdout.decode().split())


def test_the_page_has_the_colours_of_the_readers_own_themes() -> None:
    by_name = {theme.name: theme for theme in THEMES}
    css = (Path(sys.modules["hpreader.serve.web_server"].SITE) / "page.css").read_text("utf-8")
    for (ink, paper), theme in zip(COLOURS.values(), (by_name["hpreader-dark"], by_name["hpreader-light"]), strict=True):  # fmt: skip
        assert (ink, paper) == (theme.foreground, theme.background)
        assert {ink, paper} <= set(re.findall("#[0-9a-f]{6}", css))
