"""What units report, period by period."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, column, func, select

from config.figures import Measure
from models.base import Row, day, document, found_by, in_words, key, moment, number, one_of, ref
from states.report import ReportState

# what waits for its verification
AWAITED = tuple(in_words(each.value) for each in (ReportState.SUBMITTED, ReportState.NIL))
CORRECTED = in_words(ReportState.CORRECTING.value)


class Report(Row, table=True):
    """进展报告: one period of one assignment. A correction after verification is the next round (O33)."""

    __table_args__ = (
        UniqueConstraint("assignment_id", "period_id", "round"),
        one_of("state", ReportState, open_prefix="review:"),
        Index("ix_report_window", "window_id", "state"),
        Index("ix_report_unit", "unit_id", "state"),
        found_by("office_id", "assessment_id", where=column("state").in_(AWAITED), name="ix_report_awaiting"),
        found_by("office_id", where=column("state") == CORRECTED, name="ix_report_correcting"),
        # what is asked for in a window, in it or missing, is counted from here alone
        Index(
            "ix_report_asked",
            "window_id", "period_id", "round", "unit_id", "state", "counts_as_unfiled", "first_submitted_at",
            "assignment_id", "office_id",
        ),
    )  # fmt: skip

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    window_id: int = ref("window")
    period_id: int = ref("period")
    assignment_id: int = ref("assignment")
    unit_id: int = ref("unit")  # the lead, when the report fell due
    round: int = 1
    state: str
    submissions: int = 0
    returned_by: str = ""  # the state that sent it back and gets the answer directly
    came_from: str = ""  # the state that the last person's step left; a recall leads back there
    resume_state: str | None = None
    as_of_on: date | None = day(default=None)  # 截至何日, of a partial period
    first_submitted_at: datetime | None = moment(default=None)  # decides on time or late
    counts_as_unfiled: bool = False  # 视为未报, said with a reason when it was returned
    submitted_by: int | None = ref("person", default=None)
    last_mover: int | None = ref("person", default=None)
    verified_at: datetime | None = moment(default=None)
    reason: str = ""  # of a waiver, a nil report or a correction
    version: int = 0


IN_WINDOWS = (
    select(Report.c.window_id, Report.c.round, Report.c.unit_id, Report.c.state, func.count().label("many"))
    .where(Report.c.window_id.in_(bindparam("windows", expanding=True)))
    .group_by(*(Report.c[name] for name in ("window_id", "period_id", "round", "unit_id", "state")))
)
"""How many reports each unit has in a window. By all that its index begins with, in that order: so it is counted as it
is read, while fewer columns would first be sorted."""

AWAITS = Report.c.state.in_(AWAITED)
IS_CORRECTED = Report.c.state == CORRECTED


class ReportRow(Row, table=True):
    """A line of a report: one item or target, with the fields of O22. 完成率、序时进度、差额 are derived."""

    __table_args__ = (
        UniqueConstraint("report_id", "position"),
        one_of("declared", Measure),
        Index("ix_report_row_item", "item_id"),
        Index("ix_report_row_target", "target_id"),
    )

    id: int = key()
    office_id: int = ref("office")
    report_id: int = ref("report")
    position: int = 0
    item_id: int | None = ref("item", default=None)
    target_id: int | None = ref("target", default=None)
    figure_id: int | None = ref("figure_definition", default=None)
    declared: str = Measure.CUMULATIVE.value  # which of the two the unit typed; the other was derived
    annual_target: Decimal | None = number(default=None)
    reported_period: Decimal | None = number(default=None)  # 本期完成
    reported_cumulative: Decimal | None = number(default=None)  # 累计完成
    verified_period: Decimal | None = number(default=None)
    verified_cumulative: Decimal | None = number(default=None)
    previous_cumulative: Decimal | None = number(default=None)  # 上期累计
    year_on_year: Decimal | None = number(default=None)  # 同比, per cent
    city_rank: int | None = None  # 全市位次
    progress: str = ""  # 进展情况
    problems: str = ""  # 存在问题及原因分析
    next_steps: str = ""  # 下步措施
    completes_on: date | None = day(default=None)  # 完成时限
    falling_reason: str = ""  # owed when the cumulative figure falls
    verifier_words: str = ""
    more: dict[str, Any] = document(default_factory=dict)  # fields that a scheme adds
    version: int = 0
