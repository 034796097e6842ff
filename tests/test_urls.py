"""Addresses: every form of an article is one address, and no text makes them raise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader import urls

ARTICLE = "https://bao.example.vn/tin-n%E1%BB%95i-b%E1%BA%ADt.html"

FORMS = [
    ARTICLE,
    ARTICLE + "/amp",
    ARTICLE + "/amp/",
    ARTICLE + "/",
    ARTICLE + "?amp",
    ARTICLE + "?amp=1",
    ARTICLE + "/amp?amp=1",
    ARTICLE + "?nonamp=1",
    ARTICLE + "#binh-luan",
    ARTICLE + "#:~:text=h%C3%A0ng%20%C4%91%E1%BA%A7u",
    ARTICLE + "?utm_source=zalo&utm_medium=oa",
    ARTICLE + "?UTM_Source=zalo&amp;fbclid=IwAR0x",
    ARTICLE + "?fbclid=abc#top",
    ARTICLE + "?zarsrc=30&vn_source=home&relatedposts_hit=1",
    "HTTPS://BAO.example.VN:443/tin-n%e1%bb%95i-b%e1%ba%adt.html",
    "https://bao.example.vn./tin-nổi-bật.html",
    "//bao.example.vn/tin-nổi-bật.html",
    "  https://bao.example.vn/tin-nổi-\nbật.html\t",
    "https://bao.example.vn/x/../tin-n%E1%BB%95i-b%E1%BA%ADt.h%74ml",
    "https://bao.example.vn:/tin-nổi-bật.html?&",
    "https://user:secret@bao.example.vn/tin-nổi-bật.html",
]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_an_article_has_the_same_canonical_address(form):
    assert urls.canonical(form) == ARTICLE


@pytest.mark.parametrize(
    "link",
    ["tin-nổi-bật.html", "/tin-nổi-bật.html/amp", "//bao.example.vn/tin-nổi-bật.html?amp#x"],
)
def test_links_are_resolved_against_the_page_they_stand_on(link):
    assert urls.canonical(link, "https://bao.example.vn/trang.html") == ARTICLE


def test_a_protocol_relative_link_takes_the_scheme_of_its_page():
    assert urls.canonical("//a.vn/x", "http://b.vn/") == "http://a.vn/x"


@pytest.mark.parametrize(
    "address",
    [
        "https://bao.vn/amp",
        "https://bao.vn/amp/",
        "https://bao.vn/tai-nghe-amp",
        "https://bao.vn/tai-nghe-amp.html",
        "https://bao.vn/amp.html",
        "https://bao.vn/amp/bai-viet.html",
        "https://bao.vn/tag/amp",
        "https://bao.vn/category/amp/",
        "https://bao.vn/2024/07/04/amp/",
        "https://bao.vn/2024/07/amp",
        "https://bao.vn/?s=amp",
        "https://bao.vn/tim?amp=2",
        "https://bao.vn/tim?amplitude=1",
    ],
)
def test_a_slug_that_only_looks_like_amp_is_kept(address):
    assert urls.canonical(address) == address


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("https://bao.vn/bai/amp/", "https://bao.vn/bai/"),
        ("https://bao.vn/bai/amp", "https://bao.vn/bai"),
        ("https://bao.vn/bai/amp/amp/", "https://bao.vn/bai/"),
        ("https://bao.vn/category/kinh-te/amp", "https://bao.vn/category/kinh-te"),
        ("https://bao.vn/archives/123/amp", "https://bao.vn/archives/123"),
        ("https://bao.vn/2024/07/04/bai/amp/", "https://bao.vn/2024/07/04/bai/"),
    ],
)
def test_the_amp_form_leads_to_what_it_is_a_form_of(form, expected):
    assert urls.canonical(form) == expected


def test_a_wordpress_post_number_is_part_of_the_address():
    assert urls.canonical("http://bao.vn/?p=276&utm_source=x") == "http://bao.vn/?p=276"
    assert urls.canonical("http://bao.vn/?p=276&amp=1") == "http://bao.vn/?p=276"


def test_what_a_query_means_is_kept_in_its_order():
    assert (
        urls.canonical("http://b.vn/t?b=2&gclid=1&a=%c3%a1+x y")
        == "http://b.vn/t?b=2&a=%C3%A1+x%20y"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tin.html",
        "mailto:a@b.vn",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http:",
        "http://",
        "http:///duong-dan",
        "http:bao.vn",
        "https://:443/",
        "http://[::1",
        "http://[::g]/",
        "http://[fe80::1%25eth0]/",
        "http://bao.vn:cong/",
        "http://bao.vn:99999/",
        "http://bao.vn:0/",
        "http://bao.vn:-1/",
        "http://a..b/",
        "http://.vn/",
        "http://bao vn/",
        "http://bao.vn\\@khac.vn/",
        "http://" + "a" * 300 + "/",
        "http://b\u2100.vn/",
        "http://báo" + "ó" * 80 + ".vn/",
        "-flag",
        "ftp://bao.vn/x",
    ],
)
def test_what_is_no_web_address_is_empty(text):
    assert urls.canonical(text) == ""
    assert urls.key(text) == ""
    assert urls.host(text) == ""
    assert not urls.may_follow(text)


def test_ipv6_and_vietnamese_host_names_are_addresses():
    assert urls.canonical("http://[0:0:0:0:0:0:0:1]:8080/x") == "http://[::1]:8080/x"
    assert urls.host("http://[::1]:80/") == "::1"
    assert urls.root("http://[::1]:8080/x?y#z") == "http://[::1]:8080/"
    assert urls.canonical("https://Báo.vn/") == urls.canonical("https://xn--bo-mia.vn/")


def test_the_key_ignores_scheme_www_and_the_last_slash():
    assert urls.key("http://www.bao.vn/bai/") == urls.key("https://bao.vn/bai/amp") == "bao.vn/bai"
    assert urls.key("https://bao.vn/?p=1") != urls.key("https://bao.vn/?p=2")


def test_resolving_keeps_what_an_address_says():
    assert (
        urls.resolve("https://bao.vn/a/b.html", "../c.html/amp?utm_source=x#y")
        == "https://bao.vn/c.html/amp?utm_source=x#y"
    )
    assert urls.resolve("https://bao.vn/", "mailto:a@b.vn") == ""
    assert urls.resolve("https://bao.vn/", "http://[") == ""


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://bao.vn/a", "http://www.bao.vn/b", True),
        ("https://bao.vn/", "https://cdn.bao.vn/", True),
        ("https://haiphong.gov.vn/", "https://congan.haiphong.gov.vn/", True),
        ("https://haiphong.gov.vn/", "https://thanhphohaiphong.gov.vn/", False),
        ("https://gov.vn/", "https://haiphong.gov.vn/", False),
        ("https://vn/", "https://bao.vn/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/x", True),
        ("http://0.1/", "http://127.0.0.1/", False),
        ("https://bao.vn/", "not an address", False),
    ],
)
def test_a_site_is_a_host_and_the_hosts_below_it(a, b, same):
    assert urls.same_site(a, b) is same
    assert urls.same_site(b, a) is same


PRIVATE = [
    "http://127.0.0.1/",
    "http://localhost:631/",
    "http://a.localhost/",
    "http://router.local/",
    "http://intranet/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fc00::1]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://224.0.0.1/",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_public_page_may_not_lead_into_a_private_network(address):
    assert not urls.may_follow(address, "https://bao.vn/bai.html")
    assert urls.may_follow(address, "http://127.0.0.1:8000/bai.html")
    assert urls.may_follow(address)


def test_public_addresses_may_be_followed_but_not_with_credentials():
    assert urls.may_follow("https://bao.vn/", "https://khac.vn/")
    assert urls.may_follow("http://8.8.8.8/", "https://bao.vn/")
    assert not urls.may_follow("https://user:pw@bao.vn/")
    assert not urls.may_follow("https://@bao.vn/")
    assert urls.may_follow("https://bao.vn/@tac-gia")


ANY_ADDRESS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "//", "HTTP://", ""]),
    st.sampled_from(["bao.vn", "[::1]", "a@b.vn:80", "báo.vn", "1.2", "x:", ""])
    | st.text(max_size=8),
    st.text(alphabet="/amp.html%e1É2?&=;#u \\\x00", max_size=40) | st.text(max_size=20),
    st.sampled_from(["", "/amp", "/amp/", "?amp", "?utm_source=1", "#x"]),
)


@given(st.text() | ANY_ADDRESS, st.text() | ANY_ADDRESS)
def test_no_text_makes_any_question_raise_and_canonical_is_idempotent(url, base):
    once = urls.canonical(url, base)
    assert urls.canonical(once) == once
    assert once.isascii()
    absolute = urls.resolve(base, url)
    assert urls.resolve("", absolute) == absolute
    assert urls.canonical(absolute) == once
    urls.key(url), urls.host(url), urls.root(url)
    urls.same_site(url, base), urls.may_follow(url, base), urls.is_private(url)


@given(
    st.text(alphabet="abcđ-ổ0", min_size=1, max_size=20),
    st.sampled_from(["", "/amp", "/amp/", "?amp", "?amp=1", "?fbclid=x", "#y", "/amp?utm_id=3#z"]),
    st.booleans(),
)
def test_the_forms_of_any_slug_are_one(slug, form, upper):
    plain = f"http://bao.vn/{slug}.html"
    other = plain.replace("http://bao.vn", "HTTP://BAO.VN:80" if upper else "http://bao.vn") + form
    assert urls.canonical(other) == urls.canonical(plain)
    assert urls.key(other) == urls.key(plain)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://bao.vn/rss/the-thao.rss", "the-thao"),
        ("https://bao.vn/the-thao/", "the-thao"),
        ("https://bao.vn/cau-moi-thong-xe.html/amp?utm_id=3", "cau-moi-thong-xe"),
        ("https://bao.vn/c%e1%ba%a7u", "c%E1%BA%A7u"),
        ("https://bao.vn/", ""),
        ("no address", ""),
    ],
)
def test_the_slug_is_the_last_part_of_the_path_without_a_files_ending(url, slug):
    assert urls.slug_of(url) == slug


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("x?sid=z0001", "x"),
        ("x?sid=3f9ac01b77&ngay=22", "x?ngay=22"),
        ("x?PHPSESSID=1a2b", "x"),
        ("x;jsessionid=0A1B2C?id=7", "x?id=7"),
        ("x?jsessionid=0A1B2C", "x"),
        ("x?session_id=9f8e7d6c5b", "x"),
        ("(S(lit3py55t21z5v55vlm25s55))/x.aspx", "x.aspx"),
        ("modules.php?name=News&sid=1234", "modules.php?name=News&sid=1234"),
        ("x?sid=thoi-su", "x?sid=thoi-su"),
        ("x?session_id=22", "x?session_id=22"),
        ("x?ngay=22&id=7", "x?ngay=22&id=7"),
    ],
)
def test_the_id_of_a_session_does_not_belong_to_an_address(written: str, expected: str) -> None:
    assert urls.canonical(f"https://bao.vn/{written}") == f"https://bao.vn/{expected}"
