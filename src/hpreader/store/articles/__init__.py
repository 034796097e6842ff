"""Articles by id or address: their texts, headlines and edits.

articles.py     reads and stores them
replacement.py  what becomes of a text when another one arrives
edit_traces.py  what edits tell of the user's reading
duplicates.py   merges two articles that are one
"""
