"""Command lines that the help of each command shows; a test gives each of them to the parser."""

from __future__ import annotations

from typing import Final

from hpreader.i18n import _

EXAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "sync": (
        "hpreader sync --quiet",
        "hpreader sync baohaiphong.vn --since 7-days-ago",
    ),
    "list": (
        "hpreader list --unread -n 20",
        "hpreader list --date today --section 'Xã hội'",
        r"hpreader list --format '{date} {time}\t{title}\t{url}'",
        "hpreader list --json | jq -r .title",
    ),
    "unread": (
        "hpreader unread --format '{unread} tin' --if-any",
        """hpreader unread --format '{"text": "{unread}", "class": "{class}"}'""",
    ),
    "show": (
        "hpreader show baohaiphong.vn/tin-tuc/1.html",
        "hpreader show URL --markdown > bai.md",
        "hpreader show URL --diff",
        "PAGER='less -R' hpreader show URL",
    ),
    "report": (
        "hpreader report https://baohaiphong.vn/tin-tuc/1.html",
        "hpreader report URL --output trang-hong.zip",
    ),
    "search": (
        "hpreader search duong lach tray",
        """hpreader search 'đường "lạch tray" after:2026-11-01 is:unread'""",
        "hpreader search 'giao thong*' -n 10 --json",
    ),
    "stories": (
        "hpreader stories --why",
        "hpreader stories --date 22/11 --json",
        "hpreader stories --split https://baohaiphong.vn/cau-moi.html",
    ),
    "places": (
        "hpreader places vĩnh niệm",
        "hpreader places --json | jq -r 'select(.followed).label'",
    ),
    "notices": (
        "hpreader notices",
        "hpreader notices --date tomorrow --json",
    ),
    "brief": (
        "hpreader brief",
        "hpreader brief --date yesterday --section 'Xã hội' --all",
        "hpreader brief --format epub --output ban-tin.epub --force",
        "hpreader brief | mail -s 'Bản tin' me@example.org",
    ),
    "export": (
        "hpreader export --saved --format html --output da-luu.html",
        "hpreader export --search 'duong lach tray' --format epub --output lach-tray.epub",
        "hpreader export --date today --json | jq -r .title",
    ),
    "rules": (
        "hpreader rules test",
        "hpreader rules check",
        "EDITOR=nano hpreader rules edit",
    ),
    "sources": (
        "hpreader sources add baohaiphong.vn",
        "hpreader sources add https://tuoitre.vn/rss/thoi-su.rss --section 'Thời sự'",
        "hpreader sources export - > nguon.opml",
    ),
    "account": (
        "hpreader account add https://rss.example.org --user an --password-command 'pass show rss'",
        "hpreader account sync",
    ),
    "account add": (
        "hpreader account add https://rss.example.org --user an --password-command 'pass show rss'",
        "hpreader account add https://rss.example.org/api/greader.php --user an --lead server",
    ),
    "import": (
        "hpreader import ~/.newsboat --dry-run",
        "hpreader import bookmarks.html --folder 'Đọc sau'",
    ),
    "backup": ("hpreader backup ~/hpreader.zip",),
    "restore": ("hpreader restore ~/hpreader.zip --dry-run",),
    "config": (
        "hpreader config",
        "hpreader config check",
        "hpreader config show --json | jq -r .key",
    ),
    "serve": (
        "hpreader serve --open",
        "hpreader serve --port 0",
    ),
    "forget": (
        "hpreader forget --last 2h",
        "hpreader forget trail searches --dry-run",
        "hpreader forget https://baohaiphong.vn/tin-tuc/1.html",
    ),
}


def examples_of(command: str) -> str:
    """The examples of a command as the end of its help; empty where there are none."""
    lines = EXAMPLES.get(command, ())
    return "\n".join([_("examples:"), *(f"  {line}" for line in lines)]) if lines else ""
