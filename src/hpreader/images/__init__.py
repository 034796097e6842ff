"""The only package that uses Pillow: from an image's bytes to what a terminal draws.

stored_image.py     the value that is stored
decoding_cost.py    what decoding an image takes, by its header
shrink_process.py   the process that reduces a large image
thumbnail.py        untrusted bytes -> a small JPEG, which is stored
cell_size.py        how many cells an image takes
terminal_image.py   an image in its cells, by one of the modes below
half_blocks.py      as half-blocks        kitty.py   by kitty's graphics protocol
sixel.py            as sixels             iterm.py   by iTerm2's protocol

Nothing here is imported before the first image is fetched or drawn: importing Pillow takes as long as
drawing the first headlines.
"""
