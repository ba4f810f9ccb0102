"""Findings are registered, many at once where a table was pasted; nobody of the unit knows of them yet."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, Refused, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.findings.contents import SAID, nearest, refusals, write_version
from actions.findings.counting import counted_already, written_already
from actions.findings.loading import about, finding_of, kind_for
from actions.findings.nils import end_nils
from actions.guarding import allow
from actions.letters.facts import materials_of
from actions.published import Published
from config.scoring.catalogue import FindingKind
from config.scoring.finders import finding_kind, recorded_elsewhere
from config.scoring.words import FindingState
from models.findings import Finding, Problem, contents_of
from models.types import DIGITS
from models.writing import change_row, insert_rows, lock_row
from scoring.sheets import units_by_name
from states.actors import Decision
from states.subjects import SubjectKind


class Written(Data):
    """One finding."""

    kind: str = Field(min_length=1, description="哪种事项：编码或名称")
    unit: str = Field(min_length=1, description="哪个单位：编码或名称")
    on: date = Field(description="哪天发生的")
    times: Decimal = Field(default=Decimal(1), gt=0, max_digits=DIGITS, description="几次（件、人次、项、起）")
    matter: str = Field(min_length=1, description="事由")
    basis: str = Field(default="", description="依据的文件、条款")
    attributes: dict[str, str] = Field(default_factory=dict, description="属性，按事项的种类写")
    person: str = Field(default="", description="哪个人（代号，不写姓名）")
    problem: int | None = Field(default=None, description="哪个问题：问题编号")
    again: str = Field(default="", description="同一问题已经计过、确需再计的，理由")
    informant: str = Field(default="", description="线索来源；只有考核办和登记单位看得到")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号")


class Drafting(Data):
    """Findings of one year."""

    assessment: int = Field(description="考核年度编号")
    findings: tuple[Written, ...] = Field(min_length=1, description="各条事项")


class Editing(Data):
    """A draft said better. What is not said stays."""

    finding: int = Field(description="加减分事项编号（系统内）")
    on: date | None = Field(default=None, description="哪天发生的")
    times: Decimal | None = Field(default=None, gt=0, max_digits=DIGITS, description="几次")
    matter: str | None = Field(default=None, min_length=1, description="事由")
    basis: str | None = Field(default=None, description="依据的文件、条款")
    attributes: dict[str, str] | None = Field(default=None, description="属性")
    person: str | None = Field(default=None, description="哪个人（代号，不写姓名）")
    problem: int | None = Field(default=None, description="哪个问题：问题编号")
    again: str | None = Field(default=None, description="同一问题确需再计的，理由")
    evidence: tuple[int, ...] = Field(default=(), description="再附的印证材料编号")
    reason: str = Field(default="", description="改了什么、为什么")


@act("draft_findings", label="登记加减分事项", data=Drafting)
def draft_findings(act: Act, data: Drafting) -> Done:
    """登记加减分事项，可以一次多条；告知以前，被考核单位看不到。"""
    published = act.published(data.assessment)
    numbers, reasons = [], []
    for place, one in enumerate(data.findings, start=1):
        where = f"第{place}条：" if len(data.findings) > 1 else ""
        try:
            numbers.append(_draft(act, published, one))
        except Refused as refused:
            reasons += [f"{where}{reason}" for reason in refused.reasons]
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    return Done(
        f"已登记加减分事项{len(numbers)}条，待告知",
        ids={"finding": numbers[0]},
        details={"findings": numbers},
    )


def _draft(act: Act, published: Published, one: Written) -> int:
    kind, unit = finding_kind(published.scheme, one.kind), units_by_name(published.scheme).get(one.unit)
    kinds = [each.name for each in published.scheme.scoring.findings]
    units = [each.name for each in published.scheme.units]
    unknown = [f"没有“{one.kind}”这种加减分事项{nearest(one.kind, kinds)}"] if kind is None else []
    if unit is None or unit not in act.directory.unit_ids:
        unknown.append(f"没有单位“{one.unit}”{nearest(one.unit, units)}")
    if kind is not None and (way := recorded_elsewhere(published.scheme).get(kind.code)):
        unknown.append(f"“{kind.name}”{way}，不在这里登记")
    if kind is None or unit is None or unknown:
        raise act.refused(*unknown)
    decision = allow(act, "draft_finding", about(act, published, kind, unit=unit))
    said = {"happened_on": one.on, **one.model_dump(include=set(SAID))}
    problem_is_ours(act, one.problem)
    materials = materials_of(act, one.evidence)
    reasons = [*refusals(act, published, kind, unit, said)]
    if not one.again.strip():
        unit_id = act.directory.unit_ids[unit]
        reasons += counted_already(act, published, kind, problem=one.problem, unit_id=unit_id)
        if one.problem is None:
            reasons += written_already(act, published, kind, said, unit_id=unit_id)
    if reasons:
        raise act.refused(*reasons)
    number = _insert(act, published, kind, unit, one, decision)
    write_version(act, number, FindingState.DRAFTED, said, reason="登记")
    use_all(act, [each.id for each in materials], SubjectKind.FINDING, number, note="登记")
    unit_id = act.directory.unit_ids[unit]
    ended = [*end_nils(act, published, kind.code, unit_id=unit_id, on=one.on)]
    act.record(
        SubjectKind.FINDING.value,
        number,
        assessment_id=published.assessment_id,
        after={"kind": kind.code, "unit": unit, **_noted(said), "problem_id": one.problem, "ends_nil": ended},
        reason=one.again,
        basis=one.basis,
        decision=decision,
    )
    return number


def _noted(said: Mapping[Any, Any]) -> dict[str, Any]:
    """What the journal keeps of it: no words in which somebody may be named; those are in the versions."""
    return {name: said[name] for name in ("happened_on", "times", "attributes")}


def _insert(
    act: Act, published: Published, kind: FindingKind, unit: str, one: Written, decision: Decision
) -> int:  # fmt: skip
    issuer = decision.seat.unit if decision.seat is not None else act.directory.host_code
    row = {
        "office_id": act.office_id,
        "assessment_id": published.assessment_id,
        "unit_id": act.directory.unit_ids[unit],
        "issuer_unit_id": act.directory.unit_ids[issuer],
        "kind": kind.code,
        "problem_id": one.problem,
        "again": one.again,
        "informant": one.informant,
        "state": FindingState.DRAFTED.value,
        "came_from": "",
        "returned_by": "",
        "drafted_by": act.person_id,
        "drafted_at": act.now,
        "version": 0,
    }
    (number,) = insert_rows(act.tx, Finding.t, [row])
    return number


def problem_is_ours(act: Act, problem: int | None) -> None:
    """The problem, locked, so that two who stand on it come one after the other."""
    row = lock_row(act.tx, Problem.t, problem) if problem is not None else None
    if problem is not None and (row is None or row.office_id != act.office_id):
        raise act.refused(f"没有编号为 {problem} 的问题")


@act("edit_finding", label="修改加减分事项", data=Editing)
def edit_finding(act: Act, data: Editing) -> Done:
    """告知以前修改一条加减分事项；每一版都保留。"""
    subject = finding_of(act, data.finding)
    decision = allow(act, "edit_finding", subject.facts)
    row, published = subject.row, subject.published
    kind, before = kind_for(published, row.kind), contents_of(act.tx, row.id)[-1]
    said = changed(before, data.model_dump(include={*SAID, "on"}))
    values = {name: given for name in ("problem", "again") if (given := getattr(data, name)) is not None}
    problem = values.get("problem", row.problem_id)
    problem_is_ours(act, problem)
    materials = materials_of(act, data.evidence)
    reasons = [*refusals(act, published, kind, subject.facts.lead_unit, said)]
    if not (values.get("again") or row.again).strip():
        reasons += counted_already(act, published, kind, problem=problem, unit_id=row.unit_id, but=row.id)
        if problem is None:
            reasons += written_already(act, published, kind, said, unit_id=row.unit_id, but=row.id)
    if all(said[name] == getattr(before, name) for name in SAID) and not values and not materials:
        reasons.append("没有改动")
    if reasons:
        raise act.refused(*reasons)
    columns = {"problem_id": problem, "again": values.get("again", row.again)}
    change_row(act.tx, Finding.t, row.id, version=row.version, values=columns)
    write_version(act, row.id, FindingState.DRAFTED, said, reason=data.reason or "修改")
    use_all(act, [each.id for each in materials], SubjectKind.FINDING, row.id, note="登记")
    act.record(
        SubjectKind.FINDING.value,
        row.id,
        assessment_id=row.assessment_id,
        before=_noted(before._mapping),
        after={**_noted(said), **columns},
        reason=data.reason,
        decision=decision,
    )
    return Done(f"已修改{subject.title}", ids={"finding": row.id})


def changed(before: Any, told: Mapping[str, Any]) -> dict[str, Any]:
    """What it says with what was told; what was not told is as it was."""
    names = {"happened_on": "on"}
    return {
        name: getattr(before, name) if told.get(names.get(name, name)) is None else told[names.get(name, name)]
        for name in SAID
    }
