"""Whole articles as they are drawn, compared with texts that a person has looked at."""

from pathlib import Path

import pytest

from hpreader.model import Article
from hpreader.render import PLAIN, lay_out
from tests.render.golden.articles import AWKWARD, FERRY, FERRY_STATES

FOLDER = Path(__file__).with_name("golden")


pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("width", [40, 72, 100])
@pytest.mark.parametrize(("name", "article"), [("ferry", FERRY), ("awkward", AWKWARD)])
def test_an_article_is_drawn_as_it_was_accepted(
    name: str, article: Article, width: int, request: pytest.FixtureRequest
) -> None:
    drawn = lay_out(article, width, PLAIN, states=FERRY_STATES).plain() + "\n"
    accepted = FOLDER / f"{name}-{width}.txt"
    if request.config.getoption("--update-golden"):
        accepted.write_text(drawn, "utf-8")
    assert drawn == accepted.read_text("utf-8")
