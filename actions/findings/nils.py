"""零扣分确认 (O07): an assessor says, unit by unit, that there is nothing of a kind in a period."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, Refused, act
from actions.context import Act
from actions.findings.loading import about
from actions.guarding import allow
from actions.published import Published
from config.scoring.catalogue import FindingKind
from config.scoring.factsheet import Period
from config.scoring.finders import finding_kind
from config.scoring.words import FindingState
from models.findings import FindingNil, findings_known
from models.writing import change_row, insert_rows
from scoring.periods import contains
from scoring.sheets import units_by_name
from states.actors import Decision
from states.subjects import SubjectKind


class Nothing(Data):
    """Of which kinds there is nothing, in which period."""

    assessment: int = Field(description="考核年度编号")
    kinds: tuple[str, ...] = Field(min_length=1, description="哪些事项：编码或名称")
    period: Period = Field(description="哪一期，如 2019、2019-Q1、2019-05")
    units: tuple[str, ...] = Field(default=(), description="哪些单位：编码或名称；不写则各分组里的所有单位")
    words: str = Field(default="", description="说明，如 已查阅全年签到记录")


@act("confirm_nil", label="零扣分确认", data=Nothing)
def confirm_nil(act: Act, data: Nothing) -> Done:
    """考评单位确认某一期没有这种事项；已有登记的、本单位的和已经确认过的不列入，逐个说明。"""
    published = act.published(data.assessment)
    kinds = [_kind(act, published, written) for written in data.kinds]
    units = [_unit(act, published, written) for written in data.units] or _all_units(act, published)
    against = _against(act, published)
    rows: list[dict[str, Any]] = []
    left: dict[str, str] = {}
    for kind in kinds:
        for unit in units:
            name = f"{act.directory.unit(unit).shown}：{kind.name}"
            try:
                decision = allow(act, "confirm_nil", about(act, published, kind, unit=unit))
                _refuse(act, data.period, against.get((kind.code, act.directory.unit_ids[unit]), []))
            except Refused as refused:
                left[name] = "；".join(refused.reasons)
            else:
                rows.append(_row(act, published, kind, unit, data, decision))
    if not rows:
        raise act.refused(*(f"{name}：{why}" for name, why in left.items()))
    insert_rows(act.tx, FindingNil.t, rows)
    after = {"kinds": [kind.code for kind in kinds], "period": data.period, "count": len(rows)}
    act.record(
        SubjectKind.ASSESSMENT.value, data.assessment, assessment_id=data.assessment, after=after, reason=data.words
    )
    rest = f"，{len(left)}项不列入" if left else ""
    return Done(f"零扣分确认{len(rows)}项{rest}", ids={"assessment": data.assessment}, details={"left": left})


def _kind(act: Act, published: Published, written: str) -> FindingKind:
    found = finding_kind(published.scheme, written)
    if found is None:
        raise act.refused(f"没有“{written}”这种加减分事项")
    return found


def _unit(act: Act, published: Published, written: str) -> str:
    found = units_by_name(published.scheme).get(written)
    if found is None or found not in act.directory.unit_ids:
        raise act.refused(f"没有单位“{written}”")
    return found


def _all_units(act: Act, published: Published) -> list[str]:
    grouped = dict.fromkeys(unit for group in published.scheme.scoring.groups for unit in group.units)
    if not grouped:
        raise act.refused("方案没有分组，请写明哪些单位")
    return [unit for unit in act.directory.unit_ids if unit in grouped]


def _against(act: Act, published: Published) -> Mapping[tuple[str, int], list[str]]:
    """Each period, or day, that something is registered or confirmed for already, by kind and unit."""
    found: dict[tuple[str, int], list[str]] = {}
    for row in findings_known(act.tx, published.assessment_id):
        if row.state != FindingState.REVOKED.value:
            found.setdefault((row.kind, row.unit_id), []).append(row.happened_on.isoformat())
    for row in _standing(act, published.assessment_id):
        found.setdefault((row.kind, row.unit_id), []).append(row.period)
    return found


def _standing(act: Act, assessment_id: int) -> list[Any]:
    query = select(FindingNil.t).where(FindingNil.c.assessment_id == assessment_id, FindingNil.c.replaced_at.is_(None))
    return list(act.tx.execute(query))


def _refuse(act: Act, period: str, against: list[str]) -> None:
    days = [each for each in against if len(each) == len("2019-05-13")]
    registered = [day for day in days if contains(period, date.fromisoformat(day))]
    reasons = [f"已有登记（{'、'.join(sorted(registered))}）"] if registered else []
    reasons += ["已经确认过"] if period in against else []
    if reasons:
        raise act.refused(*reasons)


def _row(
    act: Act, published: Published, kind: FindingKind, unit: str, data: Nothing, decision: Decision
) -> dict[str, Any]:
    issuer = decision.seat.unit if decision.seat is not None else act.directory.host_code
    return {
        "office_id": act.office_id,
        "assessment_id": published.assessment_id,
        "kind": kind.code,
        "unit_id": act.directory.unit_ids[unit],
        "period": data.period,
        "issuer_unit_id": act.directory.unit_ids[issuer],
        "words": data.words,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
        "replaced_why": "",
        "version": 0,
    }


def end_nils(act: Act, published: Published, kind: str, *, unit_id: int, on: date) -> Iterator[str]:
    """Something was found after all: the periods whose confirmation does not hold any more."""
    for row in _standing(act, published.assessment_id):
        if (row.kind, row.unit_id) == (kind, unit_id) and contains(row.period, on):
            values = {"replaced_at": act.now, "replaced_why": "此后有登记"}
            change_row(act.tx, FindingNil.t, row.id, version=row.version, values=values)
            yield row.period
