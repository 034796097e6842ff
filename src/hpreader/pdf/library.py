"""Whether the optional library that reads PDFs is installed; it is not imported to find out."""

from importlib.util import find_spec


def is_available() -> bool:
    """Whether PDFs can be read."""
    return find_spec("pypdf") is not None
