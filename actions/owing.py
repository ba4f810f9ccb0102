"""One open obligation as an act holds it: its row, locked, and whose it is."""

from collections.abc import Iterable
from typing import Any

from actions.context import Act
from actions.directory import Directory
from config.obligations import ObligationKind
from models.obligations import Obligation
from models.writing import lock_row
from states.subjects import SubjectFacts, SubjectKind


def obligation_of(act: Act, number: int) -> Any:
    """The obligation, locked, settled or not; enters its office and knows its year."""
    row = lock_row(act.tx, Obligation.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的应办事项")
    act.enter(row.office_id)
    if row.assessment_id is not None:
        act.published(row.assessment_id)
    return row


def open_obligation(act: Act, number: int) -> Any:
    """The same, while it is still owed."""
    row = obligation_of(act, number)
    if row.settled_at is not None:
        raise act.refused(f"“{row.title}”已经办结")
    return row


def subject_of(
    act: Act, row: Any, *, awaited: Iterable[int] | None = None, submitter: int | None = None
) -> SubjectFacts:
    """For the table of rights. `awaited`: who is asked for an answer about it, where that is not who owes it."""
    return facts_in(act.directory, row, awaited=awaited, submitter=submitter)


def facts_in(
    directory: Directory, row: Any, *, awaited: Iterable[int] | None = None, submitter: int | None = None
) -> SubjectFacts:
    """The same of a row that was only looked at."""
    posts = [directory.posts[number] for number in (awaited if awaited is not None else (row.post_id,))]
    return SubjectFacts(
        kind=SubjectKind.OBLIGATION,
        office=row.office_id,
        lead_unit=directory.units[row.unit_id].code,
        awaited_posts=frozenset(post.code for post in posts),
        awaited_roles=frozenset(post.role for post in posts),
        submitter=submitter,
    )


def named(row: Any) -> str:
    """进展报送“3月进展情况：新建高标准农田”."""
    return f"{ObligationKind(row.kind).label}“{row.title}”"
