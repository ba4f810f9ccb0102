"""The gate for tables: what everything that is read as a workbook passes first."""

from pathlib import Path

from config.errors import KaoheError
from documents.gate.content import Content, Seen, see
from documents.gate.unsafe import Unsafe
from documents.gate.zips import Limits


class UnreadableWorkbook(KaoheError):
    """Not a workbook, or none that may be opened."""


def seen_table(path: Path, limits: Limits, *, name: str) -> Seen:
    """What the file is by its content; UnreadableWorkbook where it is unsafe or locked. `name`: what people call it."""
    with path.open("rb") as file:
        try:
            seen = see(file, limits)
        except Unsafe as why:
            raise UnreadableWorkbook(f"{name} 打不开：{why}") from why
    if seen.content is Content.LOCKED:
        raise UnreadableWorkbook(f"{name} 打不开：设了打开密码，去掉密码再试")
    return seen
