"""The Pillow door: a photo's bytes as what a terminal draws.

photo.py      what is kept
decoding.py   untrusted bytes -> a small JPEG, which is what is kept
fitting.py    how many cells a photo takes
drawing.py    a photo in its cells, by one of the ways below
blocks.py     as half-blocks                kitty.py   by kitty's graphics protocol
sixel.py      as sixels                     iterm.py   by iTerm2's protocol

Nothing here is imported before the first photo is fetched or drawn: Pillow takes as long as the
first headlines.
"""
