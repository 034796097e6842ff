"""Choosing what the headlines show: sections, days, words, and searching everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hpreader.i18n import explain
from hpreader.model import ListQuery, Section, SectionState, Source, SourceState
from hpreader.model.section_choices import choices
from hpreader.problems import Problem
from tests.support import town
from tests.support.reader import town_reader
from tests.support.web import Web


async def test_a_section_is_chosen_by_keys(directory: Path, web: Web, clock: town.Clock) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "G", "enter")
        assert reader.query.section == "Đời sống"
        assert reader.headlines.window.count == town.COUNT // 2
        assert reader.pane is reader.headlines
        await reader.press("<")
        assert reader.query.section == "Chính trị"
        await reader.press(">", ">")
        assert reader.query == ListQuery()


async def test_a_day_filters_to_exactly_what_a_query_of_that_day_gives(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        newest = town.published(1).date()
        await reader.press("D")
        assert reader.dates.day == newest
        await reader.press("left", "left", "enter")
        day = newest - timedelta(days=2)
        query = ListQuery(day=day)
        assert reader.query == query
        assert reader.headlines.window.count == reader.newsroom.lists.rows(query).count() == 1
        assert f"{day:%d/%m/%Y}" in reader.headlines_title.text
        await reader.press("0")
        assert reader.headlines.window.count == town.COUNT


async def test_the_dates_pane_moves_by_weeks_and_months(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("D", "k")
        assert reader.dates.day == town.published(1).date() - timedelta(days=7)
        await reader.press("pageup", "pageup")
        assert reader.dates.day.month == 1
        await reader.press("G")
        assert reader.dates.day == town.published(1).date()
        assert "20/03: 1 article" in reader.text()


async def test_unread_only_and_the_order_are_switched(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("m", ".")
        assert reader.headlines.window.count == town.COUNT - 1
        await reader.press(".", "comma")
        oldest, selected = reader.headlines.window.row(0), reader.headlines.selected
        assert oldest is not None
        assert oldest.title == town.title(town.COUNT)
        assert selected is not None
        assert selected.title == town.title(1), "it was selected before"


async def test_the_filter_narrows_as_one_types_and_escape_takes_it_away(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("slash")
        await reader.type("so 11")
        assert reader.headlines.window.count == 1
        await reader.press("enter")
        assert reader.pane is reader.headlines
        await reader.press("escape")
        assert reader.headlines.window.count == town.COUNT


async def test_the_filter_goes_away_by_escape_though_something_was_found_in_an_article_since(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press("slash")
        await reader.type("so 11")
        await reader.press("enter", "enter", "slash")
        await reader.type("song")
        await reader.press("enter", "escape", "escape", "escape")
        assert reader.pane is reader.headlines
        assert reader.headlines.window.count == town.COUNT


async def test_a_find_tells_which_match_it_is_and_where_it_went_round(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "slash")
        await reader.type("doan 2")  # in 2 and 20 to 23
        await reader.press("enter", "n")
        assert reader.lines()[-3].split() == ["Find", "doan", "2", "2/5"]
        await reader.press("N", "N")
        assert reader.lines()[-3].endswith(" from the end \u2219 5/5  ")
        await reader.press("n")
        assert reader.lines()[-3].endswith(" from the top \u2219 1/5  ")
        await reader.press("n")
        assert reader.lines()[-3].endswith("  2/5  ")
        await reader.press("escape")
        assert "Find" not in reader.lines()[-3]
        assert reader.pane is reader.article


async def test_another_article_has_nothing_of_the_find_in_the_one_before(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "slash")
        await reader.type("doan 2")
        await reader.press("enter", "J")
        assert reader.title() == town.title(2)
        assert "Find" not in reader.lines()[-3]


async def test_escape_from_a_find_goes_back_to_where_it_began(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "j", "j", "j")
        article = reader.article
        began = round(article.scroll_y)
        assert began > 0
        await reader.press("slash")
        await reader.type("doan 19")
        assert article.scroll_y > began
        await reader.press("escape")
        assert round(article.scroll_y) == began
        await reader.press("ctrl+f")
        await reader.type("doan 19x")
        assert "no match" in reader.lines()[-3]
        assert round(article.scroll_y) == began
        await reader.press("enter")
        assert "Nothing was found for doan 19x." in reader.text()
        assert "Find" not in reader.lines()[-3]


async def test_words_with_marks_find_their_own_spelling_only(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "slash")
        await reader.type("doan 1")
        assert "1/11" in reader.lines()[-3]
        await reader.press("escape", "slash")
        await reader.type("đoạn 1")
        assert "1/11" in reader.lines()[-3]
        await reader.press("escape", "slash")
        await reader.type("đoàn 1")
        assert "no match" in reader.lines()[-3]


async def test_everything_is_searched_and_the_hit_opens(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type('"đoạn 5 của bài 4"')
        await reader.press("enter")
        assert reader.title() == town.title(4)


async def test_the_arrows_move_among_the_hits_while_words_are_typed_and_enter_opens_one(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type("con đường")
        await reader.press("enter")
        first = reader.title()
        assert first
        await reader.press("F")
        await reader.type("con đườn")
        await reader.press("down", "g", "enter")
        assert reader.title() == first, "other words, other hits"
        await reader.press("F")
        await reader.type("con đường")
        await reader.press("down", "enter")
        assert reader.title() not in ("", first)


async def test_an_article_of_two_sources_is_counted_once(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.feed("https://khac.vn/feed", town.entry(1), title="Báo khác")
    async with town_reader(directory, web, clock) as reader:
        await reader.newsroom.subscriptions.add("https://khac.vn/feed")
        await reader.press("R")
        assert (
            sum(state.unread for state in reader.newsroom.subscriptions.states()) == town.COUNT + 1
        )
        assert next(iter(reader.sections.all_choices)).unread == town.COUNT


async def test_the_count_stands_before_what_narrows_the_list(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(80, 24)) as reader:
        await reader.press(".", "comma")
        assert reader.headlines_title.text.split(" \u2219 ")[1] == f"{town.COUNT} articles"


async def test_a_failing_source_has_a_mark_and_its_reason(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    for feed in town.SECTIONS.values():
        web.status(feed, 503)
    async with town_reader(directory, web, clock) as reader:
        await reader.press("R", "x")
        text = reader.text()
        assert "!Báo thử" in text.replace(" ", "") or "!Báothử" in text.replace(" ", "")
        assert "503" in text


async def test_a_first_start_without_network_says_why_there_is_nothing_and_what_to_do(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    web.gone_offline()
    async with town_reader(tmp_path, web, clock, size=(80, 24)) as reader:
        await reader.press("R")
        region = reader.headlines.region
        words = " ".join(line[region.x : region.right].strip() for line in reader.lines())
        words = " ".join(words.split())
        assert "No news in the cache yet" in words
        assert explain(Problem("offline", town.HOME)) in words
        assert "R: fetch the news ∙ ?: all keys" in words
        assert "hpreader demo shows a sample newspaper" in words


async def test_an_empty_list_says_that_its_news_are_on_their_way(
    tmp_path: Path, web: Web, clock: town.Clock
) -> None:
    feed = town.SECTIONS["Chính trị"]
    async with town_reader(tmp_path, web, clock) as reader:
        web.hangs(feed)
        await reader.press("R", settle=False)
        await web.wait_asked(feed)
        await reader.pilot.pause()
        region = reader.headlines.region
        words = " ".join(line[region.x : region.right].strip() for line in reader.lines())
        assert "Fetching Báo thử ∙ Chính trị, 1 of 2" in " ".join(words.split())
        assert reader.text().count("Fetching the news") == 1
        web.gone_offline()
        web.release(feed)
        await reader.settle()
        assert reader.text().count("Fetching the news") == 0


async def test_a_source_is_removed_after_a_question(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "d")
        assert len(reader.newsroom.subscriptions.states()) == 1, "no source stands under the cursor"
        await reader.press("j", "j", "d", "enter")
        assert len(reader.newsroom.subscriptions.states()) == 1, (
            "the answer that is offered keeps it"
        )
        await reader.press("d", "k", "enter")
        assert reader.newsroom.subscriptions.states() == ()


async def test_a_source_is_added_by_the_address_of_its_feed(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.feed("https://khac.vn/feed", town.entry(1), title="Báo khác")
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "+")
        await reader.type("https://khac.vn/feed")
        await reader.press("enter")
        assert len(reader.newsroom.subscriptions.states()) == 2


async def test_an_address_without_news_says_so_in_the_dialog(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("x", "+")
        await reader.type("https://nowhere.vn/")
        await reader.press("enter")
        assert "nowhere.vn" in reader.text()
        await reader.press("escape")
        assert len(reader.newsroom.subscriptions.states()) == 1


async def test_new_news_come_in_behind_and_the_cursor_stays_on_its_article(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("j", "j")
        standing = reader.headlines.selected
        clock.time += timedelta(hours=2)
        newer = [
            town.Item("Tin mới toanh", f"{town.HOME}/moi.html", clock.time, "Mới."),
            town.entry(1),
        ]
        web.feed(town.SECTIONS["Chính trị"], *newer)
        await reader.press("R")
        assert reader.headlines.window.count == town.COUNT + 1
        assert reader.headlines.selected == standing
        assert "1 new article" in reader.text()


async def test_news_that_came_above_the_list_are_told_with_the_key_that_leads_there(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    def publish(slug: str) -> None:
        clock.time += timedelta(hours=2)
        news = town.Item(f"Tin {slug}", f"{town.HOME}/{slug}.html", clock.time, "Mới.")
        web.feed(town.SECTIONS["Chính trị"], news, town.entry(1))

    async with town_reader(directory, web, clock) as reader:
        publish("mot")
        await reader.press("R")
        assert "Tin mot" not in reader.text()
        assert "1 new article \u2219 g: to the top" in reader.messages()
        await reader.press("g")
        assert "Tin mot" in reader.text()
        publish("hai")
        await reader.press("j", "enter")
        await reader.press("R")
        assert reader.is_reading
        assert reader.messages() == ["1 new article"], "there it leads to the top of the article"


async def test_an_article_that_needs_the_network_waits_and_the_network_is_tried_again(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        web.gone_offline()
        await reader.press("j", "j", "enter", "4")
        assert any("is queued" in words for words in reader.told())
        status = reader.status_line.status
        assert status.offline
        assert status.state is not None
        assert status.state.queued == 1
        web.back_online()
        assert reader.controllers.sync.is_waiting_for_network
        reader.controllers.sync.try_network()
        await reader.settle()
        assert not reader.status_line.status.offline


async def test_offline_is_said_and_coming_back_is_noticed(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        web.gone_offline()
        await reader.press("R")
        assert reader.status_line.status.offline
        assert "Offline" in reader.lines()[-2]
        web.back_online()
        reader.controllers.sync.start(quiet=True)
        await reader.settle()
        assert not reader.status_line.status.offline


async def test_a_quiet_fetch_gives_way_to_one_that_is_asked_for(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    feed = town.SECTIONS["Chính trị"]
    async with town_reader(directory, web, clock) as reader:
        web.hangs(feed)
        reader.controllers.sync.start(quiet=True)
        await web.wait_asked(feed)
        await reader.press("R", settle=False)
        fetching = [
            worker
            for worker in reader.app.workers
            if worker.group == "sync" and not worker.is_cancelled and not worker.is_finished
        ]
        assert len(fetching) == 1
        assert reader.status_line.status.work
        web.release(feed)
        await reader.settle()
        assert not reader.status_line.status.work


async def test_a_search_is_kept_as_a_section_with_its_count_and_removed_and_undone(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type('"bai so 4"')
        await reader.press("ctrl+s", "ctrl+u")
        await reader.type("Cau")
        await reader.press("enter", "escape")
        assert [kept.name for kept in reader.newsroom.searches.saved()] == ["Cau"]
        await reader.press("x", "G", "enter")
        assert reader.query.search == '"bai so 4"'
        assert reader.headlines.window.count == 1
        assert reader.headlines_title.text.startswith("Cau")
        line = next(line for line in reader.lines() if line.strip().startswith("Cau "))
        assert line[:24].split()[:2] == ["Cau", "1"]
        await reader.press("x", "d")
        assert reader.newsroom.searches.saved() == ()
        assert reader.query == ListQuery()
        await reader.press("Z")
        assert [kept.name for kept in reader.newsroom.searches.saved()] == ["Cau"]


async def test_a_removed_source_comes_back_with_its_news_by_undo(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        before = reader.newsroom.subscriptions.states()
        await reader.press("x", "j", "j", "d", "k", "enter")
        assert reader.headlines.window.count == 0
        await reader.press("Z")
        assert reader.headlines.window.count == town.COUNT
        after = reader.newsroom.subscriptions.states()
        assert [state.source for state in after] == [state.source for state in before]
        assert after[0].sections == before[0].sections


async def test_a_filter_that_means_nothing_is_told_in_the_search(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type("con after:someday ")
        assert "names no day" in reader.text()


async def test_what_is_typed_is_marked_in_the_title_as_well(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("F")
        await reader.type("duon")
        hits = await reader.newsroom.searches.find_as_typed("duon")
        title = hits[0].headline.title
        assert [title[span.start : span.end] for span in hits[0].in_title] == ["đường"]
        assert hits[0].headline.title in reader.text()


@pytest.mark.parametrize(
    ("columns", "width"), [(80, 24), (120, 24), (139, 24), (140, 30), (160, 30), (200, 30)]
)
async def test_the_sections_have_more_room_on_a_wide_terminal(
    columns: int, width: int, directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, size=(columns, 30)) as reader:
        assert reader.screen.query_one("#left").outer_size.width == width
        await reader.pilot.resize_terminal(140, 30)
        await reader.settle()
        assert reader.screen.query_one("#left").outer_size.width == 30
        await reader.pilot.resize_terminal(110, 30)
        await reader.settle()
        assert reader.screen.query_one("#left").outer_size.width == 24


async def test_the_name_of_a_section_is_not_cut_where_there_is_room(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    name = "Khoa học - Công nghệ - Số"
    web.feed(f"{town.HOME}/khoa-hoc/feed", town.entry(1))
    async with town_reader(directory, web, clock, size=(160, 30)) as reader:
        source = reader.newsroom.subscriptions.states()[0].source
        section = Section(name, (f"{town.HOME}/khoa-hoc/feed",))
        await reader.newsroom.subscriptions.put(
            replace(source, sections=(*source.sections, section))
        )
        await reader.press("R")
        assert any(name in line for line in reader.lines())


def test_the_section_of_what_has_no_other_section_comes_last() -> None:
    source = Source("bao", "Báo", "https://bao.vn")
    names = ("Khác", "An ninh", "Xã hội")
    state = SourceState(source, 3, 3, tuple(SectionState(name, 1, 1) for name in names))
    titles = [choice.title for choice in choices([state], 3)]
    assert titles[-3:] == ["An ninh", "Xã hội", "Khác"]
