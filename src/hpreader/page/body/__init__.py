"""Which part of a page is its article, and which pages are none."""
