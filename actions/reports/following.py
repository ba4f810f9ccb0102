"""What else follows when a report moves: the figures that it brings, or takes back, count for shortfall and score."""

from actions.context import Act
from actions.firing import Fired
from actions.scoring.noting import note_reported
from actions.shortfalls.following import follow_figures
from actions.shortfalls.tracking import HANDED_IN
from actions.subjects import Subject
from states.chain import step_of
from states.report import ReportFacts


def follow_report(act: Act, subject: Subject[ReportFacts], fired: Fired) -> None:
    source, dest = fired.move.source.code, fired.move.dest.code
    if source in HANDED_IN or dest in HANDED_IN or (step_of(source) and not step_of(dest)):
        follow_figures(act, subject.published, (subject.row.assignment_id,))
        note_reported(act, subject.published, (subject.row.assignment_id,))
