"""With which exit status `sync` ends when pages could not be had."""

import pytest

from hpreader.cli.commands.sync import PageResults
from hpreader.model import PageSynced
from hpreader.problems import Problem


def status(code: int) -> Problem:
    return Problem("status", "https://bao.vn/a", status=code)


def are_missing(*problems: Problem, fetched: int = 3) -> bool:
    results = PageResults()
    for _ in range(fetched):
        results.add(PageSynced("https://bao.vn/a", "fetched"))
    for problem in problems:
        results.add(PageSynced("https://bao.vn/b", "failed", problem))
    results.add(PageSynced("https://bao.vn/c", "refused", Problem("robots")))
    return results.are_missing


@pytest.mark.parametrize(
    "problem", [status(429), status(503), status(403), Problem("timeout"), Problem("tls")]
)
def test_a_page_that_may_exist_and_could_not_be_had_is_trouble(problem):
    assert are_missing(problem)


@pytest.mark.parametrize("problem", [status(404), status(410), Problem("no_article")])
def test_a_page_that_is_gone_or_no_article_is_usual_but_not_where_most_are(problem):
    assert not are_missing(problem, problem)
    assert are_missing(*[problem] * 37)
