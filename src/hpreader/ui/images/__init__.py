"""Photos in the reader.

gallery.py      what is known of photos, and those that are drawn
strips.py       a photo's rows as lines of a pane
illustrated.py  an article's lines with its photos
showing.py      fetching and drawing what comes near; the commands
viewer.py       one photo on the whole screen
"""
