"""What the machine of a result is told: what is missing, who has not answered, what was objected to, what moved."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.facts import circumstances
from actions.judgements.open_ends import open_ends
from actions.results.versions import kept_version, worked_out
from actions.scoring.reckoning import Reckoned
from actions.subjects import Subject
from config.scoring.words import FindingState
from models.results import REPLIES, ResultReply, ReviewRequest
from models.vetoes import Veto
from scoring.differing import differences
from scoring.numbers import plain
from scoring.tying import open_awards
from states.results.facts import ResultFacts, ResultState
from states.results.request import OPEN
from states.subjects import SubjectKind
from states.veto import VetoState

X = ResultState
ANSWERED = (X.SELF_CHECK.value, X.FEEDBACK.value, X.OPINIONS.value)
LOOKED_AT = (X.MARKING.value, X.CONSOLIDATION.value)


def facts_of(
    act: Act, subject: Subject[ResultFacts], *, words: str = "", reckoned: Reckoned | None = None, **more: Any
) -> ResultFacts:
    """`reckoned`: what the act has worked out already."""
    row = subject.row
    replies = replies_of(act, row)
    told: dict[str, Any] = {
        "waiting": tuple(_name(act, each) for each in replies if each.replied_at is None),
        "answered": sum(each.replied_at is not None for each in replies),
        "is_over": _is_over(act, row, replies),
        "objections": tuple(_name(act, each) for each in objections(act, row.id)),
        "requests": tuple(open_requests(act, row.id)),
    }
    if subject.state in LOOKED_AT:
        reckoned = reckoned or worked_out(act, row)
        told |= {"missing": missing_in(reckoned), "pending": (*_findings(reckoned), *_vetoes(act, row))}
        told["begun"] = tuple(open_ends(act.tx, subject.published))
    if subject.state == X.ANNOUNCEMENT and not row.keep_reason:
        told["moved"] = tuple(moved_since(act, subject))
    return ResultFacts(**circumstances(act, subject, words=words), **{**told, **more})


def _is_over(act: Act, row: Any, replies: Sequence[Any]) -> bool:
    """The days of the step have passed, and the longer ones that somebody who has not answered was given (延期)."""
    if row.due_at is None or act.now <= row.due_at:
        return False
    silent = {each.unit_id for each in replies if each.replied_at is None and each.unit_id is not None}
    owed = act.obligations.about(SubjectKind.RESULT.value, row.id) if silent else ()
    return all(each.due_at is None or act.now > each.due_at for each in owed if each.unit_id in silent)


def replies_of(act: Act, row: Any) -> Sequence[Any]:
    """Who is asked in the step that the result stands in, in order."""
    if row.state not in ANSWERED:
        return ()
    return act.tx.execute(REPLIES, {"b_result": row.id, "b_round": row.round, "b_sort": row.state}).all()


def objections(act: Act, result_id: int) -> Sequence[Any]:
    """Of every round: what was objected to and not answered."""
    query = select(ResultReply.t).where(
        ResultReply.c.result_id == result_id, ResultReply.c.agrees.is_(False), ResultReply.c.answered_at.is_(None)
    )
    return act.tx.execute(query.order_by(ResultReply.c.id)).all()


def _name(act: Act, reply: Any) -> str:
    return reply.body if reply.unit_id is None else act.directory.units[reply.unit_id].shown


def open_requests(act: Act, result_id: int) -> Iterator[str]:
    query = select(ReviewRequest.c.unit_id).where(
        ReviewRequest.c.result_id == result_id, ReviewRequest.c.state.in_(OPEN)
    )
    for unit in act.tx.scalars(query.order_by(ReviewRequest.c.id)):
        yield act.directory.units[unit].shown


def missing_in(reckoned: Reckoned) -> tuple[str, ...]:
    """Everything that has no number, place, grade or award yet, each once."""
    outcome = reckoned.outcome
    found = [reason for totals in outcome.results.values() for each in totals.values() for reason in each.reasons]
    found += [reason for reasons in outcome.refused.values() for reason in reasons]
    found += [f"“{awarded.award.name}”最后一个名额有并列，还没有定给谁" for awarded in open_awards(outcome)]
    return tuple(dict.fromkeys((*found, *reckoned.refused)))


def _findings(reckoned: Reckoned) -> Iterator[str]:
    """Told, and not settled: whether they count is not known yet."""
    for finding in reckoned.book.facts.findings:
        if finding.state in (FindingState.TOLD, FindingState.DISPUTED):
            name, _ = reckoned.book.finding_name(finding.kind)
            yield f"{reckoned.book.unit_name(finding.unit)}：{name}（{finding.state.label}）"


def _vetoes(act: Act, row: Any) -> Iterator[str]:
    query = select(Veto.t).where(
        Veto.c.assessment_id == row.assessment_id, Veto.c.told_at.is_not(None), Veto.c.settled_at.is_(None)
    )
    for veto in act.tx.execute(query.order_by(Veto.c.id)):
        yield f"{act.directory.units[veto.unit_id].shown}：{veto.name}（{VetoState(veto.state).label}）"


def moved_since(act: Act, subject: Subject[Any]) -> Iterator[str]:
    """Whose points are not any more what left 汇总审核."""
    row = subject.row
    if row.laid is None:
        return
    before = kept_version(act.tx, subject.published, row.id, row.laid)
    now = worked_out(act, row)
    for each in differences(before.outcome, now.outcome):
        if each.before.points != each.after.points:
            was, then = (plain(one.points) if one.points is not None else "没有分" for one in (each.before, each.after))
            yield f"{now.book.unit_name(each.unit)} {was} → {then}"
