"""What units were asked for besides the plan, and which figures with it."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, day, key, moment, ref


class Request(Row, table=True):
    """要求 (R2.28): one unit is asked for one matter. `month`: the one in which it falls due, in which it counts."""

    __table_args__ = (
        Index("ix_request_month", "office_id", "month", "unit_id"),
        Index("ix_request_matter", "assessment_id", "matter"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    unit_id: int = ref("unit")
    act: str
    matter: str  # the same matter counts once: meeting:3, window:monthly/2019-06
    title: str
    month: str  # 2019-06
    due_at: datetime | None = moment(default=None)
    asked_at: datetime = moment()
    asked_by: int | None = ref("person", default=None)
    asked_by_post_id: int | None = ref("post", default=None)
    over_reason: str = ""  # why it was asked although it is too much
    approved_by: str = ""  # and who agreed to it


class RequestFigure(Row, table=True):
    """所要数据: a figure of one task and one span of days."""

    __table_args__ = (
        UniqueConstraint("request_id", "assignment_id", "period"),
        Index("ix_request_figure_asked", "assignment_id", "begins_on"),
    )

    id: int = key()
    office_id: int = ref("office")
    request_id: int = ref("request")
    assignment_id: int = ref("assignment")
    period: str  # 2019-06
    begins_on: date = day()
    ends_on: date = day()
