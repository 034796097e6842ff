"""One WordPress for all tests of this folder, put back after each test that changed it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from .posts import POSTS
from .server import WordPress, missing_packages


@pytest.fixture(scope="session")
def server() -> Iterator[WordPress]:
    """The running site; skips where it was not asked for or cannot be had."""
    if os.environ.get("HPREADER_WORDPRESS") != "1":
        pytest.skip("a real WordPress is started by `make test-wordpress` only")
    if missing := missing_packages():
        reason = f"Debian packages are missing: {' '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # Not below pytest's own folder: the path of a Unix socket may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="hpreader-"))
    site = WordPress(folder)
    try:
        site.start(POSTS)
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder)


@pytest.fixture
def wordpress(server: WordPress) -> Iterator[WordPress]:
    """The site as it was seeded, with an empty log; what the test changes is put back."""
    server.requests()
    yield server
    server.restore()
