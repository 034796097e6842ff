"""Reading from the command line: sync, list, show and search against the sample newspaper."""

import asyncio
import json
import re
import shlex
import shutil
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

import pytest

from hpreader.cli.arguments.argument_parser import make_parser
from hpreader.cli.arguments.examples import EXAMPLES
from hpreader.cli.commands.demo import run as run_demo
from hpreader.cli.commands.demo import sample_source, subscribe
from hpreader.config import Settings
from hpreader.sample import SECTIONS, Newspaper
from tests.support.program import Program
from tests.support.pty import terminal

TODAY = date(2026, 3, 7)

HEADLINE = {
    "schema", "id", "url", "title", "source", "section", "sections", "published", "summary",
    "read", "saved", "cached", "muted", "tags",
}  # fmt: skip
ARTICLE = {
    "schema", "id", "url", "source", "section", "sections", "title", "lede", "published",
    "updated", "byline", "origin", "blocks", "related", "related_from", "cached_at",
}  # fmt: skip


@pytest.fixture(scope="module")
def paper():
    with Newspaper(TODAY) as running:
        yield running


def subscribed(home: Path, paper: Newspaper) -> Program:
    program = Program(home)
    asyncio.run(subscribe(program.places, Settings(), paper.url))
    return program


@pytest.fixture(scope="module")
def synced(tmp_path_factory, paper):
    """A home with the whole sample newspaper in it, for tests that only read."""
    program = subscribed(tmp_path_factory.mktemp("synced"), paper)
    assert program.run("sync", "--quiet").status == 0
    return program


@pytest.fixture
def fresh(tmp_path, paper):
    """A home that is subscribed to the sample newspaper and has fetched nothing."""
    return subscribed(tmp_path, paper)


@pytest.fixture
def copied(tmp_path, synced):
    """A copy of the synced home, for tests that change it."""
    shutil.copytree(synced.home, tmp_path / "home")
    return Program(tmp_path / "home")


def headlines(program: Program, *arguments: str) -> list[dict]:
    outcome = program.run("list", "--json", *arguments)
    assert (outcome.status, outcome.err) == (0, "")
    return outcome.records


# --- sync ---------------------------------------------------------------------------------------


def test_a_first_sync_brings_the_news_and_tells_of_it(fresh):
    outcome = fresh.run("sync", "--lang", "en")
    assert (outcome.status, outcome.out) == (0, "")
    news = len(headlines(fresh))
    assert news > 10
    assert f"bao-mau: {news} new articles\n" in outcome.err
    assert f"Done: {news} new, " in outcome.err


def test_a_second_sync_finds_nothing_new(copied):
    outcome = copied.run("sync", "--json")
    assert outcome.status == 0
    (source,) = [record for record in outcome.records if record["event"] == "source"]
    assert source == {
        "schema": 1,
        "event": "source",
        "source": "bao-mau",
        "status": "unchanged",
        "new": 0,
        "changed": 0,
        "problem": None,
    }


def test_sync_events_are_one_object_a_line_with_the_sum_at_the_end(fresh):
    outcome = fresh.run("sync", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    *events, done = outcome.records
    assert set(done) == {"schema", "event", "sources", "new", "pages", "bytes", "failed"}
    assert (done["event"], done["sources"], done["failed"]) == ("done", 1, 0)
    pages = [event for event in events if event["event"] == "page"]
    fetched = [page for page in pages if page["status"] == "fetched"]
    assert len(fetched) == done["pages"] > 0
    assert set(pages[0]) == {"schema", "event", "url", "status", "problem"}
    assert done["bytes"] > 0


def test_sync_without_pages_fetches_only_the_lists(fresh):
    *_, done = fresh.run("sync", "--no-pages", "--json").records
    assert done["pages"] == 0
    assert done["new"] == len(headlines(fresh)) > 0


def test_a_quiet_sync_says_nothing(fresh):
    outcome = fresh.run("sync", "--quiet", "--no-pages")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_a_sync_whose_source_is_down_says_which_and_why_and_ends_with_1(tmp_path):
    with Newspaper(TODAY) as paper:
        program = subscribed(tmp_path, paper)
    outcome = program.run("sync", "--quiet", "--lang", "en")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith("bao-mau: 127.0.0.1 does not accept connections")
    outcome = program.run("sync", "--json")
    assert outcome.status == 1
    assert outcome.records[0]["status"] == "failed"
    problem = outcome.records[0]["problem"]
    assert (problem["kind"], problem["status"], problem["reason"]) == ("refused", None, None)
    assert problem["text"] == problem["message"]
    assert problem["text"].startswith("127.0.0.1")
    assert outcome.records[-1]["failed"] == 1


def test_the_problems_of_an_offline_sync_give_their_reason_to_scripts(fresh):
    outcome = fresh.run("sync", "--offline", "--json")
    problem = outcome.records[0]["problem"]
    assert (problem["kind"], problem["reason"]) == ("offline", "started_offline")


def test_a_sync_of_one_source_may_name_it_by_its_title(fresh):
    outcome = fresh.run("sync", "--no-pages", "--json", "BÁO MẪU")
    assert outcome.status == 0
    assert outcome.records[0]["source"] == "bao-mau"


def test_a_sync_of_an_unknown_source_is_wrong_usage_and_fetches_nothing(fresh, paper):
    asked = len(paper.requests)
    outcome = fresh.run("sync", "nowhere", "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == "hpreader: There is no source called nowhere.\n"
    assert len(paper.requests) == asked


def test_an_offline_sync_asks_nobody(fresh, paper):
    asked = len(paper.requests)
    outcome = fresh.run("--offline", "sync")
    assert outcome.status == 1
    assert len(paper.requests) == asked
    said = fresh.run("sync", "--offline", "--lang", "en").err
    assert "This reader was started offline; it does not touch the network." in said
    assert "Cannot find" not in said


# --- list ---------------------------------------------------------------------------------------


def test_an_empty_list_is_an_answer_and_says_to_a_person_what_to_do(fresh):
    outcome = fresh.run("list", "--lang", "en")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "No news in the cache yet. Fetch it: hpreader sync\n"
    script = fresh.run("list", "--json")
    assert (script.status, script.out, script.err) == (0, "", "")


def test_a_list_is_newest_first_in_json_that_scripts_know(synced):
    found = headlines(synced)
    assert all(set(record) == HEADLINE and record["schema"] == 1 for record in found)
    times = [datetime.fromisoformat(record["published"]) for record in found]
    assert times == sorted(times, reverse=True)
    assert all(record["published"].endswith("+07:00") for record in found)
    assert {record["source"] for record in found} == {"bao-mau"}
    assert all(record["cached"] and not record["read"] for record in found)


def test_a_list_for_people_has_a_line_for_each_headline(synced):
    found = headlines(synced)
    lines = synced.run("list").out.splitlines()
    assert len(lines) == len(found)
    for line, record in zip(lines, found, strict=True):
        assert line.startswith(record["id"])
        assert record["title"] in line


def test_a_list_can_be_cut(synced):
    assert headlines(synced, "-n", "3") == headlines(synced)[:3]


def test_a_list_can_be_narrowed_to_a_day(synced):
    found = headlines(synced)
    day = found[len(found) // 2]["published"][:10]
    wanted = [record for record in found if record["published"].startswith(day)]
    assert headlines(synced, "--date", day) == wanted
    year, month, number = day.split("-")
    for other in (f"{int(number)}/{int(month)}/{year}", f"{number}.{month}.{year}"):
        assert headlines(synced, "--date", other) == wanted
    assert headlines(synced, "--date", "1999-01-01") == []


def test_a_list_can_be_narrowed_to_a_section(synced):
    section = SECTIONS[1][0]
    wanted = [record for record in headlines(synced) if section in record["sections"]]
    assert wanted
    assert headlines(synced, "--section", section) == wanted


def test_a_list_that_is_narrowed_to_nothing_says_why(synced):
    for options, words in (
        (("--date", "1999-01-01"), "There are no such headlines.\n"),
        (("--section", "Thể thoa"), "hpreader: There is no section called Thể thoa.\n"),
    ):
        outcome = synced.run("list", *options, "--lang", "en")
        assert (outcome.status, outcome.out, outcome.err) == (0, "", words)


def test_a_list_can_be_narrowed_to_a_source(synced):
    assert headlines(synced, "--source", "bao-mau") == headlines(synced)
    assert headlines(synced, "--source", "Báo Mẫu") == headlines(synced)
    outcome = synced.run("list", "--source", "nowhere", "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == "hpreader: There is no source called nowhere.\n"


def test_nothing_is_saved_and_everything_is_unread_before_the_reader_was_used(synced):
    assert headlines(synced, "--saved") == []
    assert headlines(synced, "--unread") == headlines(synced)


# --- the hook after a sync ----------------------------------------------------------------------


def test_a_hook_gets_what_is_new_as_list_prints_it_and_its_failure_is_told(fresh, tmp_path):
    got = tmp_path / "got"
    script = f"cat > {got}; echo not for stdout; echo hỏng >&2; exit 3"
    fresh.configure(f"[hooks]\nafter_sync = {json.dumps(['sh', '-c', script])}")
    outcome = fresh.run("sync", "--quiet", "--no-pages", "--lang", "en")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err == "hpreader: The program after the sync failed (exit status 3). hỏng\n"
    records = [json.loads(line) for line in got.read_text("utf-8").splitlines()]
    listed = {record["id"]: record for record in headlines(fresh)}
    assert {record["id"]: record for record in records} == listed
    assert sorted((one["published"] for one in records), reverse=True) == [
        one["published"] for one in records
    ]
    got.unlink()
    assert fresh.run("sync", "--no-pages").status == 0
    assert not got.exists()


def test_the_demo_gives_its_news_to_no_hook(monkeypatch):
    used = []
    for variable in ("NO_PROXY", "no_proxy"):  # which the demo changes
        monkeypatch.setenv(variable, "")
    monkeypatch.setattr("hpreader.cli.commands.demo.has_terminal", lambda: True)
    monkeypatch.setattr(
        "hpreader.cli.commands.demo.read",
        lambda files, settings, **more: used.append(settings) or 0,
    )
    run_demo(Namespace(offline=True, linear=False), Settings(measure=60, after_sync=("cat",)))
    assert used == [Settings(measure=60)]


# --- unread -------------------------------------------------------------------------------------


def test_counts_for_status_bars_are_those_of_the_lists(synced):
    unread, saved = headlines(synced, "--unread"), headlines(synced, "--saved")
    (counts,) = synced.run("unread", "--json").records
    assert counts.pop("synced_at").endswith("+07:00")
    assert counts == {
        "schema": 1,
        "unread": len(unread),
        "new": 0,
        "saved": len(saved),
        "total": len(headlines(synced)),
        "waiting": 0,
    }
    section = unread[0]["section"]
    form = '{"text": "{unread}", "class": "{class}", "x": {}} {saved} {other}'
    outcome = synced.run("unread", "--section", section, "--format", form)
    count = len(headlines(synced, "--unread", "--section", section))
    assert outcome.out == f'{{"text": "{count}", "class": "unread", "x": {{}}}} 0 {{other}}\n'


def test_a_status_bar_can_stay_empty_where_nothing_is_unread(fresh):
    assert fresh.run("unread").out == "0\n"
    assert fresh.run("unread", "--format", "{class} {synced}").out == "read -\n"
    assert fresh.run("unread", "--if-any").out == ""
    assert fresh.run("unread", "--source", "nix").status == 2


# --- show ---------------------------------------------------------------------------------------


def test_an_article_is_shown_by_its_id_and_by_its_address(synced):
    headline = headlines(synced)[0]
    by_id = synced.run("show", headline["id"], "--json", "--offline")
    assert (by_id.status, by_id.err) == (0, "")
    (article,) = by_id.records
    assert set(article) == ARTICLE
    assert article["title"] == headline["title"]
    assert article["blocks"]
    by_address = synced.run("--offline", "show", headline["url"], "--json")
    assert by_address.records == [article]


def test_an_article_is_shown_as_text_and_as_markdown(synced):
    headline = headlines(synced)[0]
    piped = synced.run("show", headline["id"])
    text = synced.run("show", headline["id"], "--text")
    assert piped == text
    first_word = headline["title"].split()[0]
    assert first_word in text.out
    assert "\x1b" not in text.out
    markdown = synced.run("show", headline["id"], "--markdown")
    assert f"# {headline['title']}\n" in markdown.out


def test_showing_marks_nothing_as_read(synced):
    headline = headlines(synced)[0]
    synced.run("show", headline["id"])
    assert headlines(synced)[0] == headline


def test_an_article_that_is_not_cached_is_fetched(fresh, paper):
    post = paper.edition.listed()[0]
    outcome = fresh.run("show", f"{paper.url}/{post.slug}.html?utm_source=x", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.records[0]["title"] == post.title
    assert "utm_source" not in outcome.records[0]["url"]
    again = fresh.run("show", outcome.records[0]["url"], "--json", "--offline")
    assert again.records[0]["id"] == outcome.records[0]["id"]
    assert headlines(fresh) == []  # it was not brought by a list


def test_related_news_say_whether_they_are_cached(synced):
    articles = [
        synced.run("show", headline["id"], "--json").records[0]
        for headline in headlines(synced, "-n", "3")
    ]
    related = [item for article in articles for item in article["related"]]
    assert related
    assert all(set(item) == {"title", "url", "excerpt", "published", "cached"} for item in related)
    assert all(item["cached"] for item in related)


@pytest.mark.parametrize(
    ("name", "status", "complaint"),
    [
        ("nothing-like-this", 3, "There is no article “nothing-like-this”."),
        ("", 3, "There is no article “”."),
        ("https://nowhere.example/bai", 3, "It is queued"),
        ("nowhere.example/bai", 3, "It is queued"),
        ("mailto:toa-soan@bao.example", 2, "is not an address that can be opened here"),
        ("file:///etc/passwd", 2, "is not an address that can be opened here"),
        ("javascript:alert(1)", 2, "is not an address that can be opened here"),
    ],
)
def test_what_is_not_there_is_said(fresh, name, status, complaint):
    outcome = fresh.run("show", name, "--offline", "--lang", "en")
    assert (outcome.status, outcome.out) == (status, "")
    assert complaint in outcome.err


def test_a_page_that_does_not_exist_is_not_there(fresh, paper):
    outcome = fresh.run("show", f"{paper.url}/khong-co-bai-nay/")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err.startswith("hpreader: ")


# --- search -------------------------------------------------------------------------------------


def test_a_search_finds_titles_with_the_words_around_the_match(synced):
    headline = headlines(synced)[0]
    outcome = synced.run("search", "--json", headline["title"])
    assert (outcome.status, outcome.err) == (0, "")
    found = outcome.records
    assert all(set(record) == HEADLINE | {"snippet"} for record in found)
    assert headline["id"] in {record["id"] for record in found}


def test_a_search_takes_its_words_as_one_or_as_many_arguments(synced):
    words = headlines(synced)[0]["title"].split()[:2]
    assert synced.run("search", *words) == synced.run("search", " ".join(words))


def test_a_search_can_be_cut_and_is_readable(synced):
    many = synced.run("search", "la").out.splitlines()
    few = synced.run("search", "la", "-n", "1").out.splitlines()
    assert few == many[: len(few)]
    assert len(few) == 2
    assert few[1].startswith("    ")


def test_a_search_that_finds_nothing_says_so(synced):
    outcome = synced.run("search", "qwertyuiop", "--lang", "en")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err == "hpreader: Nothing was found for “qwertyuiop”.\n"


def test_filters_of_a_search_that_mean_nothing_are_told(synced):
    outcome = synced.run("search", "after:31/02/2026 is:odd section:Ngoài la", "--lang", "en")
    assert outcome.err.splitlines()[:3] == [
        "hpreader: “after:31/02/2026” names no day and was taken for words; "
        "write after:22/11/2026, after:2026-11 or before:yesterday.",
        "hpreader: “is:odd” was taken for words; there are is:unread, is:saved and is:muted.",
        "hpreader: There is no section called Ngoài.",
    ]


@pytest.mark.parametrize("query", ['"', "*", "AND", "after:x", "section:", "-", "''; DROP", "\x1b"])
def test_no_query_is_more_than_a_search_that_finds_something_or_nothing(synced, query):
    assert synced.run("search", "--", query).status in {0, 3}


# --- all of them --------------------------------------------------------------------------------


def test_data_is_utf8_whatever_the_locale_says(synced):
    settings = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert synced.run("list", **settings) == synced.run("list")


def test_bytes_that_are_no_text_in_an_argument_are_no_trouble(synced):
    assert synced.run("search", "\udcff\udcfe").status == 3
    assert synced.run("show", "\udcff\udcfe").status == 3


def test_list_show_and_search_need_neither_textual_nor_the_network_libraries(synced):
    headline = headlines(synced)[0]
    for arguments in (["list"], ["show", headline["id"]], ["search", "la"], ["sources"]):
        script = (
            "import sys, json; from hpreader.__main__ import main\n"
            f"sys.argv[1:] = {arguments!r}\n"
            "assert main() == 0\n"
            "print(json.dumps(list(sys.modules)))"
        )
        outcome = synced.run_python(script)
        loaded = set(json.loads(outcome.out.splitlines()[-1]))
        assert not {"textual", "httpx", "feedparser", "lxml"} & loaded, arguments


def test_the_sample_source_has_a_list_for_each_section(paper):
    source = sample_source(paper.url)
    assert [section.name for section in source.sections] == [name for name, _slug in SECTIONS]


# --- forms of output -------------------------------------------------------------------------------


def test_a_headline_is_printed_in_the_users_form(synced: Program) -> None:
    rows = synced.run("list", "--json", "-n", "3").records
    form = r'{id}\t{date}|{title} {unknown} {"a": 1} \\'
    lines = synced.run("list", "-n", "3", "--format", form).out.splitlines()
    assert lines == [
        f'{row["id"]}\t{row["published"][:10]}|{row["title"]} {{unknown}} {{"a": 1}} \\'
        for row in rows
    ]
    assert synced.run("list", "--json", "--format", "x").status == 2


def on_terminal(program: Program, *arguments: str, lines: int = 24, **environment: str) -> str:
    """What a command draws on a terminal of some height, without control sequences."""
    given = program.environment(**environment)
    with terminal(program.command(*arguments), given, 80, lines) as screen:
        status, drawn = screen.end()
    assert status == 0
    return re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", drawn)


def test_what_is_longer_than_the_terminal_goes_to_the_users_pager(
    synced: Program, tmp_path: Path
) -> None:
    url = synced.run("list", "--json", "-n", "1").records[0]["url"]
    seen = tmp_path / "seen"
    pager = f"cat > {seen}; echo seen"
    for form in ((), ("--text",), ("--markdown",)):
        assert on_terminal(synced, "show", url, *form, PAGER=pager).strip() == "seen"
        assert len(seen.read_text(encoding="utf-8")) > 500
        seen.unlink()
    for pager in ("", "cat", "no-such-program-here"):
        assert len(on_terminal(synced, "show", url, PAGER=pager)) > 500
    assert len(on_terminal(synced, "show", url, lines=500, PAGER=f"cat > {seen}")) > 500
    assert len(synced.run("show", url, PAGER=f"cat > {seen}").out) > 500
    assert not seen.exists()


def test_a_pager_that_is_closed_early_is_no_error(synced: Program) -> None:
    url = synced.run("list", "--json", "-n", "1").records[0]["url"]
    assert "một dòng" in on_terminal(synced, "show", url, PAGER="head -n 1 >&2; echo một dòng")


def test_colours_are_kept_in_a_pipe_where_they_are_asked_for(synced: Program) -> None:
    url = synced.run("list", "--json", "-n", "1").records[0]["url"]
    assert "\x1b[" not in synced.run("show", url).out
    assert "\x1b[" in synced.run("show", url, FORCE_COLOR="1").out


# --- help ------------------------------------------------------------------------------------------


def test_help_is_there_for_every_command_and_topic(tmp_path: Path) -> None:
    program = Program(tmp_path)
    named = program.run("--lang", "en", "help").out
    for command in make_parser().command_names:
        assert f"    {command}" in named
        assert program.run("help", command).out == program.run(command, "--help").out
    assert "Ctrl+Y" in program.run("help", "keys").out
    assert "NO_COLOR" in program.run("help", "environment").out
    assert "130" in program.run("help", "status").out
    outcome = program.run("--lang", "en", "help", "serch")
    assert (outcome.status, "Did you mean “search”?" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    "line", sorted({line for lines in EXAMPLES.values() for line in lines}), ids=str
)
def test_the_examples_of_the_help_can_be_given(line: str) -> None:
    words = shlex.split(re.split(r" [|>] ", line)[0])
    words = words[words.index("hpreader") + 1 :]
    assert make_parser().parse_args(words).command in EXAMPLES
