"""A keyboard-driven reader of Vietnamese news for the terminal."""

__version__ = "0.1.0"
