"""What a command imports: modules are most of the time that a short command takes."""

from datetime import UTC, datetime

import pytest

from hpreader.model import Article, Inline, Paragraph, Section, Source
from hpreader.store import Store
from tests.support.program import Program

URL = "https://bao.vn/cau-moi.html"
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
NETWORK = {"httpx", "feedparser", "lxml", "protego", "asyncio", "concurrent.futures", "ssl"}
SCREEN = {"textual", "rich", "PIL", "pypdf"}
PARSED = {"hpreader.dates", "hpreader.model.article", "hpreader.model.entries"}
SCRIPT = """
import sys
from hpreader.__main__ import main
sys.argv = ["hpreader", *{arguments}]
try:
    main()
except SystemExit:
    pass
print(*sys.modules, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    program = Program(tmp_path_factory.mktemp("home"))
    cache, data = program.places.cache, program.places.data
    cache.parent.mkdir(parents=True)
    data.parent.mkdir(parents=True)
    text = Paragraph(Inline("Cầu đã thông xe."))
    article = Article(URL, "Cầu mới", (text,), published=NOW, source="bao", has_page=True)
    with Store.open(cache, data, now=lambda: NOW) as store:
        store.sources.put_all([Source("bao", "Báo", "https://bao.vn/", (Section("Tin"),))])
        store.articles.put(article, listed=True)
    return program


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        ("--version", NETWORK | SCREEN | {"sqlite3", "json", "hpreader.newsroom"}),
        ("--help", NETWORK | SCREEN | {"sqlite3", "json", "hpreader.newsroom"}),
        ("list", NETWORK | SCREEN | PARSED),
        ("list --json", NETWORK | SCREEN | PARSED),
        ("search cau", NETWORK | SCREEN | {"hpreader.dates"}),
        (f"show {URL} --json", NETWORK | SCREEN | {"hpreader.dates"}),
        (
            f"show {URL}",
            NETWORK | {"textual", "rich.console", "hpreader.dates", "hpreader.model.locations"},
        ),
    ],
)
def test_a_command_imports_only_what_it_needs(program, command, unwanted):
    outcome = program.run_python(SCRIPT.format(arguments=command.split()))
    assert outcome.out
    assert sorted(unwanted & set(outcome.err.split())) == []


@pytest.mark.parametrize(
    ("command", "most"),
    [("--version", 28), ("--help", 28), ("unread", 116), ("list", 119)],
)
def test_a_command_imports_few_modules_of_ours(program, command, most):
    """Packages counted; each module takes some 0.3 ms, a package without code 0.1."""
    outcome = program.run_python(SCRIPT.format(arguments=command.split()))
    ours = [name for name in outcome.err.split() if name.partition(".")[0] == "hpreader"]
    assert 10 < len(ours) <= most, ours
