"""`hpreader config`: the file is made, opened, checked and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.program import Program
from tests.support.pty import terminal


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def editor(program: Program, script: str) -> str:
    """An editor that does something to the file, in the shell's language."""
    path = program.home / "my editor"
    path.write_text(f'#!/bin/sh\nfile="$2"\n{script}\n')
    path.chmod(0o755)
    return f"'{path}' --wait"


def test_the_path_is_printed(program: Program) -> None:
    outcome = program.run("config", "path")
    assert (outcome.status, outcome.out) == (0, f"{program.places.config}\n")


def test_a_new_file_is_opened_in_the_editor_and_checked_after_it(program: Program) -> None:
    wish = editor(program, "sed -i 's/^# measure = 72/mesure = 60/' \"$file\"")
    environment = program.environment(EDITOR=wish, VISUAL="")
    with terminal(program.command("config", "--lang", "en"), environment) as screen:
        screen.wait_for("mesure")
        screen.wait_for("Edit again?")
        screen.press("n\r")
        status, drawn = screen.end()
    assert status == 2
    assert "did you mean “measure”" in drawn
    assert "mesure = 60" in program.places.config.read_text()


def test_visual_comes_before_editor_and_its_failure_is_told(program: Program) -> None:
    environment = program.environment(VISUAL=editor(program, "exit 3"), EDITOR="/none")
    with terminal(program.command("config", "open", "--lang", "en"), environment) as screen:
        screen.wait_for("ended with status 3")
        assert screen.end()[0] == 1
    environment = program.environment(VISUAL="/none/here", EDITOR="")
    with terminal(program.command("config", "--lang", "en"), environment) as screen:
        screen.wait_for("could not be started")
        assert screen.end()[0] == 2


def test_without_a_terminal_no_editor_is_started(program: Program) -> None:
    outcome = program.run("config", EDITOR="touch /none")
    assert (outcome.status, str(program.places.config) in outcome.err) == (2, True)
    assert not program.places.config.exists()


def test_what_is_wrong_is_told_with_its_line_and_the_nearest_right_one(program: Program) -> None:
    program.configure('measure = 60\npicture = "off"\nmouse = 1\n\n[keys]\nnext_unred = "n"\n')
    outcome = program.run("config", "check", "--lang", "en")
    assert outcome.status == 2
    lines = outcome.out.splitlines()
    path = program.places.config
    assert f"{path}:2: there is no setting “picture”; did you mean “pictures”?" in lines
    assert any(line.startswith(f"{path}:3: “mouse” must be") for line in lines)
    assert any("did you mean “next_unread”" in line for line in lines)
    assert "hpreader:" not in outcome.err, "told once"
    records = program.run("config", "check", "--json", "--lang", "en").records
    assert [record["line"] for record in records if record["line"]] == [2, 3]


def test_a_file_that_is_no_toml_is_a_sentence_with_the_line(program: Program) -> None:
    program.configure("measure = 60\nmouse = \n")
    outcome = program.run("config", "check", "--lang", "en")
    assert (outcome.status, "line 2" in outcome.err) == (2, True)
    assert program.run("config", "path").status == 0


def test_a_good_file_and_none_are_told_apart(program: Program) -> None:
    outcome = program.run("config", "check", "--lang", "en")
    assert (outcome.status, "hpreader config makes one" in outcome.err) == (0, True)
    program.configure("measure = 60")
    outcome = program.run("config", "check", "--lang", "en")
    assert (outcome.status, "everything can be used" in outcome.err) == (0, True)


def test_every_setting_is_shown_with_its_origin(program: Program) -> None:
    program.configure(
        'measure = 60\nmax_mb = -1\n[keys]\nback = "b"\n[hooks]\nafter_sync = ["true"]\n'
    )
    outcome = program.run("config", "show", "--lang", "en")
    assert outcome.status == 0
    path = program.places.config
    lines = outcome.out.splitlines()
    assert f"measure = 60  # {path}:1" in lines
    assert "max_mb = 200  # the usual" in lines
    assert "max_mb" in outcome.err, "why the file's value is not used"
    records = {one["key"]: one for one in program.run("config", "show", "--json").records}
    assert records["language"] == {
        "schema": 1, "key": "language", "value": "vi", "source": "default", "line": None,
    }  # fmt: skip
    assert records["keys"]["value"] == {"back": "b"}
    assert (records["hooks.after_sync"]["value"], records["hooks.after_sync"]["line"]) == (
        ["true"],
        5,
    )
    by_option = program.run("config", "show", "--json", "--lang", "en").records[0]
    assert (by_option["value"], by_option["source"]) == ("en", "option")
