"""Journeys: hiding what one does not want to read, and seeing what is hidden."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from hpreader.model import Headline
from hpreader.model.rules import RuleHits
from tests.support import town
from tests.support.journey import (
    Mouse,
    by_keyboard,
    by_mouse,
    headline_at_cursor,
    in_article,
    list_title,
    seen_in,
    status,
)
from tests.support.reader import town_reader
from tests.support.web import Web, item

MUTE = '[[rule]]\nwords = "bài số 11"\nmute = true\n'


@by_keyboard("rule", "hidden", "undo")
async def test_a_word_is_hidden_looked_at_and_shown_again(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("exclamation_mark")
        await reader.type("so 2")
        await reader.settle()
        assert "“so 2”" in reader.text()
        assert "1 article of the last 30 days" in reader.text()
        assert f"\u2219 {town.title(2)}" in reader.text()
        await reader.press("enter")
        assert list_title(reader) == "All news \u2219 11 articles"
        assert "1 article hidden" in status(reader)
        assert "Hidden" in seen_in(reader, reader.sections)
        assert "so 2" in (directory / "rules.toml").read_text("utf-8")
        await reader.press("ampersand")
        assert list_title(reader) == "Hidden \u2219 1 article"
        assert headline_at_cursor(reader).startswith(town.title(2))
        assert "hidden: so 2" in reader.text()
        await reader.press("enter")
        assert town.title(2) in in_article(reader)
        await reader.press("h", "ampersand")
        assert list_title(reader) == "All news \u2219 11 articles"
        await reader.press("Z")
        assert list_title(reader) == "All news \u2219 12 articles"
        assert "Hidden" not in seen_in(reader, reader.sections)
        assert not (directory / "rules.toml").exists()


async def test_a_section_is_hidden_and_its_rule_removed_from_what_is_hidden(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("exclamation_mark", "up", "up", "up")
        assert "6 articles of the last 30 days" in reader.text()
        await reader.press("enter")
        assert list_title(reader) == "All news \u2219 6 articles"
        await reader.press("ampersand", "exclamation_mark")
        assert "Remove the rule" in reader.text()
        assert "Hidden by the rule" in reader.text()
        assert "Hide: articles with" not in reader.text(), "accepting it hides nothing"
        await reader.press("down")
        assert "Hide: articles with" in reader.text()
        await reader.press("up")
        await reader.press("enter")
        assert list_title(reader) == "Hidden \u2219 0 articles"
        assert "Rules hide nothing here" in reader.text()
        await reader.press("Z")
        assert list_title(reader) == "Hidden \u2219 6 articles"


async def test_nothing_is_accepted_before_it_was_shown(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town_reader(directory, web, clock) as reader:
        found, find = asyncio.Event(), reader.newsroom.rules.find_hits

        async def find_slowly(*arguments: Any) -> RuleHits:
            await found.wait()
            return await find(*arguments)

        monkeypatch.setattr(reader.newsroom.rules, "find_hits", find_slowly)
        await reader.press("exclamation_mark", "down", "enter", settle=False)
        assert "Hide: articles with" in reader.text()
        found.set()
        await reader.settle()
        assert "of the last 30 days" in reader.text()
        assert not (directory / "rules.toml").exists()
        await reader.press("enter")
        assert (directory / "rules.toml").exists()


async def test_an_article_can_be_kept_or_notified_of(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("exclamation_mark")
        assert "Hide: articles with" in reader.text()
        await reader.press("tab")
        assert "Keep for good: articles with" in reader.text()
        await reader.type("bai")
        await reader.press("enter")
        assert list_title(reader) == "All news \u2219 12 articles"
        assert "keep = true" in (directory / "rules.toml").read_text("utf-8")


@by_mouse("rule", "hidden")
async def test_rules_are_made_by_the_mouse(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        mouse = Mouse(reader)
        await mouse.command("rule")
        for _ in ("what it would hide is shown", "it is accepted"):
            await mouse.click("“con đường”")
            await reader.settle()
        assert list_title(reader) == "All news \u2219 1 article"
        await mouse.command("hidden")
        assert list_title(reader) == "Hidden \u2219 11 articles"


async def test_a_file_that_is_edited_meanwhile_counts_at_once(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        (directory / "rules.toml").write_text(
            MUTE + '[[rule]]\nwrods = "x"\nmute = true\n', "utf-8"
        )
        reader.controllers.outside.look()
        await reader.settle()
        assert list_title(reader) == "All news \u2219 11 articles"
        assert any("“wrods”; did you mean “words”?" in told for told in reader.messages())


async def test_rules_that_were_edited_before_the_start_count_soon(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    (directory / "rules.toml").write_text(MUTE, "utf-8")
    async with town_reader(directory, web, clock) as reader:
        assert list_title(reader) == "All news \u2219 11 articles"


async def test_a_rule_that_asks_notifies_by_the_terminal(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    (directory / "rules.toml").write_text('[[rule]]\nwords = "bão"\nnotify = true\n', "utf-8")
    async with town_reader(directory, web, clock) as reader:
        sent: list[str] = []
        rules = reader.controllers.rules()
        monkeypatch.setattr(rules, "_write", lambda text: not sent.append(text))
        feed = town.SECTIONS["Đời sống"]
        web.feed(feed, item("Bão \x1b[2Jgần bờ", f"{town.HOME}/bao.html", clock()))
        await reader.press("R")
        assert sent == ["\x1b]9;hpreader: 1 new article: Bão gần bờ\x1b\\"]
        rules.send_notification([Headline("x", "", "Bão", "bao")])
        assert len(sent) == 2
