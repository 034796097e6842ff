"""Reads one page as a stranger's fresh installation would, and keeps what is needed to look into it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hpreader.config import Settings
from hpreader.model import ArticleRef
from hpreader.model.page_report import PageReport
from hpreader.newsroom.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.sites.profile_files import own_profile_names, used_profiles
from hpreader.text import clean

if TYPE_CHECKING:
    from hpreader.config import Paths


async def report_page(ref: ArticleRef, paths: Paths, *, is_typed: bool) -> PageReport:
    """Fetch an article and report how it is read.

    It is fetched with empty files of its own: no password is sent, and nothing of the user's cache, lists
    or marks can get into the report. Only the user's own site profiles are used.

    Args:
        ref: the article; only its address is used.
        paths: of the user; their site profiles are read.
        is_typed: whether the user wrote the address, which then may be in a private network.

    Raises:
        ProblemError: there is no room for temporary files.
    """
    try:
        folder = TemporaryDirectory(prefix="hpreader-report-", ignore_cleanup_errors=True)
    except OSError as error:
        raise ProblemError(Problem("disk", "TMPDIR", clean(str(error.strerror)))) from error
    with folder as directory:
        files = paths._replace(
            data=Path(directory, "reader.sqlite3"), cache=Path(directory, "cache.sqlite3")
        )
        newsroom = Newsroom.open(files, Settings())
        try:
            explained = await newsroom.explain(ArticleRef(ref.url), is_typed=is_typed)
        finally:
            await newsroom.close()
    names = [
        step.detail
        for one in explained.explanations
        for step in one.steps
        if step.step == "profile"
    ]
    return PageReport(
        explained, used_profiles(names, paths.profiles), own_profile_names(paths.profiles)
    )
