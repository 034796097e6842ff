"""The only package that uses fetch, feed, page, sites and store together.

How an article or a list is read: the store answers at once; then the network is asked, the response
is parsed to values, the new and changed ones are found, and one transaction stores them.

    newsroom.py          the facade for `cli` and `ui`
    network_tasks.py     makes the objects that use the network; imported when first needed
    articles/            one article: cached copy, fetch, merge, prefetch, images
    sync/                the lists of the sources, and the articles that they lead to; sync_process.py runs one
    discovery/           a source for any address
    wordpress/           WordPress' REST API
    connections/         connections to the store, one for each thread
    servers/             the network: the client, and what servers ask of it
    parsers/             bytes to values
    accounts/            accounts on servers that keep marks for several machines
    rules/               the user's rules
    stories/             articles that report one event
    brief/               the morning in one screen, and files of several articles
    subscriptions.py     the subscribed sources
    article_search.py    searches, and those that the user saved
    followed_places.py   places that the user follows
    user_data.py         marks, trail, queue, view preferences
    imported_articles.py what other programs had marked and saved
    backup.py            the user's data as one file
    traces.py            what the program keeps about its user
    profile_health.py    site profiles that no longer fit their sites
    health.py            the report of `doctor`
    page_reports.py      what is needed to see why a page reads badly
    address_check.py     which addresses of lists work
    budget.py            how much may be fetched that the user did not request
    clock.py             the time
"""

from hpreader.newsroom.newsroom import Newsroom

__all__ = ["Newsroom"]
