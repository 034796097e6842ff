"""The user's rules: rules.toml, and the cache that is judged by it.

rule_book.py    reads the file and lets the cache be judged
rule_editor.py  rules made and removed in the reader; rule_writer.py writes them to the file
"""
