"""A figure that would close a shortfall waits for verification: that is urgent, for the ladder holds until then."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from actions.context import Act
from actions.ladders import due_moment_of, next_look_of, standing_of
from actions.obligating import Owed
from actions.published import Published
from actions.telling import Told
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.readings import ladder_for, reports_verified_by
from config.stages import By
from models.obligations import Obligation
from models.reports import Report
from models.writing import change_row, find_row
from states.lights import Explained
from states.obligations import Outcome
from states.report import ReportState
from states.rules import Await
from states.seating import CLERKS
from states.subjects import SubjectFacts, SubjectKind
from states.timing import in_workdays

VERIFICATION = ObligationKind.VERIFICATION


def hurry_verification(
    act: Act, published: Published, light: Explained, *, report_id: int, unit: int, title: str
) -> None:
    """Ask for the verification of this report within the days of a decision, and say so at once."""
    policy = published.scheme.policy
    due = in_workdays(act.now, policy.decision_days, calendar=act.calendar)
    standing = [row for row in act.obligations.about(SubjectKind.REPORT.value, report_id) if row.kind == VERIFICATION]
    for row in standing:
        _bring_forward(act, row, due)
    waiting = [(row.id, row.post_id) for row in standing] or _ask(act, published, report_id, due=due, title=title)
    for obligation_id, post_id in waiting:
        act.tell(
            Told(
                code="verify_urgently",
                key=f"verify_urgently:{obligation_id}:{report_id}",
                post_id=post_id,
                words={
                    "unit": act.directory.units[unit].shown,
                    "subject": title,
                    "as_of": light.until,
                    "fact": light.fact,
                    "due": say_last_moment(due),
                },
                overrides=published.texts,
                urgent=True,
                wanted_while=obligation_id,
                why=f"上报数已达序时进度，核验前欠账督办停在原处；限{policy.decision_days}个工作日核验",
            )
        )


def leave_in_peace(act: Act, report_id: int | None) -> None:
    """What was asked for only because it was urgent is not asked for any more: the superior's verdict on one report."""
    if report_id is None:
        return
    report = find_row(act.tx, Report.t, report_id)
    if report is not None and reports_verified_by(act.published(report.assessment_id).scheme) is By.SUPERIOR:
        act.obligations.settle(SubjectKind.REPORT.value, report_id, kinds=(VERIFICATION,), outcome=_ended(report))


def _ended(report: Any) -> Outcome:
    return Outcome.DONE if report.state == ReportState.VERIFIED.value else Outcome.FREED


def _bring_forward(act: Act, row: Any, due: datetime) -> None:
    """Never later than it was; the original moment stays on record."""
    if row.due_at is not None and row.due_at <= due:
        return
    moment = replace(due_moment_of(row), due_at=due)
    looks = None
    if row.ladder is not None:
        looks = next_look_of(act, row, standing=standing_of(row), due=moment)
    change_row(act.tx, Obligation.t, row.id, version=row.version, values={"due_at": due, "next_look_at": looks})


def _ask(act: Act, published: Published, report_id: int, *, due: datetime, title: str) -> list[tuple[int, int]]:
    """Where the superior judges, nothing waits for a verification until now: our office records what was found."""
    facts = SubjectFacts(kind=SubjectKind.REPORT, office=act.office_id)
    owed = [
        Owed(
            kind=VERIFICATION,
            unit_id=act.directory.post(code).unit_id,
            post_id=act.directory.post(code).id,
            subject_kind=SubjectKind.REPORT.value,
            subject_id=report_id,
            title=title,
            due_at=due,
            assessment_id=published.assessment_id,
            ladder=ladder_for(published.scheme, VERIFICATION),
        )
        for code in act.directory.seating.owing(Await(VERIFICATION, CLERKS), facts)
    ]
    return [(number, one.post_id) for number, one in zip(act.obligations.open(owed), owed, strict=True)]
