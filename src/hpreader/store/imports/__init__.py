"""What other programs had marked and saved.

imported_marks.py  brings it into the user's data
newsboat_cache.py  reads newsboat's file
"""
