"""A14: a substitution that asks holds only once the substitute has said yes."""

from typing import Any

from pydantic import Field
from sqlalchemy import update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.people import directory_changed
from models.persons import Substitution
from models.writing import lock_row
from states.subjects import SubjectFacts, SubjectKind


class Offered(Data):
    """A substitution that waits for the substitute's word."""

    substitution: int = Field(description="代理编号")
    words: str = Field(default="", description="说明；谢绝的必填")


@act("accept_substitution", label="接受代理", data=Offered)
def accept_substitution(act: Act, data: Offered) -> Done:
    """接受代理他人的工作；从接受时起生效。"""
    _answer(act, data, "accepted_at")
    return Done("已接受代理", ids={"substitution": data.substitution})


@act("decline_substitution", label="谢绝代理", data=Offered)
def decline_substitution(act: Act, data: Offered) -> Done:
    """谢绝代理他人的工作，并写明理由。"""
    if not data.words.strip():
        raise act.refused("谢绝的，要写明理由")
    _answer(act, data, "declined_at")
    return Done("已谢绝代理", ids={"substitution": data.substitution})


def _answer(act: Act, data: Offered, column: str) -> None:
    row: Any = lock_row(act.tx, Substitution.t, data.substitution)
    if row is None:
        raise act.refused(f"没有编号为 {data.substitution} 的代理")
    act.enter(row.office_id)
    subject = SubjectFacts(kind=SubjectKind.PERSON, office=row.office_id, person=row.substitute_id)
    decision = allow(act, "answer_substitution", subject)
    if not row.asks or row.accepted_at is not None or row.declined_at is not None:
        raise act.refused("这次代理不需要答复，或已经答复")
    act.tx.execute(
        update(Substitution.t)
        .where(Substitution.c.id == row.id)
        .values(**{column: act.now}, version=Substitution.c.version + 1)
    )
    directory_changed(act)
    after = {"substitution_id": row.id, column: act.now}
    act.record(SubjectKind.PERSON.value, row.person_id, after=after, reason=data.words, decision=decision)
