"""`hpreader stories`: which articles report one event, and why; splitting them."""

import pytest

from tests.support.program import Program
from tests.support.story_desk import StoryDesk, event
from tests.support.story_pairs import url_of

TROM = event("trom-xe-may")


@pytest.fixture
def program(tmp_path):
    program = Program(tmp_path)
    for path in (program.places.cache, program.places.data):
        path.parent.mkdir(parents=True, exist_ok=True)
    desk = StoryDesk(program.places)
    desk.put(*TROM, *event("chay-kho-go"), *event("gia-ca-giam"))
    return program


def test_the_stories_of_the_newest_day_are_printed_as_json(program):
    outcome = program.run("stories", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    (story,) = outcome.records
    assert [report["source"] for report in story["reports"]] == ["bao-cang", "tin-song", "nhip-pho"]
    assert story["id"] == story["reports"][0]["id"]
    second = story["reports"][1]
    assert second["beside"] == story["id"]
    assert {reason["kind"] for reason in second["reasons"]} >= {"names", "numbers"}
    assert all(0 < reason["weight"] <= 1 for reason in second["reasons"])
    assert any("6,2 tỷ" in sentence for sentence in second["adds"])


def test_a_day_is_chosen_and_copies_are_named(program):
    (story,) = program.run("stories", "--date", "2026-03-11", "--json").records
    assert [bool(report["copy_of"]) for report in story["reports"]] == [False, True, False]


def test_text_tells_the_papers_what_they_add_and_why(program):
    outcome = program.run("stories", url_of(TROM[0]), "--why", "--lang", "en")
    assert outcome.status == 0
    for words in ("Báo Cảng", "Tin Sông", "The same text", "+ ", "Why: ", "names"):
        assert words in outcome.out


def test_a_split_holds_for_later_commands_and_can_be_taken_back(program):
    url = url_of(TROM[2])
    assert program.run("stories", "--split", url).status == 0
    assert program.run("stories", url).status == 3
    assert program.run("stories", "--split", url).status == 3, "it is alone already"
    assert program.run("stories", "--join", url).status == 0
    assert program.run("stories", url).status == 0


def test_days_without_stories_and_unknown_articles_say_so(program):
    outcome = program.run("stories", "--date", "2020-01-01")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err
    assert program.run("stories", "https://bao.example/none").status == 3
    assert program.run("stories", "--date", "no day").status == 2


def test_list_and_show_are_as_they_were(program):
    program.configure("stories = true\n")
    program.run("stories")
    assert len(program.run("list", "--json").records) == 7
