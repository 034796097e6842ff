"""A program of the user's: its input, its output, and its end at any time."""

import asyncio
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hpreader import user_process
from hpreader.user_process import ProcessResult, UserProcess


def run(command: list[str] | str, data: bytes = b"") -> ProcessResult:
    return asyncio.run(UserProcess(command, data).run())


def test_it_reads_all_of_its_input_and_its_output_is_returned() -> None:
    text = "Đường về làng\n" * 40_000
    assert run(["cat"], text.encode()) == ProcessResult(0, text.rstrip())


def test_one_that_reads_nothing_is_not_written_to_for_ever() -> None:
    assert run(["true"], b"x" * 1_000_000) == ProcessResult(0)


def test_its_arguments_meet_no_shell() -> None:
    assert run(["printf", "%s|%s", "$HOME; echo x", "a b"]).output == "$HOME; echo x|a b"
    assert run("echo $((1 + 2)) | tr 3 4").output == "4"


def test_control_bytes_never_come_out() -> None:
    script = r"printf 'a\033]52;c;bm8=\007\033[2Jb\rc\tmm\377\n'; printf '\n\033[31msai\033[0m lệnh\nmore\n' >&2"
    assert run(script) == ProcessResult(0, "ab\nc       mm\ufffd", "sai lệnh")


def test_how_it_failed_is_told() -> None:
    assert run("echo hỏng >&2; exit 7") == ProcessResult(7, error="hỏng")
    assert run("kill -9 $$").status == -9
    assert run(["/nowhere/at/all"]) == ProcessResult(None, error="No such file or directory")
    assert run(["echo", "a\0b"]).status is None


def test_endless_output_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_process, "MOST_OUTPUT", 10_000)
    result = run(["yes"])
    assert result.is_cut
    assert len(result.output) in {9_999, 10_000}


def test_output_that_is_not_kept_has_no_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_process, "MOST_OUTPUT", 10)
    process = UserProcess("seq 10000; echo xong >&2", b"", keeps_output=False)
    assert asyncio.run(process.run()) == ProcessResult(0, error="xong")


def test_endless_errors_are_read_and_dropped() -> None:
    assert run("yes lỗi | head -c 3000000 >&2; echo xong") == ProcessResult(0, "xong", "lỗi")


def test_one_that_goes_on_in_the_background_with_its_pipes_open_is_not_waited_for(
    tmp_path: Path,
) -> None:
    """As xclip does, which keeps the clipboard."""
    end = shlex.quote(str(tmp_path / "end"))
    result = run(f"(until [ -e {end} ]; do sleep 0.05; done) & echo xong")
    (tmp_path / "end").touch()
    assert result == ProcessResult(0, "xong")


def test_it_has_no_terminal_and_a_session_of_its_own() -> None:
    script = "import os; print(os.getsid(0) == os.getpid()); open('/dev/tty')"
    result = run([sys.executable, "-c", script])
    assert result.output == "True"
    assert result.status == 1


async def started(script: str, sign: Path) -> tuple[UserProcess, asyncio.Task[ProcessResult]]:
    """A program that has got as far as to make a file."""
    process = UserProcess(script, b"")
    task = asyncio.create_task(process.run())
    await asyncio.to_thread(wait_until, sign.exists)
    return process, task


def wait_until(is_true: Callable[[], bool]) -> None:
    while not is_true():
        time.sleep(0.01)


def has_ended(pid_file: Path) -> bool:
    return not is_running(int(pid_file.read_text()))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


LOOP = "echo $$ > {pid}.new; mv {pid}.new {pid}; while :; do sleep 0.02; done"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


async def test_stopping_ends_it_and_all_that_it_started(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    inner = shlex.quote(LOOP.format(pid=pid))
    process, task = await started(f"sh -c {inner}; echo not this", pid)
    process.stop()
    result = await task
    assert result.is_stopped
    assert result.output == ""
    await asyncio.to_thread(wait_until, lambda: has_ended(pid))


async def test_one_that_ignores_being_asked_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_process, "GRACE", 0.05)
    pid = tmp_path / "pid"
    process, task = await started(f"trap '' TERM; {LOOP.format(pid=pid)}", pid)
    process.stop()
    assert (await task).status == -9


@pytest.fixture
def slow_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Runs a function while a program that has begun is still being started; returns where to put it."""
    begin, meanwhile = subprocess.Popen, []

    def start(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
        process = begin(*args, **options)
        wait_until((tmp_path / "pid").exists)
        meanwhile[0]()
        return process

    monkeypatch.setattr(subprocess, "Popen", start)
    return meanwhile


async def test_one_that_is_stopped_while_it_starts_is_asked_first(
    tmp_path: Path, slow_start: list[Callable[[], None]]
) -> None:
    pid = tmp_path / "pid"
    process = UserProcess(f"trap 'echo asked; exit 3' TERM; {LOOP.format(pid=pid)}", b"")
    loop = asyncio.get_running_loop()

    def stop() -> None:
        loop.call_soon_threadsafe(process.stop)
        wait_until(lambda: process._is_stopped)

    slow_start.append(stop)
    result = await process.run()
    assert (result.status, result.output) == (3, "asked")


async def test_one_whose_run_is_cancelled_while_it_starts_is_ended(
    tmp_path: Path, slow_start: list[Callable[[], None]]
) -> None:
    pid = tmp_path / "pid"
    process = UserProcess(f"trap '' TERM; {LOOP.format(pid=pid)}", b"")
    loop = asyncio.get_running_loop()
    task = loop.create_task(process.run())

    def cancel() -> None:
        loop.call_soon_threadsafe(task.cancel)
        wait_until(lambda: process._is_stopped)

    slow_start.append(cancel)
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert has_ended(pid)


async def test_cancelling_ends_it(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    _process, task = await started(LOOP.format(pid=pid), pid)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.to_thread(wait_until, lambda: has_ended(pid))


async def test_one_that_is_stopped_before_it_started_never_runs_on() -> None:
    process = UserProcess("exec sleep 1000", b"")
    process.stop()
    assert (await process.run()).is_stopped
