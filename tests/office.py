"""A small office with one assignment and one report, written straight into the tables: ground to stand on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from config.zone import SHANGHAI
from models.assessments import Assessment
from models.assignments import Assignment
from models.base import Row
from models.indicators import Indicator
from models.persons import Person
from models.posts import Post
from models.reports import Report
from models.schemes import SchemeVersion
from models.units import Office, Unit
from models.windows import Period, Window
from models.writing import insert_rows

NOON = datetime(2019, 5, 13, 12, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The ids of the one row of each kind."""

    office: int
    unit: int
    post: int
    person: int
    assessment: int
    indicator: int
    assignment: int
    window: int
    period: int
    report: int


def lay_ground(tx: Connection, *, code: str = "cjr") -> Ground:
    office = put(tx, Office, code=code, name="残联考核办")
    unit = put(tx, Unit, office_id=office, code="kangfu", name="康复部", kind="department")
    post = put(
        tx, Post, office_id=office, unit_id=unit, code="kangfu-head", title="康复部负责人", role="department_head"
    )
    person = put(tx, Person, code=f"{code}-1", name="康复部负责人", created_at=NOON)
    version = put(
        tx, SchemeVersion, office_id=office, code=code, revision=1, year=2019, title="方案", seat="assessed",
        text="", hash="", published_at=NOON,
    )  # fmt: skip
    assessment = put(
        tx, Assessment, office_id=office, year=2019, scheme_code=code, scheme_version_id=version, title="2019年度",
        seat="assessed", state="running",
    )  # fmt: skip
    year = {"office_id": office, "assessment_id": assessment}
    indicator = put(tx, Indicator, **year, code="1", title="康复服务")
    assignment = put(
        tx, Assignment, **year, indicator_id=indicator, title="康复服务", lead_unit_id=unit, state="in_execution"
    )
    window = put(tx, Window, **year, code="monthly", occasion="2019-06", title="6月报送", state="not_open")
    period = put(
        tx, Period, office_id=office, window_id=window, code="2019-06",
        begins_on=date(2019, 6, 1), ends_on=date(2019, 6, 30),
    )  # fmt: skip
    report = put(
        tx, Report, **year, window_id=window, period_id=period, assignment_id=assignment, unit_id=unit, state="not_open"
    )
    return Ground(
        office=office, unit=unit, post=post, person=person, assessment=assessment, indicator=indicator,
        assignment=assignment, window=window, period=period, report=report,
    )  # fmt: skip


def put(tx: Connection, table: type[Row], **values: Any) -> int:
    return insert_rows(tx, table.t, [values])[0]
