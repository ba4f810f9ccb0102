"""How the verbs of review find an assignment."""

from collections.abc import Sequence

from actions.assignments.contents import breakdown_of, content_of, figures_of
from actions.assignments.differing import changes_of
from actions.assignments.facts import contents_of
from actions.assignments.loading import assignment_of
from actions.context import Act
from actions.reviewing.gathering import extended
from actions.reviewing.kinds import Content, Reviewable, Shared, register
from actions.subjects import Subject
from states.assignment import AssignmentFacts
from states.subjects import SubjectKind


def _facts(act: Act, subject: Subject[AssignmentFacts], shared: Shared) -> AssignmentFacts:
    return extended(AssignmentFacts, shared, **contents_of(act, subject))


def _content(act: Act, subject: Subject[AssignmentFacts]) -> Content:
    return content_of(breakdown_of(act.tx, subject.row))


def _says(_act: Act, _subject: Subject[AssignmentFacts], before: Content, after: Content) -> Sequence[str]:
    return changes_of(before, after)


ASSIGNMENTS = register(
    Reviewable(
        kind=SubjectKind.ASSIGNMENT,
        load=assignment_of,
        facts=_facts,
        content=_content,
        figures=figures_of,
        edits="edit_breakdown",
        says=_says,
    )
)
