"""The servers behind a site in PHP: MariaDB, php-fpm and nginx from Debian's packages.

Every file, socket and log is under one directory of its own; no service of the system is touched.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from .processes import connects, end, free_port, me, missing_packages, php_fpm, run, serve

HERE = Path(__file__).parent
LOG_MARK = "/hpreader-log-mark"
"""An address of every site (`nginx.conf`), for requests of the tests' own."""


class PhpSite:
    """A database, PHP and a web server, each of which can go and come back."""

    def __init__(self, folder: Path, database: str, *, otherwise: str) -> None:
        """Prepare it.

        Args:
            folder: for all its files; its path is short, because that of a Unix socket has at most 107 bytes.
            database: the name of the database that is created.
            otherwise: what nginx tries for an address without a file, as the last arguments of `try_files`.
        """
        self.folder = folder
        self.root = folder / "site"
        """The document root, to be filled before `start_servers`."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._database_name = database
        self._otherwise = otherwise
        self._database: subprocess.Popen[bytes] | None = None
        self._php: subprocess.Popen[bytes] | None = None
        self._web: subprocess.Popen[bytes] | None = None
        self._log_read = 0

    def start_servers(self) -> None:
        """Start them."""
        self._create_database()
        self._start_database()
        self._start_php()
        self._start_web()

    def stop(self) -> None:
        """End every process that `start_servers` began, whatever state it is in."""
        for process in (self._web, self._php, self._database):
            end(process)

    @contextlib.contextmanager
    def gone(self) -> Iterator[None]:
        """Nobody listens: connections are refused."""
        end(self._web)
        try:
            yield
        finally:
            self._start_web()

    @contextlib.contextmanager
    def broken(self) -> Iterator[None]:
        """The web server is there, PHP behind it is not: every page is `502 Bad Gateway`."""
        end(self._php)
        try:
            yield
        finally:
            self._start_php()

    def restart(self) -> None:
        """End all servers, and start them with the data that they have."""
        self.stop()
        self._start_database()
        self._start_php()
        self._start_web()

    def new_log_lines(self) -> list[bytes]:
        """The lines of nginx's access log since the last call.

        The one process of nginx writes a request's line before it takes up the next request, so
        a last request of our own makes sure that all earlier ones are in the log.
        """
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port)) as connection:
            connection.request("GET", LOG_MARK)
            connection.getresponse().read()
        with (self.folder / "access.log").open("rb") as log:
            log.seek(self._log_read)
            text = log.read()
        whole = text[: text.rfind(b"\n") + 1]
        self._log_read += len(whole)
        return [line for line in whole.splitlines() if LOG_MARK.encode() not in line]

    def fill_in(self, template: Path) -> Path:
        """Copy a configuration into the folder of the site, with the places filled in."""
        text = template.read_text(encoding="utf-8")
        for place, value in (
            ("@FOLDER@", str(self.folder)),
            ("@PORT@", str(self.port)),
            ("@USER@", me()),
            ("@OTHERWISE@", self._otherwise),
        ):
            text = text.replace(place, value)
        path = self.folder / template.name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def _database_settings(self) -> list[str]:
        return [
            "--no-defaults",
            f"--datadir={self.folder / 'database'}",
            "--innodb-log-file-size=8M",
            "--innodb-buffer-pool-size=32M",
            *([f"--user={me()}"] if os.geteuid() == 0 else []),
        ]

    def _create_database(self) -> None:
        run(
            "mariadb-install-db",
            *self._database_settings,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
        )

    def _start_database(self) -> None:
        create = self.folder / "database.sql"
        create.write_text(f"CREATE DATABASE IF NOT EXISTS {self._database_name};\n")
        self._database = serve(
            self.folder,
            lambda: connects(self.folder / "database.sock"),
            "mariadbd",
            *self._database_settings,
            f"--socket={self.folder / 'database.sock'}",
            f"--pid-file={self.folder / 'database.pid'}",
            "--skip-networking",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--performance-schema=0",
            f"--init-file={create}",
        )

    def _start_php(self) -> None:
        (self.folder / "php.sock").unlink(missing_ok=True)
        may_be_root = ["--allow-to-run-as-root"] if os.geteuid() == 0 else []
        self._php = serve(
            self.folder,
            lambda: connects(self.folder / "php.sock"),
            php_fpm() or "php-fpm",
            "--nodaemonize",
            "--fpm-config",
            str(self.fill_in(HERE / "php-fpm.conf")),
            *may_be_root,
        )

    def _start_web(self) -> None:
        self._web = serve(
            self.folder,
            lambda: connects(("127.0.0.1", self.port)),
            "nginx",
            "-p",
            str(self.folder),
            "-e",
            str(self.folder / "nginx-error.log"),
            "-c",
            str(self.fill_in(HERE / "nginx.conf")),
        )


Site = TypeVar("Site", bound=PhpSite)


def running(
    make: Callable[[Path], Site], start: Callable[[Site], None], application: str, file: Path
) -> Iterator[Site]:
    """A running site, for a fixture; skips where its packages are missing, which is a failure in CI.

    Args:
        make: makes the site with a folder of its own.
        start: starts it.
        application: the package of its program.
        file: one that this package has.
    """
    if missing := missing_packages(application, file):
        reason = f"Debian packages are missing: {' '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # Not below pytest's own folder: the path of a Unix socket may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="hpreader-"))
    site = make(folder)
    try:
        start(site)
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder)
