"""Labelled pairs of articles: which are copies of one text, and which report one event.

Three sources, of which each pair tells its own:

- `tests/stories/reports.toml`: reports of made-up events by several papers;
- the sample newspaper: all its articles are different events, and each gives copies (an agency before it,
  another title, a signature after it) and a notice of the same kind (other numbers and names);
- saved pages of other people, whose titles were labelled by hand: see `benchmarks/stories.py`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from hpreader.model import VIETNAM, Article, Entry, Inline, Paragraph
from hpreader.sample.articles import Post, first_edition
from hpreader.store import Store
from hpreader.stories import COMMON, Rarity, Report, compare, features_of, index_keys
from tests.support.storeroom import record_list

REPORTS = Path(__file__).parents[1] / "stories" / "reports.toml"
FIRST_DAY = date(2026, 3, 10).toordinal()


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with what a person says of it."""

    name: str
    report: Report
    event: str
    text_id: str
    """The same for copies of one text."""
    half: str = ""
    at: datetime | None = None


class Pair(NamedTuple):
    """Two articles with their labels and the judgement."""

    one: Labelled
    other: Labelled
    is_copy: bool
    is_event: bool
    found_copy: bool
    score: float


class Counts(NamedTuple):
    """How many pairs were found, missed and wrongly found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} · recall {self.recall:.3f}"
            f" ({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


def made_up_reports(half: str = "") -> list[Labelled]:
    """The reports of `reports.toml`, of one half of the events or of both."""
    found = []
    for event in tomllib.loads(REPORTS.read_text("utf-8"))["event"]:
        if half and event["half"] != half:
            continue
        copies = [set(group["papers"]) for group in event.get("copies", ())]
        for at, report in enumerate(event["report"]):
            group = next((n for n, papers in enumerate(copies) if report["paper"] in papers), None)
            day, clock = report["at"].split()
            date_of = datetime.fromordinal(FIRST_DAY + int(day))
            hour, minute = map(int, clock.split(":"))
            found.append(
                Labelled(
                    f"{event['id']}/{report['paper']}",
                    Report(report["title"], report["text"], report["paper"], FIRST_DAY + int(day)),
                    event["id"],
                    f"{event['id']}/{at}" if group is None else f"{event['id']}/copy {group}",
                    event["half"],
                    date_of.replace(hour=hour, minute=minute, tzinfo=VIETNAM),
                )
            )
    return found


# --- the sample newspaper ---------------------------------------------------------------------------


def sample_reports() -> list[Labelled]:
    """Every article of the sample newspaper as four: itself, two copies, and a notice of the same kind.

    All are put on three days, so that nothing is told apart by its day alone.
    """
    found = []
    posts = first_edition("http://localhost", date(2026, 3, 13)).posts
    for at, post in enumerate(posts):
        day = FIRST_DAY + at % 3
        text = "\n".join(filter(None, (post.lede, plain(post.body))))
        whole = Report(post.title, text, "bao-mau", day)
        event = f"sample {post.slug}"
        found += [
            Labelled(event, whole, event, event),
            Labelled(f"{event} agency", _by_agency(whole, post), event, event),
            Labelled(f"{event} cut", _cut(whole), event, event),
        ]
        other = _other_notice(whole)
        if _is_another_notice(whole, other):
            found.append(Labelled(f"{event} notice", other, f"{event} notice", f"{event} notice"))
    return found


_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|^[#>*|+-]+ *|\*\*|__|\|", re.MULTILINE)


def plain(markup: str) -> str:
    """The text of the sample's markup, near enough."""
    return _MARKUP.sub(r"\1", markup)


def _by_agency(report: Report, post: Post) -> Report:
    """The text as another paper takes it over: an agency before it, a signature after it, its own title."""
    words = report.title.split()
    title = " ".join([*words[len(words) // 2 :], *words[: len(words) // 2]])
    text = f"Hải Phòng (TTXVN) - {report.text}\nTheo {post.author}"
    return report._replace(title=title, text=text, source="bao-khac")


def _cut(report: Report) -> Report:
    """The text without its last paragraph where that is short, and with another label before its title."""
    lines = report.text.split("\n")
    shorter = "\n".join(lines[:-1])
    text = shorter if len(shorter) > 0.9 * len(report.text) else report.text
    return report._replace(title=f"[Video] {report.title}", text=text, source="bao-ba")


_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-zà-ỹ,] )([A-ZĐ][a-zà-ỹ]+(?: [A-ZĐ][a-zà-ỹ]+)*)")


def _other_notice(report: Report) -> Report:
    """The same sentences about something else: other numbers, other names, the day after."""

    def changed(text: str) -> str:
        text = _DIGITS.sub(lambda digits: str(int(digits[0]) * 3 + 1), text)
        return _NAME.sub(
            lambda name: " ".join(word[::-1].title() for word in name[0].split()), text
        )

    return report._replace(
        title=changed(report.title), text=changed(report.text), day=report.day + 1
    )


def _is_another_notice(one: Report, other: Report) -> bool:
    """Whether enough is different to be news of something else: of a long tale with one other name not."""
    words = one.text.split()
    changed = sum(before != after for before, after in zip(words, other.text.split(), strict=True))
    return len(words) < 300 and changed >= max(3, len(words) / 20)


# --- judging ----------------------------------------------------------------------------------------


def judged(articles: Sequence[Labelled]) -> Iterator[Pair]:
    """Compare all pairs as the newsroom does: the later article with those that share two rare keys."""
    features = [features_of(article.report) for article in articles]
    keys = [set(index_keys(one)) for one in features]
    counts = Counter(key for own in keys for key in own)
    for other, one in combinations(range(len(articles)), 2):
        first, second = articles[one], articles[other]
        is_copy, is_event = first.text_id == second.text_id, first.event == second.event
        rare = [key for key in keys[one] & keys[other] if counts[key] <= COMMON]
        if len(rare) < 2:
            yield Pair(first, second, is_copy, is_event, found_copy=False, score=0.0)
            continue
        own = {key: min(counts[key], COMMON + 1) for key in keys[one]}
        rarity = Rarity(len(articles), own)
        found = compare(features[one], features[other], rarity, (first.name, second.name))
        yield Pair(first, second, is_copy, is_event, found.is_copy, found.score)


def copies(pairs: Iterable[Pair]) -> Counts:
    """How well copies are found."""
    pairs = list(pairs)
    return Counts(
        sum(pair.is_copy and pair.found_copy for pair in pairs),
        sum(pair.found_copy and not pair.is_copy for pair in pairs),
        sum(pair.is_copy and not pair.found_copy for pair in pairs),
    )


# --- in a store -------------------------------------------------------------------------------------


def put_reports(store: Store, articles: Iterable[Labelled], *, section: str = "Xã hội") -> None:
    """Store articles as their papers list them, with bodies; their ids are in `id_of`."""
    for one in articles:
        report = one.report
        published = one.at or datetime.fromordinal(report.day).replace(hour=8, tzinfo=VIETNAM)
        record_list(
            store,
            [Entry(url_of(one), report.title, published=published)],
            source=report.source,
            section=section,
            at=published,
        )
        blocks = tuple(Paragraph(Inline(text)) for text in report.text.split("\n") if text)
        store.articles.put(
            Article(
                url_of(one), report.title, blocks, source=report.source, section=section,
                published=published,
            )
        )  # fmt: skip


def url_of(one: Labelled) -> str:
    """The address at which an article is stored."""
    return f"https://{one.report.source}.example/{one.name.replace('/', '-').replace(' ', '-')}"
