"""What stands in the volumes of an inspection: the indicator, its breakdown, periods, reviews, scores and documents."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from actions.archiving.gathering import Gathered, gathered, seen
from actions.context import Act
from actions.rules_of import rules_for
from config.letters import LetterKind
from config.scheme import OfficeSeat
from config.zone import SHANGHAI
from documents.archives.inspections import Piece, Volume
from documents.archives.lists import Entry
from documents.letters.model import Column, Table
from models.assignments import Assignment
from models.indicators import Indicator
from models.posts import Post
from models.units import Unit
from scoring.numbers import plain
from states.permissions import scope
from states.report import ReportState
from states.subjects import SubjectFacts, SubjectKind

DECISIONS = {"agreed": "同意", "declined": "不同意", "returned": "退回修改"}
SCORES = {"self": "自评分", "assessor": "考评得分", "superior": "上级认定得分"}


def volumes_of(act: Act, tasks: ColumnElement[bool]) -> list[Volume]:
    """Of those of these tasks that the act's author may see, in the order of the indicators."""
    rows = act.tx.execute(
        select(
            Assignment.t, Indicator.c.code, Indicator.c.text, Indicator.c.basis, Unit.c.name.label("unit"),
            Post.c.title.label("leader"),
        )
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .join(Unit.t, Unit.c.id == Assignment.c.lead_unit_id)
        .outerjoin(Post.t, Post.c.id == Assignment.c.leader_post_id)
        .where(tasks, seen(act, SubjectKind.ASSIGNMENT))
        .order_by(Indicator.c.position, Assignment.c.position, Assignment.c.id)
    ).all()  # fmt: skip
    found = gathered(act, [row.id for row in rows])
    return [_volume(act, row, found) for row in rows]


def _volume(act: Act, task: Any, found: Gathered) -> Volume:
    return Volume(
        code=task.code,
        title=task.title,
        facts=_facts(act, task, found),
        tables=[each for each in _tables(task, found) if each.rows],
        pieces=_pieces(task, found, judged=_sees_scores(act, task)),
        missing=_missing(task, found, verifies=act.published(task.assessment_id).scheme.seat is OfficeSeat.ASSESSOR),
    )


def _facts(act: Act, task: Any, found: Gathered) -> list[tuple[str, str]]:
    published = act.published(task.assessment_id)
    basis = task.basis or {}
    code = basis.get("document", "")
    document = next((f"《{each.title}》" for each in published.scheme.documents if code in (each.code, each.no)), code)
    machine, _ = rules_for(published, task, lambda machines: machines.assignment)
    targets = "；".join(
        f"{each.name or task.title} {plain(each.value)}{each.unit}" if each.value is not None else each.text
        for each in found.targets.get(task.id, ())
    )
    told = (
        ("考核内容", task.text or task.title),
        ("依据", f"{document}{basis.get('clause') or ''}"),
        ("原文", basis.get("quote") or ""),
        ("年度目标", targets),
        ("分值", f"{plain(task.points)}分" if task.points is not None else ""),
        ("牵头单位", task.unit),
        ("责任领导", task.leader or ""),
        ("办理状态", machine.states[task.state].label),
    )
    return [(name, said) for name, said in told if said]


def _tables(task: Any, found: Gathered) -> Iterable[Table]:
    yield Table(
        (Column("具体工作内容", 4), Column("目标要求", 3), Column("完成时限", 3), Column("责任部室", 2),
         Column("责任人", 2)),
        tuple(
            (each.content, each.requirement, _day(each.due_on), each.unit or "", each.responsible or "")
            for each in found.items.get(task.id, ())
        ),
        caption="指标分解",
    )  # fmt: skip
    yield Table(
        (Column("期次", 2), Column("事项", 3), Column("累计完成", 2, "right"), Column("认定值", 2, "right"),
         Column("进展情况", 4), Column("存在问题及下步措施", 4)),
        tuple(
            (report.period, line.content or line.name or task.title, _number(line.reported_cumulative),
             _number(line.verified_cumulative), line.progress, " ".join(filter(None, (line.problems, line.next_steps))))
            for report in found.reports.get(task.id, ())
            for line in found.lines.get(report.id, ())
        ),
        caption="各期进展",
    )  # fmt: skip
    yield Table(
        (Column("事项", 3), Column("审核岗位", 3), Column("意见", 4), Column("日期", 3)),
        tuple(_reviews(task, found)),
        caption="审核意见",
    )
    yield Table(
        (Column("种类", 2), Column("得分", 1, "right"), Column("得分依据", 6)),
        tuple(
            (SCORES[each.kind], _number(each.points), " ".join(filter(None, (each.basis, each.words))))
            for each in found.scores.get(task.id, ())
        ),
        caption="得分",
    )


def _reviews(task: Any, found: Gathered) -> Iterable[tuple[str, ...]]:
    about = [("指标分解", (SubjectKind.ASSIGNMENT.value, task.id))]
    about += [(each.period, (SubjectKind.REPORT.value, each.id)) for each in found.reports.get(task.id, ())]
    for what, key in about:
        for each in found.reviews.get(key, ()):
            said = "：".join(filter(None, (DECISIONS.get(each.decision, each.decision or ""), each.words)))
            yield what, each.post, said, _day(each.decided_at)


def _pieces(task: Any, found: Gathered, *, judged: bool) -> list[Piece]:
    """By periods, then letters, then what the superior found; a document that stands behind several once."""
    pieces: dict[tuple[str, int], Piece] = {}
    for where, key in _subjects(task, found):
        for each in found.documents.get(key, ()):
            pieces.setdefault(("evidence", each.id), _of_document(each, where))
    for each in found.letters.get(task.id, ()):
        pieces["letter", each.id] = _of_letter(each)
    for each in found.verdicts.get(task.id, ()) if judged else ():
        pieces["verdict", each.id] = _of_verdict(each)
    return [*pieces.values()]


def _sees_scores(act: Act, task: Any) -> bool:
    """What the superior found is part of the score: who does not see the one does not get the other."""
    facts = SubjectFacts(
        kind=SubjectKind.SCORE, office=task.office_id, lead_unit=act.directory.units[task.lead_unit_id].code
    )
    return scope(act.actor, SubjectKind.SCORE).matches(facts)


def _subjects(task: Any, found: Gathered) -> Iterable[tuple[str, tuple[str, int]]]:
    yield "", (SubjectKind.ASSIGNMENT.value, task.id)
    for each in found.reports.get(task.id, ()):
        yield each.period, (SubjectKind.REPORT.value, each.id)
    for each in found.letters.get(task.id, ()):
        yield each.title, (SubjectKind.LETTER.value, each.id)


def _of_document(row: Any, where: str) -> Piece:
    kept = f"纸质备查，存放于{row.kept_at}" if row.kind == "paper" else ""
    note = "；".join(filter(None, (kept, where, row.note)))
    entry = Entry(
        title=row.title, document_no=row.document_no, author=row.unit, note=note,
        date=_day(row.stored_at or row.created_at),
    )  # fmt: skip
    return Piece(entry=entry, digest=row.hash or "", file_name=row.file_name or "", media_type=row.media_type or "")


def _of_letter(row: Any) -> Piece:
    """The sealed scan; where there is none the print of what was signed."""
    note = LetterKind(row.kind).label + ("" if row.hash else "；印本，没有用印扫描件")
    entry = Entry(
        title=row.title, document_no=row.number, author=row.issuer, date=_day(row.issued_at), note=note
    )  # fmt: skip
    if row.hash:
        return Piece(entry=entry, digest=row.hash, file_name=row.file_name, media_type=row.media_type)
    return Piece(entry=entry, digest=row.pdf_hash or "", file_name="印本.pdf", media_type="application/pdf")


def _of_verdict(row: Any) -> Piece:
    result = row.result or ("已完成" if row.is_met else "")
    entry = Entry(
        title=f"上级认定结果　{result}".strip(), document_no=row.document_no, date=_day(row.dated_on), note=row.words
    )  # fmt: skip
    return Piece(entry=entry, digest=row.hash or "", file_name=row.file_name or "", media_type=row.media_type or "")


def _missing(task: Any, found: Gathered, *, verifies: bool) -> list[str]:
    """`verifies`: figures are verified here, period by period; elsewhere the superior looks at the year alone."""
    missing = []
    if not (task.basis or {}).get("quote"):
        missing.append("没有摘录考核依据的原文")
    if not found.items.get(task.id):
        missing.append("没有分解内容")
    missing += [fault for each in found.reports.get(task.id, ()) if (fault := _wanting(each, found, verifies=verifies))]
    for each in found.letters.get(task.id, ()):
        if not each.hash:
            missing.append(f"《{each.title}》没有用印扫描件")
    missing += [
        f"上级认定结果（{each.document_no}）没有附件" for each in found.verdicts.get(task.id, ()) if not each.hash
    ]
    return missing if found.scores.get(task.id) else [*missing, "还没有得分"]


def _wanting(report: Any, found: Gathered, *, verifies: bool) -> str:
    """What is missing of one period; nothing where nothing was asked for."""
    if report.state in (ReportState.NOT_OPEN, ReportState.WAIVED):
        return ""
    if report.first_submitted_at is None:
        return f"{report.period}进展报告没有报送"
    faults = [] if found.documents.get((SubjectKind.REPORT.value, report.id)) else ["没有印证材料"]
    if verifies and report.verified_at is None and report.state != ReportState.NIL:
        faults.append("还没有核验")
    return f"{report.period}进展报告{'，'.join(faults)}" if faults else ""


def _number(value: Any) -> str:
    return "" if value is None else plain(value)


def _day(when: datetime | date | None) -> str:
    if when is None:
        return ""
    return f"{when.astimezone(SHANGHAI) if isinstance(when, datetime) else when:%Y-%m-%d}"
