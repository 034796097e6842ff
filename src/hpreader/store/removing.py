"""Taking a source away so that it can be put back, with its place in the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hpreader import model
from hpreader.store import codec, records
from hpreader.store.database import on_disk
from hpreader.store.userdata import UserData

if TYPE_CHECKING:
    from hpreader.model import Source


class Removed(NamedTuple):
    """What is needed to put a source back."""

    source: Source
    position: int
    places: tuple[tuple[str, str], ...]
    """The ids that it brought, with the section of each."""


class Removing(UserData):
    """The store's part that undoes the removal of a source."""

    @on_disk
    def take_source(self, name: str) -> Removed | None:
        """Unsubscribe; gives what puts it back, None where there was no such source."""
        database = self._database
        with database.writing():
            row = database.one(
                "SELECT source, position FROM userdata.source WHERE name = ?", (name,)
            )
            places = database.all("SELECT id, section FROM placement WHERE source = ?", (name,))
            self.remove_source(name)
        try:
            source = codec.load_as(model.Source, row[0]) if row else None
        except codec.UnreadableError:  # nobody wants that back
            return None
        return Removed(source, row[1], tuple(places)) if row and source else None

    @on_disk
    def put_back(self, removed: Removed) -> None:
        """Subscribe again, with all that the source had brought and that is still here."""
        database, name = self._database, removed.source.name
        with database.writing():
            self.put_source(removed.source)
            database.execute(
                "UPDATE userdata.source SET position = ? WHERE name = ?", (removed.position, name)
            )
            for article_id, section in removed.places:
                record = records.load(database, article_id)
                if record is not None:
                    record = record._replace(listed=True)
                    records.save(database, record, {(name, section)})
