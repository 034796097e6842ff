"""Notifications: what a terminal and a program get."""

import pytest

from hpreader import i18n
from hpreader.model import Headline
from hpreader.notification import control_sequence, notification_text, run_notifier


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")
    yield
    i18n.use(i18n.DEFAULT)


def news(*titles: str) -> list[Headline]:
    return [
        Headline(str(number), f"https://bao.example/{number}", title, "bao")
        for number, title in enumerate(titles)
    ]


def test_the_text_has_some_titles_and_no_control_character() -> None:
    title, text = notification_text(news("Bão\x1b]0;x\x07 gần\n bờ", "B", "C", "D"))
    assert title == "hpreader: 4 new articles"
    assert text == "Bão gần bờ \u2219 B \u2219 C \u2219 \u2026"
    assert len(notification_text(news("x" * 999))[1]) == 200


@pytest.mark.parametrize(
    ("by", "environment", "sequence"),
    [
        ("osc9", {}, "\x1b]9;hpreader: 1 new article: Bão; lũ\x1b\\"),
        ("osc777", {}, "\x1b]777;notify;hpreader: 1 new article;Bão; lũ\x1b\\"),
        (
            "osc9",
            {"TMUX": "/tmp/x,1,0"},
            "\x1bPtmux;\x1b\x1b]9;hpreader: 1 new article: Bão; lũ\x1b\x1b\\\x1b\\",
        ),
        ("osc9", {"STY": "1.x"}, ""),
    ],
)
def test_terminals_get_one_sequence(by: str, environment: dict[str, str], sequence: str) -> None:
    assert control_sequence(news("Bão; lũ"), by, environment) == sequence


async def test_a_program_gets_the_facts_as_arguments(tmp_path) -> None:
    out = tmp_path / "out"
    program = [
        "sh",
        "-c",
        f'printf "%s|" "$@" > {out}',
        "sh",
        "{title}",
        "{text}",
        "{url}",
        "-x{url}",
    ]
    assert await run_notifier(program, news("-rf {url}")) == ""
    assert out.read_text("utf-8").split("|")[:-1] == [
        "hpreader: 1 new article", " -rf {url}", "https://bao.example/0", "-xhttps://bao.example/0",
    ]  # fmt: skip


async def test_a_program_that_fails_is_told() -> None:
    assert "exit status 3" in await run_notifier(["sh", "-c", "exit 3"], news("x"))
    assert "could not be started" in await run_notifier(["/nowhere/x"], news("x"))
