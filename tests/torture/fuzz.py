"""Feeds changed inputs to every parser: `make fuzz`, `make fuzz MINUTES=60 TARGET=page SEED=2`.

Each target runs in a process of its own. An input that raises, takes too long or kills the process is
written to `tests/torture/finds/`, from where `tests/torture/test_finds.py` tries it in every test run:
so a find becomes a case.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import signal
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.torture.fuzz_targets import TARGETS, FuzzTarget
from tests.torture.matrix import Line, peak_memory, show
from tests.torture.mutation import Mutation

FINDS = Path(__file__).with_name("finds")
MOST_FINDS = 5
"""Of one target, after which it is not run on."""
PATIENCE = 4
"""A process is ended that needs this many times the seconds that an input may take."""


def find_path(target: FuzzTarget, data: bytes) -> Path:
    """Where an input is kept that failed."""
    return FINDS / f"{target.name}-{hashlib.sha1(data).hexdigest()[:12]}.bin"


def attempt(target: FuzzTarget, data: bytes) -> tuple[float, str]:
    """Run one input: the seconds that it took, and why it failed, "" if it did not."""
    clock = time.monotonic if target.uses_process else time.process_time
    started = clock()
    failure = ""
    try:
        target.run(data)
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        failure = f"{type(error).__name__}: {str(error)[:120]!r}"
    seconds = clock() - started
    if not failure and seconds > target.seconds:
        failure = f"it took {seconds:.1f} s"
    return seconds, failure


def work(target: FuzzTarget, seed: int, ends_at: float, state: Path) -> None:
    """What the process of a target does: it writes each input down, tries it, and writes the sums down."""
    line = Line(target.name)
    mutation = Mutation(
        target.seeds(),
        target.words,
        seed,
        most_bytes=target.most_bytes,
        most_times=target.most_times,
    )
    for data in target.seeds():
        attempt(target, data)  # what is loaded once counts for no input
    before = peak_memory()
    while time.monotonic() < ends_at and len(line.notes) < MOST_FINDS:
        data = mutation.next()
        state.with_suffix(".input").write_bytes(data)
        seconds, failure = attempt(target, data)
        if failure:
            find_path(target, data).write_bytes(data)
            failure = f"{failure} → {find_path(target, data).name}"
        line.count(seconds, failure)
        line.memory = peak_memory() - before
        state.write_text(json.dumps(vars(line)))


def work_and_exit(target: FuzzTarget, seed: int, ends_at: float, state: Path) -> None:
    """`work` in a process that was forked from a thread, and does not end the usual way."""
    try:
        work(target, seed, ends_at, state)
    except BaseException:  # noqa: BLE001 - nothing above it would print it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def run(target: FuzzTarget, seed: int, seconds: float, folder: Path) -> Line:
    """Fuzz one target for some seconds."""
    state = folder / f"{target.name}.json"
    state.with_suffix(".input").unlink(missing_ok=True)
    state.unlink(missing_ok=True)
    ends_at = time.monotonic() + seconds
    process = multiprocessing.get_context("fork").Process(
        target=work_and_exit, args=(target, seed, ends_at, state)
    )
    process.start()
    hard = target.seconds * PATIENCE
    process.join(seconds + hard + 20)
    line = Line(**json.loads(state.read_text())) if state.exists() else Line(target.name)
    if process.is_alive() or process.exitcode:
        failure = f"ended with {process.exitcode}" if process.exitcode else "it does not end"
        if process.is_alive() and process.pid:
            os.kill(process.pid, signal.SIGKILL)
            process.join()
        if state.with_suffix(".input").exists():
            data = state.with_suffix(".input").read_bytes()
            find_path(target, data).write_bytes(data)
            failure += f" → {find_path(target, data).name}"
        line.count(hard, failure)
    return line


def main() -> int:
    """Fuzz all targets or one, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=5.0, help="in all")
    options.add_argument("--target", default="", choices=["", *(target.name for target in TARGETS)])
    options.add_argument(
        "--seed", type=int, default=None, help="of the random numbers; random if not given"
    )
    options.add_argument("--at-once", type=int, default=os.cpu_count() or 1)
    arguments = options.parse_args()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3))
    chosen = [target for target in TARGETS if arguments.target in ("", target.name)]
    at_once = min(arguments.at_once, len(chosen))
    seconds = arguments.minutes * 60 * at_once / len(chosen)
    folder = Path("build/fuzz")
    folder.mkdir(parents=True, exist_ok=True)
    FINDS.mkdir(exist_ok=True)
    with ThreadPoolExecutor(at_once) as pool:
        lines = list(pool.map(lambda target: run(target, seed, seconds, folder), chosen))
    return 0 if show(f"fuzz, seed {seed}", lines) else 1


if __name__ == "__main__":
    sys.exit(main())
