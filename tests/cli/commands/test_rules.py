"""`hpreader rules`, and that all commands agree on what rules hide."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hpreader.model import Section, Source
from hpreader.store import Store
from tests.support.program import Program
from tests.support.pty import terminal
from tests.support.storeroom import entry, record_list

NOW = datetime.now(UTC)
MUTE = '[[rule]]\nname = "Không bóng"\nwords = ["bóng đá"]\nmute = true\n'
TAG = '[[rule]]\nwords = "mưa"\ntag = ["thời tiết", "miền Bắc"]\n'


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A cache with three articles."""
    program = Program(tmp_path)
    for path in program.places:
        path.parent.mkdir(parents=True)
    with Store.open(program.places.cache, program.places.data, now=lambda: NOW) as store:
        source = Source("bao.example", "Báo", "https://bao.example/", (Section("Thể thao"),))
        store.sources.put_all([source])
        names = ("Bóng đá trẻ", "Mưa lớn", "Cầu mới")
        entries = [
            entry(name, published=NOW - timedelta(minutes=n)) for n, name in enumerate(names)
        ]
        record_list(store, entries, section="Thể thao", at=NOW)
    return program


def write(program: Program, text: str) -> None:
    program.places.rules.write_text(text, "utf-8")


def listed(program: Program, *arguments: str) -> list[str]:
    return [row["title"] for row in program.run("list", "--json", *arguments).records]


def test_list_search_and_unread_agree_on_what_is_hidden(program: Program) -> None:
    assert len(listed(program)) == 3
    write(program, MUTE)
    assert program.run("unread").out == "2\n"
    assert listed(program) == ["Mưa lớn", "Cầu mới"]
    assert listed(program, "--section", "Thể thao") == ["Mưa lớn", "Cầu mới"]
    assert program.run("search", "bóng").status == 3
    assert (
        program.run("unread", "--section", "Thể thao", "--format", "{unread}/{total}").out
        == "2/2\n"
    )
    program.places.rules.unlink()
    assert len(listed(program)) == 3


def test_what_is_hidden_is_listed_and_found_with_its_rule(program: Program) -> None:
    write(program, MUTE)
    (row,) = program.run("list", "--muted", "--json").records
    assert (row["title"], row["muted"]) == ("Bóng đá trẻ", "Không bóng")
    assert "Không bóng" in program.run("list", "--muted").out
    assert [row["title"] for row in program.run("search", "bong", "--muted", "--json").records] == [
        "Bóng đá trẻ"
    ]
    assert listed(program, "--muted", "--source", "bao.example") == ["Bóng đá trẻ"]
    assert listed(program, "--muted", "--section", "Khác") == []
    assert program.run("show", row["id"], "--offline").status in {0, 3}


def test_tags_are_listed(program: Program) -> None:
    write(program, TAG)
    assert listed(program, "--tag", "thời tiết") == ["Mưa lớn"]
    assert listed(program, "--tag", "thoi tiet", "--tag", "miền bắc") == ["Mưa lớn"]
    (row,) = program.run("list", "--tag", "miền Bắc", "--json").records
    assert row["tags"] == ["thời tiết", "miền Bắc"]
    outcome = program.run("list", "--tag", "bão")
    assert (outcome.out, "bão" in outcome.err) == ("", True)


def test_rules_are_listed_and_tested(program: Program) -> None:
    write(program, MUTE + TAG)
    rows = program.run("rules", "--json").records
    assert [(row["name"], row["line"], row["actions"], row["tags"]) for row in rows] == [
        ("Không bóng", 1, ["mute"], []),
        ("mưa", 5, [], ["thời tiết", "miền Bắc"]),
    ]
    assert all(row["schema"] == 1 for row in rows)
    assert "“bóng đá”" in program.run("rules").out
    tested = program.run("rules", "test", "--json").records
    assert [(row["name"], row["hits"]) for row in tested] == [("Không bóng", 1), ("mưa", 1)]
    assert tested[0]["headlines"][0]["title"] == "Bóng đá trẻ"
    assert "Mưa lớn" in program.run("rules", "test", "MƯA").out


def test_a_rule_that_is_not_there_is_told_with_the_nearest(program: Program) -> None:
    write(program, MUTE)
    outcome = program.run("--lang", "en", "rules", "test", "khong bonh")
    assert outcome.status == 3
    assert "Did you mean “Không bóng”?" in outcome.err


def test_a_check_names_lines_and_nearest_words(program: Program) -> None:
    write(
        program,
        MUTE + '[[rule]]\nsoruce = "x"\nmute = true\n[[rule]]\nsource = "Báp"\nmute = true\n',
    )
    outcome = program.run("--lang", "en", "rules", "check")
    assert outcome.status == 1
    assert "line 6: there is no setting “soruce”; did you mean “source”?" in outcome.err
    assert "line 8: no source is called “Báp” now; did you mean “Báo”?" in outcome.err
    rows = program.run("rules", "check", "--json").records
    assert [row["rule"] for row in rows] == [None, "Báp"]


def test_a_section_of_which_all_is_hidden_is_known(program: Program) -> None:
    write(program, '[[rule]]\nsection = "thể thao"\nmute = true\n')
    assert listed(program) == []
    assert "thể thao" not in program.run("rules", "check").err


def test_a_check_of_a_good_file_and_of_none(program: Program) -> None:
    assert program.run("rules", "check").status == 0
    assert str(program.places.rules) in program.run("rules").err
    write(program, MUTE)
    assert program.run("rules", "check").status == 0
    write(program, "[[rule\n")
    assert program.run("rules", "check").status == 2
    assert listed(program) == ["Mưa lớn", "Cầu mới"]  # by the last file that could be read


def test_doctor_names_the_file_and_what_is_wrong_with_it(program: Program) -> None:
    write(program, '[[rule]]\nwrods = "x"\nmute = true\n')
    (report,) = program.run("doctor", "--json").records
    assert report["files"]["rules"]["path"] == str(program.places.rules)
    assert any("wrods" in problem["text"] for problem in report["problems"])


def test_what_cannot_be_used_is_told_once_by_other_commands(program: Program) -> None:
    write(program, MUTE + '[[rule]]\nwrods = "x"\nmute = true\n')
    assert "wrods" in program.run("list").err
    assert program.run("list").err == ""


def editor(program: Program, *scripts: str) -> str:
    """An editor that does another thing each time it is started, in the shell's language."""
    path = program.home / "my editor"
    steps = "\n".join(f"{number}) {script};;" for number, script in enumerate(scripts, 1))
    path.write_text(
        f'#!/bin/sh\necho x >>"$0.count"\ncase $(wc -l <"$0.count") in\n{steps}\nesac\n', "utf-8"
    )
    path.chmod(0o755)
    return f"'{path}'"


def test_the_file_is_opened_again_until_it_is_right_and_then_used(program: Program) -> None:
    wish = editor(
        program,
        """printf '[[rule]]\\nwords = "mưa"\\nmutte = true\\n' >>"$1\"""",
        """sed -i s/mutte/mute/ "$1\"""",
    )
    environment = program.environment(VISUAL=wish)
    with terminal(program.command("rules", "edit", "--lang", "en"), environment) as screen:
        screen.wait_for("Edit again?")
        screen.press("\r")
        screen.wait_for("1 rule in")
        status, drawn = screen.end()
    assert status == 0
    assert drawn.count("did you mean “mute”") == 1
    text = program.places.rules.read_text("utf-8")
    assert text.startswith("# "), "a new file says how rules are written"
    assert 'words = "mưa"' in text
    assert listed(program) == ["Bóng đá trẻ", "Cầu mới"]


def test_what_is_wrong_stays_in_the_file_where_nobody_goes_on(program: Program) -> None:
    write(program, MUTE)
    wish = editor(program, """printf 'no = [toml' >>"$1\"""")
    environment = program.environment(VISUAL=wish)
    with terminal(program.command("rules", "edit", "--lang", "en"), environment) as screen:
        screen.wait_for("Edit again?")
        screen.press("n\r")
        assert screen.end()[0] == 2
    assert program.places.rules.read_text("utf-8") == MUTE + "no = [toml"
    assert listed(program) == ["Bóng đá trẻ", "Mưa lớn", "Cầu mới"]
    program.places.rules.unlink()
    assert program.run("rules", "edit", VISUAL="touch /none").status == 2
    assert not program.places.rules.exists(), "nothing is made without a terminal"


def test_a_mistake_is_told_once(program: Program) -> None:
    write(program, MUTE.replace("mute", "mutte"))
    outcome = program.run("rules", "check", "--lang", "en")
    assert (outcome.status, outcome.err.count("did you mean “mute”")) == (1, 1)
