"""异议复核: upheld, changed or revoked, with reasons, by somebody who did not register it."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.findings.contents import SAID, refusals
from actions.findings.drafting import changed
from actions.findings.loading import finding_of, kind_for
from actions.findings.moving import facts_of, move
from actions.findings.saying import tell_registrar, tell_unit, whole_text
from models.findings import FindingObjection, contents_of
from models.types import DIGITS
from models.writing import change_row

TRIGGERS = {"upheld": "uphold", "changed": "change", "revoked": "revoke"}
SAYS = {"upheld": "维持", "changed": "变更", "revoked": "撤销"}


class Deciding(Data):
    """The answer to an objection. What a change does not say stays."""

    finding: int = Field(description="加减分事项编号（系统内）")
    decision: Literal["upheld", "changed", "revoked"] = Field(description="upheld 维持、changed 变更、revoked 撤销")
    words: str = Field(min_length=1, description="复核意见和理由")
    on: date | None = Field(default=None, description="变更为哪天发生的")
    times: Decimal | None = Field(default=None, gt=0, max_digits=DIGITS, description="变更为几次")
    matter: str | None = Field(default=None, min_length=1, description="变更后的事由")
    attributes: dict[str, str] | None = Field(default=None, description="变更后的属性")
    person: str | None = Field(default=None, description="变更为哪个人（代号）")


@act("decide_objection", label="复核异议", data=Deciding)
def decide_objection(act: Act, data: Deciding) -> Done:
    """复核一条异议：维持、变更或撤销，写明理由，告知被考核单位。"""
    subject = finding_of(act, data.finding)
    before = contents_of(act.tx, subject.id)[-1]
    said = changed(before, data.model_dump(include={*SAID, "on"}))
    alters = any(said[name] != getattr(before, name) for name in SAID)
    if alters and data.decision != "changed":
        raise act.refused("维持或撤销的，不能同时改动内容；要改动的请用变更")
    facts = facts_of(act, subject, words=data.words, alters=alters)
    content: dict[str, Any] = {**said, "settled_by": f"{act.by}复核{SAYS[data.decision]}"}
    kind = kind_for(subject.published, subject.row.kind)
    if alters and (reasons := [*refusals(act, subject.published, kind, subject.facts.lead_unit, said)]):
        raise act.refused(*reasons)
    move(act, subject, TRIGGERS[data.decision], facts, content=content)
    number = _answer(act, subject.id, data)
    words = {
        "subject": subject.title,
        "decision": SAYS[data.decision],
        "reason": data.words.rstrip("。"),
        "text": "" if data.decision == "revoked" else f"\n现为：{whole_text(act, subject)}",
    }
    tell_unit(act, subject.published, subject.row.unit_id, "finding_decided", str(number), words)
    told = {**words, "unit": act.directory.units[subject.row.unit_id].name}
    tell_registrar(act, subject, "finding_decided", str(number), told)
    return Done(f"{subject.title}的异议复核结果：{SAYS[data.decision]}", ids={"finding": subject.id})


def _answer(act: Act, finding_id: int, data: Deciding) -> int:
    standing = FindingObjection.c.finding_id == finding_id, FindingObjection.c.decided_at.is_(None)
    row = act.tx.execute(select(FindingObjection.t).where(*standing)).one()
    values = {
        "decision": data.decision,
        "decided_at": act.now,
        "decided_by": act.person_id,
        "decided_words": data.words,
    }
    change_row(act.tx, FindingObjection.t, row.id, version=row.version, values=values)
    return int(row.id)
