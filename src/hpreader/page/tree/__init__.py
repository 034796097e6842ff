"""The page as a tree: bytes to elements within budgets, and what can be asked of any element."""
