"""Options that several commands have."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from hpreader.i18n import LANGUAGES, _

AddOptions = Callable[[argparse.ArgumentParser], None]


def everywhere() -> argparse.ArgumentParser:
    """The options that are allowed before the command and after it.

    They have no defaults here: those after the command would overwrite those before it.
    """
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--offline", action="store_true", help=_("never touch the network"))
    options.add_argument("--lang", choices=LANGUAGES, help=_("language of the program"))
    return options


def add_linear(parser: argparse.ArgumentParser) -> None:
    """Add `--linear`."""
    parser.add_argument(
        "--linear",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_(
            "read line by line, for screen readers and pipes; a terminal that only prints lines "
            "(TERM=dumb) has it by itself"
        ),
    )


def add_json(parser: argparse._ActionsContainer) -> None:
    """Add `--json`."""
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help=_("one JSON object a line"),
    )


def add_source_and_section(parser: argparse.ArgumentParser) -> None:
    """Add `--source` and `--section`."""
    parser.add_argument("--source", default="", metavar=_("SOURCE"), help=_("only of this source"))
    parser.add_argument(
        "--section", default="", metavar=_("SECTION"), help=_("only of this section")
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Add the file that is written, and whether it may replace another."""
    parser.add_argument(
        "--output", default="-", metavar=_("FILE"), help=_("the file to write; - is stdout")
    )
    parser.add_argument(
        "--force", action="store_true", help=_("replace the file where there is one already")
    )
