"""Boxes of other news on a page, and what their items are."""
