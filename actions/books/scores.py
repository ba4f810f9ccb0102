"""考评打分表: the slots that a scheme leaves to judgement, unit by unit; what is written in is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from sqlalchemy import select

from actions.books.base import About, EditData, Kind, Result, attempt
from actions.context import Act
from actions.judgements.giving import Proposal, propose_judgement
from actions.judgements.slots import Slot, slot_of, slots_of
from documents.books.comparing import Edit
from documents.books.forms import Book, Column, Holds, Line, Sheet
from documents.books.places import Fault
from models.judgements import Judgement, JudgementVersion
from models.scoping import visible
from scoring.pricing import out_of_bounds
from states.books import BookKind
from states.permissions import scope
from states.subjects import SubjectKind

REMARK = "按单位规范序列排列，排名不分先后。填写“提出的得分”和“理由”，导入后待确认；须附印证材料的，在“酌定”页面提出。"


def build(act: Act, about: About, lines: frozenset[str] | None = None) -> Book:
    """Every slot with every unit that gets its points."""
    published = act.published(about["assessment"])
    standing = _standing(act, about["assessment"])
    rows = [
        _line(act, slot, unit, standing.get((slot.rule.slot, unit), {}))
        for slot in _slots(act, about)
        for unit in slot.units
        if unit in act.directory.unit_ids and (lines is None or _id(slot, unit) in lines)
    ]
    numbered = tuple(
        Line(row.id, {**row.cells, "place": str(place)}, row.shut) for place, row in enumerate(rows, start=1)
    )
    title = f"{published.scheme.title}考评打分表"
    sheet = Sheet(
        f"scores:{about['assessment']}",
        "考评打分表",
        title,
        tuple(_columns()),
        numbered,
        names=("unit", "slot"),
        year=published.scheme.year,
        remarks=(REMARK,),
    )
    return Book(BookKind.SCORES, title, (sheet,))


def _slots(act: Act, about: About) -> list[Slot]:
    scheme = act.published(about["assessment"]).scheme
    return [slot_of(scheme, rule) for rule in slots_of(scheme).values() if not rule.lateness]


def _id(slot: Slot, unit: str) -> str:
    return f"{slot.rule.slot}:{unit}"


def _columns() -> Iterator[Column]:
    yield Column("place", "序号", width=6)
    yield Column("slot", "评分项", width=34)
    yield Column("unit", "单位", width=20)
    yield Column("bounds", "分值范围", width=14)
    yield Column("confirmed", "已确认的得分", Holds.NUMBER, 12)
    yield Column("points", "提出的得分", Holds.NUMBER, 12, is_open=True, unit="分")
    yield Column("reason", "理由", width=44, is_open=True, hint="什么情节，为什么给这个分")


def _line(act: Act, slot: Slot, unit: str, stands: Mapping[str, str]) -> Line:
    step = f"，每级{slot.rule.step}" if slot.rule.step is not None else ""
    cells = {
        "slot": slot.name,
        "unit": act.directory.unit(unit).name,
        "bounds": f"{slot.rule.least}至{slot.rule.most}{step}",
        "confirmed": stands.get("confirmed", ""),
        "points": stands.get("points", ""),
        "reason": stands.get("reason", ""),
    }
    shut = frozenset({"points", "reason"}) if slot.rule.evidence else frozenset[str]()
    return Line(_id(slot, unit), cells, shut)


def _standing(act: Act, assessment: int) -> dict[tuple[str, str], dict[str, str]]:
    """What was confirmed of the year, and what was proposed last, as far as the reader may know."""
    query = (
        select(JudgementVersion.t, Judgement.c.slot, Judgement.c.unit_id)
        .join(Judgement.t, Judgement.c.id == JudgementVersion.c.judgement_id)
        .where(
            Judgement.c.assessment_id == assessment,
            Judgement.c.period == "",
            visible(scope(act.actor, SubjectKind.JUDGEMENT), SubjectKind.JUDGEMENT),
        )
        .order_by(JudgementVersion.c.judgement_id, JudgementVersion.c.ordinal)
    )
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in act.tx.execute(query):
        stands = found.setdefault((row.slot, act.directory.units[row.unit_id].code), {})
        stands |= {"points": f"{row.points:f}", "reason": row.reason}
        if row.outcome == "confirmed" and row.replaced_at is None:
            stands["confirmed"] = f"{row.points:f}"
    return found


def objections(act: Act, about: About, edits: Sequence[Edit]) -> Iterator[Fault]:
    """Points beyond the bounds, points without a reason."""
    slots = {slot.rule.slot: slot for slot in _slots(act, about)}
    standing = _standing(act, about["assessment"])
    for edit in edits:
        code, _, unit = edit.line.partition(":")
        slot, told = slots[code], {**standing.get((code, unit), {}), **edit.after}
        if not told.get("points", "").strip():
            yield Fault(edit.at("points"), "没有写提出的得分")
            continue
        for reason in out_of_bounds(slot.rule, Fraction(told["points"]), slot.name):
            yield Fault(edit.at("points"), reason)
        if not told.get("reason", "").strip():
            yield Fault(edit.at("reason"), "没有写理由")


def write(act: Act, about: About, _book: Book, edits: Sequence[EditData]) -> list[Result]:
    """Each line is a proposal of its own."""
    standing = _standing(act, about["assessment"])
    return [attempt(act, edit.place, 1, partial(_one, act, about, standing, edit)) for edit in edits]


def _one(act: Act, about: About, standing: Mapping[tuple[str, str], Any], edit: EditData) -> None:
    code, _, unit = edit.line.partition(":")
    told = {**standing.get((code, unit), {}), **edit.after}
    propose_judgement(
        act,
        Proposal.model_validate(
            {"assessment": about["assessment"], "slot": code, "unit": unit, "points": told["points"],
             "reason": told["reason"]}
        ),
    )  # fmt: skip


SCORES = Kind(BookKind.SCORES, build, objections, write, at_once=200)
