"""`hpreader report`: what is needed to look into a page that reads badly, and nothing private."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.support.program import Program

SECRET = "s3cretAbC9z8"
PASSWORD = "Mat-Khau-77"
PROSE = "".join(f"<p>Câu số {n} kể thêm về cây cầu mới và dòng sông bên dưới cầu.</p>" for n in range(9))  # fmt: skip
ARTICLE = f"""<html lang="vi"><head><meta charset="utf-8"><title>Cầu mới đã thông xe</title>
<link rel="canonical" href="/cau-moi.html?token={SECRET}"></head><body>
<h1 class="article__title cms-title">Cầu mới đã thông xe sáng nay</h1><div class="article__body cms-body">{PROSE}
<div class="banner">Mời mua nhà bên sông</div></div></body></html>"""
OWN = """# ghi ở /HOME/ghi-chu
markers = [".khung-rieng"]
title = ["h1"]
body = ["#noi-dung"]
"""


class Site(HTTPServer):
    """Serves the pages below, and remembers the headers of the requests."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.headers: list[dict[str, str]] = []
        own = f"<html><head><title>Cầu</title></head><body class='khung-rieng'><h1>Cầu mới</h1><div id='noi-dung'>{PROSE}</div></body></html>"
        self.pages = {"/cau-moi.html": ARTICLE, "/rieng.html": own, "/rong.html": "<title>a</title>"}  # fmt: skip
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.headers.append(dict(self.headers))
        page = self.server.pages.get(self.path.partition("?")[0])
        body = (page or "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "visit=cookie-of-the-server; Path=/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "nguyenvanan")


def contents(path: Path) -> dict[str, str]:
    """The texts in a report by their names."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_has_the_page_the_reasons_the_profile_and_the_versions(
    program: Program, site: Site, tmp_path: Path
) -> None:
    told = program.run(
        "report", f"{site.url}/cau-moi.html", "--output", str(tmp_path / "r.zip"), "--lang", "en"
    )
    assert (told.status, told.out) == (0, "")
    files = contents(tmp_path / "r.zip")
    assert files["pages/1.html"] == ARTICLE, "the bytes of the server"
    assert "Câu số 8" in files["article.txt"]
    assert "left out (rule .banner of the profile)" in files["explanation.txt"]
    assert "cms-body" in files["profiles/epi.toml"]
    assert json.loads(files["article.json"])["title"] == "Cầu mới đã thông xe sáng nay"
    assert all(json.loads(line)["event"] == "explain" for line in files["explanation.jsonl"].splitlines())  # fmt: skip
    facts = json.loads(files["report.json"])
    assert {"hpreader", "python", "system", "libraries", "settings"} <= set(facts)
    assert [page["file"] for page in facts["pages"]] == ["pages/1.html"]
    for name in files:
        assert name in told.err, "it tells what is in it"
    assert f"Written to {tmp_path / 'r.zip'}" in told.err


def test_nothing_private_is_in_it(program: Program, site: Site, tmp_path: Path) -> None:
    program.configure(
        'places = ["Lê Chân"]\n[commands.private_command]\nrun = ["curl", "-H", "key-of-mine"]\n'
    )
    (program.places.config.parent / "rules.toml").write_text('[[rule]]\nname = "luat-rieng"\nwords = ["x"]\n')  # fmt: skip
    host = site.url.removeprefix("http://")
    program.places.data.parent.mkdir(parents=True, exist_ok=True)
    logins = {f"http://{host}/": ["ten-dang-nhap", PASSWORD]}
    (program.places.data.parent / "logins.json").write_text(json.dumps(logins))
    program.run("show", f"{site.url}/rieng.html")  # is cached now, and would be in the user's lists
    assert "authorization" in json.dumps(site.headers).lower(), "else the login is none"
    site.headers.clear()
    url = f"http://ten-dang-nhap:{PASSWORD}@{host}/cau-moi.html?token={SECRET}&p=7"
    told = program.run("report", url, "--output", str(tmp_path / "r.zip"), "--json")
    assert told.status == 0
    sent = json.dumps(site.headers).lower()
    assert site.headers
    assert "authorization" not in sent
    assert "cookie" not in sent
    everything = told.out + told.err + "".join(contents(tmp_path / "r.zip").values())
    private = (SECRET, PASSWORD, "ten-dang-nhap", "cookie-of-the-server", "rieng.html", "Lê Chân",
               "private_command", "key-of-mine", "luat-rieng")  # fmt: skip
    assert [word for word in private if word in everything] == []
    written = "".join(contents(tmp_path / "r.zip").values())
    assert str(program.home) not in written
    assert "nguyenvanan" not in written
    assert "p=7" in json.loads(contents(tmp_path / "r.zip")["report.json"])["url"]


def test_the_users_own_profile_is_used_and_is_in_it_without_their_home(
    program: Program, site: Site, tmp_path: Path
) -> None:
    folder = program.places.profiles
    folder.mkdir(parents=True)
    (folder / "rieng.toml").write_text(OWN.replace("/HOME", str(program.home)))
    told = program.run(
        "report", f"{site.url}/rieng.html", "--output", str(tmp_path / "r.zip"), "--json"
    )
    files = contents(tmp_path / "r.zip")
    assert files["profiles/rieng.toml"] == OWN.replace("/HOME", "~")
    assert json.loads(files["report.json"])["own_profiles"] == ["rieng"]
    (record,) = told.records
    assert record["file"] == str(tmp_path / "r.zip")
    assert {one["name"] for one in record["files"]} == set(files)


def test_a_page_that_is_no_article_is_reported_with_the_reason(
    program: Program, site: Site, tmp_path: Path
) -> None:
    told = program.run("report", f"{site.url}/rong.html", "--output", str(tmp_path / "r.zip"))
    assert told.status == 0
    files = contents(tmp_path / "r.zip")
    assert "article.txt" not in files
    assert files["pages/1.html"] == "<title>a</title>"
    (problem,) = json.loads(files["report.json"])["problems"]
    assert problem["kind"] == "no_article"


def test_an_answer_without_a_page_is_reported_and_no_answer_leaves_no_file(
    program: Program, site: Site, tmp_path: Path
) -> None:
    target = str(tmp_path / "r.zip")
    assert program.run("report", f"{site.url}/404.html", "--output", target).status == 1
    (problem,) = json.loads(contents(tmp_path / "r.zip")["report.json"])["problems"]
    assert problem["status"] == 404
    target = str(tmp_path / "none.zip")
    assert program.run("report", "http://127.0.0.1:1/a.html", "--output", target).status == 3
    assert program.run("report", f"{site.url}/cau-moi.html", "--output", target, "--offline").status == 3  # fmt: skip
    assert not (tmp_path / "none.zip").exists()


def test_a_file_is_replaced_only_when_asked_and_stdout_gets_the_zip_alone(
    program: Program, site: Site, tmp_path: Path
) -> None:
    target = tmp_path / "r.zip"
    target.write_text("mine")
    url = f"{site.url}/cau-moi.html"
    assert program.run("report", url, "--output", str(target)).status == 2
    assert target.read_text() == "mine"
    assert site.headers == [], "nothing is fetched that cannot be written"
    assert program.run("report", url, "--output", str(target), "--force").status == 0
    assert "report.json" in contents(target)
    assert program.run("report", url, "--output", "-", "--json").status == 2
    assert program.run("report", "no-such-id").status == 3
