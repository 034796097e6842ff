"""`hpreader report`: what is needed to look into a page that reads badly, as one file."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from hpreader import urls
from hpreader.cli import output
from hpreader.cli.arguments.article_argument import article_named
from hpreader.cli.files.file_output import STDOUT, refuse_target, write_document
from hpreader.cli.session import open_newsroom, run_async
from hpreader.cli.status import Status, status_of
from hpreader.config import paths
from hpreader.i18n import _, size_words
from hpreader.newsroom.clock import wall_clock
from hpreader.problems import Problem

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.cli.commands.report.report_files import ReportFile
    from hpreader.config import Settings
    from hpreader.export import JsonValue
    from hpreader.model import ArticleRef


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    if arguments.json and arguments.output == STDOUT:
        output.narrate("hpreader: " + _("--json and the report cannot both go to stdout"))
        return Status.USAGE
    if arguments.offline:
        output.narrate("hpreader: " + _("a report needs the network: pages are not kept"))
        return Status.MISSING
    with open_newsroom(arguments, settings) as newsroom:
        ref = article_named(newsroom, arguments.article)
        if ref is None or not ref.url:
            words = _("There is no article “{name}”.").format(name=arguments.article)
            output.narrate("hpreader: " + words)
            return Status.MISSING
        suggested = _suggested_name(ref.url)
        name = arguments.output or suggested
        refused = refuse_target(name, is_binary=True, replaces=arguments.force, suggested=suggested)
        if refused is not None:
            return refused
        return run_async(newsroom, lambda: _report(ref, name, arguments, settings))


async def _report(ref: ArticleRef, name: str, arguments: Namespace, settings: Settings) -> int:
    from hpreader.cli.commands.report.report_files import report_files, zip_of  # noqa: PLC0415 - after the checks
    from hpreader.newsroom.page_reports import report_page  # noqa: PLC0415 - as above

    report = await report_page(ref, paths(), is_typed=not ref.id)
    found, pages = report.explained.article, report.explained.pages
    if isinstance(found, Problem):
        output.complain(found)
        if not pages and found.status is None:
            return status_of(found)  # nobody answered, so there is nothing to look into
    files = report_files(report, ref.url, settings, wall_clock())
    content = zip_of(files)

    def write(file: IO[bytes]) -> None:
        file.write(content)

    status = write_document(name, write, replaces=arguments.force)
    if status is not Status.DONE:
        return status
    _tell(files, name, len(content), arguments)
    return Status.DONE if pages else Status.PARTLY


def _tell(files: list[ReportFile], name: str, size: int, arguments: Namespace) -> None:
    """Print what is in the report, and where it is."""
    if arguments.json:
        listed: list[JsonValue] = [{"name": one.name, "size": len(one.content)} for one in files]
        output.json_line({"file": name, "size": size, "files": listed})
    width = max(len(one.name) for one in files)
    for one in files:
        output.narrate(f"  {one.name:<{width}}  {size_words(len(one.content)):>8}  {one.about}")
    output.narrate(
        _(
            "Not in it: cookies, names and passwords, what you read, subscribed to or follow. Secrets in "
            "addresses and the name of your home directory are replaced."
        )
    )
    output.narrate(
        _(
            "A page may name what its server knows of your connection, such as your IP address: look at it "
            "before you send it."
        )
    )
    if name != STDOUT:
        output.narrate(_("Written to {file} ({size}).").format(file=name, size=size_words(size)))


def _suggested_name(url: str) -> str:
    host = re.sub(r"[^a-z0-9.-]", "-", urls.host(url)) or "page"
    return f"hpreader-report-{host}-{wall_clock():%Y%m%d-%H%M%S}.zip"
