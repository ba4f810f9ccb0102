"""The pages of a sealed scan as pictures, for browsers that show no PDF."""

import struct
import zlib
from threading import Lock

import pypdfium2

from config.errors import KaoheError

MOST_PAGES = 60
WIDTH, HEIGHT = 1200, 2000
"""Of a picture at most, in pixels, whatever size the page says that it has."""
_LOCK = Lock()  # PDFium does one thing at a time


class UnreadableScan(KaoheError):
    """A PDF that cannot be drawn; it can still be opened as a file."""


def count_pages(content: bytes) -> int:
    """How many pages are shown of it. Raises `UnreadableScan`."""
    with _LOCK:
        document = _opened(content)
        try:
            return min(len(document), MOST_PAGES)
        finally:
            document.close()


def picture_of(content: bytes, number: int) -> bytes:
    """One page as PNG; the first is 1. Raises `UnreadableScan`."""
    with _LOCK:
        document = _opened(content)
        try:
            page = document[number - 1]
            scale = min(WIDTH / max(page.get_width(), 1), HEIGHT / max(page.get_height(), 1))
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels)
        except pypdfium2.PdfiumError as error:
            raise UnreadableScan(f"用印件第{number}页画不出来，请打开文件看") from error
        finally:
            document.close()


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableScan("用印件打不开，请打开文件看") from error


def _png(pixels: bytes, width: int, height: int, stride: int, channels: int) -> bytes:
    lines = b"".join(b"\0" + pixels[at * stride : at * stride + width * channels] for at in range(height))
    colours = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 6)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
