"""履历: who did what to which, found and exported; what stood before beside what stands after; sealed up to where."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, true
from starlette.responses import Response

from actions.registry import registry
from actions.steps import named_lines
from models.journal import Journal, Seal
from states.actors import Mark
from states.subjects import SubjectKind
from states.verbs import VERBS
from web.care.access import KEEPERS, READERS, audits, demand_reader
from web.care.changed import Said, said_changes
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.listing import cells
from web.listing.asking import Asking
from web.listing.filters import Choice, DayRange, Filter, Option, Search, UnitChoice, choice_of
from web.listing.listing import Column, Listing, Order
from web.listing.names import Names
from web.listing.visiting import asked, listed_file, unit_names

pages = Pages(navigation=[nav("履历", "/care/journal", *KEEPERS, group=Group.SETTINGS)])
SIZE = 50
BEFORE, SUBJECT = "before", "subject"
MARKS = {mark.value: mark.label for mark in Mark}
STEPS: Mapping[str, str] = {
    "sign_in": "登录",
    "sign_out": "退出登录",
    "fail_to_sign_in": "登录失败",
    "lock_out": "登录锁定",
    "choose_post": "切换岗位",
    "set_password": "修改密码",
    "ladder.": "督办阶梯",
    "open_shortfall": "形成欠账",
    "close_shortfall": "欠账了结",
    "hold_shortfall": "欠账暂停",
    "lapse_extension": "延期申请失效",
    "number_letter": "文书取号",
    "over_cap": "超次要求",
    "adjust_target": "调整目标",
    "correction": "更正",
}
"""What is written without a form: at the door, by the clock, along with something else."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal as a page shows it."""

    row: Any
    act: str
    subject: str
    marks: tuple[str, ...]
    changes: tuple[Said, ...]
    sealed: bool


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {entry.name: entry.label for entry in registry().values()}


def said_act(name: str) -> str:
    """What the act is called; of what only the clock does, its name."""
    if name in _labels():
        return _labels()[name]
    return next((label for begin, label in STEPS.items() if name.startswith(begin)), VERBS.get(name, name))


def _statement(visit: Visit) -> Select[Any]:
    """Everything of the office that this person may read, with names of today beside the ids."""
    own = true() if audits(visit) else visit.sees(SubjectKind.JOURNAL)
    return named_lines().where(Journal.c.office_id == visit.at.office_id, own)


def _filters(visit: Visit) -> tuple[Filter, ...]:
    people = Names.of((one.id, (one.name, one.code)) for one in visit.directory.persons.values())
    acts = sorted(_labels().items(), key=lambda each: each[1])
    return (
        Search(names={Journal.c.person_id: people}, key="who", label="办理人", hint="姓名、编码或拼音"),
        UnitChoice("unit", "单位", Journal.c.unit_id, unit_names(visit.directory)),
        Choice("act", "事项", tuple(Option(name, label, Journal.c.act == name) for name, label in acts)),
        choice_of("kind", "对象", Journal.c.subject_kind, SubjectKind),
        Search(texts=(Journal.c.reason, Journal.c.basis), key="words", label="理由、依据", hint="关键词"),
        DayRange("day", "日期", Journal.c.recorded_at),
    )


@pages.get("/care/journal", access=READERS)
def journal(visit: Visit) -> Response:
    """Newest first, page by page along the key: the thousandth page costs what the first does."""
    demand_reader(visit)
    listing = _listing(visit)
    if (file := listed_file(visit, listing)) is not None:
        return file
    asking = Asking.of(asked(visit), path=visit.request.url.path)
    told = [each.read(asking, visit.words) for each in listing.filters]
    rows = _page(visit, asking, [each.where for each in told if each.where is not None])
    return visit.page(
        "care/journal.html",
        lines=_lines(visit, rows[:SIZE]),
        fields=[field for each in told for field in each.fields],
        chosen=[each.words for each in told if each.words],
        older=asking.but(before=str(rows[SIZE - 1].id)).address if len(rows) > SIZE else "",
        newest=asking.without(BEFORE).address if asking.value(BEFORE) else "",
        export=[(form, asking.without(BEFORE).but(export=form).address) for form in ("xlsx", "csv")],
        chain=_chain(visit.tx),
        kept=[(SUBJECT, asking.value(SUBJECT))] if asking.value(SUBJECT) else [],
    )


def _page(visit: Visit, asking: Asking, conditions: Sequence[ColumnElement[bool]]) -> Sequence[Any]:
    query = _statement(visit).where(*conditions)
    before, subject = asking.value(BEFORE), asking.value(SUBJECT)
    if before.isascii() and before.isdigit():
        query = query.where(Journal.c.id < int(before[:18]))
    if subject.isascii() and subject.isdigit():
        query = query.where(Journal.c.subject_id == int(subject[:18]))
    return visit.tx.execute(query.order_by(Journal.c.id.desc()).limit(SIZE + 1)).all()


def _lines(visit: Visit, rows: Sequence[Any]) -> list[Line]:
    sealed = visit.tx.scalar(select(func.max(Seal.c.to_id))) or 0
    return [
        Line(
            row,
            said_act(row.act),
            _subject(row),
            tuple(MARKS.get(mark, mark) for mark in row.marks),
            tuple(said_changes(row.subject_kind, row.before, row.after, visit.words)),
            row.id <= sealed,
        )
        for row in rows
    ]


def _subject(row: Any) -> str:
    label = SubjectKind(row.subject_kind).label if row.subject_kind in set(SubjectKind) else row.subject_kind
    return f"{label} {row.subject_id or ''}".strip()


@dataclass(frozen=True, slots=True)
class Chain:
    """How far the journal is sealed."""

    last: Any
    unsealed: int


def _chain(tx: Connection) -> Chain:
    last = tx.execute(
        select(Seal.c.id, Seal.c.to_id, Seal.c.hash, Seal.c.sealed_at).order_by(Seal.c.id.desc()).limit(1)
    )
    seal = last.one_or_none()
    unsealed = select(func.count()).select_from(Journal.t).where(Journal.c.id > (seal.to_id if seal else 0))
    return Chain(seal, tx.scalar(unsealed) or 0)


def _listing(visit: Visit) -> Listing:
    """The same rows as a file (A45): what the filters leave, and nothing else."""
    subject = Asking.of(asked(visit)).value(SUBJECT)
    statement = _statement(visit)
    if subject.isascii() and subject.isdigit():
        statement = statement.where(Journal.c.subject_id == int(subject[:18]))
    return Listing(
        title="履历",
        statement=statement,
        key=Journal.c.id,
        columns=(
            Column("id", "编号", cells.number("id")),
            Column("recorded_at", "登记时间", cells.moment("recorded_at")),
            Column("effective_at", "生效时间", cells.moment("effective_at")),
            Column("act", "事项", cells.text(lambda row: said_act(row.act))),
            Column("subject", "对象", cells.text(_subject)),
            Column("who", "办理人", cells.text(lambda row: row.who or "系统定时")),
            Column("post", "岗位", cells.text("post")),
            Column("unit", "单位", cells.text("unit")),
            Column("absent", "受托办理（代谁）", cells.text("absent")),
            Column("typist", "登记人", cells.text("typist")),
            Column("marks", "标记", cells.text(lambda row: "、".join(MARKS.get(mark, mark) for mark in row.marks))),
            Column("before", "原", cells.text(lambda row: _plain(row.before))),
            Column("after", "现", cells.text(lambda row: _plain(row.after))),
            Column("reason", "理由", cells.text("reason")),
            Column("basis", "依据", cells.text("basis")),
        ),
        order=Order((Journal.c.id.desc(),), says="按时间，最近的在前"),
        filters=_filters(visit),
        empty="还没有履历",
    )


def _plain(content: Mapping[str, Any] | None) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True) if content else ""
