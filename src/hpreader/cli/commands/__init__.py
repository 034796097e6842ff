"""The commands: a module, or a package, for each, with its name and a function `run`.

A command imports what it needs, and nothing of another command: what two of them need is in the
directories beside this one. `import` is a keyword of Python, so its package is `imports`.
"""
