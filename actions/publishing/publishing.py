"""The act of publishing a year: all of it or nothing."""

from functools import lru_cache

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.calendars import seed_missing_years, tell_days
from actions.context import Act
from actions.desks import tell_desks
from actions.publishing.beginning import begin_breakdown, owe_co_unit_parts
from actions.publishing.catalogue import Codes, give_assignments, tell_figures, tell_indicators
from actions.publishing.duties import owe_duties
from actions.publishing.offices import tell_charges, tell_office, tell_posts, tell_units
from actions.publishing.packages import prepare_packages
from actions.publishing.schedule import owe_reports, tell_windows
from actions.signalling import Raised
from checks.checking import check
from checks.doubt import Severity
from checks.year import year_plan
from config.loading import Loaded, load_scheme, scheme_hash
from config.problems import SchemeErrors
from config.scheme import Scheme
from documents.messages import shipped_templates
from models.assessments import Assessment
from models.feeds import tie
from models.schemes import SchemeVersion
from models.units import Office
from models.writing import change_row, insert_rows
from states.assessment import AssessmentFacts, AssessmentState
from states.assessment import definition as assessment_definition
from states.engine import decide, machine_of
from states.rules import Move, TransitionRefused
from states.signals import Signal
from states.subjects import SubjectFacts, SubjectKind
from workdays.days import DayKind, DayRow

MACHINE = machine_of(assessment_definition())


class Publication(Data):
    """A scheme, as its file has it."""

    text: str = Field(min_length=1, description="方案全文（YAML）")
    name: str = Field(default="", description="文件名，出错时指明位置")


@act("publish", label="发布年度方案", data=Publication)
def publish(act: Act, data: Publication) -> Done:
    """发布年度方案：写入单位、岗位、指标、任务、报送和全年应办事项。"""
    loaded = read_scheme(act, data.text, data.name)
    scheme = loaded.scheme
    _refuse_repeated(act, scheme)
    office_id = tell_office(act.tx, scheme)
    act.enter(office_id)
    units = tell_units(act.tx, office_id, scheme)
    posts = tell_posts(act.tx, office_id, scheme, units)
    tell_charges(act.tx, office_id, scheme, units=units, posts=posts, day=act.now.date())
    # a year published long after, or before, it ran is counted from the present as well
    years = range(min(scheme.year, act.now.year) - 1, max(scheme.year, act.now.year) + 2)
    seed_missing_years(act.tx, years, now=act.now)
    tell_days(act.tx, overrides_of(scheme), office_id=office_id, now=act.now, by=act.person_id)
    act.count_days_again()
    assessment_id = _begin_year(act, loaded, faults_of(act, scheme))
    codes = Codes(office_id, assessment_id, units, posts)
    owed = _write_year(act, scheme, codes)
    act.record(
        SubjectKind.ASSESSMENT.value,
        assessment_id,
        act="publish",
        assessment_id=assessment_id,
        after={"scheme": scheme.scheme, "revision": scheme.revision, "hash": scheme_hash(loaded.source.text)},
        basis="；".join(document.no or document.title for document in scheme.documents),
    )
    act.signal(_year_published(scheme, assessment_id))
    tell_desks(act, act.directory.posts, occasion="任务下达", words=f"{scheme.title}任务已下达")
    return Done(
        f"已发布“{scheme.title}”：指标任务{owed['assignments']}项，报送{owed['windows']}次，应办事项{owed['obligations']}项",
        ids={"office": office_id, "assessment": assessment_id},
        details=owed,
    )


def _year_published(scheme: Scheme, assessment_id: int) -> Raised:
    return Raised(
        signal=Signal.YEAR_PUBLISHED,
        about=SubjectKind.ASSESSMENT,
        number=assessment_id,
        name=scheme.title,
        occasion="",
        payload={"scheme": scheme.scheme, "year": scheme.year, "title": scheme.title},
        assessment_id=assessment_id,
    )


def read_scheme(act: Act, text: str, name: str) -> Loaded:
    """Raises `Refused` with every error of the file."""
    try:
        return _parsed(text, name)
    except SchemeErrors as errors:
        raise act.refused(*(str(problem) for problem in errors.problems)) from errors


@lru_cache(maxsize=4)
def _parsed(text: str, name: str) -> Loaded:
    """Reading a large file takes seconds: whoever looks first and then acts reads it once."""
    return load_scheme(text, name=name)


def _refuse_repeated(act: Act, scheme: Scheme) -> None:
    standing = (
        select(Assessment.c.id)
        .join(Office.t, Office.c.id == Assessment.c.office_id)
        .where(
            Office.c.code == scheme.office.code,
            Assessment.c.scheme_code == scheme.scheme,
            Assessment.c.year == scheme.year,
        )
    )
    if act.tx.execute(standing).first() is not None:
        raise act.refused(f"“{scheme.title}”（{scheme.scheme}，{scheme.year}年）已经发布，不能重复发布")
    taken = (
        select(SchemeVersion.c.title)
        .join(Office.t, Office.c.id == SchemeVersion.c.office_id)
        .where(
            Office.c.code == scheme.office.code,
            SchemeVersion.c.code == scheme.scheme,
            SchemeVersion.c.revision == scheme.revision,
        )
    )
    if (title := act.tx.scalars(taken).first()) is not None:
        raise act.refused(
            f"方案编码“{scheme.scheme}”的第{scheme.revision}版已用于“{title}”，请换一个编码，或把 revision 加一"
        )


def overrides_of(scheme: Scheme) -> list[DayRow]:
    """The days that a scheme tells otherwise."""
    return [
        DayRow(one.date, DayKind(one.kind.value), name=one.name, source=one.source) for one in scheme.calendar.overrides
    ]


def faults_of(act: Act, scheme: Scheme) -> tuple[str, ...]:
    """What the check-up calls an error."""
    doubts = check(scheme, calendar=act.calendar, templates=shipped_templates())
    return tuple(f"{one.pointer} {one.sentence}" for one in doubts if one.severity is Severity.ERROR)


def _begin_year(act: Act, loaded: Loaded, faults: tuple[str, ...]) -> int:
    """The year and its rules as published; it runs at once when its first day has come."""
    scheme = loaded.scheme
    version_id = write_version(act, loaded)
    row = {
        "office_id": act.office_id,
        "year": scheme.year,
        "scheme_code": scheme.scheme,
        "scheme_version_id": version_id,
        "title": scheme.title,
        "seat": scheme.seat.value,
        "state": AssessmentState.DRAFT.value,
        "version": 0,
    }
    (assessment_id,) = insert_rows(act.tx, Assessment.t, [row])
    published = _decide(act, "publish", AssessmentState.DRAFT, faults)
    change_row(
        act.tx,
        Assessment.t,
        assessment_id,
        version=0,
        values={"state": published.dest.code, "published_at": act.now},
    )
    if act.now.year >= scheme.year:
        start_year(act, assessment_id, version=1)
    return assessment_id


def start_year(act: Act, assessment_id: int, *, version: int) -> None:
    """The first day has come: the year runs."""
    running = _decide(act, "start", AssessmentState.PUBLISHED, ())
    values = {"state": running.dest.code}
    if change_row(act.tx, Assessment.t, assessment_id, version=version, values=values):
        act.record(
            SubjectKind.ASSESSMENT.value,
            assessment_id,
            act="start",
            assessment_id=assessment_id,
            before={"state": running.source.code},
            after={"state": running.dest.code},
            decision=running.decision,
        )


def _decide(act: Act, trigger: str, state: AssessmentState, faults: tuple[str, ...]) -> Move[AssessmentFacts]:
    subject = SubjectFacts(kind=SubjectKind.ASSESSMENT, office=act.office_id, state=state.value)
    facts = AssessmentFacts(actor=act.actor, subject=subject, now=act.now, faults=faults)
    try:
        return decide(MACHINE, trigger=trigger, state=state.value, facts=facts)
    except TransitionRefused as refused:
        raise act.refused(*refused.reasons) from refused


def write_version(act: Act, loaded: Loaded, *, basis: str = "") -> int:
    """The rules as they were published, word for word."""
    scheme = loaded.scheme
    row = {
        "office_id": act.office_id,
        "code": scheme.scheme,
        "revision": scheme.revision,
        "year": scheme.year,
        "title": scheme.title,
        "seat": scheme.seat.value,
        "text": loaded.source.text,
        "hash": scheme_hash(loaded.source.text),
        "content": scheme.model_dump(mode="json"),
        "published_at": act.now,
        "published_by": act.person_id,
        "basis": basis,
    }
    (number,) = insert_rows(act.tx, SchemeVersion.t, [row])
    return number


def _write_year(act: Act, scheme: Scheme, codes: Codes) -> dict[str, int]:
    """The catalogue, and everything that falls due."""
    plan = year_plan(scheme, act.calendar)
    figures = tell_figures(act.tx, scheme, codes)
    indicators = tell_indicators(act.tx, scheme, codes, figures)
    given = give_assignments(act.tx, scheme, codes, indicators)
    windows = tell_windows(act, scheme, plan, codes)
    owed = [
        *begin_breakdown(act, scheme, plan, given, codes),
        *owe_co_unit_parts(act, scheme, plan, given, codes),
        *owe_reports(act, scheme, windows, given, codes),
        *prepare_packages(act, scheme, plan, windows, codes),
        *owe_duties(act, scheme, plan, codes),
    ]
    tie(act.tx, codes.assessment_id)
    return {"assignments": len(given), "windows": len(windows), "obligations": len(owed)}
