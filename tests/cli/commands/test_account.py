"""`hpreader account`: what a user of the shell sees and what the two sides have afterwards."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from hpreader.sample import Newspaper
from tests.support.program import Program
from tests.support.pty import terminal
from tests.support.reader_server import ReaderServer
from tests.support.ttrss_server import TtRssServer


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Program:
    """A home with the articles of the sample newspaper; made once and copied."""
    program = Program(tmp_path_factory.mktemp("filled"))
    with Newspaper(date(2026, 3, 7)) as paper:
        asyncio.run(subscribe(program.places, Settings(), paper.url))
        assert program.run("sync", "--quiet", "--no-pages").status == 0
    return program


@pytest.fixture
def server():
    with ReaderServer(password="bí mật") as running:
        yield running


@pytest.fixture
def program(filled, tmp_path) -> Program:
    shutil.copytree(filled.home, tmp_path / "home")
    return Program(tmp_path / "home")


def add(program: Program, server: ReaderServer, *options: str):
    command = ["--password-command", "echo 'bí mật'"]
    return program.run("account", "add", server.url, "--user", "an", *command, *options)


def test_an_account_is_added_listed_synchronised_and_removed(program, server):
    assert "account add" in program.run("account", "--lang", "en").err
    outcome = add(program, server, "--lead", "server", "--name", "nhà", "--json")
    assert (outcome.status, outcome.records[0]["password"]) == (0, "command")
    (first, *_) = program.run("list", "--json").records
    server.publish(first["url"], read=True)
    outcome = program.run("account", "sync", "--json")
    assert outcome.status == 0
    (record,) = outcome.records
    assert (record["account"], record["received"], record["schema"]) == ("nhà", 1, 1)
    assert first["id"] not in [
        one["id"] for one in program.run("list", "--unread", "--json").records
    ]
    (listed,) = program.run("account", "list", "--json").records
    assert listed["server"] == f"{server.url}/api/greader.php"
    assert listed["synced_at"].endswith("+07:00")
    assert program.run("account", "remove", "nhà").status == 0
    assert program.run("account", "remove", "nhà").status == 2
    assert program.run("account", "sync", "nhà").status == 2


def test_a_sync_tells_of_the_account_and_fails_in_part_without_it(program, server):
    add(program, server, "--lead", "here")
    outcome = program.run("sync", "--no-pages", "--json")
    assert outcome.records[0]["event"] == "account"
    server.fault = lambda _path, _number: "503"
    outcome = program.run("sync", "--no-pages", "--json")
    assert outcome.status == 1
    assert outcome.records[0]["problem"]["status"] == 503
    assert "127.0.0.1" in outcome.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--password-command", "echo x"], "--lead"),
        (["--lead", "here"], "--password-command"),
    ],
)
def test_without_a_terminal_nobody_is_asked(program, server, options, words):
    outcome = program.run("account", "add", server.url, "--user", "an", "--lang", "en", *options)
    assert outcome.status == 2
    assert words in outcome.err


def test_on_a_terminal_it_asks_who_leads(program, server):
    command = program.command(
        "account", "add", server.url, "--user", "an", "--password-command", "echo 'bí mật'",
        "--lang", "en",
    )  # fmt: skip
    with terminal(command, program.environment()) as screen:
        screen.wait_for("[s]")
        screen.press("what?\r")
        screen.press("h\r")
        status, drawn = screen.end()
    assert status == 0
    assert "Logged in" in drawn
    assert program.run("account", "list", "--json").records[0]["lead"] == "here"


def test_a_wrong_password_says_what_to_do_and_shows_none(program, server):
    server.password = "khác"
    outcome = add(program, server, "--lead", "here", "--lang", "en")
    assert outcome.status == 3
    assert "password of its own for the API" in outcome.err
    assert "mật" not in outcome.err


def test_http_is_refused(program):
    outcome = program.run(
        "account", "add", "http://rss.example.org", "--user", "an", "--lead", "here",
        "--password-command", "echo x", "--lang", "en",
    )  # fmt: skip
    assert "not https" in outcome.err
    assert outcome.status == 2


@pytest.mark.parametrize("what", [["read"], ["read", "--last", "1h"], ["URL"]])
def test_what_is_forgotten_here_neither_comes_back_nor_is_taken_back_there(program, server, what):
    (first, *_) = program.run("list", "--json").records
    item = server.publish(first["url"], read=True)
    add(program, server, "--lead", "server")
    assert program.run("account", "sync").status == 0
    chosen = [first["url"] if word == "URL" else word for word in what]
    assert program.run("forget", "--yes", *chosen).status == 0
    for _ in range(2):
        assert program.run("account", "sync").status == 0
        with closing(sqlite3.connect(program.places.data)) as data:
            assert data.execute("SELECT count(*) FROM mark").fetchone() == (0,)
    assert item.read


def test_with_the_sources_the_accounts_are_forgotten(program, server):
    add(program, server, "--lead", "server")
    assert program.run("forget", "--yes", "sources").status == 0
    assert program.run("account", "list", "--json").records == []


def test_which_api_a_server_has_is_found_out_or_said(program):
    feeds = {1: ("https://bao.vn/feed", "Báo")}
    with TtRssServer("tt-rss", password="bí mật", feeds=feeds) as server:
        outcome = add(program, server, "--lead", "server", "--name", "khác", "--json")
        assert outcome.records[0]["kind"] == "tt-rss"
        assert outcome.records[0]["server"] == f"{server.url}/tt-rss/api"
        (first, *_) = program.run("list", "--json").records
        server.publish(first["url"], read=True)
        assert program.run("account", "sync", "--json").records[0]["received"] == 1
        outcome = add(program, server, "--lead", "server", "--kind", "google-reader")
        assert outcome.status == 3
        server.password = "khác"
        outcome = add(program, server, "--lead", "here", "--lang", "en")
        assert "does not accept" in outcome.err
        assert "mật" not in outcome.err


def test_the_server_fetches_the_lists_until_it_is_told_not_to(program, server):
    outcome = add(program, server, "--lead", "server", "--lists", "server", "--json")
    assert outcome.records[0]["lists"] == "server"
    assert "its server fetches the lists" in program.run("account", "list", "--lang", "en").out
    outcome = add(program, server, "--lead", "server", "--json")
    assert outcome.records[0]["lists"] == "server"  # as it was
    outcome = add(program, server, "--lead", "server", "--lists", "here", "--json")
    assert outcome.records[0]["lists"] == "here"
    assert "fetches" not in program.run("account", "list", "--lang", "en").out
