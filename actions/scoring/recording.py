"""登记事实: a sheet of facts is taken into the books entry by entry, or not at all.

An entry takes the place of the one for the same thing and day; what stood there stays, so that every past score can be
worked out again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.published import Published
from actions.scoring.books import write_facts
from actions.scoring.editions import out_of_order
from actions.scoring.sheets import Line, lines_of, said_to_people, sheet_of, spoken
from actions.scoring.telling import tell_of_results
from actions.scoring.whose import may_record
from config.scheme import Scheme
from config.scoring.factsheet import FactSheet
from config.scoring.stored import CHOSEN, SORTS
from models.evidence import EvidenceVersion
from models.facts import SITTING, StatedFact
from models.writing import find_row
from scoring.sheets import facts_of
from states.subjects import SubjectKind


class Recording(Data):
    """A sheet of facts, and the paper behind it."""

    assessment: int = Field(description="考核年度编号")
    facts: dict[str, Any] = Field(description="事实，写法同事实文件；加减分事项和人给的分另行办理")
    document_no: str = Field(default="", description="来源文件的字号或名称")
    dated_on: date | None = Field(default=None, description="来源文件日期")
    scan: int | None = Field(default=None, description="附件：印证材料版本编号")
    reason: str = Field(default="", description="理由；改动已登记的事实时必填")


class Withdrawal(Data):
    """A fact that does not stand, and why."""

    fact: int = Field(description="事实编号")
    reason: str = Field(min_length=1, description="理由")


ELSEWHERE = {"findings": "加减分事项", "judgements": "人给的分"}
"""Lists whose entries have a life of their own."""


@act("record_facts", label="登记评分事实", data=Recording)
def record_facts(act: Act, data: Recording) -> Done:
    """登记评分用的事实：数据项的数、状况、打分结果、上级结果、应办与实办时刻、不考的、推荐名额、选定的读法。"""
    changed = take_in(act, data)
    tell_of_results(act, act.published(data.assessment), changed, document=basis_of(data) or "未写来源文件")
    sorts = Counter(_label(line.sort) for line in changed)
    said = "、".join(f"{label}{count}条" for label, count in sorts.items())
    return Done(f"已登记{said}", ids={"assessment": data.assessment}, details={"recorded": dict(sorts)})


def take_in(act: Act, data: Recording) -> list[Line]:
    """What was written: the entries that say something new. Raises `Refused` with everything that speaks against it."""
    published = act.published(data.assessment)
    lines = _read(act, published, data.facts)
    reasons = [*_unsourced(act, data), *may_record(act, published, lines)]
    before = _standing(act, data.assessment, lines)
    reasons += out_of_order(published.scheme, lines, before, dated_on=data.dated_on)
    source = data.model_dump(include={"document_no", "dated_on", "reason"}) | {"evidence_version_id": data.scan}
    changed, replaced = write_facts(act, data.assessment, lines, standing=before, source=source, why=data.reason)
    if replaced and not data.reason.strip():
        again = "、".join(_told(act, published, row) for row in replaced[:3])
        more = f"等{len(replaced)}条" if len(replaced) > 3 else ""
        reasons.append(f"{again}{more}已经登记过，改动请写明理由")
    if not changed and not reasons:
        reasons.append("所填的与已登记的完全相同")
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    act.record(
        SubjectKind.ASSESSMENT.value,
        data.assessment,
        assessment_id=data.assessment,
        before={_named(act, row): row.content for row in replaced} or None,
        after={line.said: line.content for line in changed},
        reason=data.reason,
        basis=basis_of(data),
    )
    return changed


@act("withdraw_fact", label="撤回登记的事实", data=Withdrawal)
def withdraw_fact(act: Act, data: Withdrawal) -> Done:
    """撤回一条登记错了的事实；原登记留在履历里，此前的分仍可重算。"""
    row = find_row(act.tx, StatedFact.t, data.fact)
    if row is None or row.replaced_at is not None:
        raise act.refused(f"没有编号为 {data.fact} 的事实，或已被替换、撤回")
    published = act.published(row.assessment_id)
    if reasons := [*may_record(act, published, [Line.of(row, act.directory.units[row.unit_id].code)])]:
        raise act.refused(*reasons)
    write_facts(act, row.assessment_id, [], standing=[row], why=data.reason)
    act.record(
        SubjectKind.ASSESSMENT.value,
        row.assessment_id,
        assessment_id=row.assessment_id,
        before={_named(act, row): row.content},
        reason=data.reason,
    )
    return Done(f"已撤回{_told(act, published, row)}", ids={"assessment": row.assessment_id})


def _carried(scheme: Scheme, lines: Sequence[Line]) -> Iterator[str]:
    """What comes down from the superior is written where its document is recorded, and nowhere else."""
    carried = scheme.carried_down
    if carried is not None and any((line.sort, line.code) == ("imported", carried.source) for line in lines):
        name = next(source.name for source in scheme.scoring.sources if source.code == carried.source)
        yield f"“{name}”由上级加减分、负面清单事项落下来，不在这里登记"


def _read(act: Act, published: Published, told: Mapping[str, Any]) -> list[Line]:
    """The entries. Raises `Refused` with everything in the sheet that does not fit the scheme."""
    reasons = [f"{label}不在这里登记，请用{label}的办理事项" for name, label in ELSEWHERE.items() if told.get(name)]
    sheet, wrong = sheet_of(published.scheme, told)
    if sheet is not None:
        _, refused = facts_of(sheet, published.scheme)
        wrong = [*wrong, *(spoken(finding, told) for finding in refused)]
        wrong += _sealed_elsewhere(published, sheet)
    if sheet is None or wrong or reasons:
        raise act.refused(*reasons, *wrong)
    lines, unknown = lines_of(sheet, published, act.directory)
    unknown = [*unknown, *_carried(published.scheme, lines)]
    if unknown or not lines:
        raise act.refused(*unknown, *([] if lines or unknown else ["一条事实也没有写"]))
    twice = [key for key, count in Counter(line.key for line in lines).items() if count > 1]
    if twice:
        named = {line.key: said_to_people(published.scheme, line) for line in lines}
        raise act.refused(*(f"{named[key]}写了几遍" for key in twice))
    return lines


def _sealed_elsewhere(published: Published, sheet: FactSheet) -> Iterator[str]:
    """What the office itself votes on is counted by two persons and sealed (O30), not typed by one."""
    own = {rating.code: rating.name for rating in published.scheme.scoring.ratings if rating.ballots is not None}
    for code in dict.fromkeys(entry.rating for entry in sheet.ratings if entry.rating in own):
        yield f"“{own[code]}”由本级组织投票、打分，封存后自动采用，不在这里登记"


def _unsourced(act: Act, data: Recording) -> Iterator[str]:
    if data.dated_on is not None and data.dated_on > act.now.date():
        yield "来源文件的日期晚于今天"
    if data.scan is not None:
        row = find_row(act.tx, EvidenceVersion.t, data.scan)
        if row is None or row.office_id != act.office_id:
            yield f"没有编号为 {data.scan} 的印证材料版本"


def _standing(act: Act, assessment_id: int, lines: Sequence[Line]) -> list[Any]:
    """What sits now for the same things."""
    codes = sorted({line.code for line in lines})
    query = select(StatedFact.t).where(
        SITTING, StatedFact.c.assessment_id == assessment_id, StatedFact.c.code.in_(codes)
    )
    wanted = {line.key for line in lines}
    return [row for row in act.tx.execute(query) if Line.key_of(row) in wanted]


def basis_of(data: Recording) -> str:
    dated = f"（{data.dated_on.isoformat()}）" if data.dated_on is not None else ""
    return f"{data.document_no}{dated}"


def _label(sort: str) -> str:
    return "选定的读法" if sort == CHOSEN else SORTS[sort].label


def _told(act: Act, published: Published, row: Any) -> str:
    return said_to_people(published.scheme, Line.of(row, act.directory.units[row.unit_id].code))


def _named(act: Act, row: Any) -> str:
    """For the journal, which keeps no names of persons and needs the codes."""
    unit = row.peer or act.directory.units[row.unit_id].name
    return "/".join(filter(None, (_label(row.sort), unit, row.code, row.part, row.period)))
