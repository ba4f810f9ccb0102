"""A finding goes on: the move and the new version are written together, so that scoring can be replayed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from actions.acts import Refused
from actions.context import Act
from actions.facts import circumstances
from actions.findings.contents import write_version
from actions.findings.counting import counted_already
from actions.findings.loading import finding_of, kind_for, window_end
from actions.firing import Fired, fire
from actions.subjects import Subject
from config.scoring.words import FindingState
from models.evidence import EvidenceUse, freeze_evidence
from models.findings import Finding
from models.writing import change_row
from scoring.facts import SETTLED
from states.finding import FindingFacts
from states.subjects import SubjectKind

CLOSED = frozenset({FindingState.CONFIRMED, FindingState.CHANGED, FindingState.REVOKED})


def one_by_one(
    act: Act, numbers: Sequence[int], do: Callable[[Subject[FindingFacts]], None]
) -> list[Subject[FindingFacts]]:
    """Each as the one before it left things; what speaks against any of them is told at once."""
    done: list[Subject[FindingFacts]] = []
    reasons: list[str] = []
    for number in dict.fromkeys(numbers):
        done.append(finding_of(act, number))
        try:
            do(done[-1])
        except Refused as refused:
            reasons += [f"{done[-1].title}：{reason}" if len(numbers) > 1 else reason for reason in refused.reasons]
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    return done


def facts_of(act: Act, subject: Subject[FindingFacts], *, words: str = "", **more: Any) -> FindingFacts:
    """What the machine of a finding is told."""
    row = subject.row
    told: dict[str, Any] = {
        "until": window_end(act, row),
        "agreed": row.agreed_at is not None,
        "has_evidence": has_evidence(act, row.id),
        "counted": () if row.again.strip() or row.told_at is not None else _counted(act, subject),
    }
    return FindingFacts(**circumstances(act, subject, words=words), **{**told, **more})


def _counted(act: Act, subject: Subject[FindingFacts]) -> tuple[str, ...]:
    row, published = subject.row, subject.published
    kind = kind_for(published, row.kind)
    found = counted_already(act, published, kind, problem=row.problem_id, unit_id=row.unit_id, but=row.id)
    return tuple(found)


def has_evidence(act: Act, finding_id: int) -> bool:
    standing = select(EvidenceUse.c.id).where(
        EvidenceUse.c.subject_kind == SubjectKind.FINDING.value,
        EvidenceUse.c.subject_id == finding_id,
        EvidenceUse.c.removed_at.is_(None),
    )
    return act.tx.execute(standing.limit(1)).first() is not None


def move(
    act: Act,
    subject: Subject[FindingFacts],
    trigger: str,
    facts: FindingFacts,
    *,
    values: Mapping[str, Any] | None = None,
    content: Mapping[str, Any] | None = None,
) -> Fired:
    """Fire, and keep what is known from now on. Raises `Refused` with every reason."""
    before = subject.row.state
    fired = fire(act, subject, trigger, facts, values=values)
    state = FindingState(fired.move.dest.code)
    if state.value == before and content is None:
        return fired
    reason = facts.words or fired.move.rule.label
    write_version(act, subject.id, state, content or {}, reason=reason)
    if state in SETTLED and state.value != before:
        freeze_evidence(act.tx, SubjectKind.FINDING.value, subject.id, at=act.now)
    if state in CLOSED and state.value != before:
        ended = {"closed_at": act.now, "next_look_at": None}
        change_row(act.tx, Finding.t, subject.id, version=fired.version, values=ended)
    return fired
