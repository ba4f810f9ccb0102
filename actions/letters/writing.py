"""Letters that a person drafts, with basis; and their wording while they are drafts: every version is kept."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import latest_attempt
from actions.guarding import allow
from actions.letters.drafting import Draft, write_draft, write_wording
from actions.letters.facts import is_verified_report
from actions.letters.loading import letter_of
from actions.letters.reading import versions_of
from actions.letters.rungs import reply_asked_by
from actions.letters.signing import chosen
from actions.letters.wording import REPORTED, VERIFIED, Wording, compose_letter
from actions.published import Published
from actions.subjects import Subject
from config.letters import LetterKind
from models.letters import Letter
from models.reviews import Review
from models.writing import change_row
from states.actors import Decision
from states.chain import step_of
from states.letters.facts import LetterFacts
from states.subjects import SubjectFacts, SubjectKind

NATURES = {"progress": "工作通报", "criticism": "通报批评"}


class Stated(Data):
    """What the text is drafted from."""

    as_of: str = Field(min_length=1, description="截至何时，如 8月底")
    fact: str = Field(min_length=1, description="事实和数字，如 完成3200人，占年度任务（6000人）的53.3%，欠账800人")
    report: int | None = Field(default=None, description="已核验的进展报告编号：写了用“经核”，不写用“据单位上报”")
    rule: str = Field(min_length=1, description="口径，如 按月均匀推进，以累计完成数计")


class Addressed(Data):
    """Which paper, for whom, about what."""

    assessment: int = Field(description="考核年度编号")
    kind: Literal["warning", "order", "talk"] = Field(description="warning 预警提示单、order 督办单、talk 约谈")
    unit: str = Field(min_length=1, description="收文单位编码")
    subject: str = Field(min_length=1, description="什么指标或事项")


class Drafting(Stated, Addressed):  # pydantic asks for the last base's fields first: the paper, then its text
    """A warning, an order or the proposal of a talk."""

    basis: str = Field(min_length=1, description="依据的文件和条款")
    reply_by: date | None = Field(default=None, description="反馈期限；不写则按欠账阶梯的规则")


class Figure(Data):
    """One line of a circular."""

    unit: str = Field(min_length=1, description="单位编码")
    fact: str = Field(min_length=1, description="事实和数字")
    report: int | None = Field(default=None, description="已核验的进展报告编号：写了用“经核”，不写用“据单位上报”")


class Circulating(Data):
    """A circular: its units and figures."""

    assessment: int = Field(description="考核年度编号")
    nature: Literal["progress", "criticism"] = Field(description="progress 工作通报、criticism 通报批评")
    title: str = Field(min_length=1, description="标题")
    as_of: str = Field(min_length=1, description="截至何时")
    figures: tuple[Figure, ...] = Field(min_length=1, description="各单位的情况")
    units: tuple[str, ...] = Field(min_length=1, description="印发哪些单位（编码）")
    rule: str = Field(min_length=1, description="口径")
    basis: str = Field(min_length=1, description="依据的文件和条款")


class Editing(Data):
    """A better wording. What is not said stays."""

    letter: int = Field(description="文书编号（系统内）")
    title: str | None = Field(default=None, min_length=1, description="标题")
    body: str | None = Field(default=None, min_length=1, description="正文")
    basis: str | None = Field(default=None, min_length=1, description="依据")
    reply_by: date | None = Field(default=None, description="反馈期限")
    reason: str = Field(default="", description="改了什么、为什么")


class Redrafting(Stated):
    """Newer figures: the text is drafted anew."""

    letter: int = Field(description="文书编号（系统内）")


@act("draft_letter", label="拟稿", data=Drafting)
def draft_letter(act: Act, data: Drafting) -> Done:
    """拟预警提示单、督办单或约谈提请，写明依据；由人签发。"""
    published, kind = act.published(data.assessment), LetterKind(data.kind)
    decision = allow_draft(act, published, kind)
    unit_id = _unit_id(act, data.unit)
    facts = {"subject": data.subject, "basis": data.basis, **_stated(act, data, unit_id)}
    rule = reply_asked_by(published.scheme, kind)
    if data.reply_by is not None:
        refuse_past(act, data.reply_by)
    number = write_draft(
        act,
        Draft(
            kind=kind,
            assessment_id=data.assessment,
            unit_id=unit_id,
            units=(unit_id,),
            facts=facts,
            wording=compose_letter(published, kind, facts, unit=act.directory.units[unit_id].name),
            reply=rule,
        ),
        occasion="人工拟稿",
        decision=decision,
    )
    if data.reply_by is not None:
        row = letter_of(act, number).row
        change_row(act.tx, Letter.t, number, version=row.version, values={"reply": chosen(row, data.reply_by)})
    return Done(f"已拟{kind.label}“{data.subject}”", ids={"letter": number})


@act("draft_circular", label="拟通报", data=Circulating)
def draft_circular(act: Act, data: Circulating) -> Done:
    """拟通报：各单位情况逐家列出，写明经核或据单位上报。"""
    published = act.published(data.assessment)
    decision = allow_draft(act, published, LetterKind.CIRCULAR)
    units = _in_order(act, [_unit_id(act, code) for code in data.units])
    facts = {
        "subject": data.title,
        "as_of": data.as_of,
        "fact": "\n".join(_lines(act, data.figures)),
        "rule": data.rule,
        "basis": data.basis,
    }
    host = act.directory.unit_ids[published.scheme.issuer(LetterKind.CIRCULAR)]
    number = write_draft(
        act,
        Draft(
            kind=LetterKind.CIRCULAR,
            assessment_id=data.assessment,
            unit_id=host,
            units=units,
            facts=facts,
            wording=compose_letter(published, LetterKind.CIRCULAR, facts, unit=""),
            nature=data.nature,
        ),
        occasion=NATURES[data.nature],
        decision=decision,
    )
    return Done(f"已拟{NATURES[data.nature]}“{data.title}”，印发{len(units)}家", ids={"letter": number})


@act("edit_letter", label="修改文稿", data=Editing)
def edit_letter(act: Act, data: Editing) -> Done:
    """修改文稿的标题、正文、依据或期限；每一版都保留。"""
    subject = letter_of(act, data.letter)
    decision = may_write(act, subject)
    latest = versions_of(act, subject.id)[-1]
    wording = Wording(data.title or latest.title, data.body or latest.body, data.basis or latest.basis)
    values: dict[str, Any] = {"title": wording.title}
    if data.reply_by is not None:
        refuse_past(act, data.reply_by)
        values["reply"] = chosen(subject.row, data.reply_by)
    if wording == Wording(latest.title, latest.body, latest.basis) and "reply" not in values:
        raise act.refused("没有改动：标题、正文、依据、期限与现在的一样")
    return rewrite(act, subject, wording, values, reason=data.reason or "修改文稿", decision=decision)


@act("redraft_letter", label="按新数字重拟", data=Redrafting)
def redraft_letter(act: Act, data: Redrafting) -> Done:
    """文稿还没有签发而数字有了变化的，按新数字重新拟稿；原稿保留。"""
    subject = letter_of(act, data.letter)
    decision = may_write(act, subject)
    row, kind = subject.row, LetterKind(subject.row.kind)
    if kind is LetterKind.CIRCULAR:
        raise act.refused("通报逐家列出，请用“修改文稿”改正文，或另拟一份")
    facts = {**row.facts, **_stated(act, data, row.unit_id)}
    wording = compose_letter(subject.published, kind, facts, unit=act.directory.units[row.unit_id].name)
    values = {"title": wording.title, "facts": facts}
    return rewrite(act, subject, wording, values, reason="按新数字重拟", decision=decision)


def may_write(act: Act, subject: Subject[LetterFacts]) -> Decision:
    """A draft may be written; under a signature that was already given the text stays."""
    decision = allow(act, "edit_letter", subject.facts)
    step = step_of(subject.state)
    signed = select(Review.c.id).where(
        Review.c.subject_kind == SubjectKind.LETTER.value,
        Review.c.subject_id == subject.id,
        Review.c.step == step,
        Review.c.attempt == latest_attempt(act, subject, step),
        Review.c.decision.is_not(None),
    )
    if step and act.tx.execute(signed).first() is not None:
        raise act.refused("本环节已有席位签过意见，要改文稿请退回修改")
    return decision


def rewrite(
    act: Act,
    subject: Subject[LetterFacts],
    wording: Wording,
    values: dict[str, Any],
    *,
    reason: str,
    decision: Decision,
) -> Done:
    number = versions_of(act, subject.id)[-1].number + 1
    write_wording(act, subject.id, wording, number=number, reason=reason)
    change_row(act.tx, Letter.t, subject.id, version=subject.row.version, values=values)
    act.record(
        SubjectKind.LETTER.value,
        subject.id,
        assessment_id=subject.published.assessment_id,
        after={"version": number, **values},
        reason=reason,
        basis=wording.basis,
        decision=decision,
    )
    return Done(f"“{wording.title}”现为第{number}稿", ids={"letter": subject.id}, details={"version": number})


def allow_draft(act: Act, published: Published, kind: LetterKind) -> Decision:
    """Only the unit that issues a kind of letter drafts it (R2.26)."""
    issuer = published.scheme.issuer(kind)
    return allow(act, "draft_letter", SubjectFacts(kind=SubjectKind.LETTER, office=act.office_id, issuer_unit=issuer))


def _stated(act: Act, data: Stated, unit_id: int) -> dict[str, Any]:
    return {
        "as_of": data.as_of,
        "fact": data.fact,
        "verified": _is_verified(act, data.report, unit_id),
        "rule": data.rule,
    }


def _is_verified(act: Act, report: int | None, unit_id: int) -> bool:
    """A figure is 经核 only by a report that was verified (O20)."""
    if report is not None and not is_verified_report(act, report, unit_id=unit_id):
        raise act.refused(f"第{report}号进展报告不是这个单位已核验的报告，不能写“经核”")
    return report is not None


def _lines(act: Act, figures: Sequence[Figure]) -> list[str]:
    """Units in their official order; each line says whose figure it is."""
    by_unit = {_unit_id(act, figure.unit): figure for figure in figures}
    ordered = [(unit, by_unit[unit]) for unit in _in_order(act, list(by_unit))]
    return [
        f"{place}. {act.directory.units[unit].name}：{VERIFIED if _is_verified(act, one.report, unit) else REPORTED}，"
        f"{one.fact}。"
        for place, (unit, one) in enumerate(ordered, start=1)
    ]


def _in_order(act: Act, units: Sequence[int]) -> tuple[int, ...]:
    """规范序列 (O19)."""
    wanted = set(units)
    return tuple(unit for unit in act.directory.units if unit in wanted)


def _unit_id(act: Act, code: str) -> int:
    if code not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{code}”的单位")
    return act.directory.unit_ids[code]


def refuse_past(act: Act, day: date) -> None:
    if day < act.now.date():
        raise act.refused("反馈期限早于今天")
