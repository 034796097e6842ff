"""Notifications of new articles, for rules that ask: by the terminal, or by a program of the user's.

OSC 9 is iTerm2's (https://iterm2.com/documentation-escape-codes.html), OSC 777 rxvt-unicode's; WezTerm, kitty,
foot and Ghostty know one or both, others ignore them. tmux passes them on only where its option
`allow-passthrough` is on, and drops them otherwise.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

from hpreader.i18n import _, ngettext
from hpreader.text import clean
from hpreader.user_process import UserProcess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.model import Headline

MOST_LETTERS: Final = 200
"""Of a notification; desktops show no more."""
MOST_TITLES: Final = 3
_PLACEHOLDER: Final = re.compile(r"\{(?:title|text|url)\}")
LONGEST: Final = 30.0
"""Seconds after which a program is ended: it only tells something."""


def notification_text(headlines: Sequence[Headline]) -> tuple[str, str]:
    """The title and the text of one notification of several articles, without control characters."""
    titles = [clean(one.title) for one in headlines]
    count = ngettext("{count} new article", "{count} new articles", len(titles))
    title = f"hpreader: {count.format(count=len(titles))}"
    more = ["\u2026"] if len(titles) > MOST_TITLES else []
    text = " \u2219 ".join([*titles[:MOST_TITLES], *more])
    return title, text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}\u2026"


def control_sequence(headlines: Sequence[Headline], by: str, environment: Mapping[str, str]) -> str:
    """What a terminal takes for a notification.

    Args:
        headlines: what it is of.
        by: `osc9` or `osc777`.
        environment: tells whether tmux or screen is between the program and the terminal.
    """
    title, text = notification_text(headlines)
    if by == "osc777":  # a semicolon would end the title
        sequence = f"\x1b]777;notify;{title.replace(';', ',')};{text}\x1b\\"
    else:  # it begins with no digit: ConEmu takes numbers there for other things
        sequence = f"\x1b]9;{title}: {text}\x1b\\"
    if environment.get("TMUX"):
        return f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\"
    if environment.get("STY"):
        return ""  # screen has no way to pass a sequence with an end of its own
    return sequence


async def run_notifier(program: Sequence[str], headlines: Sequence[Headline]) -> str:
    """Run a program of the user's for a notification.

    Args:
        program: it and its arguments, with `{title}`, `{text}` and `{url}` (of the first article) in them.
        headlines: what the notification is of.

    Returns:
        Why it failed, as a sentence; empty where it did not.
    """
    title, text = notification_text(headlines)
    facts = {"{title}": title, "{text}": text, "{url}": headlines[0].url}
    command = [program[0], *(_filled(part, facts) for part in program[1:])]
    try:
        async with asyncio.timeout(LONGEST):
            result = await UserProcess(command, b"", keeps_output=False).run()
    except TimeoutError:
        return _("The program for notifications was ended: it took more than half a minute.")
    if result.status:
        words = _("The program for notifications failed (exit status {status}).")
        return f"{words.format(status=result.status)} {result.error}".strip()
    if result.status is None:
        words = _("The program for notifications could not be started: {reason}")
        return words.format(reason=result.error)
    return ""


def _filled(part: str, facts: Mapping[str, str]) -> str:
    """An argument with facts in it; one that a fact makes an option gets a blank before it."""
    filled = _PLACEHOLDER.sub(lambda found: facts[found[0]], part)
    return f" {filled}" if filled.startswith("-") and not part.startswith("-") else filled
