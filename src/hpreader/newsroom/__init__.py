"""The only package that uses fetch, feed, page, sites and store together.

How an article or a list is read: the store answers at once; then the network is asked, the response
is parsed to values, the new and changed ones are found, and one transaction stores them.

    newsroom.py        the facade for `cli` and `ui`
    network_tasks.py   makes the objects that use the network; imported when first needed
    articles/          one article: cached copy, fetch, merge, prefetch, images
    sync/              the lists of the sources, and the articles that they lead to
    discovery/         a source for any address
    wordpress/         WordPress' REST API
    subscriptions.py   the subscribed sources
    article_search.py  searches, and those that the user saved
    user_data.py       marks, trail, queue, view preferences
    store_pool.py      the store's connections, one for each thread
    http_client.py     the network
    content_parser.py  bytes to values: the only module that calls `feed` and `page`
    robots_policy.py   what robots.txt allows
    server_pauses.py   until when servers ask to be left alone
    server_failures.py servers that answer with errors again and again
    user_servers.py    servers that the user named, which may be private
    profile_health.py  site profiles that no longer fit their sites
    health.py          the report of `doctor`
    page_reports.py    what is needed to see why a page reads badly
    address_check.py   which addresses of lists work
    budget.py          how much may be fetched that the user did not request
    clock.py           the time
"""

from hpreader.newsroom.newsroom import Newsroom

__all__ = ["Newsroom"]
