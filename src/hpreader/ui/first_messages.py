"""At the start: what is wrong with files and settings, and what was read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.garbage import collect_as_usual
from hpreader.i18n import _, explain
from hpreader.ui.commands import shortest_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.controllers import Controllers
    from hpreader.ui.widgets.welcome import Welcome


def tell_troubles(c: Controllers, newsroom: Newsroom, complaints: Sequence[str]) -> None:
    """Tell all that is wrong at once, so that no message replaces another; and what comes later.

    Args:
        c: the message line.
        newsroom: has notices of what happened when the files were opened.
        complaints: sentences about the settings.
    """
    notices = newsroom.notices
    for notice in notices:
        c.messages.note_told(notice)
    unknown = map(explain, newsroom.searches.unknown_places)
    c.messages.say_problems([*map(explain, notices), *complaints, *unknown])
    newsroom.observe_notices(c.messages.say_problem_once)


def begin_reading(
    c: Controllers,
    welcome: Welcome,
    user_keys: Mapping[str, str],
    resumes: bool,
    is_wide: bool,
) -> None:
    """Open what was open last, or offer to read on in it, if there is such an article.

    Args:
        c: the trail, and the message line.
        welcome: shows the offer in the empty pane of the article.
        user_keys: the keys from config.toml, by the ids of commands.
        resumes: open it.
        is_wide: the pane of the article is on the screen; if not, the message line shows the offer,
            unless there is something else to tell.
    """
    collect_as_usual()
    title = c.trail.last_title
    if resumes:
        c.trail.resume()
    elif title:
        key = shortest_key("back", user_keys)
        welcome.offer(title, key)
        if not is_wide and not c.messages.latest:
            words = _("Continue reading: {title} \u2219 {key}")
            c.messages.say(words.format(title=title, key=key))
