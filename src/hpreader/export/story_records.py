"""Stories as JSON objects and as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.export.json_records import SCHEMA, headline_json
from hpreader.i18n import _
from hpreader.model.story_words import reason_words
from hpreader.render.line_breaks import printable
from hpreader.vietnam_time import iso, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hpreader.export.json_records import JsonObject
    from hpreader.model import Story, StoryReport


def story_json(story: Story) -> JsonObject:
    """A row of `stories --json`."""
    return {
        "schema": SCHEMA,
        "id": story.id,
        "title": story.title,
        "weight": story.weight,
        "reports": [_report_json(report) for report in story.reports],
    }


def _report_json(report: StoryReport) -> JsonObject:
    return {
        **headline_json(report.headline),
        "at": iso(report.at),
        "copy_of": report.copy_of or None,
        "new": report.is_new,
        "adds": list(report.adds),
        "beside": report.beside or None,
        "score": report.score,
        "reasons": [
            {"kind": reason.kind, "weight": reason.weight, "values": list(reason.values)}
            for reason in report.reasons
        ],
    }


def story_lines(
    story: Story, titles: Mapping[str, str], *, explains: bool
) -> Iterator[tuple[int, str]]:
    """The lines of a story, each with its indent: the title, then every report.

    Args:
        story: the event.
        titles: what the papers are called, by name.
        explains: tell why each report is there.
    """
    yield 0, printable(story.title)
    for report in story.reports:
        source = titles.get(report.headline.source, report.headline.source)
        new = f"  ({_('new')})" if report.is_new else ""
        title = f"  {report.headline.title}" if report is not story.reports[0] else ""
        line = f"{local(report.at):%d/%m %H:%M}  {source}{title}{new}  {report.headline.id}"
        yield 2, printable(line)
        if report.copy_of:
            yield 6, _("The same text")
        for sentence in report.adds:
            yield 6, printable(f"+ {sentence}")
        if explains and report.reasons:
            yield 6, printable(reason_words(report))
