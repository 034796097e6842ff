"""The differences between two texts of an article: as plain text for eyes and ears, and as JSON.

Signs tell what was removed and added, as in GNU wdiff (https://www.gnu.org/software/wdiff/manual/), so that no
colour is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hpreader.export.json_records import SCHEMA, changes_json
from hpreader.i18n import _, ngettext
from hpreader.vietnam_time import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hpreader.export.json_records import JsonObject
    from hpreader.model import Article, FormerText
    from hpreader.revisions.comparison import Comparison
    from hpreader.revisions.text_diff import DiffLine, PartKind

PART_MARKS: Final[dict[PartKind, tuple[str, str]]] = {
    "equal": ("", ""),
    "removed": ("[-", "-]"),
    "added": ("{+", "+}"),
}
"""What is put around a part."""
LINE_LEADS: Final = {"equal": "  ", "changed": "  ", "removed": "- ", "added": "+ "}
"""What is put before a line."""


def told_lines(lines: Iterable[DiffLine]) -> Iterator[DiffLine | int]:
    """The lines that differ, and between them how many do not."""
    equal = 0
    for line in lines:
        if line.kind == "equal":
            equal += 1
            continue
        if equal:
            yield equal
            equal = 0
        yield line
    if equal:
        yield equal


def unchanged_words(count: int) -> str:
    """So many lines that both texts have."""
    words = ngettext("({count} paragraph unchanged)", "({count} paragraphs unchanged)", count)
    return words.format(count=count)


def diff_text(lines: Iterable[DiffLine], *, spoken: bool = False) -> list[str]:
    """The lines that differ as text, a paragraph each.

    Args:
        lines: all lines of both texts.
        spoken: whether they are to be listened to: words in place of signs.
    """
    found = []
    for line in told_lines(lines):
        if isinstance(line, int):
            found.append(unchanged_words(line))
        elif spoken:
            found.append(_spoken(line))
        elif line.kind == "changed":
            parts = (
                f"{PART_MARKS[part.kind][0]}{part.text}{PART_MARKS[part.kind][1]}"
                for part in line.parts
            )
            found.append(LINE_LEADS["changed"] + "".join(parts))
        else:
            found.append(LINE_LEADS[line.kind] + line.parts[0].text)
    return found


def _spoken(line: DiffLine) -> str:
    if line.kind == "added":
        return _("Added: {text}").format(text=line.parts[0].text)
    if line.kind == "removed":
        return _("Removed: {text}").format(text=line.parts[0].text)
    words = {"removed": _("[removed: {text}]"), "added": _("[added: {text}]"), "equal": "{text}"}
    told = (words[part.kind].format(text=part.text.strip()) for part in line.parts)
    return _("Changed: {text}").format(text=" ".join(told))


def diff_json(
    article: Article, former: Sequence[FormerText], comparison: Comparison | None
) -> JsonObject:
    """What `show --diff --json` prints.

    Args:
        article: the article now.
        former: its former texts, the oldest first.
        comparison: what is compared; None if it was not edited.
    """
    lines = comparison.lines if comparison is not None else []
    return {
        "schema": SCHEMA,
        "id": article.id,
        "url": article.url or None,
        "title": article.title,
        "former": [
            {
                "replaced_at": iso(one.replaced_at),
                "was_read": one.was_read,
                "changes": changes_json(one.changes),
            }
            for one in former
        ],
        "replaced_at": iso(comparison.replaced_at) if comparison is not None else None,
        "is_like": comparison.is_like if comparison is not None else True,
        "diff": [
            {
                "kind": line.kind,
                "role": line.role,
                "parts": [{"kind": part.kind, "text": part.text} for part in line.parts],
            }
            for line in lines
            if line.kind != "equal"
        ],
        "unchanged": sum(line.kind == "equal" for line in lines),
    }
