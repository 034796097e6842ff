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
    assert not urls.may_follow(address, "http://10.9.9.9:8000/bai.html")
    assert urls.may_follow(address, address)
    assert urls.may_follow(address)


def test_a_page_of_a_private_server_may_lead_to_that_server_by_any_of_its_names():
    for url, origin in [
        ("http://127.0.0.1:8000/x", "http://localhost:8000/"),
        ("http://[::1]:8000/x", "http://a.localhost:8000/"),
        ("https://nas.lan/x", "http://nas.lan/"),
        ("http://nas.lan./x", "http://NAS.lan:80/"),
    ]:
        assert urls.may_follow(url, origin)
        assert urls.same_server(url, origin)
    for url, origin in [
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8000/"),
        ("http://nas.lan:8080/", "http://nas.lan/"),
        ("http://192.168.1.2/", "http://192.168.1.1/"),
        ("no address", "no address"),
    ]:
        assert not urls.may_follow(url, origin)
        assert not urls.same_server(url, origin)


@pytest.mark.parametrize(
    "name",
    [
        "fritz.box", "nas.fritz.box", "home.arpa", "nas.home.arpa", "a.internal", "a.local", "a.lan", "A.LAN.",
        "xn--nas-.localhost", "intranet.corp",
    ],
)  # fmt: skip
def test_names_of_private_networks(name):
    assert urls.is_private(f"http://{name}/")


@pytest.mark.parametrize(
    "name",
    ["bao.vn", "box.example", "fritz.example", "xfritz.box", "arpa.vn", "lan.vn", "internal.vn"],
)
def test_names_that_only_look_like_those_of_private_networks(name):
    assert not urls.is_private(f"http://{name}/")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2404:6800:4005::200e", True), ("64:ff9b::808:808", True), ("::ffff:8.8.8.8", True),
        ("64:ff9b:1::808:808", True), ("64:ff9b:1:a00:0:100::", False), ("::8.8.8.8", False), ("198.18.0.1", False),
        ("192.88.99.1", False), ("100.64.0.1", False), ("2001:4860:4860::8888", True), ("3fff::1", False),
        ("4000::1", False), ("127.1", False), ("", False),
    ],
)  # fmt: skip
def test_which_ip_addresses_are_public(address, public):
    assert urls.is_public_address(address) is public


def test_names_may_resolve_to_the_addresses_that_transparent_proxies_give_them():
    assert urls.may_be_resolved_to("198.18.3.7")
    assert urls.may_be_resolved_to("8.8.8.8")
    assert not urls.may_be_resolved_to("10.0.0.1")


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


@given(
    st.sampled_from(["http://bao.vn", "https://a-b.bao.vn:8080", "https://1.2.3.4:1234"]),
    st.lists(
        st.sampled_from(["", "amp", "amp.html", ".", "..", ".a", "x", "tin-1", "tin.html", "a..b"])
        | st.text(alphabet="ab1.-_~", max_size=4),
        max_size=4,
    ),
)
def test_an_address_that_needs_no_change_is_read_like_any_other(site, parts):
    url = "/".join([site, *parts])
    assert urls.canonical(url) == urls.canonical(f" {url}")
