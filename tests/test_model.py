"""The nouns, which are imported when they are first asked for."""

from dataclasses import fields, replace

import pytest

from hpreader import model
from hpreader.model.field_changes import replaced


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
