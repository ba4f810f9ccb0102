"""Whose turn it is with many reports, read at once: the same answer as `waiting_on` gives for one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from actions.context import Act
from actions.subjects import Joint, Waiting
from models.obligations import OPEN, Obligation
from models.reviews import Copy, Opinion
from states.engine import Machine
from states.report import ReportFacts
from states.subjects import SubjectKind


class ReportsWaiting:
    """Who owes something about these reports now, who was asked for advice, who was copied: read at once."""

    def __init__(self, tx: Connection, rows: Sequence[Any]) -> None:
        reports, assignments = [row.id for row in rows], [row.assignment_id for row in rows]
        kind = SubjectKind.REPORT.value
        self.owing: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
        about = or_(
            (Obligation.c.subject_kind == kind) & Obligation.c.subject_id.in_(reports),
            (Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value) & Obligation.c.subject_id.in_(assignments),
        )
        for row in tx.execute(select(Obligation.t).where(OPEN, about)):
            self.owing[row.subject_kind, row.subject_id].append(row)
        self.asked = _posts_by_subject(tx, Opinion, kind, reports, Opinion.c.closed_at.is_(None))
        self.copied = _posts_by_subject(tx, Copy, kind, reports)

    def on(self, act: Act, row: Any, machine: Machine[ReportFacts], joint: Joint) -> Waiting:
        awaits = machine.states[row.state].awaits
        owed = self._owing(row, joint if awaits is not None and awaits.joint else None)
        posts = [each.post_id for each in owed if awaits is not None and each.kind == awaits.kind.value]
        return Waiting(
            awaited=_codes(act, posts),
            consulted=_codes(act, self.asked.get(row.id, ())),
            copied=_codes(act, self.copied.get(row.id, ())),
        )

    def _owing(self, row: Any, joint: Joint | None) -> list[Any]:
        if joint is None:
            return self.owing[SubjectKind.REPORT.value, row.id]
        return [each for each in self.owing[joint.subject_kind, joint.subject_id] if each.period == joint.period]


def _codes(act: Act, posts: Iterable[int]) -> frozenset[str]:
    return frozenset(act.directory.posts[post].code for post in posts if post in act.directory.posts)


def _posts_by_subject(tx: Connection, table: Any, kind: str, ids: Sequence[int], *more: Any) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    query = select(table.c.subject_id, table.c.post_id).where(
        table.c.subject_kind == kind, table.c.subject_id.in_(ids), *more
    )
    for subject_id, post_id in tx.execute(query):
        found.setdefault(subject_id, []).append(post_id)
    return found
