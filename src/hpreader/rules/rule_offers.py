"""The conditions that an article suggests for a rule: words of its title, its section, its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.i18n import _
from hpreader.model.rules import Rule
from hpreader.rules.title_words import is_acronym, title_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hpreader.model import Headline


OTHERS: Final = 1000
"""How many other articles, the newest ones, tell what is a word: reading them takes less than a frame."""


class RuleOffer(NamedTuple):
    """Conditions, and what they are called."""

    words: str
    rule: Rule
    """With its conditions only."""


def offers_for(
    headline: Headline, titles: Mapping[str, str], others: Iterable[Headline] = ()
) -> list[RuleOffer]:
    """What is offered for an article.

    Args:
        headline: the article.
        titles: the titles of the sources by their names.
        others: other articles, whose titles tell which syllables are words.
    """
    texts = (one.title for one in others if one.id != headline.id)
    found = [offer_of_word(word) for word in title_words(headline.title, texts)]
    section, title = headline.section, titles.get(headline.source) or headline.source
    # A rule with the title is easier to read; it is about all sources of that title.
    is_alone = list(titles.values()).count(title) == 1
    sources = (title if is_alone else headline.source,)
    if section:
        words = _("the section “{section}”").format(section=section)
        found.append(RuleOffer(words, Rule("", sections=(section,))))
    if section and title:
        words = _("the section “{section}” of {source}").format(section=section, source=title)
        found.append(RuleOffer(words, Rule("", sections=(section,), sources=sources)))
    if title:
        words = _("the source {source}").format(source=title)
        found.append(RuleOffer(words, Rule("", sources=sources)))
    return found


def offer_of_word(word: str) -> RuleOffer:
    """A word or phrase; an acronym is meant in capitals only."""
    exact = is_acronym(word)
    words = f"\u201c{word}\u201d"
    if exact:
        words += " \u2219 " + _("in capitals only")
    return RuleOffer(words, Rule("", words=(word,), exact=exact))
