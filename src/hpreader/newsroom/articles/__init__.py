"""One article: its cached copy, its versions on the network, the pages and images it leads to.

article_opener.py       open an article: the cached copy first, then the fetched one
article_explanation.py  why an article reads as it does
article_fetch.py        fetch an article, with its id and source, and store it
version_fetch.py        fetch all versions of an article: page, further pages, AMP, REST
version_merge.py        one article from its versions (pure)
entry_article.py        the article as far as a feed or REST contains it
document_reader.py      the documents of an article: fetched, and their text put below their names
document_blocks.py      attachments and their text as blocks of an article
further_pages.py        the further pages of an article that is split over several
redirects.py            whether a redirect led to the requested article (pure)
provenance.py           id, source and fetch time of an article that is about to be stored
cached_articles.py      articles as they are stored, ready to be shown
prefetch.py             the related articles of an article, before the user opens them
prefetch_candidates.py  which of them are missing and did not fail a short while ago
article_images.py       images: from the cache, else fetched, reduced and stored
image_reduction.py      reduces an image in a thread, or in a process if it may take long
"""
