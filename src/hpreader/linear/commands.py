"""The table of commands: their keys and words, what they do, and the sentence for the help.

Ids and keys are those of the reader on the whole screen (`ui/commands.py`) where it has them; only `h`
is the help here, because a screen reader may leave out the question mark. All words are understood
in both languages at any time; the help tells those of the user's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hpreader.i18n import N_, _, language

if TYPE_CHECKING:
    from hpreader.linear.parts import Parts

    Run = Callable[[Parts, str], Awaitable[None]]

NUMBER, WORDS, DAY = N_("NUMBER"), N_("WORDS"), N_("DAY")
"""What may follow a command; message ids."""


@dataclass(frozen=True, slots=True)
class LineCommand:
    """One row of the table: something that a line does."""

    id: str
    """The id of the same command on the whole screen, where there is one."""
    keys: str
    """Single characters, separated by spaces."""
    english: tuple[str, ...]
    """Words for it in English; the first one is told."""
    vietnamese: tuple[str, ...]
    """Words for it in Vietnamese; the first one is told."""
    about: str
    """What it does; a message id."""
    run: Run
    argument: str = ""
    """What may follow: one of the message ids above; empty for nothing."""

    @property
    def words(self) -> tuple[str, ...]:
        """All words for it."""
        return self.english + self.vietnamese

    def help(self, keys: Sequence[str]) -> str:
        """The line of the help: the word, the letter if it has one, and what it does.

        Args:
            keys: its keys.
        """
        names = [(self.vietnamese if language() == "vi" else self.english)[0]]
        names += list(map(_told, [key for key in keys if key.isalpha()][:1] or keys[:1]))
        argument = f" {_(self.argument)}" if self.argument else ""
        told = _(" or ").join(f"{name}{argument}" for name in names)
        return f"{told}: {_(self.about)}"


def _told(key: str) -> str:
    """A key as it is told to who may not hear the case of a letter."""
    return _("capital {letter}").format(letter=key) if key.isupper() else key


async def _read_on(parts: Parts, _argument: str) -> None:
    await parts.navigation.read_on()


async def _filter(parts: Parts, words: str) -> None:
    """Filter the list, or find in the article."""
    article = parts.state.article
    if article is None or not words:
        await parts.lists.filter(words)
    else:
        await parts.articles.find(article, words)


COMMANDS: tuple[LineCommand, ...] = (
    LineCommand(
        "read_on", "", ("more", "next page"), ("tiếp", "trang tiếp"),
        N_("A page down; at the end of an article, the next unread one"), _read_on,
    ),
    LineCommand(
        "page_up", "b", ("previous page", "page up"), ("trang trước", "lên"),
        N_("The page before"), lambda p, a: p.navigation.page_up(a),
    ),
    LineCommand(
        "top", "g", ("top", "beginning"), ("đầu",),
        N_("To the beginning"), lambda p, a: p.navigation.top(a),
    ),
    LineCommand(
        "end", "G", ("end",), ("cuối",), N_("To the end"), lambda p, a: p.navigation.end(a),
    ),
    LineCommand(
        "again", "w", ("again", "where"), ("đọc lại", "ở đâu"),
        N_("Where you are, and the same page once more"), lambda p, a: p.navigation.again(a),
    ),
    LineCommand(
        "list", "", ("list",), ("danh sách",),
        N_("The list, from the headline opened last"), lambda p, a: p.navigation.go_to_list(a),
    ),
    LineCommand(
        "open", "", ("open",), ("mở",),
        N_("Open what has a number, as the number alone does"),
        lambda p, a: p.navigation.choose(a), NUMBER,
    ),
    LineCommand(
        "back", "H [ ơ", ("back",), ("quay lại", "lùi"),
        N_("Back to what was open before, an article or a list, and to the place in it"),
        lambda p, a: p.trail.back(a),
    ),
    LineCommand(
        "forward", "L ] ư", ("forward",), ("đi tiếp", "tới"),
        N_("Forward again, after going back"), lambda p, a: p.trail.forward(a),
    ),
    LineCommand(
        "branch", "B", ("branch",), ("chỗ rẽ",),
        N_("Back to the article from which the first link was followed"),
        lambda p, a: p.trail.back_to_branch(a),
    ),
    LineCommand(
        "trail", "", ("trail", "history"), ("lịch sử", "lịch sử đọc"),
        N_("What was read, to jump in by number"), lambda p, a: p.trail.tell_steps(a), NUMBER,
    ),
    LineCommand(
        "related", "t", ("other news", "other"), ("tin khác",),
        N_("The other news of the article; a number alone opens one too"),
        lambda p, a: p.articles.tell_related(a), NUMBER,
    ),
    LineCommand(
        "hints", "f", ("links", "link"), ("liên kết",),
        N_("The links in the text of the article, to open by number"),
        lambda p, a: p.articles.tell_links(a), NUMBER,
    ),
    LineCommand(
        "copy_link", "c y", ("address",), ("địa chỉ",),
        N_("The address of the article"), lambda p, a: p.articles.tell_address(a), NUMBER,
    ),
    LineCommand(
        "edits", "e", ("edits", "what was edited"), ("bài đã sửa", "đã sửa"),
        N_("What was edited in the article since you read it; with a number, one edit"),
        lambda p, a: p.edit_history.tell(a), NUMBER,
    ),
    LineCommand(
        "story", "#", ("same event", "event"), ("cùng sự kiện", "sự kiện"),
        N_("Who else reports the event of the article, or of a headline by its number; to open by number"),
        lambda p, a: p.stories.tell(a), NUMBER,
    ),
    LineCommand(
        "queue", "X", ("waiting", "queue"), ("chờ mạng",),
        N_("What waits for the network"), lambda p, a: p.navigation.tell_queue(a), NUMBER,
    ),
    LineCommand(
        "next_unread", "n", ("next unread", "next"), ("chưa đọc tiếp", "tin tiếp"),
        N_("The next unread article"), lambda p, _a: p.articles.open_neighbour(1, unread=True),
    ),
    LineCommand(
        "previous_unread", "p", ("previous unread",), ("chưa đọc trước", "tin trước"),
        N_("The previous unread article"),
        lambda p, _a: p.articles.open_neighbour(-1, unread=True),
    ),
    LineCommand(
        "next_article", "J", ("next article",), ("bài tiếp",),
        N_("The next article of the list"),
        lambda p, _a: p.articles.open_neighbour(1, unread=False),
    ),
    LineCommand(
        "previous_article", "K", ("previous article",), ("bài trước",),
        N_("The previous article of the list"),
        lambda p, _a: p.articles.open_neighbour(-1, unread=False),
    ),
    LineCommand(
        "toggle_read", "m", ("read", "mark"), ("đã đọc", "đánh dấu"),
        N_("Mark as read, or as unread again"), lambda p, a: p.marks.toggle_read(a), NUMBER,
    ),
    LineCommand(
        "all_read", "M", ("all read",), ("đã đọc hết",),
        N_("Mark all in this list as read"), lambda p, a: p.marks.mark_all_read(a),
    ),
    LineCommand(
        "undo", "Z", ("undo",), ("hoàn tác",),
        N_("Undo the last marks"), lambda p, a: p.marks.undo(a),
    ),
    LineCommand(
        "toggle_saved", "s", ("save",), ("lưu",),
        N_("Save the article, or take it off the shelf"),
        lambda p, a: p.marks.toggle_saved(a), NUMBER,
    ),
    LineCommand(
        "saved_shelf", "S", ("saved", "shelf"), ("đã lưu",),
        N_("Show the saved articles, or all again"), lambda p, a: p.lists.toggle_shelf(a),
    ),
    LineCommand(
        "rule", "!", ("hide",), ("ẩn",),
        N_("Hide articles with these words; or offer words, section and source of one, by its number"),
        lambda p, a: p.rules.hide(a), WORDS,
    ),
    LineCommand(
        "hidden", "&", ("hidden",), ("đã ẩn",),
        N_("Show what rules hide, or all again"), lambda p, a: p.rules.toggle_hidden(a),
    ),
    LineCommand(
        "filter", "/", ("filter", "find"), ("lọc", "tìm trong bài"),
        N_("Filter the headlines, without words all again; in an article, find the next place"),
        _filter, WORDS,
    ),
    LineCommand(
        "search", "F", ("search",), ("tìm", "tìm kiếm"),
        N_("Search all articles; without words, the last searches"),
        lambda p, a: p.lists.search(a), WORDS,
    ),
    LineCommand(
        "unread_only", ".", ("unread only", "unread"), ("chỉ chưa đọc", "chưa đọc"),
        N_("Only what is unread, or everything again"), lambda p, a: p.lists.toggle_unread_only(a),
    ),
    LineCommand(
        "sort", ",", ("sort",), ("sắp xếp",),
        N_("Newest, oldest, by source, by section, unread first"),
        lambda p, a: p.lists.next_order(a),
    ),
    LineCommand(
        "fold_stories", "*", ("one row", "fold"), ("gộp tin", "gộp"),
        N_("The reports of one event as one row, or a row for each article"),
        lambda p, a: p.story_rows.toggle(a),
    ),
    LineCommand(
        "sections", "x", ("sections", "section"), ("chuyên mục", "mục"),
        N_("Sources and sections, to choose by number or name"),
        lambda p, a: p.lists.tell_sections(a), NUMBER,
    ),
    LineCommand(
        "brief", "Q", ("brief",), ("bản tin",),
        N_("The news of the last 24 hours by followed words and sections, to open by number"),
        lambda p, a: p.briefs.tell_latest(a), NUMBER,
    ),
    LineCommand(
        "next_section", ">", ("next section",), ("chuyên mục tiếp", "mục tiếp"),
        N_("The next section"), lambda p, _a: p.lists.next_section(1),
    ),
    LineCommand(
        "previous_section", "<", ("previous section",), ("chuyên mục trước", "mục trước"),
        N_("The previous section"), lambda p, _a: p.lists.next_section(-1),
    ),
    LineCommand(
        "dates", "D", ("days", "day", "dates"), ("ngày",),
        N_("The days that have news; or the news of a day: 22/11, yesterday"),
        lambda p, a: p.lists.tell_days(a), DAY,
    ),
    LineCommand(
        "notices", "", ("notices",), ("thông báo",),
        N_("Power, water, roads, storms and school where you live, by day"),
        lambda p, a: p.navigation.tell_notices(a), NUMBER,
    ),
    LineCommand(
        "all_days", "0", ("all days",), ("mọi ngày", "tất cả các ngày"),
        N_("The news of all days again"), lambda p, a: p.lists.show_all_days(a),
    ),
    LineCommand(
        "refresh", "r", ("refresh", "reload"), ("tải lại",),
        N_("Fetch what is shown again"), lambda p, a: p.sync.refresh(a),
    ),
    LineCommand(
        "refresh_all", "R", ("sync", "refresh all"), ("đồng bộ", "tải tin", "tải lại tất cả"),
        N_("Fetch the news of all sources"), lambda p, a: p.sync.refresh_all(a),
    ),
    LineCommand("help", "h ?", ("help",), ("trợ giúp", "giúp"), N_("This help"), lambda p, a: p.navigation.tell_help(a)),
    LineCommand(
        "up_level", "q", ("leave", "up"), ("trở ra", "ra"),
        N_("Up one level: from an article to the list; in the list: quit"),
        lambda p, a: p.navigation.leave(a),
    ),
    LineCommand(
        "quit", "", ("quit", "exit"), ("thoát",),
        N_("Quit; Ctrl+D does it too"), lambda p, a: p.navigation.quit(a),
    ),
)  # fmt: skip
"""All commands, in the order of the help."""


def help_lines(keys: Mapping[str, Sequence[str]], own: Sequence[LineCommand] = ()) -> list[str]:
    """The help, a sentence for each command.

    Args:
        keys: by the ids of commands.
        own: the user's own commands.
    """
    first = _("A number opens the headline with it; in an article, the one of its other news.")
    lines = [first, *(command.help(keys.get(command.id, ())) for command in COMMANDS)]
    if own:
        lines.append(_("Your own commands, for the article or the headline with a number:"))
        lines += [command.help(keys.get(command.id, ())) for command in own]
    return lines
