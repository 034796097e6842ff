"""The text of PDF documents (pypdf, an optional library: the extra `pdf`).

library.py          whether that library is installed
document_text.py    reads a document in a process of its own, within bounds of time, pages and text
page_extraction.py  that process: pypdf, which nothing else imports
paragraphs.py       paragraphs from the lines of pages (pure)

Nothing is imported here: opening an article needs `library` only.
"""
