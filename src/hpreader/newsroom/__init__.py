"""The heart: the only room that knows fetch, feed, page, sites and store together.

How a datum flows: the store answers at once; behind it the network is asked, the answer is parsed
to values, it is decided what is new, and one transaction keeps it.

    room.py         the door for `cli` and `ui`: what is cached, what is kept
    streams.py      the streams of events
    desk.py         what all work here shares: the two store connections, the network, the clock
    reading.py      open one article: the cached copy first, then a fresh one
    gathering.py    fetch all forms of one article, or take what its list brought
    paging.py       the further pages of a paged post
    wandering.py    whether a redirect led to the article that was asked for (pure)
    profiling.py    which sites no longer fit their profile
    assembling.py   make one article of its forms (pure)
    syncing.py      fetch the lists, then the articles behind them and behind "Tin khác"
    parsing.py      bytes -> values, off the event loop
    listing.py      one source's lists: fetched side by side, kept in order
    asking.py       one list: which address answers, with a feed, an API or a section page
    older.py        what a list held before
    edits.py        edits of old posts, which no list shows
    habits.py       where the usual systems keep feeds and further pages (pure)
    permission.py   what robots.txt allows
    keeping.py      what is added to an article when it is kept and shown
    deciding.py     what is new, changed, moved (pure)
    wordpress.py    WordPress' REST API: true sections, edits, all pages of a post
    discovery.py    a source for any address
    ahead.py        what an article leads to, before it is asked for; budget.py counts its bytes
    unasked.py      what of the unasked is due, and what comes of it
    health.py       what `doctor` tells
"""

from hpreader.newsroom.newsroom import Newsroom

__all__ = ["Newsroom"]
