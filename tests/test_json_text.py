"""JSON from the network is parsed within bounds."""

import pytest

from hpreader.json_text import read_json


def test_json_is_read_from_bytes_and_from_text_with_line_ends_in_it() -> None:
    assert read_json(b'{"a": ["x\ny", 1]}') == {"a": ["x\ny", 1]}
    assert read_json('{"a": ["x\ny", 1]}') == {"a": ["x\ny", 1]}


@pytest.mark.parametrize(
    "text",
    ["", "<p>", "[" * 90_000, "[" + "{}," * 200_000 + "{}]", "[" + "1," * 2_000_000 + "1]"],
    ids=["nothing", "html", "deep", "objects", "numbers"],
)
def test_what_is_none_or_too_much_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_json(text)
    with pytest.raises(ValueError, match=r".+"):
        read_json(text.encode())
