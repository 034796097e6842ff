"""Articles that report one event.

stories.py       the stories, and how lists fold them
story_index.py   what articles are compared by
story_splits.py  what the user parted
"""
