"""Which articles report one event.

stories.py       stories for lists, views, commands and the brief
story_update.py  compares articles that came or changed
"""
