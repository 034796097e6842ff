"""The files of a report on a page that reads badly, without anything private."""

from __future__ import annotations

import io
import json
import os
import platform
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hpreader import __version__, export
from hpreader.cli.commands.report.redaction import Redaction
from hpreader.cli.records.explanation import explanation_lines, explanation_records
from hpreader.cli.records.versions import library_versions
from hpreader.i18n import _, explain, language
from hpreader.problems import Problem
from hpreader.vietnam_time import iso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hpreader.config import Settings
    from hpreader.model.page_report import ExplainedArticle, PageCopy, PageReport

SETTINGS: Final = ("language", "measure", "pictures")
"""The settings that change how an article looks; the others are private or change nothing."""

VARIABLES: Final = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE")
PROXIES: Final = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_FIRST_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can have: every report of one page is the same bytes."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One file of a report."""

    name: str
    about: str
    """What it is, for the user."""
    content: bytes


def report_files(
    report: PageReport, typed: str, settings: Settings, made_at: datetime
) -> list[ReportFile]:
    """The files of a report.

    Args:
        report: what was fetched and decided.
        typed: the address as the user wrote it.
        settings: of the user.
        made_at: when the report is made.
    """
    explained = report.explained
    urls = [typed, *(url for page in explained.pages for url in (page.requested, page.url))]
    redaction = Redaction([*urls, *(one.subject for one in explained.failures)], _home())
    facts = _facts(report, typed, settings, made_at)
    files = [
        ReportFile("report.json", _("address, versions, settings, requests"), _json(facts)),
        ReportFile("explanation.txt", _("how it was read"), _explanation(explained)),
        ReportFile("explanation.jsonl", _("the same for programs"), _records(explained)),
        *_article_files(explained),
        *(
            ReportFile(
                f"profiles/{one.name}.toml",
                _("your own site profile") if one.is_own else _("the site profile"),
                one.text.encode(),
            )
            for one in report.profiles
        ),
    ]
    clean = [
        ReportFile(one.name, one.about, redaction.text(one.content.decode()).encode())
        for one in files
    ]
    return [
        *clean,
        *(
            ReportFile(
                name,
                _("as the server sent it: {url}").format(url=redaction.text(page.url)),
                redaction.page(page.body),
            )
            for name, page in _page_names(explained)
            if page.body is not None
        ),
    ]


def zip_of(files: list[ReportFile]) -> bytes:
    """The files as one zip file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name, _FIRST_DATE), file.content, zipfile.ZIP_DEFLATED)  # fmt: skip
    return written.getvalue()


def _article_files(explained: ExplainedArticle) -> Iterator[ReportFile]:
    article = explained.article
    if isinstance(article, Problem):
        return
    record = export.article_json(article, lambda _url: False)
    yield ReportFile("article.txt", _("the text as it is read"), export.article_text(article).encode())  # fmt: skip
    yield ReportFile("article.json", _("the article for programs"), _json(record))


def _facts(report: PageReport, typed: str, settings: Settings, made_at: datetime) -> dict[str, Any]:
    explained = report.explained
    trouble = [explained.article] if isinstance(explained.article, Problem) else []
    return {
        "schema": export.SCHEMA,
        "url": typed,
        "made_at": iso(made_at),
        "hpreader": __version__,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "libraries": library_versions(),
        "settings": {
            name: getattr(settings, name) if name != "language" else language() for name in SETTINGS
        },
        "environment": {name: os.environ[name] for name in VARIABLES if name in os.environ},
        "uses_proxy": any(os.environ.get(name) or os.environ.get(name.lower()) for name in PROXIES),
        "own_profiles": list(report.own_profiles),
        "problems": [
            export.problem_json(one) | {"url": one.subject}
            for one in dict.fromkeys((*trouble, *explained.failures))
        ],
        "pages": [
            {
                "file": name if page.body is not None else None,
                "requested": page.requested,
                "url": page.url,
                "status": page.status,
                "content_type": page.content_type,
                "charset": page.charset,
                "bytes": page.size,
            }
            for name, page in _page_names(explained)
        ],
    }


def _page_names(explained: ExplainedArticle) -> Iterator[tuple[str, PageCopy]]:
    """Each page with the name of its file."""
    for number, page in enumerate(explained.pages, 1):
        ending = "json" if page.content_type.endswith("json") else "html"
        yield f"pages/{number}.{ending}", page


def _explanation(explained: ExplainedArticle) -> bytes:
    lines = [line for one in explained.explanations for line in explanation_lines(one)]
    if isinstance(explained.article, Problem):
        lines.append(explain(explained.article))
    return "".join(f"{line}\n" for line in lines).encode()


def _records(explained: ExplainedArticle) -> bytes:
    records = (record for one in explained.explanations for record in explanation_records(one))
    return "".join(export.json_line(record) + "\n" for record in records).encode()


def _json(fields: dict[str, Any]) -> bytes:
    return (json.dumps(fields, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None
