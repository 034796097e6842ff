"""What is read and saved.

marks.py           marks of articles
bulk_marks.py      marks of many articles at once
marks_revision.py  whether the cache's copies of the marks are current
saved_copies.py    saved articles in the user's data
"""
