"""Searches over all articles.

searches.py      runs searches, and keeps those that the user saved
search_query.py  the language of queries
full_text.py     matches of a query in the index, the newest first
term_check.py    reads a text where the index cannot tell whether it matches
snippet.py       the part of a text around its matches
"""
