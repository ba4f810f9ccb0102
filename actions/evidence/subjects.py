"""What evidence stands behind, and so who may add it or take it away."""

from actions.context import Act
from actions.reports.loading import report_of
from states.subjects import SubjectFacts, SubjectKind


def owner_of(act: Act, kind: SubjectKind, subject_id: int) -> SubjectFacts:
    """The facts of the thing that the evidence is for; its state decides whether it still may change."""
    if kind is SubjectKind.REPORT:
        return report_of(act, subject_id).facts
    raise act.refused(f"印证材料不能用于{kind.label}")
