"""From bytes to values, off the event loop.

content_parser.py   the newsroom's only module that calls `feed`, `page` and `pdf`
heavy_documents.py  documents that are parsed in a process of their own: parser_process.py
pickle_stream.py    how processes of ours exchange values; packed_entries.py compresses long lists
"""
