"""Writing an edition in the format that a command was asked for: `brief` and `export` share it."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from hpreader import export
from hpreader.cli import output
from hpreader.cli.files.file_output import STDOUT, write_document
from hpreader.cli.status import Status
from hpreader.i18n import ngettext
from hpreader.newsroom.brief.edition_builder import missing_texts
from hpreader.problems import Problem
from hpreader.text import printable

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from hpreader.model.edition import Edition
    from hpreader.newsroom import Newsroom

WITH_IMAGES = frozenset({"html", "epub"})
"""The formats that have images inside."""

ENDINGS = {"text": "txt", "markdown": "md", "html": "html", "epub": "epub", "json": "json"}


def suggested_name(name: str, kind: str) -> str:
    """The name of a file for a document of a format."""
    return f"{name}.{ENDINGS[kind]}"


async def write_edition(newsroom: Newsroom, edition: Edition, arguments: Namespace) -> int:
    """Write an edition as HTML, EPUB or Markdown; returns the exit status."""
    if arguments.format in WITH_IMAGES:
        from hpreader.newsroom.brief.edition_images import add_images  # noqa: PLC0415 - Pillow, which text does not need

        edition = await add_images(newsroom, edition)
    return finish_edition(edition, arguments)


def finish_edition(edition: Edition, arguments: Namespace) -> int:
    """Write an edition that has its images; returns the exit status."""
    if arguments.format == "epub":
        status = _write(arguments, lambda file: export.write_epub(edition, file))
    elif arguments.format == "html":
        status = write_text(arguments, export.html_pieces(edition))
    else:
        status = write_text(arguments, export.markdown_pieces(edition))
    if status is Status.DONE:
        _tell_what_is_missing(edition)
    return status


def write_text(arguments: Namespace, pieces: Iterable[str]) -> Status:
    """Write the pieces of a text, each with its end of the line."""
    if arguments.output == STDOUT:
        for piece in pieces:
            output.piece(piece)
        return Status.DONE

    def write(file: IO[bytes]) -> None:
        for piece in pieces:
            file.write(printable(piece).encode("utf-8", "replace"))

    return _write(arguments, write)


def _write(arguments: Namespace, write: Callable[[IO[bytes]], None]) -> Status:
    return write_document(arguments.output, write, replaces=arguments.force)


def _tell_what_is_missing(edition: Edition) -> None:
    """Print how much is not there; each place in the document tells why."""
    count = sum(1 for _one in edition.articles())
    if missing := missing_texts(edition):
        words = ngettext(
            "{missing} of {n} article has no text yet; it stands with headline, teaser and address. Fetch it: hpreader sync",
            "{missing} of {n} articles have no text yet; they stand with headline, teaser and address. Fetch them: hpreader sync",
            count,
        )
        output.narrate("hpreader: " + words.format(missing=missing, n=count))
    left_out = [one for one in edition.images.values() if isinstance(one, Problem)]
    if left_out:
        words = ngettext(
            "{missing} of {n} photo is left out.",
            "{missing} of {n} photos are left out.",
            len(edition.images),
        ).format(missing=len(left_out), n=len(edition.images))
        output.narrate(f"hpreader: {words} {_reasons(left_out)}")


def _reasons(problems: list[Problem]) -> str:
    """The sentence of the most frequent problem."""
    from hpreader.i18n import explain  # noqa: PLC0415 - only where something is missing

    kinds = [(one.kind, one.reason) for one in problems]
    return explain(max(problems, key=lambda one: kinds.count((one.kind, one.reason))))
