"""The user's rules in the cache.

rules.py          judges the articles again when rules change
rule_verdicts.py  judges an article before its row is stored
applied_rules.py  by which rules the rows are judged
"""
