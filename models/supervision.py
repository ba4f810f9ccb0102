"""督查: visits that were planned, approved and made; 衔接汇报 and 推进会 that were held."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint

from config.labels import Labelled
from models.base import Row, day, document, key, moment, one_of, ref


class VisitState(Labelled):
    """督查的状态。"""

    PLANNED = "planned", "已报计划"
    APPROVED = "approved", "计划已批准"
    REFUSED = "refused", "计划未批准"
    MADE = "made", "已督查"
    CANCELLED = "cancelled", "已取消"


class VisitPart(Labelled):
    """单位在一次督查里的身份。"""

    VISITED = "visited", "被督查单位"
    TEAM = "team", "督查组成员单位"


class VisitNature(Labelled):
    """去做什么。"""

    SUPERVISION = "supervision", "督查"
    INSPECTION = "inspection", "察访核验"


class Visit(Row, table=True):
    """督查 (R2.27), 察访核验 (O26): first a plan and its approval, then the visit by a joint team."""

    __table_args__ = (
        one_of("nature", VisitNature),
        one_of("state", VisitState),
        Index("ix_visit_month", "office_id", "planned_on"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    nature: str = VisitNature.SUPERVISION.value
    frame: list[str] = document(default_factory=list)  # of an inspection: the units that may be drawn
    sample: int = 0  # how many are drawn of them
    title: str
    purpose: str
    planned_on: date = day()
    state: str
    planned_by: int | None = ref("person", default=None)
    planned_at: datetime = moment()
    decided_by: int | None = ref("person", default=None)
    decided_at: datetime | None = moment(default=None)
    document_no: str = ""
    words: str = ""
    made_on: date | None = day(default=None)
    findings: str = ""
    version: int = 0


class VisitUnit(Row, table=True):
    """督查涉及的单位: who is visited, and who sends somebody."""

    __table_args__ = (UniqueConstraint("visit_id", "unit_id", "part"), one_of("part", VisitPart))

    id: int = key()
    office_id: int = ref("office")
    visit_id: int = ref("visit")
    unit_id: int = ref("unit", index=True)
    part: str


class LiaisonReport(Row, table=True):
    """衔接汇报 (R2.13): what was said to the superior's counterpart, and what came back."""

    __table_args__ = (Index("ix_liaison_report_year", "assessment_id", "reported_on"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    unit_id: int = ref("unit")
    indicator_id: int | None = ref("indicator", default=None)
    reported_on: date = day()
    counterpart: str
    content: str
    reply: str = ""
    recorded_by: int | None = ref("person", default=None)
    recorded_at: datetime = moment()


class Meeting(Row, table=True):
    """推进会 (R2.19): what it decided is owed by a unit and a post, and is an obligation each."""

    __table_args__ = (Index("ix_meeting_year", "assessment_id", "held_on"),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    title: str
    held_on: date = day()
    chaired_by: str
    minutes: str
    document_no: str = ""
    recorded_by: int | None = ref("person", default=None)
    recorded_at: datetime = moment()
