"""The two files of SQLite on the disk.

files.py          creates and opens them, moves a broken one aside
migrations.py     their versions; schema/ has their tables
errors.py         errors of SQLite and of the disk as Problems
memory_copies.py  copies in memory of files on disks that are full or cannot be written
"""
