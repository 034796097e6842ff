"""The small part of CSS selectors that profiles are written in."""

import pytest

from hpreader.page.tree.html_parser import parse_markup
from hpreader.page.tree.selectors import compile_selector
from hpreader.problems import Problem

TREE = """<div id="a" class="x y"><p class="x">1</p><section class="z"><p data-role="lead">2</p><p rel="nofollow tag">3</p></section></div>
<div class="x"><div class="x"><p class="y">4</p></div></div>"""


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p", ["1", "2", "3", "4"]),
        ("#a p", ["1", "2", "3"]),
        ("div#a.x.y > p", ["1"]),
        (".x .x p", ["4"]),
        (".x p", ["1", "2", "3", "4"]),
        ("div > section > p", ["2", "3"]),
        ("[data-role]", ["2"]),
        ("[data-role=lead]", ["2"]),
        ("p[rel~=tag]", ["3"]),
        ("p[rel^=nof]", ["3"]),
        ("p[rel*=low]", ["3"]),
        ("p[rel$=tag]", ["3"]),
        (".nothing p", []),
        ("section .x", []),
    ],
)
def test_a_selector_finds_what_css_would(selector: str, texts: list[str]) -> None:
    page = parse_markup(TREE, "https://bao.example.vn/")
    assert not isinstance(page, Problem)
    assert [element.text for element in page.index.select(selector)] == texts


@pytest.mark.parametrize("selector", ["", "a:hover", "a >", "a + b", "a,b"])
def test_what_is_beyond_the_small_css_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match="not a selector"):
        compile_selector(selector)
