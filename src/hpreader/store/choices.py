"""What the user chose while reading: searches kept as sections, and how lists look."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hpreader import model
from hpreader.store.database import Part, on_disk
from hpreader.store.userdata import fact_of, keep_fact
from hpreader.text import clean, sort_key

if TYPE_CHECKING:
    from hpreader.model import SavedSearch

_SEARCHES: Final = "searches"


class Choices(Part):
    """The store's part that holds kept searches and the looks of lists."""

    @on_disk
    def searches(self) -> tuple[SavedSearch, ...]:
        """The searches kept as sections, by name in the order of the Vietnamese alphabet."""
        return self._searches()

    def _searches(self) -> tuple[SavedSearch, ...]:
        kept = _mapping(self._choice(_SEARCHES)).items()
        return tuple(
            model.SavedSearch(name, query)
            for name, query in sorted(kept, key=lambda item: sort_key(item[0]))
        )

    @on_disk
    def keep_search(self, name: str, query: str) -> None:
        """Keep a search, in place of the one of this name."""
        kept = {search.name: search.query for search in self._searches()}
        self._put_fact(_SEARCHES, {**kept, clean(name): clean(query)})

    @on_disk
    def drop_search(self, name: str) -> SavedSearch | None:
        """Forget a kept search; gives it, to undo by."""
        kept = {search.name: search.query for search in self._searches()}
        query = kept.pop(clean(name), None)
        if query is None:
            return None
        self._put_fact(_SEARCHES, kept)
        return model.SavedSearch(clean(name), query)

    @on_disk
    def looks(self) -> dict[str, str]:
        """How lists are to look, by the names that `ui` gives these choices."""
        return _mapping(self._choice("looks"))

    @on_disk
    def put_look(self, name: str, value: str) -> None:
        """Keep how lists are to look."""
        self._put_fact("looks", {**_mapping(self._choice("looks")), name: value})

    def _choice(self, key: str) -> str:
        return fact_of(self._database, key) or "{}"

    def _put_fact(self, key: str, value: dict[str, str]) -> None:
        with self._database.writing():
            keep_fact(self._database, key, json.dumps(value, ensure_ascii=False))


def _mapping(text: str) -> dict[str, str]:
    """What is stored; nothing where that is not what was written here."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(value, dict):
        return {}
    return {key: item for key, item in value.items() if isinstance(item, str)}
