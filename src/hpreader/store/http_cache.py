"""Validators of HTTP responses, for conditional requests (RFC 9110, section 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.store.database import with_recovery, with_recovery_once
from hpreader.store.values import codec
from hpreader.store.values.timestamps import from_timestamp, to_timestamp

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.model import Validators
    from hpreader.store.database import Database


class HttpCache:
    """The validators of each address's last response, in the cache."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def get(self, url: str) -> Validators | None:
        """The validators of the last response from an address; None if it had none."""
        row = self._database.one(
            "SELECT etag, last_modified FROM http_validator WHERE url = ?", (url,)
        )
        if row is None:
            return None
        codec.check_cells(row, str, str)
        return model.Validators(*row)

    @with_recovery
    def stored_at(self, url: str) -> datetime | None:
        """When the validators of an address were stored; None if there are none."""
        row = self._database.one("SELECT at FROM http_validator WHERE url = ?", (url,))
        return from_timestamp(row[0]) if row else None

    @with_recovery_once
    def put(self, url: str, validators: Validators, at: datetime) -> None:
        """Store the validators of a response; empty ones delete those stored before."""
        with self._database.writing():
            if validators == model.Validators():
                self._database.execute("DELETE FROM http_validator WHERE url = ?", (url,))
                return
            self._database.execute(
                "INSERT OR REPLACE INTO http_validator (url, etag, last_modified, at)"
                " VALUES (?, ?, ?, ?)",
                (url, validators.etag, validators.last_modified, to_timestamp(at)),
            )
