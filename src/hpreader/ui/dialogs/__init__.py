"""Dialogs that open over the panes."""
