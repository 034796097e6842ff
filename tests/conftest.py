"""Options of the whole test run."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from hpreader import i18n
from hpreader.store import Store
from tests.support.storeroom import Storeroom

# A slow machine is no failure, and a failure comes again at the next run.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="accept what is rendered now as the golden texts (look at the difference before committing)",
    )
    parser.addoption(
        "--update-screenshots",
        action="store_true",
        help="accept what is on the screen now as the pictures in screenshots/ (look at them before committing)",
    )


@pytest.fixture
def english() -> Iterator[None]:
    """Speak English, for tests that are not about the catalogue."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Storeroom]:
    room = Storeroom(tmp_path)
    yield room
    room.close()


@pytest.fixture
def store(room: Storeroom) -> Store:
    return room.open()


def pytest_configure() -> None:
    """Let the programs that tests start have SIGINT and SIGQUIT, which a shell's `&` makes them ignore."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGQUIT):
            if signal.getsignal(number) is signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print why a test was run once more (CI runs one that failed a second time): it is a fault to be mended."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.section(f"the first run of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
