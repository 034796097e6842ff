"""The newsroom's connections to the store.

store_pool.py        one for each thread; store_thread.py is such a thread
background_lists.py  reads long lists on another connection
outside_changes.py   what other processes did to the files
"""
