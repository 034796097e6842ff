"""The rows of the network matrix that take no time; `make torture` tries all of them."""

from __future__ import annotations

import pytest

from tests.torture.network import ROWS, attempt

WAITS = ("slow", "silence", "no answer", "without end", "endless")


def test_the_matrix_is_as_large_as_the_attack_of_november() -> None:
    assert len(ROWS) >= 113
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if not any(word in row.name for word in WAITS)],
    ids=lambda row: row.name,
)
async def test_what_a_network_does_wrong_is_told_as_what_it_is(row) -> None:
    assert (await attempt(row))[1] == ""
