"""What the program says: the catalogues are complete, and explain() says every trouble."""

import argparse
import ast
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import hpreader
from hpreader import i18n, problems
from hpreader.problems import Problem

PACKAGE = Path(hpreader.__file__).parent
LOCALE = PACKAGE / "locale"
PLACEHOLDER = re.compile(r"\{\w*[^}]*\}|%\(\w+\)[srd]|%[srd]")

ONLY_PROGRAMMERS_MEET = re.compile(
    "__call__|cannot merge|conflict|is an invalid argument|invalid option string|dest= is required"
    "|must be optional|multiple subparser|is not callable|with mode|can't open|expected %s argument"
    "|deprecated|cannot be both|are not allowed inside|not supported"
    "|\\(default: |program's version|^subcommands$|: warning: "
)
"""argparse's words for mistakes in a parser, and for what this program's parser does not use."""


@pytest.fixture(autouse=True)
def start_in_vietnamese():
    i18n.use(i18n.DEFAULT)
    yield
    i18n.use(i18n.DEFAULT)


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "hpreader.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def translations(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def msgids_in_the_code() -> set[str | tuple[str, ...]]:
    return {found[2] for found in extract_from_dir(PACKAGE)}


def test_what_is_translated_within_a_text_is_in_the_catalogues():
    """Babel finds no call within an f-string before Python 3.12; another call elsewhere must name it."""
    known = msgids_in_the_code()
    missing = [
        (path.name, node.args[0].value)
        for path in PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in known
    ]
    assert missing == []


def test_the_extractor_finds_what_it_should():
    found = msgids_in_the_code()
    assert set(problems.SENTENCES.values()) <= found
    assert "options" in found  # argparse's, from cli/wording.py
    assert ("{n} new article", "{n} new articles") in found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_catalogue_has_every_message_of_the_code_and_no_other(language):
    missing = msgids_in_the_code() - {message.id for message in messages(language)}
    forgotten = {message.id for message in messages(language)} - msgids_in_the_code()
    assert (missing, forgotten) == (set(), set()), "run `make translations`"


def test_every_message_is_translated_into_vietnamese():
    assert [message.id for message in messages("vi") if not all(translations(message))] == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_translation_is_a_guess(language):
    assert [message.id for message in messages(language) if message.fuzzy] == []
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_translations_have_the_placeholders_of_their_messages(language):
    for message in messages(language):
        one, *many = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = sorted(PLACEHOLDER.findall(many[0] if many else one))
        for translation in filter(None, translations(message)):
            assert sorted(PLACEHOLDER.findall(translation)) == wanted, message.id


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_is_installed_is_what_the_translator_wrote(language):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    installed = (LOCALE / language / "LC_MESSAGES" / "hpreader.mo").read_bytes()
    assert installed == compiled.getvalue(), "run `make translations`"


def test_argparse_says_nothing_that_has_no_translation():
    known = {message.id for message in messages("vi")}
    for _line, found, _comments, _context in extract_from_file("python", argparse.__file__):
        words = found if isinstance(found, str) else found[0]
        has_words = re.search("[a-z]", PLACEHOLDER.sub("", words))
        if has_words and not ONLY_PROGRAMMERS_MEET.search(words):
            assert found in known


def test_vietnamese_is_the_default_and_english_can_be_chosen():
    assert i18n.language() == "vi"
    assert i18n._("nothing new") == "không có tin mới"
    i18n.use("en")
    assert i18n._("nothing new") == "nothing new"


def test_counts_have_one_form_in_vietnamese_and_two_in_english():
    def count(n: int) -> str:
        return i18n.ngettext("{n} new article", "{n} new articles", n).format(n=n)

    assert [count(0), count(1), count(2)] == ["0 tin mới", "1 tin mới", "2 tin mới"]
    i18n.use("en")
    assert [count(0), count(1), count(2)] == ["0 new articles", "1 new article", "2 new articles"]


def test_an_empty_text_is_not_the_catalogues_header():
    assert i18n._("") == ""


def test_what_no_catalogue_knows_is_said_as_it_is():
    assert i18n._("No catalogue has this.") == "No catalogue has this."


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", problems.SENTENCES)
def test_every_trouble_is_said_in_whole_sentences(kind, language):
    i18n.use(language)
    said = i18n.explain(Problem(kind, "https://haiphong.example/bai?x={y}", "{detail}"))
    assert said.endswith(".")
    assert not re.search(r"\{(host|subject)\}", said)


def test_a_trouble_names_the_host_and_not_the_whole_address():
    assert i18n.explain(Problem("timeout", "https://bao.example:8080/a/b")).startswith(
        "bao.example"
    )


def test_a_trouble_names_its_subject_where_there_is_no_host():
    i18n.use("en")
    assert i18n.explain(Problem("empty", "báo mẫu")) == (
        "báo mẫu sent an empty answer. Try again later."
    )


def test_no_empty_brackets_stand_where_there_is_no_detail():
    i18n.use("en")
    assert i18n.explain(Problem("bad_file", "a.opml")) == "a.opml could not be read."


def test_loading_it_does_not_load_what_only_trouble_needs():
    script = "import hpreader.i18n, sys; hpreader.i18n._('Back'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not {"hpreader.urls", "babel"} & set(loaded.stdout.decode().split())
