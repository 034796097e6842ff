"""Sources from the command line: list, add, remove, import and export."""

import asyncio
import shlex
import subprocess
from datetime import date

import pytest

from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from hpreader.model import Source
from hpreader.newsroom import Newsroom
from hpreader.sample import Newspaper
from tests.support.program import Program

OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Một" xmlUrl="https://mot.example/feed"/>
<outline text="Hai" xmlUrl="https://hai.example/feed"/>
</body></opml>"""


@pytest.fixture(scope="module")
def paper():
    with Newspaper(date(2026, 3, 7)) as running:
        yield running


@pytest.fixture
def program(tmp_path, paper):
    program = Program(tmp_path)
    asyncio.run(subscribe(program.places, Settings(), paper.url))
    return program


def names(program: Program) -> list[str]:
    return [record["name"] for record in program.run("sources", "--json").records]


def test_a_first_run_has_the_built_in_sources(tmp_path):
    program = Program(tmp_path)
    outcome = program.run("sources", "--lang", "en")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.count("never fetched") == len(names(program)) > 0


def test_the_list_tells_of_counts_and_troubles(program):
    (before,) = program.run("sources", "--json").records
    assert (before["name"], before["title"], before["total"]) == ("bao-mau", "Báo mẫu", 0)
    assert (before["checked_at"], before["problem"], before["schema"]) == (None, None, 1)
    program.run("sync", "--no-pages")
    (after,) = program.run("sources", "--json").records
    assert after["unread"] == after["total"] > 0
    assert after["checked_at"].endswith("+07:00")
    assert f"{after['total']} unread of {after['total']}" in program.run("sources", "--lang=en").out


def test_a_source_whose_sync_failed_says_why(tmp_path):
    with Newspaper(date(2026, 3, 7)) as paper:
        program = Program(tmp_path)
        asyncio.run(subscribe(program.places, Settings(), paper.url))
    program.run("sync")
    (source,) = program.run("sources", "--json", "--lang=en").records
    assert source["problem"]["kind"] == "refused"
    assert source["problem"]["message"].startswith("127.0.0.1 does not accept connections")
    assert "! 127.0.0.1 does not accept" in program.run("sources", "--lang=en").out


def test_any_page_of_a_site_is_enough_to_add_it(program, paper):
    program.run("sources", "remove", "bao-mau")
    outcome = program.run("sources", "add", f"{paper.url}/", "--name", "mẫu", "--json")
    assert outcome.status == 0
    assert outcome.records[0]["name"] == "mẫu"
    assert outcome.records[0]["title"] == "mẫu"  # what the panes call it
    assert names(program) == ["mẫu"]
    assert program.run("sync", "--no-pages").status == 0
    assert program.run("list").out


def test_a_known_source_is_switched_on_by_its_name_without_a_network(program):
    added = program.run("sources", "add", "vnexpress.net", "--json", "--offline", "--lang", "en")
    assert added.status == 0
    (record,) = added.records
    assert (record["name"], record["title"]) == ("vnexpress.net", "VnExpress")
    assert (record["only"], len(record["sections"]) > 5) == (["Hải Phòng"], True)
    assert "Only what speaks of Hải Phòng is kept" in added.err
    own = program.run(
        "sources", "add", "https://tuoitre.vn/", "--name", "Trẻ", "--offline", "--json"
    )
    assert (own.records[0]["name"], own.records[0]["title"]) == ("Trẻ", "Trẻ")
    program.run("sources", "remove", "vnexpress.net")
    assert names(program) == ["bao-mau", "Trẻ"]


def test_a_feed_is_added_under_the_section_it_lists(program, paper):
    program.run("sources", "remove", "bao-mau")
    outcome = program.run(
        "sources", "add", f"{paper.url}/category/kinh-te/feed", "--section", "Kinh tế", "--json"
    )
    (section,) = outcome.records[0]["sections"]
    assert section["name"] == "Kinh tế"


def test_the_command_that_is_named_can_be_given_to_a_shell(program, paper):
    program.run("sources", "remove", "bao-mau")
    feed = f"{paper.url}/category/kinh-te/feed"
    added = program.run("sources", "add", feed, "--name", "Báo của tôi", "--lang", "en")
    command = shlex.split(added.err.strip().rpartition("Fetch it: ")[2])
    assert command == ["hpreader", "sync", "Báo của tôi"]
    assert program.run(*command[1:]).status == 0


def test_a_name_cannot_speak_to_the_terminal(program, paper):
    program.run("sources", "remove", "bao-mau")
    feed = f"{paper.url}/category/kinh-te/feed"
    added = program.run("sources", "add", feed, "--name", "evil\x1b[31m\nx", "--lang", "en")
    assert added.err.startswith("Subscribed to evil x (")
    assert names(program) == ["evil x"]
    assert "\x1b" not in program.run("sources").out


def test_names_of_another_program_are_printed_clean_and_found_as_printed(program):
    asyncio.run(put(program, Source("evil\x1b[31m\nx", "Tên\x1b[2J", "https://bao.example/", ())))
    for outcome in (program.run("sources"), program.run("doctor")):
        assert "\x1b" not in outcome.out
        assert "evil x" in outcome.out
    assert program.run("sources", "remove", "evil x").status == 0
    assert names(program) == ["bao-mau"]


async def put(program: Program, source: Source) -> None:
    newsroom = Newsroom.open(program.places, Settings())
    await newsroom.subscriptions.put(source)
    await newsroom.close()


@pytest.mark.parametrize(
    ("url", "status"), [("ftp://bao.example", 2), ("file:///etc/passwd", 2), ("", 2)]
)
def test_what_is_no_address_cannot_be_added(program, url, status):
    outcome = program.run("sources", "add", url)
    assert (outcome.status, outcome.out) == (status, "")
    assert outcome.err.startswith("hpreader: ")
    assert names(program) == ["bao-mau"]


def test_a_site_that_is_down_cannot_be_added(program):
    with Newspaper(date(2026, 3, 7)) as other:
        url = other.url
    outcome = program.run("sources", "add", url, "--lang", "en")
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.err.startswith("hpreader: 127.0.0.1 does not accept connections")
    assert names(program) == ["bao-mau"]


def test_offline_nothing_can_be_added(program, paper):
    outcome = program.run("sources", "add", f"{paper.url}/", "--offline")
    assert (outcome.status, outcome.out) == (3, "")


def test_a_removed_source_is_gone_and_its_articles_with_it(program):
    program.run("sync", "--no-pages")
    outcome = program.run("sources", "remove", "Báo Mẫu", "--lang", "en")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "Unsubscribed from bao-mau; what was read and saved is kept.\n"
    assert names(program) == []
    assert program.run("sources", "--lang", "en").err.startswith("There are no sources.")


def test_what_is_not_subscribed_cannot_be_removed(program):
    outcome = program.run("sources", "remove", "nowhere", "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == "hpreader: There is no source called nowhere.\n"


def test_an_import_adds_to_what_is_there_and_counts(program, tmp_path):
    file = tmp_path / "of another reader.opml"
    file.write_text(OPML, encoding="utf-8")
    outcome = program.run("sources", "import", str(file), "--lang", "en")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == ("2 sources in the file: 2 new, 0 with new sections, 0 known already.\n")
    assert names(program) == ["bao-mau", "mot.example", "hai.example"]
    again = program.run("sources", "import", str(file), "--lang", "en")
    assert "0 new, 0 with new sections, 2 known already." in again.err


def test_a_list_that_another_source_has_already_is_not_imported_again(program, tmp_path):
    file = tmp_path / "in.opml"
    file.write_text(OPML, encoding="utf-8")
    assert program.run("sources", "import", str(file)).status == 0
    before = names(program)
    hosted = ' htmlUrl="https://ba.example/"/>'
    file.write_text(OPML.replace("/>", hosted), encoding="utf-8")
    outcome = program.run("sources", "import", str(file), "--lang=en")
    assert "0 new" in outcome.err
    assert names(program) == before


def test_a_new_password_in_an_imported_file_takes_the_place_of_the_old_one(program, tmp_path):
    file = tmp_path / "in.opml"
    for password in ("cu", "moi"):
        file.write_text(
            "<opml><body><outline text='Kín'"
            f" xmlUrl='https://ten:{password}@kin.example/feed'/></body></opml>"
        )
        assert program.run("sources", "import", str(file)).status == 0
    kept = program.places.data.with_name("logins.json").read_text()
    assert '"moi"' in kept
    assert '"cu"' not in kept
    lists = [
        one for one in program.run("sources", "--json").records if one["name"] == "kin.example"
    ]
    assert len(lists) == 1
    assert "ten" not in str(lists)
    assert program.run("sources", "export", "-").out.count("kin.example/feed") == 1


def test_what_an_import_skips_is_named(program, tmp_path):
    file = tmp_path / "in.opml"
    file.write_text(OPML.replace("https://mot.example/feed", "exec:/bin/mot"), encoding="utf-8")
    outcome = program.run("sources", "import", str(file), "--lang=en")
    assert outcome.status == 0
    assert "no address of a feed: Một exec:/bin/mot" in outcome.err


def test_stdin_and_stdout_are_files_too(program, tmp_path):
    exported = program.run("sources", "export", "-")
    assert exported.status == 0
    other = Program(tmp_path / "other")
    for name in names(other):
        other.run("sources", "remove", name)
    assert other.run("sources", "import", "-", stdin=exported.out.encode()).status == 0
    assert other.run("sources", "export", "-").out == exported.out


def test_an_export_to_a_file_is_what_goes_to_stdout(program, tmp_path):
    file = tmp_path / "mine.opml"
    outcome = program.run("sources", "export", str(file), "--lang", "en")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == f"1 source written to {file}.\n"
    assert file.read_text(encoding="utf-8") == program.run("sources", "export", "-").out


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "No such file or directory"),
        (b"", "no element found"),
        (b"<html/>", "<html>"),
        (b'<!DOCTYPE opml [<!ENTITY a "a">]><opml>&a;</opml>', "<!DOCTYPE>"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_with_the_reason(
    program, tmp_path, content, complaint
):
    file = tmp_path / "bad.opml"
    if content is not None:
        file.write_bytes(content)
    outcome = program.run("sources", "import", str(file), "--lang", "en")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"hpreader: {file} could not be read ({complaint}")


def test_an_import_from_a_closed_stdin_is_told(program):
    command = " ".join([*program.command("sources", "import", "-", "--lang=en"), "0<&-"])
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, env=program.environment(), check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode() == "hpreader: - could not be read (Bad file descriptor).\n"


@pytest.mark.parametrize(
    ("file", "status"),
    [
        ("/", 1),
        ("/nowhere/at/all.opml", 1),
        pytest.param(
            "/dev/full",
            4,
            marks=pytest.mark.skipif("not __import__('os').path.exists('/dev/full')"),
        ),
    ],
)
def test_a_file_that_cannot_be_written_is_named_with_the_reason(program, file, status):
    outcome = program.run("sources", "export", file, "--lang", "en")
    assert (outcome.status, outcome.out) == (status, "")
    assert outcome.err.startswith(f"hpreader: {file} could not be written (")
