"""Files that commands read, write or let the user edit.

input_file.py      reads a file that an argument names
file_output.py     writes one, whole or not at all
edition_output.py  an edition of articles in the format that was asked for
source_merge.py    subscribes to the sources of a file
user_editor.py     a file in the user's editor, which is checked afterwards
"""
