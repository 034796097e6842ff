"""The bytes of a feed are split into its items, where these can be told apart without parsing."""

from __future__ import annotations

import pytest

from hpreader.feed.feed_bytes import split_feed

HEAD = "<?xml version='1.0'?>\n<rss version='2.0'><channel><title>Báo</title>\n"
TAIL = "</channel></rss>\n<!-- saved -->"
ITEMS = [
    "<item><title>một</title></item>",
    "<item><description><![CDATA[<p>hai</p> ]]></description></item>",
    "<item>\n<title>ba</title>\n</item>",
]


def test_a_feed_is_its_head_its_items_and_its_tail() -> None:
    split = split_feed((HEAD + "\n ".join(ITEMS) + TAIL).encode())
    assert split is not None
    assert (split.head.decode(), split.tail.decode()) == (HEAD, TAIL)
    assert [item.decode() for item in split.items()] == ITEMS


@pytest.mark.parametrize(
    "items",
    [
        "<item><description><![CDATA[<item>một</item>]]></description></item>",
        "<item><description><![CDATA[</item>]]></description></item>",
        "<item>]]><![CDATA[</item>]]></item>",
        "<item><!-- </item> --></item>",
        "<item><title>không đóng<item><title>hai</title></item>",
        "<item><title>một</title></item><link>/</link><item><title>hai</title></item>",
        "<item><title>một</title></item><item/>",
        "<item><title>một</title></item><items/>",
        "<item><title>một</title></item><!-- <item> -->",
        "<item><title>một</title></item><item><title>hai",
        "<!-- <item></item> -->",
        "<description><![CDATA[<item></item>]]></description>",
    ],
)
def test_what_cannot_be_told_apart_so_is_not_split(items: str) -> None:
    assert split_feed((HEAD + items + TAIL).encode()) is None


def test_what_is_not_utf_8_or_declares_entities_is_not_split() -> None:
    assert split_feed((HEAD + ITEMS[0] + TAIL).encode("cp1258", "replace")) is None
    declared = f"<!DOCTYPE rss [<!ENTITY a 'b'>]>{HEAD}"
    assert split_feed((declared + ITEMS[0] + TAIL).encode()) is None
