"""Reading a body so that its decoded size stays bounded, whatever the server compresses into it."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Callable

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class TooLargeError(Exception):
    """The decoded body is larger than allowed."""


class BrokenBodyError(Exception):
    """The body cannot be decoded, or its compressed stream ends before its end."""


class _Inflater:
    """Undoes one `Content-Encoding`, never giving more than is asked for at a time."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._stream = zlib.decompressobj(_GZIP if encoding == "gzip" else zlib.MAX_WBITS)
        self._fed = False

    def feed(self, data: bytes, room: int) -> bytes:
        """Decode, returning at most `room` + 1 bytes: one too many means that there is more."""
        out = bytearray()
        while data and len(out) <= room:
            data = self._step(data, room + 1 - len(out), out)
        return bytes(out)

    def _step(self, data: bytes, size: int, out: bytearray) -> bytes:
        if self._stream.eof:
            if self._encoding != "gzip" or not data.startswith(_GZIP_MAGIC):
                return b""  # padding after the end, as some servers send
            self._stream = zlib.decompressobj(_GZIP)  # gzip may have several members (RFC 1952)
        try:
            out += self._stream.decompress(data, size)
        except zlib.error:
            if self._encoding != "deflate" or self._fed:
                raise BrokenBodyError(self._encoding) from None
            # "deflate" should be a zlib stream (RFC 9110, 8.4.1.2); some servers send a bare one
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            self._fed = True
            return data
        self._fed = True
        return self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    @property
    def is_complete(self) -> bool:
        """Has the end of the compressed stream been seen (or nothing at all come)?"""
        return self._stream.eof or not self._fed


async def read_body(
    chunks: AsyncIterator[bytes], encodings: str, limit: int, count: Callable[[int], None]
) -> bytes:
    """The decoded body; `count` is called with the number of bytes of each chunk as it was received.

    Raises:
        TooLargeError: the decoded body has more than `limit` bytes; no more than that is held.
        BrokenBodyError: the encoding is unknown, or the compressed data are broken or cut.
    """
    inflater = _inflater(encodings)
    body = bytearray()
    async for chunk in chunks:
        count(len(chunk))
        body += inflater.feed(chunk, limit - len(body)) if inflater else chunk
        if len(body) > limit:
            raise TooLargeError
    if inflater and not inflater.is_complete:
        raise BrokenBodyError("compressed data end early")
    return bytes(body)


def _inflater(encodings: str) -> _Inflater | None:
    names = [name.strip().lower().removeprefix("x-") for name in encodings.split(",")]
    names = [name for name in names if name not in {"", "identity"}]
    if not names:
        return None
    if len(names) > 1 or names[0] not in {"gzip", "deflate"}:
        raise BrokenBodyError(f"Content-Encoding: {', '.join(names)[:40]}")
    return _Inflater(names[0])
