"""公布后的更正: first everybody for whom something would change, and why; then consent; only then another version.

1. The result is worked out anew from the facts as they are now. 2. Every unit whose points, place, grade or award would
change is listed with the steps that moved its points. 3. Applied, it is kept as a version that waits; what is published
stays as it is. 4. With consent the version is in force, the affected are told, and their window for 复核 opens again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.results.facts import missing_in
from actions.results.following import until
from actions.results.loading import result_of
from actions.results.moving import answered, step
from actions.results.requesting import carry_out
from actions.results.telling import say_standing, tell_of_correction
from actions.results.versions import keep, kept_version, worked_out
from config.scheme import Scheme
from scoring.differing import Differs, differences
from scoring.numbers import plain


class Correcting(Data):
    """Why, and by which paper."""

    result: int = Field(description="考核结果编号")
    reason: str = Field(min_length=1, description="为什么更正：原来错在哪里")
    basis: str = Field(min_length=1, description="依据：复核决定、文号")
    apply: bool = Field(default=False, description="false 只看影响，true 提请批准")


class Consent(Data):
    """同意更正, or not."""

    result: int = Field(description="考核结果编号")
    agreed: bool = Field(description="true 同意更正，false 不同意、维持已公布的")
    words: str = Field(default="", description="意见；不同意的必填")


@act("correct_result", label="更正考核结果", data=Correcting)
def correct_result(act: Act, data: Correcting) -> Done:
    """公布后的更正：列出得分、名次、等次、奖项会变的每个单位和原因；提请批准前什么也不改。"""
    subject = result_of(act, data.result)
    allow(act, "propose_correction", subject.facts)
    if subject.row.in_force is None:
        raise act.refused(f"{subject.title}还没有公布，改正事实后退回汇总审核即可")
    before = kept_version(act.tx, subject.published, subject.id, subject.row.in_force)
    reckoned = worked_out(act, subject.row)
    changed = [*differences(before.outcome, reckoned.outcome)]
    reasons = [f"更正后有算不出来的：{each}" for each in missing_in(reckoned)]
    if not changed:
        reasons.append("按现在登记的事实，得分、名次、等次、奖项都没有变化，没有可以更正的")
    if reasons:
        raise act.refused(*reasons)
    told = [explained(reckoned.scheme, each) for each in changed]
    with act.attempt(keep=data.apply):
        number = keep(act, subject.row, reckoned, sort="correction", reason=data.reason, basis=data.basis)
        fired = step(
            act, subject, "propose_correction", words=data.reason, basis=data.basis, values={"proposed": number}
        )
    said = "已提请更正，等候批准；批准以前公布的结果不变" if data.apply else "若更正（尚未改动）"
    units = len({each.unit for each in changed})
    return Done(
        "\n".join([f"{said}：{units}个单位有变化", *(line for each in told for line in _lines(each))]),
        ids={"result": subject.id},
        details={"changed": told, **(answered(subject, fired) | {"number": number} if data.apply else {})},
    )


def explained(scheme: Scheme, each: Differs) -> dict[str, Any]:
    """One unit: how it stood, how it would stand, which steps moved its points; where none did, others moved it."""
    moved = [
        {
            "path": list(one.path),
            "before": None if one.before is None else plain(one.before),
            "after": None if one.after is None else plain(one.after),
        }
        for one in each.because
    ]
    return {
        "result": each.result,
        "unit": each.unit,
        "name": scheme.unit(each.unit).name,
        "before": say_standing(each.before),
        "after": say_standing(each.after),
        "because": moved or "本单位得分不变，因其他单位的变化而变",
    }


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    yield f"{told['name']}：{told['before']} → {told['after']}"
    if isinstance(told["because"], str):
        yield f"  {told['because']}"
        return
    for move in told["because"]:
        where = " › ".join(move["path"][1:] or move["path"])
        yield f"  {where}：{move['before'] or '（没有）'} → {move['after'] or '（没有）'}"


@act("decide_correction", label="审批更正", data=Consent)
def decide_correction(act: Act, data: Consent) -> Done:
    """批准或不批准更正；批准后新的一版生效，告知有变化的单位，它们可以再申请复核。"""
    subject = result_of(act, data.result)
    row = subject.row
    if not data.agreed:
        fired = step(act, subject, "decline", words=data.words, values={"proposed": None})
        return Done(f"{subject.title}不予更正", ids={"result": subject.id}, details=answered(subject, fired))
    if row.proposed is None:
        raise act.refused(f"{subject.title}没有等候批准的更正")
    before = kept_version(act.tx, subject.published, subject.id, row.in_force)
    after = kept_version(act.tx, subject.published, subject.id, row.proposed)
    changed: dict[str, list[Differs]] = {}
    for each in differences(before.outcome, after.outcome):
        changed.setdefault(each.unit, []).append(each)
    process = subject.place.process
    again = until(act, process) if process.reexamination is not None else None
    reopened = row.reopened if again is None else {**row.reopened, **dict.fromkeys(changed, again.isoformat())}
    values = {"in_force": row.proposed, "proposed": None, "reopened": reopened}
    fired = step(act, subject, "approve", words=data.words, basis=after.row.basis, values=values)
    tell_of_correction(act, subject, changed, reason=after.row.reason, basis=after.row.basis, until=again)
    carry_out(act, subject.id)
    return Done(
        f"{subject.title}已更正，告知{len(changed)}个单位",
        ids={"result": subject.id},
        details={**answered(subject, fired), "changed": [*changed]},
    )
