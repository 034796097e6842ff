"""The process that reads a PDF: the document on stdin, the text of its pages on stdout.

It is run with `python -m hpreader.pdf.page_extraction PAGES`. Each line of its output is a JSON object:
first `{"pages": 12}`, then `{"text": "…"}` or `{"failed": "…"}` for each page in order; or only
`{"problem": "locked"}` or `{"problem": "broken", "detail": "…"}`.

pypdf is Python code that follows whatever a document contains: single pages have kept it busy for hours
(https://github.com/py-pdf/pypdf/issues/2790). A thread cannot be ended and would slow the screen down;
a process can be ended at any time, and what it wrote until then remains.
"""

from __future__ import annotations

import io
import json
import sys

from hpreader.resource_limits import DOCUMENT_MEMORY, run_within_limits


def main() -> None:
    """Read the document on stdin, at most the number of pages that the first argument gives."""
    data = sys.stdin.buffer.read()
    most_pages = int(sys.argv[1])
    try:
        _write_pages(data, most_pages)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf raises any error on documents that break the rules
        _write(problem="broken", detail=f"{type(error).__name__}: {error}"[:120])


def _write_pages(data: bytes, most_pages: int) -> None:
    from pypdf import PdfReader  # noqa: PLC0415 - nothing but this process may import it
    from pypdf.errors import DependencyError  # noqa: PLC0415 - as above

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            # Documents that only forbid printing or copying open with the empty password.
            is_open = bool(reader.decrypt(""))
        except DependencyError:  # AES needs another library
            is_open = False
        if not is_open:
            _write(problem="locked")
            return
    count = len(reader.pages)
    _write(pages=count)
    for number in range(min(count, most_pages)):
        try:
            _write(text=reader.pages[number].extract_text())
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - as in `main`; the other pages may be readable
            _write(failed=type(error).__name__)


def _write(**record: str | int) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run_within_limits(main, DOCUMENT_MEMORY)
