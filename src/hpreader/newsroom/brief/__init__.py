"""What a brief and an exported file are made of.

brief_composition.py chooses the news of a period and divides them into parts, the first of which
is ward_notices.py; edition_builder.py adds the
texts; edition_images.py the images. All of it is read from the cache; only images are fetched, where
the program is not offline, and stored as those of the reader are. Nothing is marked as read.
"""
