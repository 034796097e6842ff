"""What a backup contains, in words and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _, ngettext

if TYPE_CHECKING:
    from hpreader.export import JsonObject
    from hpreader.newsroom.backup import BackupFile


def amounts(backup: BackupFile) -> str:
    """How much is in it."""
    data = backup.data
    parts = (
        ngettext("{n} source", "{n} sources", data.get("sources", 0)).format(
            n=data.get("sources", 0)
        ),
        ngettext("{n} saved article", "{n} saved articles", data.get("saved", 0)).format(
            n=data.get("saved", 0)
        ),
        ngettext(
            "{n} article marked as read", "{n} articles marked as read", data.get("read", 0)
        ).format(n=data.get("read", 0)),
        ngettext("{n} step of the trail", "{n} steps of the trail", data.get("trail", 0)).format(
            n=data.get("trail", 0)
        ),
    )
    return ", ".join(parts) + (", " + _("passwords") if backup.has_passwords else "")


def backup_json(file: str, backup: BackupFile, *, is_done: bool = True) -> JsonObject:
    """It as an object for programs."""
    return {
        "file": file,
        "done": is_done,
        "made": backup.made or None,
        "version": backup.version or None,
        "data": {str(trace): count for trace, count in backup.data.items()},
        "settings": [*backup.settings],
        "passwords": backup.has_passwords,
        "kept": [str(path) for path in backup.kept],
    }
