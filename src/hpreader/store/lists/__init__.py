"""Lists of headlines.

lists.py         the lists, and their counts
stored_rows.py   the rows of one list, read in windows
list_select.py   the SQL of one list
list_days.py     finds rows by the counts of days
list_scanner.py  reads lists that no index has in their order; list_scan.py keeps them
long_lists.py    reads these on one connection, to be shown on another
"""
