"""Documents that are no pages: their media types by the endings of their names.

The types are those of the IANA registry (https://www.iana.org/assignments/media-types).
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

PDF = "application/pdf"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
DOCUMENT_TYPES = {
    "pdf": PDF,
    "doc": "application/msword",
    "docx": f"{_OPEN_XML}.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OPEN_XML}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}
LARGEST_DOCUMENT = 20_000_000
"""Bytes; larger ones are not fetched."""
LONGEST_NAME = 200


def document_type(url: str) -> str:
    """The media type of a document by its address, "" if the address is not that of a document.

    Args:
        url: its address, or the name of its file.
    """
    return DOCUMENT_TYPES.get(file_name(url).rpartition(".")[2].lower(), "")


def file_name(url: str) -> str:
    """The name of the file at an address, "" if the address names none: at its end, before it or in its query."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    folder = parts.path.rstrip("/").rpartition("/")[0]  # Liferay: /documents/10180/0/a.pdf/1b2c
    for text in (parts.path, folder, *(pair.partition("=")[2] for pair in parts.query.split("&"))):
        name = unquote(text.replace("+", " ")).replace("\\", "/").rstrip("/").rpartition("/")[2]
        stem, dot, ending = name.rpartition(".")
        if stem and dot and ending.lower() in DOCUMENT_TYPES:
            return name[-LONGEST_NAME:]
    return ""
