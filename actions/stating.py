"""自查: what a self-check found, signed by whoever owes it; nothing is handed in (D12, R2.10, R2.21)."""

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.owing import named, open_obligation, subject_of
from config.obligations import ObligationKind
from models.statements import Finding, Statement
from models.writing import insert_rows
from states.subjects import SubjectKind


class Signed(Data):
    """One self-check."""

    obligation: int = Field(description="应办事项编号")
    checked: str = Field(min_length=1, description="自查了什么、怎么查的")
    finding: Finding = Field(description="结果：clean 未发现问题、problems 发现问题")
    problems: str = Field(default="", description="发现的问题；发现问题的必填")
    measures: str = Field(default="", description="改进完善措施；发现问题的必填")


@act("sign_self_check", label="签署自查说明", data=Signed)
def sign_self_check(act: Act, data: Signed) -> Done:
    """签署自查说明，本期自查办结，不用报送。"""
    row = open_obligation(act, data.obligation)
    decision = allow(act, "sign_statement", subject_of(act, row))
    if row.kind != ObligationKind.SELF_CHECK.value:
        raise act.refused(f"{named(row)}不是自查")
    if row.opened_at > act.now:
        raise act.refused(f"{named(row)}还没有开始")
    found = data.finding is Finding.PROBLEMS
    reasons = [
        reason
        for wanted, reason in (
            (found and not data.problems.strip(), "发现问题的，要写明是什么问题"),
            (found and not data.measures.strip(), "发现问题的，要写明改进完善措施"),
            (not found and bool(data.problems.strip()), "写了问题，结果应为“发现问题”"),
        )
        if wanted
    ]
    if reasons:
        raise act.refused(*reasons)
    statement = {
        "office_id": act.office_id,
        "assessment_id": row.assessment_id,
        "obligation_id": row.id,
        **data.model_dump(include={"checked", "problems", "measures"}),
        "finding": data.finding.value,
        "signed_by": act.person_id,
        "signed_at": act.effective_at,
        "recorded_by": act.door.recorded_by,
    }
    (number,) = insert_rows(act.tx, Statement.t, [statement])
    act.obligations.end([row.id])
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"statement_id": number, "finding": data.finding.value, "due_at": row.due_at},
        reason=data.checked,
        decision=decision,
    )
    return Done(f"已签署{named(row)}的自查说明：{data.finding.label}", ids={"statement": number})
