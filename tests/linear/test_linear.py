"""The reader as lines: what a user types, and what is said."""

import unicodedata
from datetime import timedelta
from typing import Any

import pytest

from hpreader.config import Settings
from hpreader.linear.commands import COMMANDS
from hpreader.linear.input_line import read_order
from hpreader.linear.pager import Pager
from hpreader.linear.vocabulary import Vocabulary
from hpreader.model import ArticleRef, ListQuery, SectionOf, UserCommand
from hpreader.text import fold
from hpreader.ui.commands import COMMANDS as OF_THE_SCREEN
from tests.support import edited_town, town
from tests.support.lines import converse
from tests.support.story_desk import StoryDesk, event
from tests.support.web import item

# --- lists ------------------------------------------------------------------------------------


async def test_it_begins_with_the_newest_headlines_each_with_its_number(newsroom):
    (start, *_) = (await converse(newsroom)).answers
    assert start[:3] == [
        "hpreader, line by line. h: help.",
        "All news, 12 articles.",
        "1. Bài số 1 về con đường. Chính trị, 20/03 06:00",
    ]
    assert len(start) == 2 + town.COUNT


async def test_a_list_is_told_a_page_at_a_time(newsroom):
    lines = await converse(newsroom, "", "b", "G", "", rows=8)
    start, second, first, last, after = (answer for answer in lines.answers[:5])
    assert [text[:2] for text in start[-5:]] == ["1.", "2.", "3.", "4.", "5."]
    assert [text[:2] for text in second] == ["6.", "7.", "8.", "9.", "10"]
    assert first == start[-5:]
    assert last[-1].startswith("12.")
    assert after == ["This is the end."]
    assert lines.prompts[0] == "1 to 5 of 12. Enter: more; number: open; h: help"
    assert lines.prompts[3] == "End of the list. Number: open; h: help"


async def test_a_number_that_there_is_not_and_a_word_that_is_no_command_are_told(newsroom):
    lines = await converse(newsroom, "99", "xyzzy", "D 31/2")
    assert lines.answers[1:4] == [
        ["There is no number 99; there are 1 to 12."],
        ["There is no command “xyzzy”. h: help."],
        ["“31/2” is not a day like 2026-01-31, 31/1/2026 or yesterday."],
    ]


async def test_a_number_may_be_told_to_be_opened(newsroom):
    lines = await converse(newsroom, "open 2", "mở 1", "open 99", "open")
    opened, related, none, bare = lines.answers[1:5]
    assert town.title(2) in opened
    assert town.title(3) in related, "as a number alone in an article"
    assert none == ["There is no number 99; there are 1 to 4."]
    assert bare == []


async def test_a_section_and_a_day_are_chosen_by_number_and_by_name(newsroom):
    lines = await converse(newsroom, "x", "4", "mục đời sống", "x khong co", "0", "D", "1", "0")
    menu, politics, life, none, no_day, days, day, all_days = lines.answers[1:9]
    assert menu[:2] == ["Sections", "1. All news, 12 unread"]
    assert politics[0] == "Chính trị, 6 articles."
    assert life[0] == "Đời sống, 6 articles."
    assert none == ["There is no section called khong co."]
    assert no_day == ["The list is of all days already."]
    assert days[1] == "1. 18/03/2026, 1 article, 1 unread"
    assert day[0] == "Đời sống, 18/03/2026, 1 article."
    assert all_days[0] == "Đời sống, 6 articles."


async def test_the_list_is_filtered_and_searched_and_ordered(newsroom):
    lines = await converse(newsroom, "/số 12", "/", "F đoạn bài 4", "F zzz", "sort", ".")
    filtered, whole, found, none, oldest, unread = lines.answers[1:7]
    assert filtered == [
        "All news, 1 article, “số 12”.", "1. Bài số 12 về con đường. Đời sống, 26/02 06:00",
    ]  # fmt: skip
    assert whole[0] == "All news, 12 articles."
    assert found[0].startswith("đoạn bài 4, ")
    assert none == ["Nothing was found for “zzz”."]
    assert oldest[0].endswith(", oldest first.")
    assert ", unread" in unread[0]


async def test_a_brief_is_a_step_to_come_back_to(newsroom):
    lines = await converse(newsroom, "brief", "1", "H", "1", "trail", "bản tin 1", "brief 7")
    brief, article, again, same, trail, by_number, none = lines.answers[1:8]
    assert brief == [
        "News brief, 24 hours to 09:00 20/03/2026, 1 article.",
        "1. Chính trị: Bài số 1 về con đường. Chính trị, 20/03 06:00",
    ]
    assert town.title(1) in article
    assert again[0] == brief[0]
    assert again[1].endswith(", already read")
    assert town.title(1) in same
    assert [text.split(", ")[0] for text in trail[1:3]] == [
        "1. Bài số 1 về con đường", "2. News brief",
    ]  # fmt: skip
    assert town.title(1) in by_number
    assert none == ["There is no number 7; there are 1 to 1."]


async def test_articles_with_a_word_are_hidden_after_it_is_told_which(newsroom):
    lines = await converse(newsroom, "! so 12", "1", "&", "&", "Z")
    asked, done, hidden, rest, undone = lines.answers[1:6]
    assert asked == [
        "1 article of the last 30 days:", "- Bài số 12 về con đường", "Hide them: so 12?", "1. Hide",
        "2. Leave them",
    ]  # fmt: skip
    assert done[:2] == ["Hidden. Z: undo", "All news, 11 articles."]
    assert hidden[0] == "Hidden, 1 article."
    assert hidden[1].endswith("hidden by the rule “so 12”")
    assert rest[0] == "All news, 11 articles."
    assert undone == ["Undone: add the rule so 12."]
    assert newsroom.lists.hidden_count() == 0


async def test_the_rule_that_hides_an_article_is_removed_where_it_is_hidden(newsroom):
    lines = await converse(newsroom, "! so 12", "1", "&", "! 1", "1", "Z", "&")
    offered, removed, undone, rest = lines.answers[4:8]
    assert offered[:2] == ["Hide articles with:", "1. Remove the rule “so 12”"]
    assert removed[:2] == ["Removed the rule so 12. Z: undo", "Rules hide nothing here."]
    assert undone == ["Undone: remove the rule so 12."]
    assert rest[0] == "All news, 11 articles."


async def test_what_an_article_suggests_is_offered_and_can_be_left(newsroom):
    lines = await converse(newsroom, "hide 1", "4", "2", "hide", "ẩn 99")
    offered, asked, left, which, none = lines.answers[1:6]
    assert offered[0] == "Hide articles with:"
    assert "1. “bài số”" in offered
    assert asked[-3].startswith("Hide them: ")
    assert left[0] == "All news, 12 articles."
    assert which[0].startswith("Which one?")
    assert none[0].startswith("There is no number 99")
    assert not newsroom.rules.path.exists()


# --- articles ---------------------------------------------------------------------------------


async def test_an_article_is_read_a_page_at_a_time_and_then_marked(newsroom):
    lines = await converse(newsroom, "1", "", "q", rows=20)
    article, more, back = lines.answers[1:4]
    assert article[0] == "Chính trị"
    assert article[1] == "Bài số 1 về con đường"
    assert len(article) == len(more) == 17
    assert article[-1] != more[0]
    assert lines.prompts[1].endswith("read. Enter: more; h: help")
    assert back[1].endswith(", already read")


async def test_through_a_pipe_an_article_is_whole(newsroom):
    article = (await converse(newsroom, "1")).answers[1]
    assert "Đoạn 23" in "".join(article)
    at = article.index("Other news")
    assert article[at + 1] == "1. Bài số 2 về con đường"
    assert article[at + 2].strip().endswith("ready")


async def test_other_news_and_links_are_followed_and_back_and_forward_are_true(newsroom):
    lines = await converse(newsroom, "1", "2", "f", "1", "H", "quay lại", "L", "B", "trail")
    titles = [next((t for t in answer if "Bài số" in t), "") for answer in lines.answers[1:9]]
    assert titles[0] == titles[5] == titles[7] == "Bài số 1 về con đường"
    assert titles[1] == titles[4] == titles[6] == "Bài số 3 về con đường"
    assert lines.answers[3] == ["Links", "1. một liên kết, bao.vn"]
    assert titles[3] == "Bài số 9 về con đường"
    trail = lines.answers[9]
    assert [text.split(",")[0] for text in trail] == [
        "Reading trail",
        "1. Bài số 9 về con đường",
        "2. Bài số 3 về con đường",
        "3. Bài số 1 về con đường",
    ]
    assert trail[3].endswith("you are here")


async def test_what_was_followed_comes_from_the_network_only_if_it_has_to(newsroom, web):
    asked = len(web.asked)
    lines = await converse(newsroom, "3", "4")
    assert lines.answers[2][0] == "Fetching Chưa tải về máy bao giờ…"
    assert {one.url for one in web.asked[asked:]} <= {
        town.MISSING,
        f"{town.HOME}/robots.txt",
    }


async def test_notices_say_what_to_do_where_no_place_is_followed(newsroom):
    lines = await converse(newsroom, "notices", "thông báo")
    assert "config.toml" in lines.answers[1][0]
    assert lines.answers[2] == lines.answers[1]


async def test_notices_are_told_by_day_and_opened_by_number(directory, web, english):
    clock = town.Clock()
    when = clock() + timedelta(days=1)
    address = f"{town.HOME}/cat-dien.html"
    title = f"Cắt điện phường Lê Chân, Hải Phòng ngày {when:%d/%m}"
    web.article(address, title, ["Việc sửa lưới.", "Bà con chú ý."])
    web.feed(f"{town.HOME}/thong-bao.xml", item(title, address, clock()))
    settings = town.QUIET._replace(places=("Lê Chân",))
    room = await town.newsroom(directory, web, clock, settings=settings)
    await room.subscriptions.add(f"{town.HOME}/thong-bao.xml")
    async for _ in room.syncs.run(pages=False):
        pass
    lines = await converse(room, "notices", "1")
    await room.close()
    assert lines.answers[1][0] == "Notices"
    assert lines.answers[1][1].startswith(f"1. {when.day}/{when.month}, Power, phường Lê Chân")
    assert title in lines.answers[2]


async def test_offline_everything_cached_is_read_and_the_rest_waits(directory, web, english):
    room = await town.newsroom(directory, web, town.Clock(), offline=True)
    lines = await converse(room, "3", "4", "X", "R")
    assert lines.answers[1][1] == "Bài số 3 về con đường"
    assert "queued" in lines.answers[2][0]
    assert lines.answers[3] == ["Waiting for the network", "1. Chưa tải về máy bao giờ"]
    assert lines.answers[4] == ["This reader was started offline; it does not touch the network."]
    assert not web.asked
    await room.close()


async def test_marks_are_set_and_undone_in_the_list_and_in_the_article(newsroom):
    lines = await converse(newsroom, "s 2", "m2", "S", "S", "Z", "Z", "s", "1", "lưu", "s 3")
    saved, read, shelf, _all, undone, again, which, _article, here, other = lines.answers[1:11]
    assert saved == ["Saved for later."]
    assert read == ["Marked as read."]
    assert shelf[0] == "Saved, 1 article."
    assert shelf[1].endswith("already read, saved")
    assert undone == ["Undone: mark as read."]
    assert again == ["Undone: save the article."]
    assert which == ["Which one? Add its number, as in: s 2."]
    assert here == ["Saved for later."]
    assert other == ["An article is open: leave it with q to mark others by number."]
    headlines = newsroom.lists.rows(ListQuery(saved=True)).slice(0, 9)
    assert [headline.title for headline in headlines] == [town.title(1)]


async def test_at_the_end_of_an_article_the_next_unread_one_follows(newsroom):
    lines = await converse(newsroom, "m 2", "1", "", "K", "p")
    assert lines.answers[3][1] == "Bài số 3 về con đường"
    assert lines.answers[4][1] == "Bài số 2 về con đường"
    assert lines.answers[5] == ["There is nothing unread above."]


async def test_words_are_found_in_the_article(newsroom):
    lines = await converse(newsroom, "1", "/doan 20", "/zzz", rows=12)
    assert lines.answers[2][0].startswith("Đoạn 20 của bài 1")
    assert lines.answers[3] == ["Nothing was found for “zzz”."]


async def test_news_that_are_fetched_are_told_by_source(newsroom):
    lines = await converse(newsroom, "R")
    told = lines.answers[1]
    assert told[:2] == ["Fetching the news…", "bao.vn: nothing new"]
    assert told[2].startswith("Done: 0 new, ")
    assert told[3] == "All news, 12 articles."


async def test_an_empty_cache_is_filled_at_the_start(tmp_path, web, english):
    room = await town.newsroom(tmp_path, web, town.Clock())
    (start, *_) = (await converse(room)).answers
    assert start[1] == "Fetching the news…"
    assert "All news, 12 articles." in start
    await room.close()


# --- what the two readers share -----------------------------------------------------------------


async def test_a_session_is_continued_where_it_was_left(newsroom):
    await converse(newsroom, "x doi song", "2", "", rows=12)
    trail = newsroom.trail.get()
    section, article = trail.items
    assert section.location == SectionOf("bao.vn", "Đời sống")
    assert isinstance(article.location, ArticleRef)
    assert article.headlines is not None
    assert article.headlines.row == 1
    assert newsroom.articles.progress([article.location.id])[article.location.id].shown > 0.1
    lines = await converse(newsroom, "q", rows=12, resumes=True)
    assert lines.answers[0][1:] == (await converse(newsroom, "H", rows=12)).answers[1]
    assert "Bài số 4" not in lines.answers[0][1], "it is not at its top"
    assert lines.answers[1][0] == "Đời sống, 6 articles."
    assert lines.answers[1][1].startswith("2. Bài số 4")


async def test_what_cannot_be_resumed_leaves_the_list(directory, web, newsroom, english):
    await converse(newsroom, "3", "4")
    await newsroom.close()
    (directory / "cache.sqlite3").unlink()
    room = await town.newsroom(directory, web, town.Clock(), offline=True)
    start = (await converse(room, resumes=True)).answers[0]
    assert "not in the cache" in start[1]
    assert start[-1].startswith("No news in the cache yet.")
    await room.close()


async def test_an_offer_to_read_on_names_what_was_read_last(newsroom):
    await converse(newsroom, "3")
    start = (await converse(newsroom)).answers[0]
    assert "Type “back” to continue reading: Bài số 3 về con đường" in start


# --- for ears -----------------------------------------------------------------------------------


async def test_nothing_is_said_that_a_screen_reader_spells_out(newsroom):
    lines = await converse(newsroom, "3", "t", "f", "q", "x", "D", "trail", "h", rows=500)
    said = "".join(text for answer in lines.answers for text in answer)
    signs = {sign for sign in said if unicodedata.category(sign)[0] in "SC" and not sign.isascii()}
    assert signs == set()


# --- commands -------------------------------------------------------------------------------------


def test_the_keys_are_those_of_the_whole_screen():
    symbols = {"comma": ",", "full_stop": "."}
    shared = [command for command in COMMANDS if command.id in OF_THE_SCREEN]
    assert len(shared) > 25
    for command in shared:
        of_screen = {symbols.get(key, key) for key in OF_THE_SCREEN[command.id].keys.split(",")}
        assert set(command.keys.split()) - {"h"} <= of_screen, command.id


def test_no_two_commands_have_a_key_or_a_word_in_common():
    keys = [key for command in COMMANDS for key in command.keys.split()]
    words = [fold(word) for command in COMMANDS for word in command.words]
    assert len(keys) == len(set(keys))
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("s 3", ("toggle_saved", "3")),
        ("s3", ("toggle_saved", "3")),
        ("LƯU 3", ("toggle_saved", "3")),
        ("da luu", ("saved_shelf", "")),
        ("đã đọc 4", ("toggle_read", "4")),
        ("đã đọc hết", ("all_read", "")),
        ("tìm cầu Rào", ("search", "cầu Rào")),
        ("tìm trong bài cầu", ("filter", "cầu")),
        ("/cầu", ("filter", "cầu")),
        ("F cầu", ("search", "cầu")),
        ("Q", ("brief", "")),
        ("ngày 22/11", ("dates", "22/11")),
        ("chuyên mục tiếp", ("next_section", "")),
        ("q 3", None),
        ("sxyz", None),
        ("thoát ngay", None),
    ],
)
def test_a_line_is_a_key_or_words_and_what_follows(line, meant):
    order = read_order(line, Vocabulary())
    assert (order and (order.command.id, order.argument)) == meant


def test_pages_end_before_what_has_no_room():
    items = [["a"], ["b", "b"], ["c", "c", "c", "c"], ["d"]]
    pages = Pager(lambda start, stop: items[start:stop], lambda: 4, height=3, most=9)
    assert pages.page(0) == ["a", "b", "b"]
    assert pages.next() == ["c", "c", "c", "c"], "what is longer than a page is one by itself"
    assert pages.has_next
    assert pages.next() == ["d"]
    assert not pages.has_next
    assert pages.previous() == ["c", "c", "c", "c"]
    assert pages.previous() == ["a", "b", "b"]
    assert not pages.has_previous
    assert pages.last() == ["d"]


# --- edits ------------------------------------------------------------------------------------


async def test_what_was_edited_is_told_in_words(directory, web, english):
    clock = town.Clock()
    await edited_town.edit_read_article(directory, web, clock)
    room = await town.newsroom(directory, web, clock)
    lines = await converse(room, "1", "e", "e 1", "e 9", "edits")
    await room.close()
    start, article, edits, first, none, again = lines.answers[:6]
    assert "Edited 11:00: added: " in start[2] or "Edited 11:00: 12, now 15 cây" in start[2]
    assert any(line.startswith("Edited 11:00") for line in article)
    assert edits[0].startswith("What you read last, compared with now")
    told = "Changed: Đoàn xe chở [removed: 12] [added: 15] cây cột điện"
    assert any(line.startswith(told) for line in edits)
    assert any(line.startswith("Added: Sáng hôm sau") for line in edits)
    assert first[0].startswith("Edit 1 of ")
    assert none[0].startswith("There is no number 9")
    assert again == edits


async def test_an_article_that_was_not_edited_tells_that(newsroom):
    lines = await converse(newsroom, "e", "1", "e")
    assert lines.answers[1] == ["No article is open."]
    assert lines.answers[3] == ["This article has not been edited since it was first fetched."]


# --- keys and commands of config.toml -----------------------------------------------------------


def own(name: str, **facts: Any) -> UserCommand:
    return UserCommand(name, **{"title": name, **facts})


async def test_a_command_of_the_settings_is_called_by_name_title_or_key(newsroom):
    settings = Settings(
        commands=(
            own("count", title="Đếm dòng", run=("wc", "-l"), keys="W,f8"),
            own("note", run="printf '%s|' {title}; cat >/dev/null", input="none"),
        )
    )
    lines = await converse(newsroom, "1", "count", "đem dong", "W", "note", settings=settings)
    _start, article, counted, again, by_key, noted = lines.answers[:6]
    assert article[0]
    assert counted[0] == "Đếm dòng."
    assert int(counted[1]) > 20
    assert counted == again == by_key
    assert noted[1] == f"{town.title(1)}|"


async def test_a_command_gets_the_headline_with_a_number_and_asks_for_one(newsroom):
    settings = Settings(
        commands=(own("id", title="mã", run=("echo", "{id}"), input="none", output="message"),)
    )
    lines = await converse(newsroom, "mã 2", "mã", "mã 99", settings=settings)
    (second,) = newsroom.lists.rows(ListQuery()).slice(1, 2)
    assert lines.answers[1] == [second.id]
    assert lines.answers[2] == ["Which one? Add its number, as in: s 2."]
    assert lines.answers[3] == ["There is no number 99; there are 1 to 12."]


async def test_what_a_command_cannot_do_is_told(newsroom):
    settings = Settings(
        commands=(
            own("gone", run=("/nowhere/trans",), input="none"),
            own("bad", run="echo why >&2; exit 3", input="none"),
            own("share", open="https://share.example/?u={url}&t={title}"),
        )
    )
    lines = await converse(newsroom, "gone 1", "bad 1", "share 2", settings=settings)
    assert lines.answers[1][0].startswith("“gone” could not be started: ")
    assert lines.answers[2] == ["“bad” failed (exit status 3). why"]
    assert "https://share.example/?u=https%3A%2F%2Fbao.vn%2Fbai-2.html&t=B" in lines.answers[3][0]


async def test_reading_aloud_ends_with_enter_on_a_terminal(newsroom):
    settings = Settings(commands=(own("aloud", run=("sleep", "1000"), input="speech"),))
    lines = await converse(newsroom, "1", "aloud", "", settings=settings, rows=24)
    assert "aloud is running. Enter: end it" in lines.prompts
    assert ["Ended: aloud."] in lines.answers


async def test_keys_of_one_character_are_moved_by_the_settings(newsroom):
    settings = Settings(keys={"undo": "u,f9", "toggle_saved": "f7", "sort": "comma"})
    lines = await converse(newsroom, "1", "u", "Z", "s", "h", settings=settings)
    assert lines.answers[2] == ["There is nothing to undo."]
    assert lines.answers[3] == ["There is no command “Z”. h: help."]
    assert lines.answers[4] == ["Saved for later."], "f7 is no key here, so the usual one stays"
    assert any("undo or u: Undo the last marks" in line for line in lines.answers[5])


async def test_the_help_ends_with_the_commands_of_the_settings(newsroom):
    settings = Settings(commands=(own("trans", title="Dịch", run=("cat",), keys="W"),))
    lines = await converse(newsroom, "h", settings=settings)
    assert lines.answers[1][-2:] == [
        "Your own commands, for the article or the headline with a number:",
        "Dịch NUMBER or capital W NUMBER: Dịch",
    ]


async def test_a_command_of_the_settings_takes_no_word_of_the_reader(newsroom):
    settings = Settings(commands=(own("quit", run=("echo", "no"), input="none", keys="r"),))
    lines = await converse(newsroom, "quit", settings=settings)
    assert len(lines.answers) == 2


# --- stories ----------------------------------------------------------------------------------------


async def test_one_key_makes_one_item_of_an_event_and_the_choice_is_kept(tmp_path, english):
    desk = StoryDesk.within(tmp_path)
    desk.put(*event("trom-xe-may"), *event("gia-ca-giam"))
    of_event = "Công an phường Lạch Vông bắt nhóm trộm 11 xe máy"
    lines = await converse(desk.open(), "*", "2", "q")
    folded, _article, after = lines.answers[1:4]
    assert folded[0] == "Comparing the articles…"
    assert folded[1] == "One row for each event."
    assert folded[2] == "All news, 4 articles in 2 rows."
    assert folded[4].startswith(f"2. {of_event}. Báo Cảng, Xã hội, 11/03 09:00")
    assert folded[4].endswith(", 2 more articles of this event")
    assert after[0] == "All news, 4 articles in 2 rows."
    desk.close()
    room = desk.open()
    assert room.lists.rows(ListQuery(unread=True)).count() == 2, "the copy is read too"
    (start, again) = (await converse(room, "*")).answers[:2]
    assert "All news, 4 articles in 2 rows." in start, "as it was left"
    assert again[:2] == ["A row for each article.", "All news, 4 articles."]
    desk.close()


async def test_the_reports_of_one_event_are_told_and_opened_by_number(tmp_path, english):
    desk = StoryDesk.within(tmp_path)
    desk.put(*event("trom-xe-may"), *event("gia-ca-giam"))
    room = desk.open()
    of_event = "Công an phường Lạch Vông bắt nhóm trộm 11 xe máy"
    number = [one.title for one in room.lists.rows(ListQuery()).slice(0, 9)].index(of_event) + 1
    alone = [one.title for one in room.lists.rows(ListQuery()).slice(0, 9)].index(
        event("gia-ca-giam")[0].report.title
    ) + 1
    lines = await converse(room, f"#{alone}", f"cùng sự kiện {number}", "3", "#")
    none, told, opened, again = lines.answers[1:5]
    assert none == ["No other article in the cache reports this event."]
    assert told[0] == "Same event, 3 articles."
    assert told[1].startswith(f"1. {of_event}. Báo Cảng, Xã hội, 11/03 09:00")
    assert told[2].endswith("The same text.")
    assert event("trom-xe-may")[2].report.title in opened
    assert again[0] == told[0], "of the article that is open"
    desk.close()
