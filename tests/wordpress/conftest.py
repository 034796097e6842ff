"""One WordPress for all tests of this folder, put back after each test that changed it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.php_site.server import running

from .posts import POSTS
from .program import Program
from .server import CORE, WordPress

# Starting the servers takes seconds and needs Debian's packages: `make test-wordpress` asks for it.
collect_ignore_glob = [] if os.environ.get("HPREADER_WORDPRESS") == "1" else ["test_*.py"]


@pytest.fixture(scope="session")
def server() -> Iterator[WordPress]:
    """The running site; skips where its packages are missing, which is a failure in CI."""
    yield from running(
        WordPress, lambda site: site.start(POSTS), "wordpress", CORE / "wp-settings.php"
    )


@pytest.fixture
def wordpress(server: WordPress) -> Iterator[WordPress]:
    """The site as it was seeded, with an empty log; what the test changes is put back."""
    server.requests()
    yield server
    server.restore()


@pytest.fixture(scope="session")
def subscribed_home(server: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("subscribed"))
    program.subscribe(f"{server.url}/")
    return program


@pytest.fixture(scope="session")
def synced_home(subscribed_home: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = subscribed_home.copy_to(tmp_path_factory.mktemp("synced"))
    program.sync()
    return program


@pytest.fixture(scope="session")
def whole_home(synced_home: Program, tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = synced_home.copy_to(tmp_path_factory.mktemp("whole"))
    program.sync("--since", "2024-01-01")
    return program


@pytest.fixture
def reader(subscribed_home: Program, wordpress: WordPress, tmp_path: Path) -> Program:
    """The program, subscribed to the site by its front page, nothing fetched yet."""
    wordpress.requests()
    return subscribed_home.copy_to(tmp_path)


@pytest.fixture
def synced(synced_home: Program, wordpress: WordPress, tmp_path: Path) -> Program:
    """The program after one sync of the site as it was seeded."""
    wordpress.requests()
    return synced_home.copy_to(tmp_path)


@pytest.fixture
def whole(whole_home: Program, wordpress: WordPress, tmp_path: Path) -> Program:
    """The program after a sync that went back to the site's first post."""
    wordpress.requests()
    return whole_home.copy_to(tmp_path)
