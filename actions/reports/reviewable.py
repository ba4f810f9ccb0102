"""How the verbs of review find a report."""

from typing import Any

from actions.context import Act
from actions.reports.differing import changes_of
from actions.reports.loading import contents_of, report_of
from actions.reports.submitting import content_of, figures_of
from actions.reviewing.kinds import Content, Reviewable, Shared, register
from actions.subjects import Subject
from states.report import ReportFacts
from states.subjects import SubjectKind


def _facts(act: Act, subject: Subject[ReportFacts], shared: Shared) -> ReportFacts:
    return ReportFacts(**shared, **contents_of(act, subject))


def _figures(content: Content) -> Any:
    return figures_of(content["lines"])


REPORTS = register(
    Reviewable(
        kind=SubjectKind.REPORT,
        load=report_of,
        facts=_facts,
        content=content_of,
        figures=_figures,
        edits="fill",
        says=changes_of,
    )
)
