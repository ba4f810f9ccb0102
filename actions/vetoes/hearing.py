"""告知 and 说明: the unit learns what is held against it and has its workdays to answer; only then the committee."""

from collections.abc import Sequence
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.firing import fire
from actions.subjects import Subject
from actions.telling import Told
from actions.vetoes.loading import facts_of, veto_of
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from states.rules import Await
from states.seating import SIGNERS
from states.timing import in_workdays
from states.veto import VetoFacts


class One(Data):
    """One veto."""

    veto: int = Field(description="一票否决编号")
    words: str = Field(default="", description="说明；单位说明的必填")


@act("tell_veto", label="告知一票否决", data=One)
def tell_veto(act: Act, data: One) -> Done:
    """把拟否决的事实、依据告知单位，并告知说明的期限。"""
    subject = veto_of(act, data.veto)
    days = subject.published.scheme.vetoes.statement_days if subject.published.scheme.vetoes is not None else 0
    due = in_workdays(act.now, days, calendar=act.calendar)
    values = {"told_at": act.now, "statement_due_at": due}
    fire(act, subject, "tell_veto", facts_of(act, subject, words=data.words), values=values)
    _tell(act, subject, due=say_last_moment(due))
    return Done(f"已告知“{subject.title}”，说明期限{say_last_moment(due)}", ids={"veto": subject.id})


@act("state_case", label="说明情况", data=One)
def state_case(act: Act, data: One) -> Done:
    """被提出一票否决的单位说明情况，报委员会审定。"""
    subject = veto_of(act, data.veto)
    values = {"statement": data.words, "stated_at": act.now, "settled_at": act.now}
    fire(act, subject, "state_case", facts_of(act, subject, words=data.words), values=values)
    return Done(f"已收到“{subject.title}”的说明，待委员会审定", ids={"veto": subject.id})


@act("lay_before_committee", label="提交委员会审定", data=One)
def lay_before_committee(act: Act, data: One) -> Done:
    """说明期满单位没有说明的，提交委员会审定。"""
    subject = veto_of(act, data.veto)
    _lay(act, subject, data.words)
    return Done(f"“{subject.title}”说明期满，已提交委员会审定", ids={"veto": subject.id})


def lay_unanswered(act: Act, rows: Sequence[Any]) -> None:
    """By the clock, where nobody did it: the committee is not kept waiting by silence."""
    for row in rows:
        _lay(act, veto_of(act, row.id), "")


def _lay(act: Act, subject: Subject[VetoFacts], words: str) -> None:
    facts = facts_of(act, subject, words=words)
    fire(act, subject, "lay_before_committee", facts, values={"settled_at": act.now})


def _tell(act: Act, subject: Subject[VetoFacts], *, due: str) -> None:
    """The facts and the basis, beside the to-do that its heads get."""
    row = subject.row
    for code in act.directory.seating.owing(Await(ObligationKind.STATEMENT, SIGNERS), subject.facts):
        told = Told(
            code="veto_told",
            key=f"veto_told:{row.id}:{code}",
            post_id=act.directory.post_ids[code],
            words={
                "unit": act.directory.units[row.unit_id].shown,
                "owner": act.directory.units[row.owner_unit_id].shown,
                "subject": row.name,
                "fact": row.facts.rstrip("。"),
                "basis": row.superior_basis or row.basis,
                "due": due,
            },
            overrides=subject.published.texts,
            why="告知之后当即送达",
        )
        act.tell(told)
