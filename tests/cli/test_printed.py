"""What the commands print cannot control a terminal, wherever it comes from."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.program import Program

HOSTILE = "a\x1b]0;tên\x07b\x1b[2Jc\x9b31md\u202ee\x08f\x7fg"
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def assert_safe(outcome: object) -> None:
    for text in (outcome.out, outcome.err):  # type: ignore[attr-defined]
        assert not CONTROLS.search(text), text


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", HOSTILE], ["--" + HOSTILE], [HOSTILE], ["list", "--date", HOSTILE], ["list", "-n", HOSTILE],
        ["--lang", HOSTILE], ["show", HOSTILE], ["sync", HOSTILE], ["search", HOSTILE], ["list", "--source", HOSTILE],
        ["list", "--section", HOSTILE], ["sources", "remove", HOSTILE], ["sources", "import", HOSTILE],
        ["sources", HOSTILE], ["sources", "add", HOSTILE], ["sources", "export", f"/missing/{HOSTILE}"],
        ["--offline", "show", f"https://bao.example/{HOSTILE}"], ["--resume", HOSTILE],
    ],
)  # fmt: skip
def test_messages_about_arguments_quote_them_safely(program, arguments):
    outcome = program.run(*arguments)
    assert outcome.status in {0, 1, 2, 3}
    assert outcome.err
    assert_safe(outcome)


def test_the_doctor_prints_odd_settings_safely(program):
    program.configure(
        f'theme = "{_toml(HOSTILE)}"\nodd_{1} = "{_toml(HOSTILE)}"\n"{_toml(HOSTILE)}" = 1\n'
    )
    outcome = program.run(
        "doctor", TERM=HOSTILE, COLORTERM=HOSTILE, LANG="C.UTF-8", TERM_PROGRAM=HOSTILE
    )
    assert "TERM=" in outcome.out
    assert_safe(outcome)
    assert_safe(program.run("list", TERM=HOSTILE))
    assert_safe(program.run("doctor", "--json", TERM=HOSTILE))


def test_the_doctor_prints_odd_paths_safely(tmp_path):
    home = tmp_path / HOSTILE.replace("/", "")
    home.mkdir()
    outcome = Program(home).run("doctor")
    assert outcome.out
    assert_safe(outcome)


def test_sources_are_exported_and_listed_safely(program):
    program.run("--offline", "list")
    for path in program.home.rglob("reader.sqlite3"):
        with closing(sqlite3.connect(path)) as file:
            file.execute(
                "UPDATE source SET source = replace(source, 'Tuổi Trẻ', ?)",
                (HOSTILE.replace("\x1b", "").replace("\x07", "").replace("\x08", ""),),
            )
            file.execute("UPDATE source SET name = name || ?", (HOSTILE,))
            file.commit()
    for command in (["sources", "export", "-"], ["sources"], ["sources", "--json"], ["doctor"]):
        outcome = program.run(*command)
        assert outcome.out
        assert_safe(outcome)


def _toml(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)
