"""The nouns, which are imported when they are first asked for."""

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader import model
from hpreader.model import Headline, StoryReason, StoryReport
from hpreader.model.field_changes import replaced
from hpreader.model.story_words import reason_words


@pytest.mark.parametrize("name", model.__all__)
def test_every_noun_is_there(name: str) -> None:
    assert getattr(model, name) is not None


def test_what_is_no_noun_is_not_there() -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        _ = model.Nothing  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "value",
    [model.Article("https://bao.example/1", "Một"), model.Entry("https://bao.example/1", "Một")],
)
def test_a_copy_has_the_changed_field_and_all_others(value: model.Article | model.Entry) -> None:
    value = replaced(value, **{field.name: f"former {field.name}" for field in fields(value)})
    for field in fields(value):
        assert replaced(value, **{field.name: "new"}) == replace(value, **{field.name: "new"})


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "names", "numbers", "text", "link"]), st.floats(0.02, 1)
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda one: one[0],
    )
)
def test_the_evidence_of_a_story_adds_up_to_all_of_it(found: list[tuple[Any, float]]) -> None:
    reasons = tuple(StoryReason(kind, weight, ("a",)) for kind, weight in found)
    report = StoryReport(
        Headline("i", "", "t", "s"), datetime(2026, 3, 7, tzinfo=UTC), reasons=reasons
    )
    shares = [int(share) for share in re.findall(r"(\d+)% \(", reason_words(report))]
    assert sum(shares) == 100
    assert shares == sorted(shares, reverse=True)
