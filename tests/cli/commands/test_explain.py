"""`show --explain`: why a page reads as it does, as a person and as a program are told it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.support.program import Program

SENTENCE = (
    "Câu số {} của bài viết kể thêm về cây cầu mới, về người qua lại và về dòng sông bên dưới."
)
PROSE = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(6))
ARTICLE = f"""<html lang="vi"><head><meta charset="utf-8"><title>Cầu mới đã thông xe</title></head><body>
<h1 class="article__title cms-title">Cầu mới đã thông xe sáng nay</h1><div class="article__body cms-body">{PROSE}
<p>Đây là cây cầu thứ hai bắc qua <a class="cms-relate" href="/song-1.html">con sông</a> của thành phố.</p>
<div class="banner">Mời mua nhà bên sông</div></div></body></html>"""
PAGES = {
    "/cau-moi.html": ARTICLE,
    "/la.html": f"<html><head><title>Cầu mới</title></head><body><h1>Cầu mới đã thông xe sáng nay</h1><div id='khung'>{PROSE}</div></body></html>",
    "/trong.html": "<html><head><title>404 không tìm thấy trang</title></head><body><p>Không tìm thấy trang.</p></body></html>",
}


class Handler(BaseHTTPRequestHandler):
    """Serves the pages above."""

    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        body = (page or "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_a_person_is_told_on_stderr_and_the_article_stays_alone_on_stdout(
    program: Program, site: str
) -> None:
    plain = program.run("show", f"{site}/cau-moi.html", "--text")
    told = program.run("show", f"{site}/cau-moi.html", "--text", "--explain", "--lang", "en")
    assert (told.status, told.out) == (0, plain.out)
    assert "bắc qua con sông của thành phố" in told.out
    lines = [line.strip() for line in told.err.splitlines()]
    assert lines[0] == f"How {site}/cau-moi.html was read:"
    assert "site profile: epi, recognised by .article__body.cms-body" in lines
    assert any(
        line.startswith("article: div.article__body.cms-body, as the profile epi says")
        for line in lines
    )
    assert "left out (rule .banner of the profile): div.banner “Mời mua nhà bên sông”" in lines
    assert (
        "kept, within a sentence (rule .cms-relate of the profile): a.cms-relate “con sông”"
        in lines
    )
    assert "the page has the whole article" in lines


def test_a_program_is_told_in_objects_behind_the_article(program: Program, site: str) -> None:
    outcome = program.run("show", f"{site}/cau-moi.html", "--json", "--explain")
    assert (outcome.status, outcome.err) == (0, "")
    article, *steps = outcome.records
    assert article["title"] == "Cầu mới đã thông xe sáng nay"
    assert all(step["schema"] == 1 and step["event"] == "explain" for step in steps)
    assert all(
        set(step)
        == {"schema", "event", "url", "step", "rule", "detail", "element", "text", "length"}
        for step in steps
    )
    by_rule = {(step["step"], step["rule"]): step for step in steps}
    assert by_rule["profile", "marker"]["detail"] == "epi"
    assert by_rule["excluded", "drop"]["detail"] == ".banner"
    assert by_rule["excluded", "drop"]["length"] == len("Mời mua nhà bên sông")
    assert ("completeness", "whole") in by_rule


def test_of_an_unknown_site_it_is_said_what_chose_the_article(program: Program, site: str) -> None:
    outcome = program.run("show", f"{site}/la.html", "--explain")
    assert outcome.status == 0
    assert "mẫu trang: không có mẫu nào khớp" in outcome.err
    assert "bài: div#khung" in outcome.err


def test_why_a_page_is_no_article_is_said_as_well(program: Program, site: str) -> None:
    outcome = program.run("show", f"{site}/trong.html", "--json", "--explain")
    assert outcome.status != 0
    assert [(step["step"], step["rule"]) for step in outcome.records] == [("problem", "soft_404")]
    assert "hpreader:" in outcome.err
    told = program.run("show", f"{site}/trong.html", "--explain")
    assert (told.status, told.out) == (outcome.status, "")
    assert len(told.err.splitlines()) == 3


def test_an_article_that_is_here_already_is_explained_by_its_page_of_now(
    program: Program, site: str
) -> None:
    program.run("show", f"{site}/la.html")
    outcome = program.run("show", f"{site}/la.html", "--explain", "--lang", "en")
    assert outcome.status == 0
    assert "article: div#khung" in outcome.err


def test_offline_it_is_said_that_pages_are_not_kept(program: Program, site: str) -> None:
    program.run("show", f"{site}/la.html")
    outcome = program.run(
        "show", f"{site}/la.html", "--json", "--explain", "--offline", "--lang", "en"
    )
    assert outcome.status == 1
    assert outcome.err == "hpreader: --explain needs the network: pages are not kept\n"
    assert [json.loads(line)["title"] for line in outcome.out.splitlines()] == [
        "Cầu mới đã thông xe sáng nay"
    ]
    missing = program.run("show", f"{site}/khac.html", "--explain", "--offline", "--lang", "en")
    assert missing.status == 3
    assert "--explain needs the network" in missing.err


def test_the_help_of_show_tells_of_it(program: Program) -> None:
    assert "--explain" in program.run("show", "--help", "--lang", "en").out
