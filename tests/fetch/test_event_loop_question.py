"""httpcore asks which event loop it is in, at each lock: that must not be a search for a package."""

from __future__ import annotations

import asyncio
import inspect
import sys

from httpcore import _synchronization


def test_what_httpcore_asks_is_installed():
    assert "import sniffio" in inspect.getsource(_synchronization), (
        "httpcore does not need sniffio any more: neither does pyproject.toml"
    )

    async def ask() -> str:
        return _synchronization.current_async_library()

    assert asyncio.run(ask()) == "asyncio"
    assert "sniffio" in sys.modules
