"""The programs behind a test site: found, started, waited for and ended.

Each is a process of our own, in the foreground and in a directory of ours; no service of the
system is touched.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

START_LIMIT = 60.0
"""Seconds that one server may take to listen; a busy machine with two cores needs two or three."""

_UNTIL_WE_DIE = ("setpriv", "--pdeathsig", "TERM")
"""Ends a server also where the tests are killed and cannot do it; from util-linux, always there."""

_SBIN = ("/usr/local/sbin", "/usr/sbin", "/sbin")


def find_program(*names: str) -> str | None:
    """Find the first of these programs; servers stand in sbin, which is not on every PATH."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *_SBIN])
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def php_fpm() -> str | None:
    """Find php-fpm, whose name ends in its version on Debian."""
    found = sorted(file for folder in _SBIN for file in Path(folder).glob("php-fpm*"))
    return str(found[-1]) if found else None


def _has_mysqli() -> bool:
    php = find_program("php")
    if php is None:
        return False
    modules = subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout
    return "mysqli" in modules.split()


def missing_packages(application: str, file: Path) -> list[str]:
    """Name the Debian packages that have to be installed first.

    Args:
        application: the package of the site's program.
        file: one that this package has.
    """
    there = {
        application: file.is_file(),
        "php-fpm": php_fpm() is not None,
        "php-mysql": _has_mysqli(),
        "nginx-light": find_program("nginx") is not None,
        "mariadb-server": bool(find_program("mariadbd") and find_program("mariadb-install-db")),
    }
    return [package for package, is_there in there.items() if not is_there]


def run(command: str, *arguments: str, text: str = "") -> str:
    """Run a program to its end, which must be a good one, and give its output."""
    done = subprocess.run(
        [_program(command), *arguments], input=text, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"{command} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def serve(
    folder: Path, is_ready: Callable[[], bool], command: str, *arguments: str
) -> subprocess.Popen[bytes]:
    """Start a server in a folder and poll until it listens: these have no common way to say so."""
    with (folder / f"{Path(command).name}.out").open("ab") as output:
        process = subprocess.Popen(
            [*_UNTIL_WE_DIE, _program(command), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
        )
    until = time.monotonic() + START_LIMIT
    while not is_ready():
        if process.poll() is not None or time.monotonic() > until:
            end(process)
            logs = "\n".join(
                f"--- {log.name}\n{log.read_text(errors='replace')[-2000:]}"
                for log in sorted([*folder.glob("*.log"), *folder.glob("*.out")])
            )
            raise AssertionError(f"{command} does not listen\n{logs}")
        time.sleep(0.02)
    return process


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def connects(address: Path | tuple[str, int]) -> bool:
    """Does anybody listen at this Unix socket, or at this host and port?"""
    is_file = isinstance(address, Path)
    with socket.socket(socket.AF_UNIX if is_file else socket.AF_INET) as probe:
        try:
            probe.connect(str(address) if isinstance(address, Path) else address)
        except OSError:
            return False
        return True


def end(process: subprocess.Popen[bytes] | None) -> None:
    """End one of our own processes, gently first."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def me() -> str:
    """The name of who runs the tests."""
    return pwd.getpwuid(os.geteuid()).pw_name


def _program(command: str) -> str:
    program = find_program(command)
    assert program is not None, f"{command} is not installed"
    return program
