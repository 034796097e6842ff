"""`hpreader serve` as a process, on the sample newspaper, with a port of its own."""

import os
import re
import select
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.program import Program

END = 60
"""Seconds for the server to end."""


@dataclass
class Served:
    """A server that runs."""

    address: str
    """With the token, as it was printed."""
    process: subprocess.Popen[bytes]

    @property
    def base(self) -> str:
        """`http://127.0.0.1:PORT`."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """`127.0.0.1:PORT`."""
        return urlsplit(self.address).netloc

    @property
    def token(self) -> str:
        """The one that was printed."""
        return self.address.rpartition("=")[2]

    def next_line(self) -> str:
        """The next line that it says on stderr, waited for."""
        assert self.process.stderr is not None
        return self.process.stderr.readline().decode()

    def readers(self) -> list[int]:
        """The processes of its windows' readers, and of all that has their terminals (Linux)."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue  # it has ended meanwhile
            if fields[0] != "Z" and int(fields[1]) == self.process.pid:
                found.append(int(stat.parent.name))
        return found

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it by a signal; returns the exit status and what it said on stderr since `next_line`."""
        self.process.send_signal(number)
        _more, said = self.process.communicate(timeout=END)
        return self.process.returncode, said.decode()


def await_ends(processes: list[int]) -> None:
    """Wait until processes have ended that are not this one's children (Linux)."""
    for process in processes:
        with suppress(ProcessLookupError):
            descriptor = os.pidfd_open(process)
            try:
                assert select.select([descriptor], [], [], END)[0], f"{process} has not ended"
            finally:
                os.close(descriptor)


@contextmanager
def served(program: Program, *options: str, **environment: str) -> Iterator[Served]:
    """Run the server while in the block.

    Args:
        program: where its files are.
        options: of its command line.
        environment: variables to be changed.
    """
    process = subprocess.Popen(
        program.command("serve", "--port", "0", *options),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program.environment(**environment),
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().decode().strip()
        server = Served(address, process)
        assert "Ctrl+C" in server.next_line()
        assert re.fullmatch(r"http://[^/]+/\?token=[\w-]{43}", address)
        yield server
    finally:
        process.kill()
        process.communicate()
