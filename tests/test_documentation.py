"""What README and `docs/` say can be given to the program: commands, settings, rules, profiles, tables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hpreader import config, i18n
from hpreader.cli.arguments.argument_parser import make_parser
from hpreader.problems import Problem
from hpreader.rules.rule_file import read_rules
from hpreader.sites.profiles import read_profile
from hpreader.ui.input.user_keys import theme_complaint
from hpreader.ui.styles.themes import theme_names
from hpreader.ui.user_bindings import user_bindings
from tests.support.reference_pages import renewed

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PROGRAM = re.compile(r"(?:^|[\s(\"'])hpreader (?=\S)")
ELLIPSIS = "…"
PLACEHOLDERS = {"COMMAND": "list", "TOPIC": "keys", "URL": "https://bao.example/1.html"}
"""Words of the documents that stand for one of some kind; the parser takes FILE and the like as they are."""


def id_of(value: object) -> str:
    return value.name if isinstance(value, Path) else str(value)


def prose(text: str) -> str:
    """A page without its blocks of code."""
    return re.sub(BLOCK, "", text)


def command_lines(page: Path) -> Iterator[str]:
    """Each line of a page's blocks of code that calls the program."""
    for kind, block in BLOCK.findall(page.read_text("utf-8")):
        if kind != "toml":
            yield from filter(PROGRAM.search, block.splitlines())


def mentions(page: Path) -> Iterator[str]:
    """What a page's prose has of command lines: they may lack arguments."""
    for code in re.findall(r"`([^`]+)`", prose(page.read_text("utf-8"))):
        if code.startswith("hpreader ") and ELLIPSIS not in code:
            yield " ".join(code.split())


def commands_of(line: str) -> Iterator[list[str]]:
    """The arguments of each call of the program in a line for a shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>()")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    words: list[str] | None = None
    for word in [*lexer, ";"]:
        if set(word) <= set("|;&<>()"):
            if words is not None:
                yield words
            words = None
        elif words is not None:
            words.append(PLACEHOLDERS.get(word, word))
        elif word == "hpreader" or word.endswith("/hpreader"):
            words = []


def of_all_pages(found: Callable[[Path], Iterator[str]]) -> list[tuple[Path, str]]:
    return [(page, line) for page in PAGES for line in dict.fromkeys(found(page))]


def test_there_are_many_command_lines() -> None:
    assert len(of_all_pages(command_lines)) > 60
    assert len(of_all_pages(mentions)) > 40


def parsed(words: list[str]) -> bool:
    """Whether the program takes these arguments."""
    try:
        make_parser().parse_args(words)
    except SystemExit as ended:
        return ended.code == 0  # --help
    return True


QUOTED = re.compile(r"#\((hpreader [^)]*)\)|exec(?:\": \"| = )(hpreader .*?)\"?,?$")
"""Command lines within settings of status bars, which are in a language of their own."""


@pytest.mark.parametrize(("page", "line"), of_all_pages(command_lines), ids=id_of)
def test_a_command_line_can_be_given(page: Path, line: str) -> None:
    if (quoted := QUOTED.search(line.strip())) is not None:
        line = (quoted[1] or quoted[2]).replace('\\"', '"')
    found = list(commands_of(line))
    assert [words for words in found if not parsed(words)] == []
    assert found or "hpreader:/" in line or "-t hpreader" in line, f"no command in {line!r}"


@pytest.mark.parametrize(("page", "line"), of_all_pages(mentions), ids=id_of)
def test_a_command_that_is_mentioned_exists_with_these_options(
    page: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (words,) = commands_of(line)
    if parsed(words):
        return
    names = [word for word in words if not word.startswith("-")]
    help_of = names[:2] if parsed([*names[:2], "--help"]) else names[:1]
    capsys.readouterr()
    assert parsed([*help_of, "--help"]), line
    told = capsys.readouterr().out
    assert [word for word in words if word.startswith("-") and word not in told] == []


def toml_blocks() -> list[tuple[Path, str]]:
    return [
        (page, text)
        for page in PAGES
        for kind, text in BLOCK.findall(page.read_text("utf-8"))
        if kind == "toml"
    ]


@pytest.mark.parametrize(("page", "text"), toml_blocks(), ids=lambda value: id_of(value)[:40])
def test_an_example_of_settings_rules_or_a_profile_is_taken_as_it_is(
    page: Path, text: str, tmp_path: Path
) -> None:
    if "[[rule]]" in text or "[notify]" in text:
        found = read_rules(text)
        assert found.complaints == ()
        assert found.rules or found.notify_run
        return
    if re.search(r"^(markers|body) = ", text, re.MULTILINE):
        assert read_profile("example", text).body
        return
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    settings = config.read(path)
    assert not isinstance(settings, Problem), settings
    assert settings.wrong == ()
    assert user_bindings(settings.settings.keys, settings.settings.commands)[1] == ()
    assert not theme_complaint(settings.settings.theme, theme_names())


@pytest.mark.parametrize("page", PAGES, ids=id_of)
def test_tables_that_are_made_of_the_program_are_as_the_program_is(page: Path) -> None:
    """`python -m tests.support.reference_pages` makes them anew."""
    text = page.read_text("utf-8")
    assert renewed(text) == text


def test_every_setting_has_its_row() -> None:
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    for name in (*config.Settings._fields, "hooks"):
        if name not in {"complaints", "after_sync"}:
            assert f"| `{name}` |" in page or f"| `[{name}]` |" in page, name
    assert "after_sync = " in page


def test_every_command_is_in_the_documents() -> None:
    text = "".join(page.read_text("utf-8") for page in PAGES)
    assert [name for name in make_parser().command_names if f"hpreader {name}" not in text] == []


LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#([^)\s]+))?\)")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=id_of)
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(prose(page.read_text("utf-8"))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path = (page.parent / target).resolve()
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), f"{target}#{anchor}"


def slug(heading: str) -> str:
    """The anchor of a heading, as the site and the usual viewers of repositories make it."""
    kept = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s", "-", kept.strip())


def test_every_page_is_in_the_menu_and_on_the_first_page_or_linked() -> None:
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"- {page.name}\n" in menu, page.name


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
