"""The rows of articles, and what is derived from each of them in the same transaction.

stored_article.py   one article as a value: its row, its lists, its labels
article_table.py    reads and writes these
article_batch.py    many of them, loaded, changed as values and stored together
contents.py         their texts, compressed
placements.py       the lists that contain an article, and the numbers of articles of each list
fts_index.py        the full-text index
place_labels.py     the places that a text names
identities.py       ids of articles, and the aliases that lead to them; entry_identity.py decides which
article an entry of a list is
"""
