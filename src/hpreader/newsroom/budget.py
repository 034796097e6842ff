"""How much may be fetched that nobody asked for, as long as the program runs."""

from __future__ import annotations


class Budget:
    """Bytes as they come over the wire."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    @property
    def left(self) -> int:
        """What may still come; never less than nothing."""
        return max(0, self.limit - self.spent)

    def spend(self, size: int) -> None:
        """Count what came."""
        self.spent += size
