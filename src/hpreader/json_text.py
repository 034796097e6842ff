"""JSON from the network, within bounds: parsing it takes up to thirty times its size of memory."""

from __future__ import annotations

import json
from typing import Any, Final

MOST_CONTAINERS: Final = 100_000
"""Objects and arrays: a feed has some six for each item, a hundred posts of WordPress have 10,000."""
MOST_VALUES: Final = 1_500_000
"""Commas, about the number of values; long texts have some, too."""


def read_json(
    body: bytes | str, most_containers: int = MOST_CONTAINERS, most_values: int = MOST_VALUES
) -> Any:
    """Parse JSON; line ends within texts are allowed.

    Args:
        body: the JSON.
        most_containers: objects and arrays that it may have.
        most_values: commas that it may have.

    Raises:
        ValueError: it is no JSON, is nested too deep, or has too many values.
    """
    if isinstance(body, bytes):
        containers, commas = body.count(b"{") + body.count(b"["), body.count(b",")
    else:
        containers, commas = body.count("{") + body.count("["), body.count(",")
    if containers > most_containers or commas > most_values:
        raise ValueError("too many values")
    try:
        return json.loads(body, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
