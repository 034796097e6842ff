"""What sites ask of programs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.robots import LARGEST_FILE, Robots, read_text

NEWSPAPER = """\ufeff# robots.txt của một toà soạn
User-agent: *
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
Disallow: /tim-kiem*
Disallow: /*?print=
Disallow: /*.pdf$
Disallow: /ti%E1%BB%87n-%C3%ADch/
Disallow: /bình-luận
Crawl-delay: 2.5

User-agent: hpreader
User-agent: readerbot
Disallow: /rieng/
Crawl-delay: 10

Dòng này không phải luật
Sitemap: https://bao.vn/sitemap.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/tin-moi.html", True),
        ("/", True),
        ("/robots.txt", True),
        ("/wp-admin/options.php", False),
        ("/wp-admin/admin-ajax.php", True),
        ("/tim-kiem?q=cau-rao", False),
        ("/tim-kiem.htm", False),
        ("/bai.html?print=1", False),
        ("/bai.html?p=1", True),
        ("/cong-bao/so-1.pdf", False),
        ("/cong-bao/so-1.pdf?xem", True),
        ("/tiện-ích/lich", False),
        ("/ti%e1%bb%87n-%c3%adch/lich", False),
        ("/b%C3%ACnh-lu%E1%BA%ADn/7", False),
        ("/rieng/x", True),
    ],
)
def test_rules_with_wildcards_and_vietnamese_letters_are_kept(path, allowed):
    rules = Robots.parse(NEWSPAPER, "someone-else")
    assert rules.may_fetch("https://bao.vn" + path) is allowed
    assert rules.delay == 2.5


def test_rules_for_this_program_stand_before_those_for_all():
    rules = Robots.parse(NEWSPAPER, "hpreader")
    assert not rules.may_fetch("https://bao.vn/rieng/x")
    assert rules.may_fetch("https://bao.vn/wp-admin/options.php")
    assert rules.delay == 10


@pytest.mark.parametrize(
    "text", ["", "<html><h1>404</h1></html>", "Disallow: /", "User-agent: *\nDisallow:"]
)
def test_a_site_without_rules_allows_everything(text):
    rules = Robots.parse(text)
    assert rules.may_fetch("https://bao.vn/tin.html")
    assert rules.delay is None


def test_a_site_may_allow_nothing():
    assert not Robots.parse("User-agent: *\nDisallow: /").may_fetch("https://bao.vn/tin.html")


@pytest.mark.parametrize("delay", ["nan", "inf", "-1", "mười giây", "1e999"])
def test_a_delay_that_is_no_time_is_none(delay):
    assert Robots.parse(f"User-agent: *\nCrawl-delay: {delay}").delay is None


LINES = st.lists(
    st.sampled_from(["User-agent: *", "Disallow: /*a*b*$", "Crawl-delay: 1", "Allow: %", ""])
    | st.text(max_size=20)
)


@given(LINES, st.text(max_size=30))
def test_no_text_makes_it_raise(lines, path):
    rules = Robots.parse("\n".join(lines))
    rules.may_fetch("https://bao.vn/" + path)
    rules.may_fetch(path)
    assert rules.delay is None or rules.delay >= 0


def test_the_first_500_kib_of_a_file_are_read_and_no_more():
    body = (
        b"User-agent: *\n".ljust(LARGEST_FILE - 20, b"#") + b"\nDisallow: /rieng/\nDisallow: /sau/"
    )
    rules = Robots.parse(read_text(body))
    assert LARGEST_FILE == 512_000
    assert not rules.may_fetch("https://bao.vn/rieng/tin.html")
    assert rules.may_fetch("https://bao.vn/sau/tin.html")


def test_a_text_of_multibyte_letters_is_read_as_far_as_one_of_ascii():
    text = "# toà soạn\n" * 50_000
    assert read_text(text.encode()) == text[: len(read_text(text.encode()))]
    assert len(read_text(text.encode()).encode()) >= LARGEST_FILE - 3
