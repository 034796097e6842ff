"""Find a source for any address.

source_search.py         try addresses until one of them gives news
feed_choice.py           which of the feeds that a page names fit the page (pure)
feed_url_conventions.py  where common systems keep feeds and further pages (pure)
"""
