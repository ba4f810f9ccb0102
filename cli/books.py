"""`kaohe export` and `kaohe import`: books out to WPS or Excel, and back; many at once, each with its own result."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import select

from actions.acts import Done, Refused
from actions.books.drawn import issue
from actions.books.handling import Desk, Handled, handled, import_it, marked_copy
from actions.books.taking import Taken, take_in
from actions.books.upward import filled
from actions.doors import Door
from actions.performing import find_act
from cli.acting import refusal
from cli.clock import moment_of, read_clock
from cli.groups import WRONG
from cli.opening import opened
from cli.people import person_named
from cli.schemes import WouldOverwrite
from cli.speaking import answer, page, progress
from config.errors import KaoheError
from config.settings import read_settings
from documents.evidence import EvidenceStore
from models.database import Database
from models.persons import Holding
from models.units import Office
from models.windows import Window
from states.books import BookKind

OUT, IN, UP = "kaohe.export/1", "kaohe.import/1", "kaohe.superior-table/1"
SHOWN = 30


class NotUnderstood(KaoheError):
    """What was typed does not say which book, which office or which answer."""


# Out


@dataclass(frozen=True, slots=True)
class Asking:
    """Which book, as it was typed."""

    kind: str
    assessment: int | None
    window: str | None
    unit: str | None
    output: str | None


def export(asked: Asking, *, person: str, as_json: bool) -> int:
    kind = _kind(asked.kind)
    target = Path(asked.output) if asked.output else None
    if target is not None and target.exists():
        raise WouldOverwrite(f"{target} 已经存在，没有覆盖；请换一个文件名")
    with opened() as database:
        told = {"kind": kind.value, "assessment": asked.assessment, "unit": asked.unit,
                "window": _window(database, asked.window)}  # fmt: skip
        door = Door(now=read_clock(), by=person_named(database, person))
        try:
            with progress("导出表格"):
                issued = issue(database, {name: value for name, value in told.items() if value is not None}, door=door)
        except Refused as refused:
            return refusal(find_act("export_book"), refused, as_json=as_json)
    path = target or Path(issued.name)
    if path.exists():
        raise WouldOverwrite(f"{path} 已经存在，没有覆盖；用 -o 另写文件名")
    path.write_bytes(issued.content)
    if as_json:
        answer(OUT, {"file": str(path), "book": issued.number, "kind": kind.value, "lines": issued.lines})
    else:
        page().print(f"已写出 {path}：{issued.lines}行。填好后用 kaohe import {path} 导回。", soft_wrap=True)
    return 0


def _kind(typed: str) -> BookKind:
    for kind in BookKind:
        if typed in (kind.value, kind.label):
            return kind
    known = "、".join(f"{kind.value} {kind.label}" for kind in BookKind)
    raise NotUnderstood(f"没有“{typed}”这种表；可以导出的有：{known}")


def _window(database: Database, typed: str | None) -> int | None:
    """By its number, or by code and occasion: monthly/2019-06."""
    if typed is None or typed.isdecimal():
        return int(typed) if typed else None
    code, _, occasion = typed.partition("/")
    with database.read() as tx:
        found = list(tx.scalars(select(Window.c.id).where(Window.c.code == code, Window.c.occasion == occasion)))
    if len(found) != 1:
        raise NotUnderstood(f"{'没有' if not found else '不止一次'}报送“{typed}”，写作 编码/期次，如 monthly/2019-06")
    return int(found[0])


@dataclass(frozen=True, slots=True)
class Upward:
    """The superior's file, as it was typed."""

    template: str
    table: str
    window: str
    output: str


def fill_upward(asked: Upward, *, person: str, as_json: bool) -> int:
    """The superior's file with our figures, beside it; what could not be filled is said."""
    source, target = Path(asked.template), Path(asked.output)
    if target.exists():
        raise WouldOverwrite(f"{target} 已经存在，没有覆盖；请换一个文件名")
    with opened() as database:
        door = Door(now=read_clock(), by=person_named(database, person))
        window = _window(database, asked.window) or 0
        try:
            found = filled(database, source, window=window, table=asked.table, file_name=source.name, door=door)
        except Refused as refused:
            return refusal(find_act("fill_superior_table"), refused, as_json=as_json)
    target.write_bytes(found.content)
    if as_json:
        answer(UP, {"file": str(target), "cells": len(found.filling.cells), "left": found.filling.left})
        return 0
    page().print(f"{found.said}。已写出 {target}", soft_wrap=True)
    for each in found.filling.left:
        page().print(f"  {each}", soft_wrap=True, markup=False)
    return 0


# In


@dataclass(frozen=True, slots=True)
class Bringing:
    """What comes back, as it was typed."""

    files: Sequence[str]
    received: str | None
    writer: str | None
    answers: Sequence[str]
    marked: str | None
    dry_run: bool
    hands_in: bool


def bring(asked: Bringing, *, person: str, as_json: bool) -> int:
    now, settings = read_clock(), read_settings()
    store, chosen = EvidenceStore(settings.evidence), dict(_answers(asked.answers))
    with opened(settings) as database:
        by = person_named(database, person)
        desk = Desk(by=by, now=now, writer=person_named(database, asked.writer) if asked.writer else None)
        office = _office(database, by)
        with progress(f"读取{len(asked.files)}个文件"):
            taken = _taken(database, store, asked, office, desk)
        results = [_settled(database, store, each, desk, chosen, asked) for each in taken]
    if as_json:
        answer(IN, {"dry_run": asked.dry_run, "files": results})
    else:
        for each in results:
            _show(each)
    return 0 if all(each["ok"] for each in results) else WRONG


def _answers(typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    for each in typed:
        key, equals, value = each.rpartition("=")
        if not equals:
            raise NotUnderstood(f"“{each}”看不懂，写作 问题=选项，如 assignment:3/item:7/content=mine")
        yield key, value


def _office(database: Database, by: int | None) -> tuple[int, str]:
    """Where the person sits; of several offices the first."""
    with database.read() as tx:
        query = select(Office.c.id, Office.c.code).order_by(Office.c.id)
        if by is not None:
            query = query.where(Office.c.id.in_(select(Holding.c.office_id).where(Holding.c.person_id == by)))
        found = tx.execute(query.limit(1)).one_or_none()
    if found is None:
        raise NotUnderstood("这个人没有岗位，不能导入表格")
    return int(found.id), str(found.code)


def _taken(
    database: Database, store: EvidenceStore, asked: Bringing, office: tuple[int, str], desk: Desk
) -> list[Taken]:
    received: datetime | None = moment_of(asked.received) if asked.received else None
    door = Door(now=desk.now, by=desk.by)
    with _streams(asked.files) as streams:
        return take_in(database, store, streams, office=office, received_at=received, door=door)


@contextmanager
def _streams(files: Sequence[str]) -> Iterator[list[tuple[str, BinaryIO]]]:
    with ExitStack() as stack:
        yield [(Path(file).name, stack.enter_context(Path(file).open("rb"))) for file in files]


def _settled(
    database: Database, store: EvidenceStore, taken: Taken, desk: Desk, chosen: Mapping[str, str], asked: Bringing
) -> dict[str, Any]:
    """One file: looked at, and imported unless it was only to be looked at."""
    told: dict[str, Any] = {"file": taken.name, "returned": taken.returned}
    if taken.returned is None:
        return {**told, "ok": False, "reasons": [taken.why]}
    with database.read() as tx:
        book = handled(tx, store, taken.returned, desk, chosen=chosen)
    if book is None:
        return {**told, "ok": False, "reasons": [taken.why]}
    told |= _seen(book)
    if book.found.faults and asked.marked:
        told["marked"] = _mark(store, book, Path(asked.marked))
    if asked.dry_run or not book.found.may_be_imported:
        return {**told, "ok": not (book.found.why or book.found.faults or book.found.questions)}
    try:
        with progress(f"导入{taken.name}") as tell:
            done = import_it(
                database, store, taken.returned, desk, chosen=chosen, hands_in=asked.hands_in,
                tell=tell,
            )  # fmt: skip
    except Refused as refused:
        return {**told, "ok": False, "reasons": list(refused.reasons)}
    return {**told, **_done(done)}


def _seen(book: Handled) -> dict[str, Any]:
    found = book.found
    edits = [
        {"place": str(edit.spot), "before": dict(edit.before), "after": dict(edit.after), "is_new": edit.is_new,
         "is_dropped": edit.is_dropped}
        for edit in found.edits
    ]  # fmt: skip
    asked = [
        {"key": each.key, "place": str(each.spot), "sentence": each.sentence, "options": dict(each.options)}
        for each in found.questions
    ]
    remarks = [*found.remarks, *(remark for each in found.found for remark in each.remarks)]
    return {
        "title": found.issued.title if found.issued is not None else "",
        "unit": book.unit,
        "standing": found.standing.value,
        "why": found.why,
        "edits": edits,
        "questions": asked,
        "faults": [str(fault) for fault in found.faults],
        "remarks": remarks,
    }


def _mark(store: EvidenceStore, book: Handled, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{Path(book.row.file_name).stem}（标注错误）.xlsx"
    path.write_bytes(marked_copy(store, book.found))
    return str(path)


def _done(done: Done) -> dict[str, Any]:
    results = done.details["results"]
    reasons = [f"{each['title']}：{'；'.join(each['reasons'])}" for each in results if not each["ok"]]
    return {"ok": not reasons, "imported": done.summary, "reasons": reasons}


def _show(told: Mapping[str, Any]) -> None:
    console = page()
    standing = told.get("imported") or told.get("standing") or "没有收下"
    unit = f"（{told['unit']}）" if told.get("unit") else ""
    console.print(f"{told['file']}{unit}：{standing}", soft_wrap=True)
    for line in (told.get("why"), *told.get("reasons", ()), *told.get("faults", ()), *told.get("remarks", ())):
        if line:
            console.print(f"  {line}", soft_wrap=True, markup=False)
    for each in told.get("questions", ()):
        options = "，".join(f"{code} {label}" for code, label in each["options"].items())
        console.print(f"  {each['place']}：{each['sentence']}。--take '{each['key']}=…'：{options}", markup=False)
    if "imported" not in told:
        for edit in told.get("edits", ())[:SHOWN]:
            said = "删去" if edit["is_dropped"] else "；".join(_cell(edit, key) for key in edit["after"])
            console.print(f"  {edit['place']}：{said}", soft_wrap=True, markup=False)
        if (more := len(told.get("edits", ())) - SHOWN) > 0:
            console.print(f"  另有{more}行改动")
    if "marked" in told:
        console.print(f"  标注错误的表：{told['marked']}", soft_wrap=True, markup=False)


def _cell(edit: Mapping[str, Any], key: str) -> str:
    return f"{edit['before'].get(key, '') or '空'} → {edit['after'][key] or '空'}"
