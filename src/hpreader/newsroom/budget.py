"""How many bytes may be fetched that the user did not request, as long as the program runs."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000


class Budget:
    """Counts bytes as they were sent over the network."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    @property
    def left(self) -> int:
        """How many bytes may still be fetched; never negative."""
        return max(0, self.limit - self.spent)

    def spend(self, size: int) -> None:
        """Count bytes that were received."""
        self.spent += size
