"""One change of a year's plan: what it starts from, what it is to become, and which obligation is which of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from actions.amending.catalogue import Catalogue
from actions.amending.standing import Standing
from actions.context import Act
from actions.happening import Happened, happened_in, since_event
from actions.publishing.catalogue import Codes
from actions.publishing.schedule import window_key
from checks.amended import Key, is_before, key_of, start_of
from checks.planned import Planned, Stage
from config.obligations import ObligationKind
from config.scheme import Scheme
from models.feeds import BREAKDOWN
from states.report import ReportState
from states.subjects import SubjectKind
from workdays.deadline import Deadline

REPORTED = frozenset({ObligationKind.REPORT.value, ObligationKind.FIGURE.value})
GATHERED = frozenset({ObligationKind.CONSOLIDATION.value, ObligationKind.SEND_UP.value})
UNBEGUN = (ReportState.NOT_OPEN.value, ReportState.FILLING.value)
Ref = tuple[str, str, str]


@dataclass(frozen=True)
class Change:
    """One change of a year's plan, and what it is made with."""

    act: Act
    standing: Standing
    scheme: Scheme
    before: tuple[Planned, ...]
    after: tuple[Planned, ...]
    since: date
    codes: Codes
    catalogue: Catalogue

    @cached_property
    def old(self) -> Mapping[Key, Planned]:
        return {key_of(each): each for each in self.before}

    @cached_property
    def threshold(self) -> datetime:
        """Nothing new is due before it."""
        return max(self.act.now, start_of(self.since))

    @cached_property
    def living(self) -> tuple[Planned, ...]:
        """What the new rules decide: all that was not due before they took effect."""
        left = {key for key, each in self.old.items() if is_before(each, self.since)}
        return tuple(each for each in self.after if key_of(each) not in left)

    @cached_property
    def new(self) -> tuple[Planned, ...]:
        """What only the new rules have, as far as they may ask for it: never for the days before they take effect."""
        return tuple(each for each in self.living if key_of(each) not in self.old and not self.is_too_early(each))

    def is_too_early(self, planned: Planned) -> bool:
        due = planned.deadline.due_at
        return due is not None and self.act.now <= due < self.threshold

    @cached_property
    def gone(self) -> tuple[Planned, ...]:
        """What the new rules ask no more."""
        kept = {key_of(each) for each in self.after}
        return tuple(each for key, each in self.old.items() if key not in kept)

    @cached_property
    def owed(self) -> Mapping[Ref, list[Any]]:
        """Open obligations by what they are in the plan."""
        found: dict[Ref, list[Any]] = defaultdict(list)
        packages = {row.id: ("package", row.kind, row.period) for row in self.standing.packages}
        duties = {row.id: code for code, row in self.standing.duties.items()}
        for row in self.standing.owed:
            if row.subject_kind == "duty":
                found["duty", duties[row.subject_id], row.period].append(row)
            elif row.subject_kind == SubjectKind.PACKAGE.value and row.kind in GATHERED:
                found[packages[row.subject_id]].append(row)
            elif row.subject_kind == SubjectKind.ASSIGNMENT.value and row.kind in REPORTED:
                found["window", row.period, ""].append(row)
            elif row.subject_kind == SubjectKind.ASSIGNMENT.value and not row.period:
                found["stage", row.kind, ""].append(row)
        return found

    @cached_property
    def _happened(self) -> Happened:
        return happened_in(self.act.tx, self.codes.assessment_id)

    def dated(self, planned: Planned) -> Deadline:
        """The deadline of a planned thing; of one that waited for an event, since the event."""
        return since_event(planned, self._happened, self.act.calendar)

    def owed_by(self, planned: Planned) -> list[Any]:
        return self.owed.get(ref_of(planned), [])


def ref_of(planned: Planned) -> Ref:
    """What an obligation of this planned thing is found by."""
    if planned.is_package:
        return "package", planned.code if planned.stage is Stage.WINDOW else BREAKDOWN, planned.occasion
    if planned.stage is Stage.DUTY:
        return "duty", planned.code, planned.occasion
    if planned.stage is Stage.WINDOW:
        return "window", window_key(planned.code, planned.occasion), ""
    return "stage", planned.kind.value if planned.kind else "", ""
