"""Deletes what tells of the user's reading, from both files and their free pages.

traces.py           all traces, or those of a time
article_traces.py   what there is of single articles
userdata_traces.py  the SQL for the user's data
"""
