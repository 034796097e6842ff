"""The table that a run ends with: of each subject what was tried, what passed, the worst time, the memory."""

from __future__ import annotations

import resource
from dataclasses import dataclass, field


@dataclass
class Line:
    """One subject."""

    name: str
    tried: int = 0
    passed: int = 0
    worst: float = 0.0
    """Seconds."""
    memory: int = 0
    """Kilobytes above what it began with."""
    notes: list[str] = field(default_factory=list)

    def count(self, seconds: float, failure: str = "") -> None:
        """Count one attempt; it failed if there is a sentence why."""
        self.tried += 1
        self.worst = max(self.worst, seconds)
        if failure:
            self.notes.append(failure)
        else:
            self.passed += 1


def peak_memory(*, of_children: bool = False) -> int:
    """The largest resident size of this process so far, or of any ended child, in kilobytes (Linux)."""
    who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    return resource.getrusage(who).ru_maxrss


def show(title: str, lines: list[Line]) -> bool:
    """Print the table; returns whether everything passed."""
    print(f"\n{title:<28}{'tried':>9}{'passed':>9}{'worst':>11}{'memory':>11}")
    for line in lines:
        print(
            f"{line.name:<28}{line.tried:>9}{line.passed:>9}{line.worst:>9.2f} s{line.memory / 1000:>8.0f} MB"
        )
    for line in lines:
        for note in line.notes[:20]:
            print(f"  {line.name}: {note}")
    return all(line.tried == line.passed for line in lines)
