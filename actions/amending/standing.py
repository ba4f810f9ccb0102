"""The running year as a change finds it: its rows by the codes of the scheme."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.publishing.schedule import window_key
from models.assignments import Assignment
from models.duties import Duty
from models.indicators import Indicator
from models.obligations import OPEN, Obligation
from models.packages import Package
from models.posts import Post
from models.reports import Report
from models.units import Unit
from models.windows import Window
from states.assignment import AssignmentState

TaskKey = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """Read once, before anything changes."""

    act: Act
    assessment_id: int

    def read(self) -> "Standing":
        """Everything, now: what comes after changes it."""
        for name in ("tasks", "given_up", "windows", "reports", "packages", "duties", "owed", "ended_units", "posts"):
            getattr(self, name)
        return self

    def forget(self, ended: Collection[int]) -> None:
        """These are owed no more."""
        self.owed[:] = [row for row in self.owed if row.id not in ended]

    def _rows(self, table: Any, *where: Any) -> list[Any]:
        return list(self.act.tx.execute(select(table.t).where(*where).order_by(table.c.id)))

    @cached_property
    def indicators(self) -> Mapping[str, Any]:
        found = self._rows(Indicator, Indicator.c.assessment_id == self.assessment_id)
        return {row.code: row for row in found}

    @cached_property
    def tasks(self) -> Mapping[TaskKey, Any]:
        """Assignments that were not withdrawn, by indicator and segment."""
        codes = {row.id: code for code, row in self.indicators.items()}
        found = self._rows(
            Assignment,
            Assignment.c.assessment_id == self.assessment_id,
            Assignment.c.state != AssignmentState.WITHDRAWN.value,
        )
        return {(codes[row.indicator_id], row.segment): row for row in found}

    @cached_property
    def given_up(self) -> frozenset[TaskKey]:
        """Those that were withdrawn: they do not come back under the same code."""
        codes = {row.id: code for code, row in self.indicators.items()}
        found = self._rows(
            Assignment,
            Assignment.c.assessment_id == self.assessment_id,
            Assignment.c.state == AssignmentState.WITHDRAWN.value,
        )
        return frozenset((codes[row.indicator_id], row.segment) for row in found) - self.tasks.keys()

    @cached_property
    def windows(self) -> Mapping[str, Any]:
        """By `monthly/2019-06`."""
        found = self._rows(Window, Window.c.assessment_id == self.assessment_id)
        return {window_key(row.code, row.occasion): row for row in found}

    @cached_property
    def reports(self) -> list[Any]:
        return self._rows(Report, Report.c.assessment_id == self.assessment_id, Report.c.round == 1)

    @cached_property
    def packages(self) -> list[Any]:
        return self._rows(Package, Package.c.assessment_id == self.assessment_id)

    @cached_property
    def duties(self) -> Mapping[str, Any]:
        return {row.code: row for row in self._rows(Duty, Duty.c.assessment_id == self.assessment_id)}

    @cached_property
    def owed(self) -> list[Any]:
        """What is open, kept for this transaction: nobody settles it meanwhile."""
        query = select(Obligation.t).where(OPEN, Obligation.c.assessment_id == self.assessment_id)
        return list(self.act.tx.execute(query.order_by(Obligation.c.id).with_for_update()))

    @cached_property
    def units(self) -> Mapping[str, Any]:
        """Units of the office that stand."""
        found = self._rows(Unit, Unit.c.office_id == self.act.office_id, Unit.c.ended_on.is_(None))
        return {row.code: row for row in found}

    @cached_property
    def ended_units(self) -> Mapping[str, Any]:
        found = self._rows(Unit, Unit.c.office_id == self.act.office_id, Unit.c.ended_on.is_not(None))
        return {row.code: row for row in found if row.code not in self.units}

    @cached_property
    def posts(self) -> Mapping[str, Any]:
        found = self._rows(Post, Post.c.office_id == self.act.office_id, Post.c.ended_on.is_(None))
        return {row.code: row for row in found}
