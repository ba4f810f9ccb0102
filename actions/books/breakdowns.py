"""分解表 and ★表 in the layout of the annex: a sheet for each assignment, a line for each second-level item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import select

from actions.assignments.cells import ALWAYS, cells_of, suggestions, wholes_of
from actions.assignments.contents import WHOLE, Breakdown, KeptItem, breakdowns_of
from actions.assignments.drafting import Draft, save_breakdown
from actions.assignments.facts import required_by
from actions.assignments.items import BETWEEN_NAMES, ItemData, MilestoneData, ShareData
from actions.assignments.loading import assignment_of, planned_as
from actions.assignments.naming import Found, Named, only
from actions.books.base import About, EditData, Kind, Result, attempt
from actions.context import Act
from actions.guarding import decide
from config.indicators import BreakdownField
from config.readings import PlannedAssignment
from documents.books.comparing import Edit
from documents.books.forms import Book, Column, Holds, Line, Paper, Said, Sheet
from documents.books.places import Fault
from models.assignments import Assignment
from states.books import BookKind
from states.granted.seats import OPEN_BREAKDOWN

F = BreakdownField
SPARE = 10
WIDE = 170
"""Columns that together are wider are not read on A4."""
SHARE = "share:"
ORDINARY, STARRED = "目标责任考核指标分解表", "“对标一流、改革创新”工作任务分解表"
REMARK = "承办人有几位的，姓名之间空一格；责任领导、责任部（室）从列表中选；整行清空就是删去这一项。"


def build(act: Act, about: About, _lines: frozenset[str] | None = None) -> Book:
    """The tables of these assignments, in official order."""
    query = select(Assignment.t).where(Assignment.c.id.in_(about["assignments"]))
    rows = act.tx.execute(query.order_by(Assignment.c.position, Assignment.c.id)).all()
    sheets, names = [], None
    for number, breakdown in enumerate(breakdowns_of(act.tx, rows), start=1):
        act.published(breakdown.assignment.assessment_id)
        names = Named(act, breakdown) if names is None else names.about(breakdown)
        sheets.append(_Table(act, breakdown, names, number).sheet())
    return Book(BookKind.BREAKDOWN, str(about.get("title", ORDINARY)), tuple(sheets))


def key_of(assignment: int) -> str:
    return f"assignment:{assignment}"


def _number(key: str) -> int:
    return int(key.rpartition(":")[2])


@dataclass(frozen=True)
class _Table:
    """One assignment on its way into a sheet."""

    act: Act
    breakdown: Breakdown
    names: Named
    place: int

    @property
    def row(self) -> Any:
        return self.breakdown.assignment

    @property
    def planned(self) -> PlannedAssignment:
        published = self.act.published(self.row.assessment_id)
        return planned_as(published, self.breakdown.indicator.code, self.row.segment)

    def sheet(self) -> Sheet:
        published, planned = self.act.published(self.row.assessment_id), self.planned
        required = required_by(published.scheme, planned)
        columns = tuple(self._columns(required, star=planned.star))
        is_open = self.row.state in OPEN_BREAKDOWN
        keys = frozenset(column.key for column in columns)
        lines = tuple(
            Line(f"item:{item.row.id}", self._cells(item), frozenset() if is_open else keys)
            for item in self.breakdown.items
        )
        return Sheet(
            key_of(self.row.id),
            f"{self.place} {self.row.title}",
            STARRED if planned.star else ORDINARY,
            columns,
            lines,
            said=tuple(self._said(required, star=planned.star, is_open=is_open)),
            spare=SPARE if is_open else 0,
            names=("content",),
            drops=True,
            year=published.scheme.year,
            paper=Paper.A3 if sum(column.width for column in columns) > WIDE else Paper.A4,
            remarks=(REMARK,) if is_open else ("本表已经报送，不能再改；确需修改的，请先由审核环节退回。",),
        )

    def _said(self, required: Sequence[BreakdownField], *, star: bool, is_open: bool) -> Iterator[Said]:
        points = f"（{self.row.points:f}分）" if self.row.points is not None else ""
        yield Said("考核指标" if star else "一级指标", f"{self.row.title}{'★' if star else ''}{points}")
        yield Said("牵头单位", self.act.directory.units[self.row.lead_unit_id].name)
        for field, text in wholes_of(self.breakdown, required):
            yield Said(field.label, text, field.value if is_open else "")

    def _columns(self, required: Sequence[BreakdownField], *, star: bool) -> Iterator[Column]:
        offered = suggestions(self.act, self.row.lead_unit_id)
        shown = {*ALWAYS, *required, *(field for item in self.breakdown.items for field in item.filled)}
        has_days = F.TIME_LIMIT in required or any(item.row.due_on for item in self.breakdown.items)

        def asked(field: BreakdownField) -> Mapping[str, Any]:
            return {"is_open": True, "is_owed": field in required}

        what = "工作内容" if star else "二级指标（具体工作内容）"
        yield Column("place", "序号", width=6)
        yield Column(
            "content", what, width=34, is_open=True, is_required=True, also=("具体工作内容", "工作内容", "二级指标")
        )
        for target in self.breakdown.targets:
            if target.value is not None:
                unit = f"（{target.unit}）" if target.unit else ""
                hint = f"分解到本项的数；各项合计应为 {target.value:f}{target.unit}"
                yield Column(
                    f"{SHARE}{target.id}",
                    f"分解数：{target.name}{unit}",
                    Holds.NUMBER,
                    14,
                    is_open=True,
                    unit=target.unit,
                    hint=hint,
                )
        yield Column("requirement", F.TARGET.label, width=26, **asked(F.TARGET))
        if F.STANDARD in shown:
            yield Column("standard", F.STANDARD.label, width=20, **asked(F.STANDARD))
        yield Column("schedule", F.PROGRESS.label, width=30, **asked(F.PROGRESS))
        if any(item.milestones for item in self.breakdown.items):
            yield Column("milestones", "进度节点（在网页填写）", width=24)
        if has_days:
            yield Column("due_on", F.TIME_LIMIT.label, Holds.DAY, 12, **asked(F.TIME_LIMIT))
        yield Column("leader", F.LEADER.label, width=12, words=tuple(offered["leaders"]), **asked(F.LEADER))
        yield Column(
            "unit", "责任部（室）", width=14, words=tuple(offered["units"]), also=("责任部室",), **asked(F.DEPARTMENT)
        )
        people = tuple(offered["people"])
        yield Column("responsible", F.RESPONSIBLE_PERSON.label, width=10, words=people, **asked(F.RESPONSIBLE_PERSON))
        yield Column("officers", F.OFFICER.label, width=12, hint="几位的，姓名之间空一格", **asked(F.OFFICER))

    def _cells(self, item: KeptItem) -> dict[str, str]:
        stones = [f"{one.due_on.isoformat()}前，{one.title}" for one in item.milestones]
        return {
            "place": str(item.number),
            **cells_of(self.names, item),
            **{f"{SHARE}{target}": f"{value:f}" for target, value in item.shares.items()},
            "milestones": "\n".join(stones),
        }


# What speaks against edits

WORDS = {"leader": "岗位", "unit": "单位", "responsible": "人员", "officers": "人员"}


def objections(act: Act, _about: About, edits: Sequence[Edit]) -> Iterator[Fault]:
    """Names that nobody bears, or several do; and whoever may not write here at all."""
    names: Named | None = None
    for key, some in groupby(edits, key=lambda edit: edit.sheet):
        of_sheet = list(some)
        subject = assignment_of(act, _number(key))
        if reasons := decide(act, "edit_breakdown", subject.facts).reasons:
            yield from (Fault(of_sheet[0].spot, reason) for reason in reasons)
            continue
        if names is None:
            names = Named(act, breakdowns_of(act.tx, [subject.row])[0])
        for edit in of_sheet:
            yield from _unknown(names, edit)


def _unknown(names: Named, edit: Edit) -> Iterator[Fault]:
    known: Mapping[str, Found] = {
        "leader": names.posts, "unit": names.units, "responsible": names.persons, "officers": names.persons,
    }  # fmt: skip
    for key, what in WORDS.items():
        text = edit.after.get(key, "").strip()
        words = [word for word in BETWEEN_NAMES.split(text) if word] if key == "officers" else [text]
        for word in words:
            if word and only(known[key], word) is None:
                count = len(known[key].get(word, ()))
                said = f"有{count}个{what}都叫“{word}”，请改写编码" if count else f"没有编码或名称为“{word}”的{what}"
                yield Fault(edit.at(key), said)


# Edits become acts


def write(act: Act, _about: About, book: Book, edits: Sequence[EditData]) -> list[Result]:
    """Each breakdown is saved as a whole, as the page does; what the book does not speak of stays."""
    titles = {sheet.key: sheet.said[0].text for sheet in book.sheets}
    by_sheet: dict[str, list[EditData]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.sheet, []).append(edit)
    return [
        attempt(act, titles.get(key, key), len(some), partial(_save, act, _number(key), some))
        for key, some in by_sheet.items()
    ]


def _save(act: Act, number: int, edits: Sequence[EditData]) -> None:
    subject = assignment_of(act, number)
    breakdown = breakdowns_of(act.tx, [subject.row])[0]
    names = Named(act, breakdown)
    targets = {f"{SHARE}{target.id}": target.name for target in breakdown.targets}
    changed = {edit.line: edit for edit in edits if edit.line}
    items: list[ItemData] = []
    for item in breakdown.items:
        line = f"item:{item.row.id}"
        edit = changed.get(line)
        if edit is None or not edit.is_dropped:
            items.append(_item(names, targets, item, edit.after if edit is not None else {}))
        items += [_new(targets, each.after) for each in edits if _is_new(each) and each.behind == line]
    known = {f"item:{item.row.id}" for item in breakdown.items}
    items += [_new(targets, each.after) for each in edits if _is_new(each) and each.behind not in known]
    save_breakdown(act, Draft(assignment=number, items=tuple(items), **_wholes(edits)))


def _is_new(edit: EditData) -> bool:
    return not edit.line and "content" in edit.after


def _wholes(edits: Sequence[EditData]) -> dict[str, Any]:
    """What is said of the whole indicator."""
    fields = {field.value: field for field in BreakdownField}
    told: dict[str, Any] = {}
    for edit in edits:
        if edit.line or _is_new(edit):
            continue
        for key, text in edit.after.items():
            if fields[key] in WHOLE:
                told[WHOLE[fields[key]]] = text
            else:
                told.setdefault("more", {})[fields[key]] = text
    return told


def _item(names: Named, targets: Mapping[str, str], item: KeptItem, after: Mapping[str, str]) -> ItemData:
    """The item as it stands, but for what changes; its milestones are kept."""
    stands = {**cells_of(names, item), **{f"{SHARE}{target}": f"{value:f}" for target, value in item.shares.items()}}
    milestones = tuple(
        MilestoneData(id=one.id, title=one.title, due_on=one.due_on, done_on=one.done_on, words=one.words)
        for one in item.milestones
    )
    return _told(targets, {**stands, **after}, id=item.row.id, milestones=milestones)


def _new(targets: Mapping[str, str], after: Mapping[str, str]) -> ItemData:
    return _told(targets, after)


def _told(targets: Mapping[str, str], cells: Mapping[str, str], **more: Any) -> ItemData:
    plain = {name: cells.get(name, "") for name in ("content", "requirement", "standard", "schedule")}
    named = {name: cells.get(name, "").strip() or None for name in ("due_on", "leader", "unit", "responsible")}
    shares = tuple(
        ShareData(target=name, value=text) for key, name in targets.items() if (text := cells.get(key, "").strip())
    )
    return ItemData.model_validate({**plain, **named, "officers": cells.get("officers", ""), "shares": shares, **more})


BREAKDOWNS = Kind(BookKind.BREAKDOWN, build, objections, write)
