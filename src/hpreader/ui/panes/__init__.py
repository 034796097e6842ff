"""The panes of the Screen, and what every pane is."""
