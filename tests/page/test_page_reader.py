"""One reading of a page: what is asked of it does not depend on the order of asking."""

from datetime import datetime
from pathlib import Path

import pytest

from hpreader.model import VIETNAM
from hpreader.page import (
    PageLinks,
    PageReader,
    SiteFacts,
    Trace,
    parse_links,
    parse_list,
    parse_page,
    parse_site,
)
from hpreader.problems import Problem

NOW = datetime(2025, 7, 7, 18, tzinfo=VIETNAM)
PAGES = sorted(Path(__file__).parent.joinpath("pages").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_order_in_which_values_are_read_does_not_matter(path: Path) -> None:
    html = path.read_bytes()
    url = html.decode().partition("url: ")[2].partition(" -->")[0]
    alone = (
        parse_page(html, url, now=NOW),
        parse_list(html, url, now=NOW),
        parse_links(html, url),
        parse_site(html, url),
    )
    forwards, backwards = (PageReader(html, url, now=NOW) for _ in range(2))
    assert (forwards.article, forwards.headlines(), forwards.links, forwards.site) == alone
    site, links, headlines = backwards.site, backwards.links, backwards.headlines()
    assert (backwards.article, headlines, links, site) == alone


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_the_same_whether_or_not_its_decisions_are_recorded(path: Path) -> None:
    html = path.read_bytes()
    url = html.decode().partition("url: ")[2].partition(" -->")[0]
    trace = Trace()
    assert PageReader(html, url, now=NOW, trace=trace).article == parse_page(html, url, now=NOW)
    steps = trace.explanation(url).steps
    assert [step.step for step in steps].count("body") == 1
    assert steps[0].step == "profile"
    assert all(
        step.text or step.detail or step.element
        for step in steps
        if step.step in {"excluded", "kept"}
    )


def test_bytes_that_are_no_page_have_one_problem_and_no_links() -> None:
    reading = PageReader(b"%PDF-1.7 x", "https://bao.example.vn/a")
    assert isinstance(reading.article, Problem)
    assert reading.headlines() == reading.article
    assert reading.links == PageLinks()
    assert reading.site == SiteFacts()
