"""What a file must be before anything in it is read: a spreadsheet, whole, and of a size that can be handled."""

from pathlib import Path

from documents.gate.content import Content
from documents.gate.zips import Limits
from documents.workbooks.entering import UnreadableWorkbook, seen_table

SIZE = 60_000_000
"""Bytes that an old book may have."""
LIMITS = Limits(parts=4_000, unpacked=400_000_000, places=8_000_000, merged=1_000_000)


def opened(path: Path, *, name: str = "") -> None:
    """Nothing, or UnreadableWorkbook with what is wrong and what to do. The content decides, not the name."""
    shown = name or path.name
    seen = seen_table(path, LIMITS, name=shown)
    if seen.content not in (Content.XLSX, Content.XLS):
        found = f"内容是{seen.content.label}"
        raise UnreadableWorkbook(f"{shown} 不是表格文件，{found}；用 Excel 或 WPS 另存为 xlsx 再试")
    if seen.content is Content.XLS and path.stat().st_size > SIZE:
        raise UnreadableWorkbook(f"{shown} 过大，不能读；用 Excel 或 WPS 另存为 xlsx 再试")
