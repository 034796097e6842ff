"""One article: its cached copy, its versions on the network, the pages and images it leads to.

article_opener.py   open an article: the cached copy first, then the fetched one
article_fetch.py    fetch every version of one article and merge them
version_merge.py    one article from its versions: feed item, REST, page, AMP (pure)
further_pages.py    the further pages of an article that is split over several
redirects.py        whether a redirect led to the requested article (pure)
provenance.py       id, source and fetch time of an article that is about to be stored
cached_articles.py  articles as they are stored, ready to be shown
fetch_attempts.py   pages that could not be read a short while ago
prefetch.py         the related articles of an article, before the user opens them
article_images.py   images: from the cache, else fetched, reduced and stored
"""
