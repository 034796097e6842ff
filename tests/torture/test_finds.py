"""Inputs that once failed: a find of `make fuzz` is a case here from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.fuzz import FINDS, attempt
from tests.torture.fuzz_targets import TARGETS

CASES = sorted(FINDS.glob("*.bin"))
BY_NAME = {target.name: target for target in TARGETS}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_input_that_once_failed_is_read(path: Path) -> None:
    target = BY_NAME[path.stem.rpartition("-")[0]]
    _, failure = attempt(target, path.read_bytes())
    assert failure == ""


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_a_target_begins_with_is_read(target) -> None:
    for data in target.seeds()[:3]:
        assert attempt(target, data)[1] == ""
