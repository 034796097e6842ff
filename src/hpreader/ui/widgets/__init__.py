"""Widgets around and over the panes."""
