"""Pages and what a person says is in them, read from the forms that `benchmarks/extract.py` names."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

FACTS = {
    "section": "section",
    "headline": "headline",
    "lede": "lede",
    "date": "date",
    "byline": "author",
    "origin": "source",
}
"""Our names of the facts, and those of `gold.json`."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One page and what it holds; `related` is None where nobody looked."""

    name: str
    url: str
    html: bytes
    body: str
    captions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    related: tuple[str, ...] | None = None
    related_optional: tuple[str, ...] = ()


def read_gold(folder: Path) -> Iterator[Gold]:
    """All pages of a folder with their gold, whatever form it has."""
    if (truth := folder / "ground-truth.json").exists():
        for name, known in _load(truth).items():
            html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Gold(name, known.get("url") or "", html, known["articleBody"])
        return
    if (gold := folder / "gold.json").exists():
        for name, known in _load(gold).items():
            yield _of_blocks(name, known, (folder / known["file"]).read_bytes())
    for path in sorted(folder.glob("*.json")):
        page = path.with_suffix(".html")
        if page.exists():
            yield _of_stream(path.stem, _load(path), page.read_bytes())


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def _of_blocks(name: str, known: dict[str, Any], html: bytes) -> Gold:
    blocks = known["blocks"]
    photos = [block for block in blocks if block["type"] == "image"]
    return Gold(
        name,
        known["url"],
        html,
        f"{known['lede']}\n{known['body']}",
        captions=tuple(known["captions"]),
        images=tuple(photo["src"] for photo in photos),
        pairs=tuple((photo["src"], photo["caption"]) for photo in photos if photo["caption"]),
        headings=tuple(block["text"] for block in blocks if block["type"] == "heading"),
        facts={fact: known[theirs] for fact, theirs in FACTS.items()},
        related=tuple(item["url"] for item in known["related"]),
        related_optional=tuple(known["related_optional"]),
    )


def _of_stream(name: str, known: dict[str, Any], html: bytes) -> Gold:
    stream = [(kind, said) for kind, said in known["stream"]]
    following = pairwise(stream)
    return Gold(
        name,
        known["url"],
        html,
        "\n".join(said for kind, said in stream if kind not in {"img", "cap"}),
        captions=tuple(said for kind, said in stream if kind == "cap"),
        images=tuple(said for kind, said in stream if kind == "img"),
        pairs=tuple(
            (one[1], two[1]) for one, two in following if (one[0], two[0]) == ("img", "cap")
        ),
        headings=tuple(said for kind, said in stream if kind == "head"),
    )
