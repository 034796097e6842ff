"""`hpreader import`: feeds, read marks and saved links of other programs."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hpreader import opml
from hpreader.cli import output
from hpreader.cli.commands.imports.tag_rules import tag_rules
from hpreader.cli.files.input_file import read_input
from hpreader.cli.files.source_merge import MergedSources, merge_sources
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status
from hpreader.config import Settings
from hpreader.exchange.bookmark_json import read_bookmarks
from hpreader.exchange.bookmark_page import read_page
from hpreader.exchange.bookmark_table import read_table
from hpreader.exchange.exported_articles import read_articles
from hpreader.exchange.file_format import FileFormat, as_text, format_of
from hpreader.exchange.newsboat_urls import read_urls
from hpreader.exchange.saved_links import Refusal, Refused, SavedLink, SavedLinks
from hpreader.export import JsonObject
from hpreader.i18n import N_, _, ngettext
from hpreader.model.imported_articles import ImportedArticle, ImportedCounts
from hpreader.newsroom import Newsroom
from hpreader.newsroom.imported_articles import newsboat_items
from hpreader.problems import Problem, ProblemError
from hpreader.text import fold

MOST_BYTES: Final = 50_000_000
"""Of a file; bookmarks with the pictures of their sites take some kilobytes each."""
READERS: Final[Mapping[FileFormat, Callable[[str], SavedLinks | None]]] = {
    "html": read_page,
    "csv": read_table,
    "json": read_bookmarks,
}
"""Of the formats of bookmarks."""
SHOWN: Final = 20
"""Refused lines that are shown of each reason; `--json` has all."""

REASONS: Final[Mapping[Refusal, str]] = {
    "no_address": N_("it has no address"),
    "not_web": N_("its address is none of the Web (http, https)"),
    "twice": N_("it is in the file a second time"),
    "query": N_("it is a search of newsboat; keep it as a search here (F, then Ctrl+S)"),
    "program": N_("a program makes it"),
    "cut": N_("it is more than is read of a file"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    format: FileFormat
    sources: MergedSources | None = None
    articles: ImportedCounts | None = None
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences about what is not kept as it was."""
    facts: Mapping[str, int] = field(default_factory=dict)


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    return with_newsroom(_import, arguments, settings)


async def _import(newsroom: Newsroom, arguments: Namespace) -> int:
    status = Status.DONE
    for name in _files(arguments.files):
        try:
            outcome = await _import_file(newsroom, name, arguments)
        except ProblemError as error:
            if error.problem.kind != "bad_file" or len(arguments.files) == 1:
                raise
            output.complain(error.problem)
            status = Status.PARTLY
            continue
        _tell(name, outcome, arguments)
    if arguments.dry_run:
        output.narrate(_("Nothing was changed (--dry-run)."))
    return status


def _files(names: Sequence[str]) -> list[str]:
    """The files; of a directory of newsboat its feeds and its cache."""
    found = []
    for name in names:
        path = Path(name)
        inside = [path / "urls", path / "cache.db"] if name != "-" and path.is_dir() else []
        if inside and not any(one.exists() for one in inside):
            raise ProblemError(Problem("bad_file", name, _("neither urls nor cache.db is in it")))
        found += [str(one) for one in inside if one.exists()] or [name]
    return found


async def _import_file(newsroom: Newsroom, name: str, arguments: Namespace) -> Outcome:
    if arguments.format == "newsboat-cache" and name != "-":
        return await _import_newsboat_cache(newsroom, name, arguments)
    data = read_input(name, MOST_BYTES)
    kind = arguments.format or format_of(data)
    if kind is None:
        raise ProblemError(Problem("bad_file", name, _("no format that is known here; --format")))
    if kind == "newsboat-cache":  # however large it is: SQLite reads the file itself
        return await _import_newsboat_cache(newsroom, name, arguments)
    if len(data) > MOST_BYTES:
        raise ProblemError(Problem("bad_file", name, f"> {MOST_BYTES} bytes"))
    if kind == "opml":
        return await _import_opml(newsroom, name, data, dry_run=arguments.dry_run)
    if kind == "newsboat":
        return await _import_newsboat_urls(newsroom, data, dry_run=arguments.dry_run)
    if kind == "hpreader":
        return await _import_exported(newsroom, name, as_text(data), arguments)
    found = READERS[kind](as_text(data))
    if found is None or not (found.links or found.refused):
        raise ProblemError(Problem("bad_file", name, _("no link is in it")))
    return await _import_links(newsroom, kind, found, arguments)


async def _import_opml(newsroom: Newsroom, name: str, data: bytes, *, dry_run: bool) -> Outcome:
    found = opml.read_opml(data)
    if isinstance(found, Problem):
        raise ProblemError(Problem(found.kind, name, found.detail))
    merged = await merge_sources(newsroom, found, dry_run=dry_run)
    refused = tuple(Refused(one, "not_web") for one in opml.skipped_outlines(data))
    categories = opml.unkept_categories(opml.read_outlines(data))
    return Outcome("opml", merged, refused=refused, notes=_about_categories(categories))


async def _import_newsboat_urls(newsroom: Newsroom, data: bytes, *, dry_run: bool) -> Outcome:
    feeds = read_urls(as_text(data))
    outlines = [
        opml.Outline(
            {"xmlurl": feed.url, "title": feed.title},
            ({"title": feed.tags[0]},) if feed.tags else (),
        )
        for feed in feeds.feeds
    ]
    sources = opml.sources_of(outlines)
    known = {state.source.name: state.source for state in newsroom.subscriptions.states()}
    merged = await merge_sources(newsroom, sources, dry_run=dry_run)
    for one in sources:  # as they are now, or would be
        known[one.name] = opml.merge(known[one.name], one) if one.name in known else one
    if not dry_run:
        known |= {state.source.name: state.source for state in newsroom.subscriptions.states()}
    tags = {feed.url: feed.tags for feed in feeds.feeds}
    rules, unkept = tag_rules(tags, tuple(known.values()))
    notes = []
    if new := newsroom.rules.editor.missing(rules):
        if not dry_run:
            await newsroom.rules.editor.add_all(new)
        words = ngettext(
            "{n} rule in {path} gives articles the tag {tags} (hpreader list --tag).",
            "{n} rules in {path} give articles the tags {tags} (hpreader list --tag).",
            len(new),
        )
        given = ", ".join(dict.fromkeys(tag for rule in new for tag in rule.tags))
        notes.append(words.format(n=len(new), path=newsroom.rules.path, tags=given))
    notes += _about_categories(unkept)
    return Outcome(
        "newsboat", merged, refused=feeds.refused, notes=tuple(notes), facts={"rules": len(new)}
    )


async def _import_newsboat_cache(newsroom: Newsroom, name: str, arguments: Namespace) -> Outcome:
    if name == "-":
        raise ProblemError(Problem("bad_file", name, _("a database cannot come from stdin")))
    items = newsboat_items(Path(name))
    counts = await newsroom.marks.imported.put(items.articles, dry_run=arguments.dry_run)
    notes = []
    if items.flags:
        words = _(
            "Every flag of newsboat ({letters}) means saved here; which flag it was is not kept."
        )
        notes.append(words.format(letters=" ".join(items.flags)))
    if items.unread:
        words = ngettext(
            "{n} article is unread there and was left out.",
            "{n} articles are unread there and were left out.",
            items.unread,
        )
        notes.append(words.format(n=items.unread))
    refused = tuple(Refused(title, "no_address") for title in items.without_address)
    return Outcome("newsboat-cache", None, counts, refused, tuple(notes), {"unread": items.unread})


async def _import_links(
    newsroom: Newsroom, kind: FileFormat, found: SavedLinks, arguments: Namespace
) -> Outcome:
    chosen = [link for link in found.links if _is_in(link, arguments.folder)]
    articles = [
        ImportedArticle(
            link.url, "", link.title, link.labels, link.at, is_read=link.is_read, is_saved=True
        )
        for link in chosen
    ]
    others = len(found.links) - len(chosen)
    return await _import_articles(newsroom, kind, articles, found.refused, others, arguments)


async def _import_exported(
    newsroom: Newsroom, name: str, text: str, arguments: Namespace
) -> Outcome:
    found = read_articles(text)
    if found is None:
        raise ProblemError(Problem("bad_file", name, _("no article is in it")))
    chosen = [one for one in found.articles if _is_in(one, arguments.folder)]
    others = len(found.articles) - len(chosen)
    return await _import_articles(newsroom, "hpreader", chosen, found.refused, others, arguments)


async def _import_articles(
    newsroom: Newsroom,
    kind: FileFormat,
    articles: Sequence[ImportedArticle],
    refused: tuple[Refused, ...],
    others: int,
    arguments: Namespace,
) -> Outcome:
    """Store articles; `others` is how many are in other folders."""
    counts = await newsroom.marks.imported.put(articles, dry_run=arguments.dry_run)
    notes = []
    if others:
        words = ngettext(
            "{n} link is not in this folder and was left out.",
            "{n} links are not in this folder and were left out.",
            others,
        )
        notes.append(words.format(n=others))
    return Outcome(kind, None, counts, refused, tuple(notes), {"other_folders": others})


def _is_in(link: SavedLink | ImportedArticle, folder: str) -> bool:
    wanted = fold(folder)
    folders = link.folders if isinstance(link, SavedLink) else ()
    return not wanted or wanted in map(fold, (*folders, *link.labels))


def _about_categories(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    words = _(
        "Not kept as sections, because a list has one section and the lists of one site keep their "
        "own: {names}"
    )
    return (words.format(names=", ".join(names)),)


def _tell(name: str, outcome: Outcome, arguments: Namespace) -> None:
    if arguments.json:
        output.json_line(_record(name, outcome, is_done=not arguments.dry_run))
    several = len(_files(arguments.files)) > 1
    before = f"{name}: " if several else ""
    if outcome.sources is not None:
        output.narrate(before + outcome.sources.summary)
        if arguments.dry_run:
            for sign, names in (("+", outcome.sources.new), ("~", outcome.sources.changed)):
                for one in names:
                    output.narrate(f"  {sign} {one}")
    if outcome.articles is not None:
        for sentence in _sentences(outcome.articles):
            output.narrate(before + sentence)
    for note in outcome.notes:
        output.narrate(note)
    _tell_refused(outcome.refused)


def _sentences(counts: ImportedCounts) -> list[str]:
    """What became of articles, without what there was none of; never nothing at all."""
    amounts: list[tuple[int, Callable[[int], str]]] = [
        (counts.saved, lambda n: ngettext("{n} article saved.", "{n} articles saved.", n)),
        (
            counts.to_fetch,
            lambda n: ngettext(
                "The page of {n} of them is fetched by the next sync.",
                "The pages of {n} of them are fetched by the next sync.",
                n,
            ),
        ),
        (
            counts.texts,
            lambda n: ngettext(
                "{n} text was not here and is now.", "{n} texts were not here and are now.", n
            ),
        ),
        (
            counts.saved_before,
            lambda n: ngettext("{n} was saved already.", "{n} were saved already.", n),
        ),
        (
            counts.read,
            lambda n: ngettext("{n} article marked as read.", "{n} articles marked as read.", n),
        ),
        (
            counts.absent,
            lambda n: ngettext(
                "{n} of them is not here yet; its mark is kept until it comes.",
                "{n} of them are not here yet; their marks are kept until they come.",
                n,
            ),
        ),
        (
            counts.read_before,
            lambda n: ngettext("{n} was read here already.", "{n} were read here already.", n),
        ),
    ]
    return [words(n).format(n=n) for n, words in amounts if n] or [_("Nothing new is in it.")]


def _tell_refused(refused: Sequence[Refused]) -> None:
    shown: Counter[Refusal] = Counter()
    for one in refused:
        shown[one.reason] += 1
        if shown[one.reason] <= SHOWN:
            words = _("Not taken: {name} ({reason})")
            output.narrate(words.format(name=one.text, reason=_(REASONS[one.reason])))
    for reason, count in shown.items():
        if count > SHOWN:
            words = _("… and {n} more ({reason}); --json names all")
            output.narrate(words.format(n=count - SHOWN, reason=_(REASONS[reason])))


def _record(name: str, outcome: Outcome, *, is_done: bool) -> JsonObject:
    sources, articles = outcome.sources, outcome.articles
    return {
        "file": name,
        "format": outcome.format,
        "done": is_done,
        "sources": None
        if sources is None
        else {"new": [*sources.new], "changed": [*sources.changed], "known": [*sources.same]},
        "articles": None
        if articles is None
        else {
            "saved": articles.saved,
            "saved_before": articles.saved_before,
            "to_fetch": articles.to_fetch,
            "read": articles.read,
            "read_before": articles.read_before,
            "absent": articles.absent,
            "texts": articles.texts,
        },
        "refused": [{"text": one.text, "reason": one.reason} for one in outcome.refused],
        **outcome.facts,
    }
