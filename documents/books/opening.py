"""What a file must be before anything in it is read: a spreadsheet, whole, and of a size that can be handled."""

import zipfile
from pathlib import Path

from documents.workbooks.grid import UnreadableWorkbook

SUFFIXES = (".xlsx", ".xls", ".et")
UNPACKED, PARTS, SIZE = 400_000_000, 4_000, 60_000_000
"""Bytes that a book may hold once it is unpacked, files in it, bytes of an old book as it is."""
_OLD = bytes.fromhex("d0cf11e0a1b11ae1")


def opened(path: Path, *, name: str = "") -> None:
    """Nothing, or UnreadableWorkbook with what is wrong and what to do. The content decides, not the name."""
    shown = name or path.name
    with path.open("rb") as file:
        beginning = file.read(8)
    if beginning == _OLD:
        if path.stat().st_size > SIZE:
            raise UnreadableWorkbook(f"{shown} 过大，不能读；用 Excel 或 WPS 另存为 xlsx 再试")
        return
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableWorkbook(f"{shown} 打不开：已损坏，设了打开密码，或不是表格文件") from error
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise UnreadableWorkbook(f"{shown} 解开后过大，不能读")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise UnreadableWorkbook(f"{shown} 不是表格文件；用 Excel 或 WPS 另存为 xlsx 再试")
