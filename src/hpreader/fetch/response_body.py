"""Reading a body so that its decoded size stays bounded, whatever the server compresses into it.

The bytes decide, not the headers: what begins as gzip is unpacked, declared or not, and a plain body
under a false `Content-Encoding` is taken as it is.
"""

from __future__ import annotations

import asyncio
import codecs
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import httpx

_GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_COMPRESSIONS: Final = frozenset({"br", "zstd", "compress", "dcb", "dcz"})
"""Encodings that are not asked for and cannot be undone here."""
_LAYERS: Final = 3
"""How often a body may be compressed within itself."""
_HEAD: Final = 512
"""How many bytes show whether a body is plain."""
_LONGEST_HEADER: Final = 200_000
"""Bytes; the header of gzip contains a file name and a comment of any length."""
_PLAIN_STARTS: Final = (
    codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<",
    b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"%PDF",
)  # fmt: skip
CHUNKS_A_TURN: Final = 50
"""After so many chunks the event loop does something else: thousands of tiny ones may come at a time."""
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1b")


class TooLargeError(Exception):
    """The decoded body is larger than allowed."""


class BrokenBodyError(Exception):
    """The body cannot be decoded, or its compressed stream ends before its end."""


class _Inflater:
    """Undoes one compression, never giving more than is asked for at a time.

    The streams of gzip (RFC 1952) and zlib (RFC 1950) are taken apart here, because zlib does not
    tell whether only the checksum at their end is missing.
    """

    def __init__(self, form: str) -> None:
        """Prepare it for "gzip", "zlib" or "raw" deflate."""
        self._form = form
        self._begin()

    def _begin(self) -> None:
        self._header = bytearray()
        self._is_inside = self._form == "raw"
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        self._checksum = 0 if self._form == "gzip" else 1
        self._trailer = bytearray()

    def feed(self, data: bytes, room: int) -> bytes:
        """Decode, returning at most `room` + 1 bytes: one too many means that there is more."""
        out = bytearray()
        while data and len(out) <= room:
            if not self._is_inside:
                data = self._read_header(data)
            elif self._stream.eof:
                data = self._read_trailer(data)
            else:
                data = self._inflate(data, room + 1 - len(out), out)
        return bytes(out)

    def _inflate(self, data: bytes, size: int, out: bytearray) -> bytes:
        try:
            found = self._stream.decompress(data, size)
        except zlib.error:
            raise BrokenBodyError(self._form) from None
        out += found
        if self._form == "gzip":
            self._checksum = zlib.crc32(found, self._checksum)
        elif self._form == "zlib":
            self._checksum = zlib.adler32(found, self._checksum)
        return self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def _read_header(self, data: bytes) -> bytes:
        self._header += data
        size = 2 if self._form == "zlib" else _gzip_header_size(bytes(self._header))
        if size is None or len(self._header) < size:
            if len(self._header) > _LONGEST_HEADER:
                raise BrokenBodyError(self._form)
            return b""
        self._is_inside = True
        return bytes(self._header[size:])

    def _read_trailer(self, data: bytes) -> bytes:
        size = {"gzip": 8, "zlib": 4, "raw": 0}[self._form]
        missing = size - len(self._trailer)
        if missing:
            self._trailer += data[:missing]
            self._check()
            return data[missing:]
        if self._form == "gzip" and data.startswith(_GZIP_MAGIC[:2]):
            self._begin()  # gzip may have several members
            return data
        return b""  # padding after the end, as some servers send

    def _check(self) -> None:
        order = "little" if self._form == "gzip" else "big"
        is_whole = len(self._trailer) == (8 if self._form == "gzip" else 4)
        if is_whole and int.from_bytes(self._trailer[:4], order) != self._checksum:  # type: ignore[arg-type]
            raise BrokenBodyError(f"{self._form}: wrong checksum")

    @property
    def is_complete(self) -> bool:
        """Whether all compressed data came; the checksum after them may be missing."""
        return self._stream.eof or not (self._is_inside or self._header)


class _Layer:
    """One compression of a body, declared or only shown by its bytes."""

    def __init__(self, declared: str = "") -> None:
        self._declared = declared
        self._head = bytearray()
        self._is_decided = False
        self._inflater: _Inflater | None = None

    def feed(self, data: bytes, room: int) -> bytes:
        """Decode; at most `room` + 1 bytes where the layer is compressed."""
        if self._is_decided:
            return self._inflater.feed(data, room) if self._inflater else data
        self._head += data
        if len(self._head) < _HEAD:
            return b""
        return self._decide(room)

    def finish(self, room: int) -> bytes:
        """Decode what waited for more.

        Raises:
            BrokenBodyError: the compressed data end early.
        """
        rest = b"" if self._is_decided else self._decide(room)
        if self._inflater and len(rest) <= room and not self._inflater.is_complete:
            raise BrokenBodyError("compressed data end early")
        return rest

    def _decide(self, room: int) -> bytes:
        head = bytes(self._head)
        self._head.clear()
        self._is_decided = True
        form = _form_of(head, self._declared)
        if not form:
            return head
        self._inflater = _Inflater(form)
        return self._inflater.feed(head, room)


async def read_body(response: httpx.Response, limit: int, count: Callable[[int], None]) -> bytes:
    """The decoded body; `count` is called with the number of bytes of each chunk as it was received.

    Raises:
        TooLargeError: the decoded body has more than `limit` bytes; no more than that is held.
        BrokenBodyError: the encoding is unknown, or the compressed data are broken or cut.
    """
    encodings = ", ".join(response.headers.get_list("content-encoding"))
    raw = cast("AsyncGenerator[bytes, None]", response.aiter_raw())
    async with aclosing(raw) as chunks:
        return await _decoded(chunks, encodings, limit, count)


async def _decoded(
    chunks: AsyncIterator[bytes], encodings: str, limit: int, count: Callable[[int], None]
) -> bytes:
    layers = _layers(encodings)
    body = BytesIO()  # gives its bytes without a copy
    async for number, chunk in _numbered(chunks):
        if number % CHUNKS_A_TURN == 0:
            await asyncio.sleep(0)
        count(len(chunk))
        body.write(_through(layers, chunk, limit - body.tell()))
        if body.tell() > limit:
            raise TooLargeError
    for number, layer in enumerate(layers):
        rest = layer.finish(limit - body.tell())
        body.write(_through(layers[number + 1 :], rest, limit - body.tell()))
        if body.tell() > limit:
            raise TooLargeError
    return body.getvalue()


async def _numbered(chunks: AsyncIterator[bytes]) -> AsyncIterator[tuple[int, bytes]]:
    number = 0
    async for chunk in chunks:
        number += 1
        yield number, chunk


def _layers(encodings: str) -> list[_Layer]:
    """The layers of a body from the outermost on; `Content-Encoding` names the innermost first."""
    names = [name.strip().lower().removeprefix("x-") for name in encodings.split(",")]
    declared = [name for name in reversed(names) if name not in {"", "identity"}][:_LAYERS]
    return [_Layer(name) for name in (*declared, *[""] * (_LAYERS - len(declared)))]


def _through(layers: Iterable[_Layer], data: bytes, room: int) -> bytes:
    for layer in layers:
        if not data:
            break
        data = layer.feed(data, room)
        if len(data) > room:
            raise TooLargeError
    return data


def _form_of(head: bytes, declared: str) -> str:
    """How a layer is compressed that begins with these bytes, "" where it is plain."""
    if head.startswith(_GZIP_MAGIC):
        return "gzip"
    if declared not in {"gzip", "deflate", *_COMPRESSIONS} or _is_plain(head):
        return ""
    if declared != "deflate":
        raise BrokenBodyError(f"Content-Encoding: {declared[:40]}")
    # "deflate" should be a zlib stream (RFC 9110, 8.4.1.2); some servers send a bare one
    is_zlib = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return "zlib" if is_zlib else "raw"


def _is_plain(head: bytes) -> bool:
    return head.startswith(_PLAIN_STARTS) or len(head.translate(None, _CONTROLS)) == len(head)


def _gzip_header_size(data: bytes) -> int | None:
    """The bytes before the compressed data (RFC 1952, section 2.3); None where some are missing."""
    if len(data) < 10:
        return None
    flags, size = data[3], 10
    if flags & 4:
        if len(data) < 12:
            return None
        size += 2 + int.from_bytes(data[10:12], "little")
    for flag in (8, 16):  # a name and a comment, each ended by a zero
        if flags & flag:
            end = data.find(b"\0", size)
            if end < 0:
                return None
            size = end + 1
    return size + (2 if flags & 2 else 0)
