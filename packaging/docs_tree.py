"""Puts together what the documentation site is made of: `python packaging/docs_tree.py build/docs`.

In the repository a page links to `../SECURITY.md` and `../screenshots/wide.png`, which readers of the
repository can follow; a site's pages and pictures are in one directory. So `docs/` is copied with those
beside it, and such links lead to the copies.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = {
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
}
"""The pages beside `docs/`, with their names in the site."""

_BESIDE = re.compile(
    r"\]\(\.\./(screenshots/[\w.-]+|" + "|".join(map(re.escape, PAGES)) + r")(?=[)#])"
)


def build_tree(target: Path) -> None:
    """Write the tree anew; what was there is deleted."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(
        ROOT / "screenshots", target / "screenshots", ignore=shutil.ignore_patterns("*.svg")
    )
    for path in (ROOT / "docs").glob("*.md"):
        text = _BESIDE.sub(_in_site, path.read_text("utf-8"))
        (target / path.name).write_text(text, "utf-8")
    for name, page in PAGES.items():
        text = (ROOT / name).read_text("utf-8").replace("](docs/", "](")
        for other, other_page in PAGES.items():
            text = text.replace(f"]({other}", f"]({other_page}")
        (target / page).write_text(text, "utf-8")


def _in_site(link: re.Match[str]) -> str:
    return f"]({PAGES.get(link[1], link[1])}"


if __name__ == "__main__":
    build_tree(Path(sys.argv[1]))
