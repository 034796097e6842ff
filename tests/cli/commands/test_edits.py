"""`show --diff`: what was edited in an article, as text and as JSON."""

import asyncio
import json
from datetime import date

import pytest

from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from hpreader.model import ListQuery
from hpreader.newsroom import Newsroom
from hpreader.sample import Newspaper
from tests.support.program import Program

BODY = (
    "Đoàn xe chở {} cây cột điện đi qua cầu lúc nửa đêm, không xe nào phải dừng lại ở hai đầu cầu."
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory):
    """A home with an article that was read and then edited, and another one that was not."""
    program = Program(tmp_path_factory.mktemp("edited"))
    with Newspaper(date(2026, 3, 7)) as paper:
        paper.publish("Dựng 12 cột điện bên sông", BODY.format(12), slug="cot-dien")
        asyncio.run(subscribe(program.places, Settings(), paper.url))
        assert program.run("sync", "--quiet").status == 0
        asyncio.run(mark_all_read(program))
        paper.edit("cot-dien", title="Dựng 15 cột điện bên sông", body=BODY.format(15))
        assert program.run("sync", "--quiet").status == 0
    return program


async def mark_all_read(program):
    room = Newsroom.open(program.places, Settings(), offline=True)
    await room.marks.set_list_read(ListQuery())
    await room.close()


def headlines(program):
    return [json.loads(line) for line in program.run("list", "--json").out.splitlines()]


def test_a_list_tells_scripts_what_was_edited(edited):
    (again,) = [one for one in headlines(edited) if not one["read"]]
    assert again["title"] == "Dựng 15 cột điện bên sông"
    assert again["edited"]["changes"] == [{"kind": "number", "before": "12", "after": "15 cột"}]
    assert not any("edited" in one for one in headlines(edited) if one["read"])


def test_the_edit_is_printed_with_signs(edited):
    (again,) = [one for one in headlines(edited) if not one["read"]]
    outcome = edited.run("show", again["id"], "--diff", "--offline", "--lang", "en")
    assert outcome.status == 0
    assert "  Dựng [-12-]{+15+} cột điện bên sông" in outcome.out.splitlines()
    assert "Đoàn xe chở [-12-]{+15+} cây cột điện" in outcome.out
    assert "What you read last, compared with now." in outcome.err


def test_the_edit_is_json_with_all_that_is_known(edited):
    (again,) = [one for one in headlines(edited) if not one["read"]]
    record = json.loads(edited.run("show", again["url"], "--diff", "--json", "--offline").out)
    assert record["schema"] == 1
    assert [one["was_read"] for one in record["former"]] == [True]
    assert record["former"][0]["changes"] == again["edited"]["changes"]
    assert {line["role"] for line in record["diff"]} >= {"title", "paragraph"}
    title = next(line for line in record["diff"] if line["role"] == "title")
    parts = [(part["kind"], part["text"]) for part in title["parts"]]
    assert parts == [
        ("equal", "Dựng "),
        ("removed", "12"),
        ("added", "15"),
        ("equal", " cột điện bên sông"),
    ]


def test_one_edit_is_chosen_by_its_number(edited):
    (again,) = [one for one in headlines(edited) if not one["read"]]
    first = edited.run("show", again["id"], "--diff", "--edit", "1", "--offline", "--lang", "en")
    assert first.err.startswith("Edit 1 of 1")
    none = edited.run("show", again["id"], "--diff", "--edit", "7", "--offline", "--lang", "en")
    assert none.out == ""
    assert "There is no edit 7." in none.err


def test_an_article_that_was_not_edited_has_nothing_to_print(edited):
    other = next(one for one in headlines(edited) if one["read"])
    outcome = edited.run("show", other["id"], "--diff", "--offline", "--lang", "en")
    assert outcome.out == ""
    assert "This article has not been edited" in outcome.err
    record = json.loads(edited.run("show", other["id"], "--diff", "--json", "--offline").out)
    assert (record["former"], record["diff"]) == ([], [])
