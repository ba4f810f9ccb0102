"""按规则评分: tasks that await their score get the points that the clause gives, with the whole way there."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from actions.acts import Done, Refused, act
from actions.assignments.facts import facts_of, sitting_verdict
from actions.assignments.loading import assignment_of, planned_of
from actions.assignments.scoring import bounds_of, out_of_bounds, write_score
from actions.assignments.several import Several, hear_all, named
from actions.context import Act
from actions.firing import fire
from actions.guarding import allow
from actions.scoring.reckoning import Reckoned, reckon
from config.scoring.words import RoundMode
from documents.scores import as_tree
from models.assignments import Assignment
from models.types import DIGITS
from models.writing import lock_rows
from scoring.asking import Case
from scoring.numbers import plain
from scoring.refusals import Unscored
from scoring.worked import Worked, round_to
from states.assignment import AssignmentState

PLACES = 6
"""Digits after the point that a stored score has; what does not end there is refused until the scheme rounds it."""


@act("score_by_rules", label="按规则评分", data=Several)
def score_by_rules(act: Act, data: Several) -> Done:
    """对待评分的任务按方案的规则和登记的事实评分，得分依据一并留存；算不出的逐项说明缺什么。"""
    ids = named(act, data, AssignmentState.AWAITING_VERDICT)
    lock_rows(act.tx, Assignment.t, ids)
    reckoned: dict[int, Reckoned] = {}
    scored: dict[int, str] = {}
    left: dict[int, Sequence[str]] = {}
    for number in ids:
        try:
            with act.attempt():
                scored[number] = _score(act, number, reckoned, data.words)
        except Refused as refused:
            left[number] = refused.reasons
    if not scored:
        raise act.refused(*dict.fromkeys(reason for reasons in left.values() for reason in reasons))
    said = f"，{len(left)}项还不能评分" if left else ""
    details = {"scored": scored, "left": {number: [*reasons] for number, reasons in left.items()}}
    return Done(f"已按规则评分{len(scored)}项{said}", details=details)


def _score(act: Act, number: int, reckoned: dict[int, Reckoned], words: str) -> str:
    """The points of one task, in writing. Raises `Refused` with what is missing."""
    subject = assignment_of(act, number)
    year = subject.row.assessment_id
    if year not in reckoned:
        reckoned[year] = reckon(act.tx, year, today=act.now.date())
    book = reckoned[year].book
    task = planned_of(act, subject.published, subject.row)
    unit = act.directory.units[subject.lead_unit_id].code
    try:
        worked = book.score(task.scored_as, Case(unit, str(subject.published.year)))
        points = stored(worked)
    except Unscored as refusal:
        raise act.refused(*(f"“{subject.title}”：{reason}" for reason in refusal.reasons)) from refusal
    bounds = bounds_of(act, subject)
    facts = facts_of(act, subject, words=words, has_score=True)
    hear_all(act, subject, "enter_score", facts, [f"“{subject.title}”{one}" for one in out_of_bounds(points, bounds)])
    seat = allow(act, "enter_score", subject.facts).seat
    verdict = sitting_verdict(act, subject.id)
    basis = _basis(worked)
    write_score(
        act,
        subject,
        "assessor",
        basis=basis,
        words=words,
        told={
            "points": points,
            "of_points": bounds.of_points,
            "verdict_id": verdict.id if verdict is not None else None,
            "by_unit_id": act.directory.unit_ids[seat.unit] if seat is not None else None,
            "explanation": as_tree(worked, subject.published.scheme),
        },
    )
    fire(act, subject, "enter_score", facts, basis=basis)
    return plain(worked.value)


def stored(worked: Worked) -> Decimal:
    """The points as a decimal number. Raises `Unscored` where they never end: where to round is the scheme's to say."""
    rounded = round_to(worked.value, PLACES, RoundMode.HALF_UP)
    if rounded != worked.value:
        raise Unscored([f"得分 {plain(worked.value)} 不是有限小数，请在方案里写明取几位小数（rounded）"])
    shifted = int(rounded * 10**PLACES)
    if abs(shifted) >= 10**DIGITS:
        raise Unscored([f"得分 {plain(worked.value)} 超出可以登记的位数"])
    return Decimal(shifted).scaleb(-PLACES).normalize()


def _basis(worked: Worked) -> str:
    """The clauses on the way, the outermost first."""
    found: list[str] = []

    def walk(part: Any) -> None:
        if part.basis is not None:
            found.append(f"{part.basis.clause}“{part.basis.quote}”")
        for inner in part.parts:
            walk(inner)

    walk(worked)
    return "；".join(dict.fromkeys(found))
