"""The commands of a user's shell with a real tt-rss."""

import pytest

from tests.support.program import Outcome, Program

from .newspaper import FEED, HOME, Newspaper
from .server import PASSWORD, USER, TtRss


@pytest.fixture
def run(tmp_path, server: TtRss, paper: Newspaper):
    """Runs commands of a program that is subscribed to the newspaper alone."""
    program = Program(tmp_path / "home")

    def run(*arguments: str) -> Outcome:
        return program.run(*arguments, http_proxy=paper.proxy, no_proxy="127.0.0.1")

    names = [one["name"] for one in run("sources", "--json").records]
    assert run("sources", "add", FEED).status == 0
    for name in names:
        assert run("sources", "remove", name).status == 0
    return run


def test_an_account_is_added_synchronised_with_the_news_and_removed(run, server: TtRss):
    server.subscribe(FEED)
    server.mark("1", read=True)
    server.mark("2", starred=True)
    added = run(
        "account", "add", server.url, "--user", USER, "--lead", "server", "--json",
        "--password-command", f"echo '{PASSWORD}'",
    )  # fmt: skip
    assert added.status == 0
    assert (added.records[0]["kind"], added.records[0]["server"]) == (
        "tt-rss",
        f"{server.url}/tt-rss/api",
    )
    synced = run("sync", "--json")
    assert synced.status == 0
    assert (synced.records[0]["event"], synced.records[0]["status"]) == ("account", "synced")
    run("account", "sync")
    rows = {one["url"].removeprefix(f"{HOME}/"): one for one in run("list", "--json").records}
    assert {name: one["read"] for name, one in rows.items()} == {
        "1.html": True, "2.html": False, "3.html": False,
    }  # fmt: skip
    assert [name for name, one in rows.items() if one["saved"]] == ["2.html"]
    assert "tt-rss" in run("account", "list").out
    assert run("account", "remove", "127.0.0.1").status == 0
    assert server.marks()["1"] == (True, False)


def test_the_other_kind_is_not_found_there_and_no_secret_is_printed(run, server: TtRss):
    for options in (["--kind", "google-reader"], ["--kind", "tt-rss"]):
        outcome = run(
            "account", "add", server.url, "--user", USER, "--lead", "here", "--lang", "en",
            "--password-command", "echo 'mật khẩu khác'", *options,
        )  # fmt: skip
        assert outcome.status == 3
        assert "khẩu" not in outcome.out + outcome.err
    assert "does not accept" in outcome.err
