"""自查说明: what a self-check found, signed."""

from datetime import datetime

from config.labels import Labelled
from models.base import Row, key, moment, one_of, ref


class Finding(Labelled):
    """自查的结果。"""

    CLEAN = "clean", "未发现问题"
    PROBLEMS = "problems", "发现问题"


class Statement(Row, table=True):
    """自查说明 (D12, R2.21): settles one self-check."""

    __table_args__ = (one_of("finding", Finding),)

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int | None = ref("assessment", default=None)
    obligation_id: int = ref("obligation", unique=True)
    finding: str
    checked: str
    problems: str = ""
    measures: str = ""
    signed_by: int | None = ref("person", default=None)
    signed_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
