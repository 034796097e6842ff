"""`hpreader backup`: the user's data and settings as one file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hpreader.cli import output
from hpreader.cli.records.backup_summary import amounts, backup_json
from hpreader.cli.status import Status
from hpreader.config import Settings, paths
from hpreader.i18n import _
from hpreader.newsroom.backup import Backup
from hpreader.newsroom.clock import wall_clock


def run(arguments: Namespace, _settings: Settings) -> int:
    """Run the command."""
    places = paths()
    if not places.data.exists():
        output.narrate("hpreader: " + _("there is nothing to back up yet"))
        return Status.MISSING
    made = Backup(places).make(
        Path(arguments.file), now=wall_clock(), with_passwords=arguments.with_passwords
    )
    if arguments.json:
        output.json_line(backup_json(arguments.file, made))
    output.narrate(
        _("Written to {file}: {amounts}.").format(file=arguments.file, amounts=amounts(made))
    )
    if made.settings:
        output.narrate(_("Settings: {names}").format(names=", ".join(made.settings)))
    if made.has_passwords:
        output.narrate(
            _("The file contains the passwords of closed feeds, unencrypted: keep it to yourself.")
        )
    else:
        output.narrate(
            _(
                "Passwords of closed feeds are not in it (--with-passwords); articles that can be fetched again neither."
            )
        )
    return Status.DONE
