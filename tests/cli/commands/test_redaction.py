"""What is private is taken out of a report, and what is not stays."""

from pathlib import Path

import pytest

from hpreader.cli.commands.report.redaction import REMOVED, Redaction, redacted_address

SITE = "https://bao.example/bai.html"


@pytest.mark.parametrize(
    "query",
    [
        "token=abc", "access_token=x", "api_key=1", "sig=12", "PHPSESSID=3", "auth=a", "email=an",
        "user=an", "password=hai", "k=9f8a7b6c5d4e3f2a1b0c", "d=6b1f4a0e-2c3d-4e5f-8a9b-0c1d2e3f4a5b",
        "x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgN", "q=an%40example.org", "next=https%3A%2F%2Fa.example%2Fb",
    ],
)  # fmt: skip
def test_a_value_that_may_be_a_secret_is_replaced(query: str) -> None:
    name = query.partition("=")[0]
    assert redacted_address(f"{SITE}?{query}") == f"{SITE}?{name}={REMOVED}"


@pytest.mark.parametrize(
    "query",
    ["p=12", "page=3", "amp", "id=20261122083000", "cat=xa-hoi", "output=amp", "a=1&b=2",
     "_embed=wp:term,wp:author", "date=2026-11-22", "empty=", "p=12&amp;page=2"],
)  # fmt: skip
def test_what_names_a_page_stays(query: str) -> None:
    assert redacted_address(f"{SITE}?{query}") == f"{SITE}?{query}"


def test_a_name_a_password_and_a_fragment_are_left_out() -> None:
    url = "https://an:mat-khau@bao.example:8443/bai.html?p=1#access_token=zzz"
    assert redacted_address(url) == "https://bao.example:8443/bai.html?p=1"
    assert redacted_address(f"{SITE}?9f8a7b6c5d4e") == f"{SITE}?{REMOVED}"


def test_a_secret_of_an_address_is_replaced_wherever_the_page_repeats_it() -> None:
    redaction = Redaction([f"{SITE}?ticket=Ab%2FcD%3D9/8&pin=12&user=nguyen"], None)
    page = (
        '<link href="/bai.html?ticket=Ab%2FcD%3D9/8"> <b>Ab/cD=9/8</b> "Ab\\/cD=9\\/8" '
        "12 người, ?pin=12, nguyen, user=nguyen"
    )
    clean = redaction.page(page.encode()).decode()
    assert "cD" not in clean
    assert clean.endswith(f"12 người, ?pin={REMOVED}, nguyen, user={REMOVED}")
    assert "cD".encode("utf-16-le") not in redaction.page(page.encode("utf-16-le"))


def test_a_page_without_secrets_stays_the_same_bytes() -> None:
    body = bytes(range(256)) * 3
    assert Redaction([f"{SITE}?p=1"], Path("/home/nguyenvanan")).page(body) == body


def test_a_sentence_keeps_its_signs_around_an_address_and_the_home_directory_is_a_tilde() -> None:
    redaction = Redaction([], Path("/home/nguyenvanan"))
    assert redaction.text(f"({SITE}?token=abc): xem") == f"({SITE}?token={REMOVED}): xem"
    assert redaction.text("/home/nguyenvanan/.config/x.toml") == "~/.config/x.toml"


def test_an_impossible_address_is_no_error() -> None:
    assert Redaction(["http://[::1", "", "?"], Path("/")).text("/ a") == "/ a"
