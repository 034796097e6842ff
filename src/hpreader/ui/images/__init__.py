"""Images in the reader: what is known of them, and their rows as lines of a pane."""
