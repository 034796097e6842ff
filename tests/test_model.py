"""The nouns, which are imported when they are first asked for."""

import pytest

from hpreader import model


@pytest.mark.parametrize("name", model.__all__)
def test_every_noun_is_there(name: str) -> None:
    assert getattr(model, name) is not None


def test_what_is_no_noun_is_not_there() -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        _ = model.Nothing  # type: ignore[attr-defined]
