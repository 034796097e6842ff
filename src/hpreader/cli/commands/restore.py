"""`hpreader restore`: puts a backup in the place of what is here, which is kept beside."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hpreader.cli import output
from hpreader.cli.records.backup_summary import amounts, backup_json
from hpreader.cli.status import Status
from hpreader.config import Settings, paths
from hpreader.i18n import _
from hpreader.newsroom.backup import Backup


def run(arguments: Namespace, _settings: Settings) -> int:
    """Run the command."""
    backup, file = Backup(paths()), Path(arguments.file)
    found = backup.read(file) if arguments.dry_run else backup.restore(file)
    if arguments.json:
        output.json_line(backup_json(arguments.file, found, is_done=not arguments.dry_run))
    if found.made:
        words = _("Made at {time} by hpreader {version}.")
        output.narrate(words.format(time=found.made, version=found.version))
    words = _("In it: {amounts}.") if arguments.dry_run else _("Restored: {amounts}.")
    output.narrate(words.format(amounts=amounts(found)))
    if found.settings:
        output.narrate(_("Settings: {names}").format(names=", ".join(found.settings)))
    for path in found.kept:
        output.narrate(_("What was here before is kept as {path}").format(path=path))
    if arguments.dry_run:
        output.narrate(_("Nothing was changed (--dry-run)."))
    return Status.DONE
