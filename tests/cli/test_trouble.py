"""What a user can do to the program from outside: pipes, signals, broken files, terminals."""

import asyncio
import re
import signal
import subprocess
import sys
from argparse import Namespace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from rich.cells import cell_len

from hpreader.cli.commands.demo import subscribe
from hpreader.cli.session import with_newsroom
from hpreader.config import Settings
from hpreader.model import ListQuery, Section, Source
from hpreader.newsroom.newsroom import wall_clock
from hpreader.sample import Newspaper
from hpreader.store import Store
from tests.support.program import Program
from tests.support.pty import terminal
from tests.support.wire import Wire, reply


@pytest.fixture
def program(tmp_path):
    return Program(tmp_path)


@pytest.fixture(scope="module")
def synced(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("synced"))
    with Newspaper(date(2026, 3, 7)) as paper:
        asyncio.run(subscribe(program.places, Settings(), paper.url))
        assert program.run("sync", "--quiet", "--no-pages").status == 0
    return program


def on_a_terminal(
    program: Program, *arguments: str, columns: int = 80, **environment: str
) -> tuple[int, str]:
    """Run it on a terminal to its end; its exit status and what it drew."""
    command = program.command(*arguments)
    with terminal(command, program.environment(**environment), columns) as screen:
        return screen.end()


# --- pipes --------------------------------------------------------------------------------------


def test_a_reader_that_has_enough_ends_it_quietly(synced):
    with subprocess.Popen(
        synced.command("sources", "export", "-"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=synced.environment(),
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif("not __import__('os').path.exists('/dev/full')")
@pytest.mark.parametrize("asked", ["list", "--help", "--version"])
def test_an_output_that_is_full_is_told(synced, asked):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        done = subprocess.run(
            synced.command(asked, "--lang=en"),
            stdout=full,
            stderr=subprocess.PIPE,
            env=synced.environment(),
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr.decode().startswith("hpreader: The disk is full: stdout could not be")


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&-", "1>&- 2>&-"])
def test_closed_streams_are_no_trouble(synced, closed):
    command = " ".join([*synced.command("list"), closed])
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=synced.environment(), check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""


# --- signals ------------------------------------------------------------------------------------


@pytest.fixture
def hanging_site():
    """A site that takes a request and never answers; the event says that one has come."""
    asked, ended = Event(), Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.set()
            ended.wait(60)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    ended.set()
    server.shutdown()
    thread.join()
    server.server_close()


def test_ctrl_c_ends_a_sync_at_once_and_quietly(program, hanging_site):
    url, asked = hanging_site
    asyncio.run(subscribe(program.places, Settings(), url))
    # A shell starts what it puts into the background with the signal ignored; the tests may be so.
    heeding = "import os, signal, sys; signal.signal(2, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    with subprocess.Popen(
        [sys.executable, "-c", heeding, *program.command("sync")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program.environment(),
    ) as process:
        assert asked.wait(60)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


# --- terminals ----------------------------------------------------------------------------------


def test_on_a_terminal_an_article_is_drawn_in_colour(synced):
    article = synced.run("list", "--json", "-n", "1").records[0]
    status, drawn = on_a_terminal(synced, "show", article["id"], "--offline")
    assert status == 0
    assert "\x1b[1;31m" in drawn
    assert drawn.count("\n") > 5


def test_no_colour_is_drawn_where_none_is_wanted(synced):
    article = synced.run("list", "--json", "-n", "1").records[0]
    _, drawn = on_a_terminal(synced, "show", article["id"], "--offline", NO_COLOR="1")
    assert "\x1b[1m" in drawn
    assert "31m" not in drawn


@pytest.mark.parametrize("columns", [1, 20, 60, 200])
def test_an_article_fits_every_terminal(synced, columns):
    article = synced.run("list", "--json", "-n", "1").records[0]
    status, drawn = on_a_terminal(
        synced, "show", article["id"], "--offline", NO_COLOR="1", TERM="dumb", columns=columns
    )
    assert status == 0
    if columns > 3:
        assert max(len(line) for line in drawn.splitlines()) <= min(73, columns)


@pytest.mark.parametrize("columns", [30, 40, 60, 80, 100, 120, 200])
def test_a_list_is_fitted_to_the_terminal_and_aligned_in_columns(synced, columns):
    _, drawn = on_a_terminal(synced, "list", columns=columns)
    lines = drawn.splitlines()
    assert len(lines) > 10
    assert max(map(cell_len, lines)) <= columns
    marks = {cell_len(re.split("[●○]", line)[0]) for line in lines}
    assert len(marks) == 1
    if columns < 100:
        assert any("…" in line for line in lines)


def test_a_search_is_fitted_to_the_terminal_with_the_words_that_were_found(synced):
    status, drawn = on_a_terminal(synced, "search", "tàu", columns=60)
    assert status == 0
    assert max(map(cell_len, drawn.splitlines())) <= 60
    assert any(line.startswith("    ") and "tàu" in line for line in drawn.splitlines())


def test_sources_are_fitted_to_the_terminal(synced):
    status, drawn = on_a_terminal(synced, "sources", columns=40)
    assert status == 0
    (row,) = [line for line in drawn.splitlines() if line.startswith("bao-mau")]
    assert cell_len(row) <= 40


def test_a_list_in_a_pipe_is_whole(synced):
    titles = [line["title"] for line in synced.run("list", "--json").records]
    rows = synced.run("list").out.splitlines()
    assert all(title in row for title, row in zip(titles, rows, strict=True))


def test_a_sync_on_a_terminal_draws_a_bar_and_takes_it_away(synced):
    status, drawn = on_a_terminal(synced, "sync", "--lang", "en", "--no-pages")
    assert status == 1  # the newspaper is closed by now
    assert re.search(r"([1-9])/\1\x1b", drawn)  # as many lists as the newspaper has
    assert "bao-mau: 127.0.0.1 does not accept connections" in drawn


# --- files --------------------------------------------------------------------------------------


def test_a_cache_that_is_no_database_is_begun_anew_with_a_word(program):
    program.places.cache.parent.mkdir(parents=True)
    program.places.cache.write_bytes(b"this is no database" * 1000)
    outcome = program.run("list", "--lang", "en")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err.startswith("hpreader: The cache was unreadable and has been begun anew;")


def test_a_cache_that_breaks_while_a_command_runs_is_told_once(program, monkeypatch, capsys):
    for name, value in program.environment().items():
        monkeypatch.setenv(name, value)

    async def work(newsroom, _):
        await newsroom.marks.set_read(["x"])
        program.places.cache.write_bytes(b"this is no database" * 5000)
        newsroom.lists.rows(ListQuery()).count()
        return 0

    assert with_newsroom(work, Namespace(offline=True), Settings()) == 0
    assert capsys.readouterr().err.count(str(program.places.cache)) == 1


def test_user_data_that_is_no_database_stops_everything_and_stays_as_it_is(program):
    program.places.data.parent.mkdir(parents=True)
    program.places.data.write_bytes(b"this is no database" * 1000)
    for command in (["list"], ["sync"], ["show", "x"], ["sources"], ["search", "x"]):
        outcome = program.run(*command, "--lang", "en")
        assert (outcome.status, outcome.out) == (4, ""), command
        assert "is damaged" in outcome.err
    assert program.places.data.read_bytes() == b"this is no database" * 1000


def test_a_place_where_no_file_can_be_is_told(program):
    (program.home / "data").write_text("a file where a directory should be")
    outcome = program.run("list", "--lang", "en")
    assert (outcome.status, outcome.out) == (4, "")
    assert "cannot be " in outcome.err


# --- doctor -------------------------------------------------------------------------------------


def test_the_doctor_tells_where_things_live_and_how_they_are(synced):
    outcome = synced.run("doctor", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    (report,) = outcome.records
    files = {name: file["path"] for name, file in report["files"].items()}
    assert files == {
        "config": str(synced.places.config),
        "rules": str(synced.places.config.with_name("rules.toml")),
        "data": str(synced.places.data),
        "cache": str(synced.places.cache),
    }
    assert set(report["health"].values()) == {"ok"}
    assert report["articles"] > 0
    assert report["sources"][0]["name"] == "bao-mau"
    assert report["libraries"]["textual"]
    assert report["terminal"]["is_terminal"] is False
    assert report["problems"] == []


def test_the_doctor_speaks_to_people_too(synced):
    outcome = synced.run("doctor")
    assert outcome.status == 0
    assert str(synced.places.data) in outcome.out
    assert "Phiên bản" in outcome.out
    assert "bao-mau" in outcome.out


def test_the_doctor_sees_patients_that_nothing_else_can_help(program):
    program.configure("mesure = 60")
    program.places.data.parent.mkdir(parents=True)
    program.places.data.write_bytes(b"this is no database" * 1000)
    outcome = program.run("doctor", "--json", "--lang", "en")
    assert outcome.status == 4
    (report,) = outcome.records
    assert [problem["kind"] for problem in report["problems"]] == ["bad_setting", "data_broken"]
    assert str(program.places.data) in program.run("doctor").out


def test_the_doctor_minds_settings_that_cannot_be_meant(program):
    program.configure("mesure = 60")
    outcome = program.run("doctor", "--lang", "en")
    assert outcome.status == 2
    assert "did you mean “measure”?" in outcome.out


# --- servers ------------------------------------------------------------------------------------


async def test_a_list_that_breaks_off_is_done_in_part(program):
    async with Wire() as server:
        item = f"<item><title>Tin một</title><link>{server.url('/mot.html')}</link></item>"
        feed = f'<rss version="2.0"><channel><title>Báo</title>{item}<item><title>Tin h'
        server.answers("/feed", reply(feed.encode(), "200 OK", "Content-Type: text/xml"))
        source = Source("bao", "Báo", server.url(), (Section("Tin", (server.url("/feed"),)),))
        with Store.open(program.places.cache, program.places.data, now=wall_clock) as store:
            store.sources.put(source)
        outcome = await asyncio.to_thread(program.run, "sync", "--json", "--no-pages")
    (event,) = [record for record in outcome.records if record["event"] == "source"]
    assert (event["status"], event["new"]) == ("new", 1)
    assert event["problem"]["kind"] == "feed_broken"
    assert outcome.status == 1
    assert outcome.err.startswith("bao: ")
