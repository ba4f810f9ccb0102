"""One thing that a scheme lets fall due, with its dates."""

from dataclasses import dataclass
from datetime import datetime

from config.basis import Basis
from config.labels import Labelled
from config.obligations import ObligationKind
from workdays.deadline import Deadline
from workdays.periods import Period


class Stage(Labelled):
    """The part of the year to which a planned thing belongs."""

    ISSUE = "issue", "下达"
    BREAKDOWN = "breakdown", "分解"
    WINDOW = "window", "报送"
    DUTY = "duty", "例行工作"
    VERIFICATION = "verification", "认定"
    SCORING = "scoring", "评分"
    ARCHIVE = "archive", "归档"
    REPLY = "reply", "回复"


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """One period of a window. `is_partial`: it still runs when the window falls due, so its figure says 截至何日."""

    period: Period
    is_partial: bool = False

    @property
    def code(self) -> str:
        return self.period.code

    @property
    def label(self) -> str:
        return self.period.label


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that falls due (年度安排里的一项).

    `kind` is what is owed; None for what nobody owes yet: the archive, the reply to a paper that may never be issued.
    `unit` and `post` owe it; both are None where every lead unit owes its own part. `opens_at` is None where it opens
    with the year's issue. `span` is what the rule was resolved for, so a date that waits for an event can be resolved
    again. `completes` are the partial periods of an earlier window that this one completes. `pointer` is the place in
    the scheme.
    """

    stage: Stage
    kind: ObligationKind | None
    code: str
    title: str
    deadline: Deadline
    span: Period
    pointer: str
    occasion: str = ""
    periods: tuple[PlannedPeriod, ...] = ()
    completes: tuple[str, ...] = ()
    opens_at: datetime | None = None
    unit: str | None = None
    post: str | None = None
    ladder: str | None = None
    chain: str | None = None
    upward: bool = False
    is_package: bool = False
    to: str | None = None
    basis: Basis | None = None

    @property
    def whom(self) -> str:
        return self.deadline.whom
