"""The working calendar changes: the State Council announces a year, an administrator overrides a day.

The act shows the difference that it makes to what is still owed, and changes nothing until it is told to.
"""

from datetime import date

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.calendars import tell_days
from actions.context import Act
from actions.guarding import allow
from actions.people import enter_office
from actions.planning import plan_of
from actions.recounting import look_anew_at_all
from actions.redating import affected, listed, redate, tell_moved
from checks.planned import Planned
from config.scheme import DayKind as Kind
from models.assessments import Assessment
from states.assessment import AssessmentState
from states.subjects import SubjectFacts, SubjectKind
from workdays.days import DayKind, DayRow
from workdays.seed import is_announced, seed_rows

LIVING = (AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)


class OneDay(Data):
    """One day as the office is told."""

    date: date
    kind: Kind = Field(description="workday 上班、rest 休息、holiday 放假")
    name: str = Field(default="", description="名称，如 端午节")


class Days(Data):
    """Days that differ from what is known, and the paper that says so."""

    office: str = Field(min_length=1, description="考核主体编码")
    days: tuple[OneDay, ...] = Field(min_length=1, description="各日")
    source: str = Field(min_length=1, description="依据的文件")
    apply: bool = Field(default=False, description="false 只看影响，true 才改")


class AnnouncedYear(Data):
    """A year whose arrangement has been announced since."""

    office: str = Field(min_length=1, description="考核主体编码")
    year: int = Field(description="年份")
    apply: bool = Field(default=False, description="false 只看影响，true 才改")


@act("override_days", label="调整工作日历", data=Days)
def override_days(act: Act, data: Days) -> Done:
    """按文件调整本单位的工作日历，并重算受影响的期限（先看差异，再决定是否改）。"""
    office_id = _enter(act, data.office)
    rows = [DayRow(one.date, DayKind(one.kind.value), name=one.name, source=data.source) for one in data.days]
    return _change(act, rows, office_id=office_id, own=True, source=data.source, apply=data.apply)


@act("announce_year", label="确定放假安排", data=AnnouncedYear)
def announce_year(act: Act, data: AnnouncedYear) -> Done:
    """国务院公布放假安排后，把暂定的年份改为确定，并重算期限（先看差异，再决定是否改）。"""
    office_id = _enter(act, data.office)
    if not is_announced(data.year):
        raise act.refused(
            f"所装日历数据里还没有{data.year}年的放假安排，请升级 chinesecalendar，或用“调整工作日历”逐日录入"
        )
    source = f"{data.year}年放假安排"
    return _change(act, list(seed_rows(data.year)), office_id=office_id, own=False, source=source, apply=data.apply)


def _enter(act: Act, code: str) -> int:
    office_id = enter_office(act, code)
    allow(act, "manage_calendar", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    return office_id


def _change(act: Act, rows: list[DayRow], *, office_id: int, own: bool, source: str, apply: bool) -> Done:
    """Tell the days and redate. A trial does the same and is undone as a whole, so it shows what would happen."""
    trial = act.tx.begin_nested()
    tell_days(act.tx, rows, office_id=office_id if own else None, now=act.now, by=act.person_id)
    act.count_days_again()
    change = redate if apply else affected
    moved = [
        one for assessment_id, planned in _planned(act) for one in change(act, assessment_id, planned, planned.deadline)
    ]
    if not apply:
        trial.rollback()
        act.count_days_again()
        return Done(f"将有{len(moved)}项应办事项的期限改变（尚未改动）", details={"moved": listed(moved)})
    trial.commit()
    look_anew_at_all(act)
    for one in moved:
        tell_moved(act, one, source)
    act.record(
        SubjectKind.OFFICE.value,
        office_id,
        after={"days": [row.date for row in rows if own], "source": source, "moved": [one.row.id for one in moved]},
        basis=source,
    )
    return Done(f"已调整，{len(moved)}项应办事项的期限随之改变", details={"moved": listed(moved)})


def _planned(act: Act) -> list[tuple[int, Planned]]:
    query = select(Assessment.c.id).where(Assessment.c.office_id == act.office_id, Assessment.c.state.in_(LIVING))
    return [
        (assessment_id, planned)
        for assessment_id in act.tx.scalars(query).all()
        for planned in plan_of(act, act.published(assessment_id))
        if planned.deadline.is_dated
    ]
