"""`hpreader places` and `hpreader notices`, and the places in `show --explain`."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hpreader.cli.arguments.argument_parser import make_parser
from hpreader.model import VIETNAM, Article, Entry, Inline, Paragraph
from hpreader.store import Store
from tests.support.program import Program
from tests.support.storeroom import record_list

NOW = datetime.now(UTC)
SOON = NOW + timedelta(days=2)
URL = "https://baohaiphong.vn/cat-dien.html"
TITLE = f"Cắt điện phường Lê Chân từ 8h đến 16h ngày {SOON:%d/%m}"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A home that follows two places, and has a notice for one of them."""
    program = Program(tmp_path_factory.mktemp("home"))
    files = program.places
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    files.config.write_text('places = ["Lê Chân", "Máy Chai", "Atlantis"]\n', "utf-8")
    with Store.open(files.cache, files.data, now=lambda: NOW) as store:
        store.sources.put_all(())
        record_list(store, [Entry(URL, TITLE, published=NOW)], at=NOW)
    return program


def test_places_are_listed_with_what_they_were_and_which_are_followed(program):
    ended = program.run("places", "--json")
    assert ended.status == 0
    records = {record["label"]: record for record in ended.records}
    assert len(records) == 114
    assert all(record["schema"] == 1 for record in ended.records)
    followed = {label for label, record in records.items() if record["followed"]}
    assert followed == {"phường Lê Chân", "phường Ngô Quyền"}
    assert {
        "kind": "phường",
        "name": "Máy Chai",
        "district": "quận Ngô Quyền",
        "share": "all",
    } in records["phường Ngô Quyền"]["former"]


def test_a_place_is_looked_up_by_a_former_name_with_or_without_marks(program):
    for words in (["vinh", "niem"], ["Vĩnh Niệm"]):
        ended = program.run("places", *words)
        assert "phường Lê Chân" in ended.out
        assert "phường An Biên" in ended.out
        assert len([line for line in ended.out.splitlines() if not line.startswith("    ")]) == 2


def test_a_name_of_no_place_is_told(program):
    ended = program.run("places", "Atlantis", "--lang", "en")
    assert (ended.status, ended.out) == (3, "")
    assert "Atlantis" in ended.err


def test_a_former_name_in_the_settings_is_explained(program):
    ended = program.run("places", "--lang", "en")
    assert "phường Máy Chai (quận Ngô Quyền) is phường Ngô Quyền since 1 July 2025." in ended.err
    assert "Atlantis" in ended.err


def test_notices_are_told_by_day(program):
    ended = program.run("notices", "--json")
    (record,) = ended.records
    assert record["title"] == TITLE
    assert (record["notice"], record["places"]) == ("power", ["phường Lê Chân"])
    assert record["for_first"] == record["for_last"] == f"{SOON:%Y-%m-%d}"
    assert record["for_hours"] == ["8:00–16:00"]
    told = program.run("notices", "--lang", "en")
    assert f"{SOON.day}/{SOON.month} 8:00–16:00  Power, phường Lê Chân" in told.out
    assert program.run("notices", "--date", f"{SOON:%Y-%m-%d}", "--json").records == [record]
    assert program.run("notices", "--date", f"{NOW:%Y-%m-%d}", "--json").records == []
    assert program.run("notices", "--past", "--json").records == []


def test_the_day_of_notices_may_be_tomorrow_and_is_not_one_of_long_ago():
    today = datetime.now(VIETNAM).date()

    def day(text: str) -> date:
        wanted: date = make_parser().parse_args(["notices", "--date", text]).date
        return wanted

    assert day("tomorrow") == day("ngày-mai") == day("mai") == today + timedelta(days=1)
    coming = today + timedelta(days=90)
    assert day(f"{coming.day}/{coming.month}") == coming, "also over the end of the year"
    assert day("2024-05-01") == date(2024, 5, 1)


def test_who_follows_nothing_is_told_how_to(tmp_path):
    ended = Program(tmp_path).run("notices", "--lang", "en")
    assert (ended.status, ended.out) == (0, "")
    assert 'places = ["Lê Chân"]' in ended.err


def test_explain_says_by_which_words_an_article_has_its_places(program):
    files = program.places
    url = "https://baohaiphong.vn/chay.html"
    article = Article(
        url=url,
        title="Cháy ở phường Lê Chân",
        blocks=(Paragraph(Inline("Lửa tắt ở xã Tân Liên cũ.")),),
        published=NOW,
        has_page=True,
    )
    with Store.open(files.cache, files.data, now=lambda: NOW) as store:
        store.articles.put(article)
    ended = program.run("--offline", "show", url, "--explain", "--json")
    found = [
        (record["rule"], record["text"], record["labels"])
        for record in ended.records
        if record.get("step") == "place"
    ]
    assert found == [
        ("unit", "phường Lê Chân", ["phường Lê Chân"]),
        ("former", "xã Tân Liên", ["xã Vĩnh Bảo"]),
    ]
