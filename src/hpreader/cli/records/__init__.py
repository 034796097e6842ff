"""What several commands print of one thing: JSON objects, and lines in words.

source_records.py   sources, also by the names that people type
account_records.py  accounts
backup_summary.py   what a backup contains
explanation.py      the decisions on a page
versions.py         versions of libraries
line_format.py      a line in the user's own form
"""
