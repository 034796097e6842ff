"""The user's rules: the file in which they are, and what they say of an article. Nothing here uses the store."""

from hpreader.rules.rule_file import RuleFile, append_rule, read_rules
from hpreader.rules.rule_set import RuleSet

__all__ = ["RuleFile", "RuleSet", "append_rule", "read_rules"]
