"""Files in which other programs keep what was read and saved, as values. Pure.

file_format.py      which of them a file is
bookmark_page.py    HTML: bookmarks of a browser, exports of Pocket, Instapaper and others
bookmark_table.py   CSV: exports of Pocket, Instapaper, Raindrop, wallabag and others
bookmark_json.py    JSON: exports of wallabag, Pinboard and others, files of Firefox and Chromium
newsboat_urls.py    newsboat's list of feeds
exported_articles.py  our own articles as JSON
saved_links.py      the values
"""
