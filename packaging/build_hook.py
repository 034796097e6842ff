"""Adds to the wheel what is made from the command line's parser: completions and manual pages.

hatchling calls it (https://hatch.pypa.io/latest/plugins/build-hook/custom/). Its requirements are
installed for the build only, and stand in `pyproject.toml`. The files go below the `data` directory
of the wheel, from where pip, pipx and uv copy them to `share/` of the environment.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPLETIONS: Final = {
    "bash": "bash-completion/completions/hpreader",
    "zsh": "zsh/site-functions/_hpreader",
    "fish": "fish/vendor_completions.d/hpreader.fish",
}
"""Where each shell looks below `share/`: the manuals of bash-completion, zsh (`$fpath`) and fish
(`$__fish_vendor_completionsdirs`)."""
MANUALS: Final = {"en": "man/man1/hpreader.1", "vi": "man/vi/man1/hpreader.1"}


class GeneratedFiles(BuildHookInterface):  # type: ignore[type-arg]
    """hatchling's hook for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files before the wheel is written; an editable install needs none."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory(prefix="hpreader-")
        folder = Path(self._folder.name)
        for place, text in generated_files(Path(self.root), self.metadata.version).items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            build_data["shared_data"][str(path)] = f"share/{place}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the files once they are in the wheel."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()


def generated_files(root: Path, version: str) -> dict[str, str]:
    """The files by their places below `share/`.

    Args:
        root: the project's directory.
        version: the version that the manual pages name.
    """
    import shtab  # noqa: PLC0415 - installed for the build only
    from argparse_manpage.manpage import Manpage  # noqa: PLC0415 - as above

    files: dict[str, str] = {}
    with _sources_importable(root):
        from hpreader import i18n  # noqa: PLC0415 - importable only now
        from hpreader.cli.arguments.argument_parser import make_parser  # noqa: PLC0415 - as above

        for language in i18n.LANGUAGES:
            i18n.use(language)
            parser = make_parser()
            parser.prog = "hpreader"
            about = parser.description or ""
            page = Manpage(
                parser,
                _data={
                    "description": about.rstrip("."),
                    "project_name": "hpreader",
                    "version": version,
                    "manual_title": "hpreader",
                    # A date would make two builds differ; the version says as much.
                    "date": version,
                },
                format="single-commands-section",
            )
            files[MANUALS[language]] = str(page)
        i18n.use("en")
        parser = make_parser()
        _mark_files(parser, shtab.FILE, i18n._("FILE"))
        for shell, place in COMPLETIONS.items():
            files[place] = shtab.complete(parser, shell)
        i18n.use(i18n.DEFAULT)
    return files


def _mark_files(parser: argparse.ArgumentParser, completer: object, name: str) -> None:
    """Let arguments that are files be completed as such, in all commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _mark_files(command, completer, name)
        elif action.metavar == name:
            action.complete = completer  # type: ignore[attr-defined]


@contextmanager
def _sources_importable(root: Path) -> Iterator[None]:
    sources = str(root / "src")
    sys.path.insert(0, sources)
    try:
        yield
    finally:
        sys.path.remove(sources)
