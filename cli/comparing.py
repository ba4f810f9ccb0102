"""`kaohe copy` and `kaohe compare`: last year's scheme carried over, and what is different about this one."""

from pathlib import Path
from typing import Any

from rich.text import Text
from sqlalchemy import select

from checks.differing import Compared, compared, said_value
from cli.opening import opened
from cli.schemes import NotPublished, WouldOverwrite, path_of, read_scheme
from cli.speaking import answer, page
from config.comparing import Difference
from config.loading import load_scheme
from config.rolling import rolled
from config.scheme import Scheme
from models.schemes import SchemeVersion

SCHEMA = "kaohe.compare/1"


def copy(name: str, *, year: int, to: Path) -> int:
    """Comments, order and layout are kept; what deserves a second look is said."""
    if to.exists():
        raise WouldOverwrite(f"{to} 已经存在，没有覆盖；请换一个文件名")
    carried = rolled(path_of(name).read_text(encoding="utf-8"), year=year)
    to.write_text(carried.text, encoding="utf-8")
    console = page()
    console.print(
        Text(f"已写出 {to}：{year}年的考核方案，日期按年份平移。请用 kaohe check 核对落在休息日的日期。"),
        soft_wrap=True,
    )
    for note in carried.notes:
        console.print(Text(f"请核对 {note.pointer}：{note.sentence}"), soft_wrap=True)
    return 0


def run(old: str, new: str | None, *, as_json: bool) -> int:
    """Against another scheme; without one, against the version of it that runs."""
    told = _running(old) if new is None else compared(read_scheme(old), read_scheme(new).scheme)
    before, after, moved, found = told.old, told.new, told.moved, told.found
    if as_json:
        answer(
            SCHEMA,
            {"old": _told(before), "new": _told(after), "moved": moved, "items": [_item(each) for each in found]},
        )
        return 0
    console = page()
    console.print(Text(_heading(before, after, moved=moved)), soft_wrap=True)
    if not found:
        console.print("没有不同。")
    for each in found:
        console.print(
            Text(f"{'　'.join(each.where)}：{said_value(each.before)} → {said_value(each.after)}"), soft_wrap=True
        )
    return 0


def _running(name: str) -> Compared:
    after = read_scheme(name).scheme
    query = select(SchemeVersion.c.text).where(SchemeVersion.c.code == after.scheme)
    with opened() as database, database.read() as tx:
        text = tx.scalars(query.order_by(SchemeVersion.c.revision.desc()).limit(1)).one_or_none()
    if text is None:
        raise NotPublished(f"数据库里没有发布过“{after.scheme}”，请写明与哪个方案相比")
    return compared(load_scheme(text), after)


def _heading(old: Scheme, new: Scheme, *, moved: bool) -> str:
    found = f"{old.title} → {new.title}"
    return f"{found}（日期已按年份平移后比较）" if moved else found


def _told(scheme: Scheme) -> dict[str, Any]:
    return {"scheme": scheme.scheme, "year": scheme.year, "revision": scheme.revision}


def _item(each: Difference) -> dict[str, Any]:
    return {
        "pointer": each.pointer,
        "where": [*each.where],
        "before": said_value(each.before),
        "after": said_value(each.after),
    }
