"""Site profiles: their selectors, which page gets which, and what happens when a site changes."""

import pytest
from lxml import etree

from hpreader import vietnam_time
from hpreader.model import Article
from hpreader.page import parse_page
from hpreader.page.tree.html_parser import parse_markup
from hpreader.page.tree.selectors import compile_selector
from hpreader.problems import Problem
from hpreader.sites.profiles import Profile, all_markers, profile_for, profiles, read_profile


def selectors_of(profile: Profile) -> list[str]:
    named = [
        *profile.markers,
        *profile.title,
        *profile.section,
        *profile.lede,
        *profile.body,
        *profile.date,
    ]
    named += [*profile.updated, *profile.byline, *profile.origin, *profile.featured, *profile.drop]
    for box in profile.related:
        named += [
            part
            for part in (box.box, box.item, box.title, box.excerpt, box.date, box.label)
            if part
        ]
    return named


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_every_profile_can_be_used(profile: Profile) -> None:
    assert profile.title
    assert profile.body
    assert profile.markers or profile.hosts
    for selector in selectors_of(profile):
        compile_selector(selector)


def test_a_profile_with_hosts_is_for_those_hosts_only() -> None:
    named = profile_for("https://www.laodong.vn/x.ldo", set())
    assert named is not None
    assert named.name == "laodong"
    assert profile_for("https://notlaodong.vn/x", set()) is None
    assert profile_for("https://bao.example.vn/x", set()) is None
    assert profile_for("https://bao.example.vn/x", {"article.fck_detail"}) is not None
    assert "article.fck_detail" in all_markers()


@pytest.mark.parametrize("text", ["title = [", "tytle = ['h1']", "[[related]]\nboxx = '.a'"])
def test_a_profile_that_is_none_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_profile("mine", text)


def test_a_page_whose_site_changed_is_still_read() -> None:
    paragraphs = (
        "<p>Nhà báo viết một đoạn dài về con đường mới mở dọc bờ sông, có cây xanh và ghế đá cho người đi bộ.</p>"
        * 6
    )
    html = f"<title>Con đường mới dọc bờ sông</title><body><h1 class='title-detail'>Con đường mới dọc bờ sông</h1><div class='khung-moi'>{paragraphs}</div>"
    article = parse_page(html, "https://vne.example.vn/duong-moi.html")
    assert isinstance(article, Article)
    assert len(article.blocks) == 6


def test_a_profile_that_no_longer_fits_is_named_and_what_fits_is_not() -> None:
    said = "<p>Nhà báo viết một đoạn dài về con đường mới mở dọc bờ sông, có cây xanh và ghế đá cho người đi bộ.</p>"
    lede = "Con đường dọc bờ sông mở từ sáng nay cho người đi bộ và xe đạp của cả thành phố."
    html = (
        "<title>Con đường mới dọc bờ sông</title><body><h1 class='{}'>Con đường mới dọc bờ sông</h1>"
        f"<p class='sapo'>{lede}</p><time class='post-time'>07/07/2025 14:30</time><div class='{{}}'>{said * 6}</div>"
    )
    by_url = {
        "https://laodong.vn/duong-moi-12.ldo": "laodong",
        "https://vnexpress.net/duong-moi-12.html": "vnexpress",
        "https://www.tuoitre.vn/duong-moi-12.htm": "vccorp",
        "https://bao.example.vn/duong-moi.html": "",
    }
    for url, name in by_url.items():
        article = parse_page(html.format("tieu-de", "khung-moi"), url)
        assert isinstance(article, Article)
        assert article.stale_profile == name
        assert article.lede == lede
        assert vietnam_time.iso(article.published) == "2025-07-07T14:30:00+07:00"
        assert len(article.blocks) == 6
    fits = parse_page(html.format("title-detail", "fck_detail"), "https://vnexpress.net/a.html")
    assert isinstance(fits, Article)
    assert fits.stale_profile == ""


def test_scripts_leave_the_text_around_them() -> None:
    page = parse_markup("<p>a<script>x</script>b</p>", "https://bao.example.vn/")
    assert not isinstance(page, Problem)
    assert etree.tostring(page.root, encoding="unicode", method="text") == "ab"


def test_all_authors_of_an_article_sign_it_and_its_department_does_not() -> None:
    names = "".join(
        f"<div class='swiper-slide'><div class='author-item-avatar'><a title='{name}'></a></div>"
        f"<div class='author-item-name'><a class='name'>{name}</a></div></div>"
        for name in ("MINH CHÂU", "THU HÀ", "MEDIA")
    )
    page = (
        "<h1 class='detail-title' data-role='title'>Bến phà mới mở cửa</h1>"
        "<div class='detail-author' data-role='author'><a class='name'>MINH CHÂU</a>"
        f"<span>và 2 tác giả khác</span><div class='author-item'>{names}</div></div>"
        "<div class='detail-content afcbc-body' data-role='content'><p>Từ sáng sớm, người dân đã có mặt ở bến.</p></div>"
    )
    article = parse_page(page, "https://tuoitre.vn/ben-pha-moi-20261005140501234.htm")
    assert isinstance(article, Article)
    assert article.byline == "MINH CHÂU, THU HÀ"
