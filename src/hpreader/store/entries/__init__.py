"""What lists of the network contain: items of feeds, posts of an API, headlines of section pages.

entries.py      stores them, and tells the new ones from the known ones
list_merge.py   what an entry changes in its article
list_slices.py  a list that is stored in slices
known_items.py  items of feeds by the hashes of their bytes
"""
