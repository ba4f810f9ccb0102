"""A draft looked at before it is published: its calendar, its wall chart, what differs, and what publishing will do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.responses import Response

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import perform
from actions.running import running_of
from checks.dates import doubts_of_dates
from checks.differing import compared, said_value
from checks.doubt import Severity
from checks.known_days import calendar_for
from checks.planned import Planned
from checks.year import in_order_of_time, year_plan
from config.comparing import Difference
from config.loading import Loaded, load_scheme
from config.problems import SchemeErrors
from config.readings import assignments_of
from config.scheme import Scheme
from config.windowing import windows_of
from documents.wall_chart_drawing import svg
from documents.wall_charts import Entry, WallChart, wall_chart
from states.sessions import Language
from states.subjects import SubjectKind
from web.charts.chart import Chart
from web.charts.deadlines import Deadlines, Due, deadline_months
from web.kernel.errors import Turned, not_found
from web.kernel.flashes import flash
from web.kernel.pages import Pages, Posted
from web.kernel.visit import Visit
from web.kernel.words import Words
from web.year.access import OFFICE, allowed, demand
from web.year.reading import Draft, draft_of, running_text, texts_of, whole, year_called, years_of
from workdays.calendar import WorkCalendar
from workdays.wording import PROVISIONAL

pages = Pages()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A year laid out in months, and everything of it in the order of time."""

    chart: WallChart
    plan: Sequence[Planned]
    scheme: Scheme
    calendar: WorkCalendar
    doubts: tuple[str, ...] = ()


def _sheet(scheme: Scheme, plan: Sequence[Planned], calendar: WorkCalendar, visit: Visit) -> Sheet:
    found = [each for each in doubts_of_dates(scheme, tuple(plan), calendar) if each.severity is not Severity.NOTE]
    chart = wall_chart(scheme, plan, calendar, as_of=visit.day)
    return Sheet(chart, in_order_of_time(plan), scheme, calendar, tuple(each.sentence for each in found))


def _of_draft(visit: Visit, draft: Draft) -> Sheet:
    scheme = _typed(draft).scheme
    calendar = calendar_for(scheme)
    return _sheet(scheme, year_plan(scheme, calendar), calendar, visit)


def _typed(draft: Draft) -> Loaded:
    """The scheme. Raises `Turned` where it cannot be read: nothing can be computed from it."""
    if draft.loaded is None:
        raise Turned(422, "方案还有错误，算不出来", ("请先在“编辑”里按检查的结果改好，再看日历、比较、模拟运行和发布",))
    loaded: Loaded = draft.loaded
    return loaded


@pages.get("/year/drafts/{draft:int}/calendar", access=OFFICE)
def calendar(visit: Visit, draft: int) -> Response:
    found = draft_of(visit, draft)
    return _calendar(visit, _of_draft(visit, found), draft=found)


def _calendar(visit: Visit, sheet: Sheet, **whose: Any) -> Response:
    return visit.page(
        "year/calendar.html", sheet=sheet, months=_months(visit, sheet), **{"draft": None, "year": None, **whose}
    )


def _months(visit: Visit, sheet: Sheet) -> Chart:
    """The twelve months, darker where more falls due; a day leads to what is due on it."""
    entries = [entry for month in sheet.chart.months for entry in month.entries]
    by_day: defaultdict[date, list[str]] = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(_said(entry, visit.words))
    deadlines = Deadlines(
        year=sheet.chart.year,
        title=visit.words("%(year)d年工作日历", year=sheet.chart.year),
        calendar=sheet.calendar,
        due={day: Due(len(said), tuple(said)) for day, said in by_day.items()},
        today=visit.day,
        href=lambda day: f"#due-{day}",
        listed=True,
    )
    return deadline_months(deadlines, visit.words)


def _said(entry: Entry, words: Words) -> str:
    """As the entry says it in Chinese."""
    if words.language is Language.CHINESE:
        return entry.said
    hour = f" {entry.hour}" if entry.hour else ""
    owing = f", {words('%(n)s家', n=entry.units)}" if entry.units else ""
    notes = [words.say(note) for note in (entry.moved, PROVISIONAL if entry.provisional else "") if note]
    return f"{words.say(entry.words)}{hour}{owing}" + (f" ({', '.join(notes)})" if notes else "")


@pages.get("/year/drafts/{draft:int}/wall.svg", access=OFFICE)
def wall(visit: Visit, draft: int) -> Response:
    return _drawing(_of_draft(visit, draft_of(visit, draft)).chart)


@pages.get("/year/drafts/{draft:int}/wall", access=OFFICE)
def wall_page(visit: Visit, draft: int) -> Response:
    found = draft_of(visit, draft)
    _typed(found)
    drawing, back = f"{found.href}/wall.svg", f"{found.href}/calendar"
    return visit.page("year/wall.html", heading=found.title, drawing=drawing, back=back)


def _drawing(chart: WallChart) -> Response:
    return Response(svg(chart), media_type="image/svg+xml")


@pages.get("/year/running/{year:int}/calendar", access=OFFICE)
def running_calendar(visit: Visit, year: int) -> Response:
    """As it is owed now: with changes, overrides and what was announced."""
    demand(visit, "draft_scheme")
    found = year_called(visit, year)
    return _calendar(visit, _running(visit, year), year=found)


def _running(visit: Visit, year: int) -> Sheet:
    demand(visit, "draft_scheme")
    year_called(visit, year)
    running = running_of(visit.tx, year, day=visit.day)
    return _sheet(running.published.scheme, running.plan, running.calendar, visit)


@pages.get("/year/running/{year:int}/wall.svg", access=OFFICE)
def running_wall(visit: Visit, year: int) -> Response:
    return _drawing(_running(visit, year).chart)


@pages.get("/year/running/{year:int}/wall", access=OFFICE)
def running_wall_page(visit: Visit, year: int) -> Response:
    demand(visit, "draft_scheme")
    found = year_called(visit, year)
    drawing, back = f"/year/running/{year}/wall.svg", f"/year/running/{year}/calendar"
    paper = f"/year/running/{year}/papers/wall_chart"
    return visit.page("year/wall.html", heading=found.title, drawing=drawing, back=back, paper=paper)


@pages.get("/year/drafts/{draft:int}/compare", access=OFFICE)
def compare(visit: Visit, draft: int) -> Response:
    """With an earlier text of the same draft, or a year of the office; without a choice, with what it comes from."""
    found = draft_of(visit, draft)
    new, years = _typed(found), years_of(visit)
    asked = visit.query.get("with", "")
    usual = f"year-{found.row.assessment_id or (years[0].id if years else '')}"
    chosen = asked or (usual if years else "1")
    told = compared(_other(visit, found, chosen), new.scheme)
    return visit.page(
        "year/compare.html",
        draft=found,
        years=years,
        texts=texts_of(visit, found.id),
        chosen=chosen,
        told=told,
        rows=[_row(found, each) for each in told.found],
    )


def _row(draft: Draft, each: Difference) -> tuple[tuple[str, ...], str, str, int]:
    return each.where, said_value(each.before), said_value(each.after), draft.line(each.pointer)


def _other(visit: Visit, draft: Draft, chosen: str) -> Loaded:
    number = whole(chosen.removeprefix("year-"))
    text = running_text(visit, number) if chosen.startswith("year-") else draft.earlier(number)
    if text is None:
        raise not_found("对照的方案")
    try:
        return load_scheme(text)
    except SchemeErrors as errors:
        raise Turned(422, "那一稿还有错误，比不了", tuple(map(str, errors.problems[:5]))) from errors


@dataclass(frozen=True, slots=True)
class Effect:
    """What publishing will do, before it is done."""

    scheme: Scheme
    counts: tuple[tuple[str, int], ...]
    past: Sequence[Planned]
    vacant: tuple[str, ...]
    new_units: tuple[str, ...]
    gone_units: tuple[str, ...]


def _effect(visit: Visit, scheme: Scheme) -> Effect:
    plan = year_plan(scheme, calendar_for(scheme))
    units = {unit.code for unit in scheme.units}
    directory = visit.directory
    held = {post.code for post in directory.standing if directory.holders.get(post.id)}
    known = [unit for unit in directory.units.values() if unit.stands]
    return Effect(
        scheme,
        (
            ("单位", len(scheme.units)),
            ("岗位", len(scheme.posts)),
            ("指标任务", len(assignments_of(scheme))),
            ("报送", len(windows_of(scheme))),
            ("期限", len(plan)),
        ),
        [each for each in in_order_of_time(plan) if each.deadline.due_at and each.deadline.due_at < visit.now],
        tuple(post.title for post in scheme.posts if post.code not in held),
        tuple(unit.name for unit in scheme.units if unit.code not in directory.unit_ids),
        tuple(unit.name for unit in known if unit.code not in units),
    )


@pages.get("/year/drafts/{draft:int}/publish", access=OFFICE)
def publishing(visit: Visit, draft: int) -> Response:
    """What it will do first; the button comes after."""
    found = draft_of(visit, draft)
    return _publishing(visit, found)


def _publishing(visit: Visit, draft: Draft, *, refused: Refused | None = None) -> Response:
    loaded = _typed(draft)
    errors = [each for each in draft.remarks if each.severity is Severity.ERROR]
    return visit.page(
        "year/publish.html",
        status=422 if refused else 200,
        draft=draft,
        effect=_effect(visit, loaded.scheme),
        errors=errors,
        refused=refused,
        may_publish=allowed(visit, "publish", SubjectKind.ASSESSMENT),
        own_office=loaded.scheme.office.code == visit.at.office_code,
    )


@pages.post("/year/drafts/{draft:int}/publish", access=OFFICE)
def publish(visit: Visit, posted: Posted, draft: int) -> Response:
    """The very text that was looked at; a newer one is shown first."""
    found = draft_of(visit, draft)
    if posted.get("_number") != str(found.number):
        raise Turned(409, "草稿已经有了新的一稿", ("请返回上一页刷新，看过新的一稿再发布",))
    told = {"text": found.text, "name": found.name}
    try:
        done = perform(visit.surroundings.database, "publish", told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _publishing(visit, found, refused=refused)
    return flash(visit.redirect("/year"), "success", done.summary)


@pages.get("/year/drafts/{draft:int}/amend", access=OFFICE)
def amending(visit: Visit, draft: int) -> Response:
    return _amending(visit, draft_of(visit, draft), {"effective_on": visit.day.isoformat()})


@pages.post("/year/drafts/{draft:int}/amend", access=OFFICE)
def amend(visit: Visit, posted: Posted, draft: int) -> Response:
    """影响先看，再决定: the first time shows what it does, the second time does it."""
    found = draft_of(visit, draft)
    told = {name: posted.get(name) for name in ("effective_on", "basis", "over_reason", "approved_by")}
    apply = posted.get("apply") == "true"
    if apply and posted.get("_number") != str(found.number):
        raise Turned(409, "草稿已经有了新的一稿", ("请返回上一页刷新，看过新的一稿的影响再变更",))
    try:
        done = _amended(visit, found, told, apply=apply)
    except Refused as refused:
        return _amending(visit, found, told, refused=refused)
    if not apply:
        return _amending(visit, found, told, seen=done)
    return flash(visit.redirect("/year"), "success", done.summary)


def _amended(visit: Visit, draft: Draft, told: dict[str, str], *, apply: bool) -> Done:
    given = {name: value for name, value in told.items() if value}
    data: dict[str, Any] = {**given, "text": draft.text, "name": draft.name, "apply": apply}
    return perform(visit.surroundings.database, "amend_year", data, door=Door(now=visit.now, by=visit.by))


def _amending(visit: Visit, draft: Draft, told: dict[str, str], *, seen: Done | None = None,
              refused: Refused | None = None) -> Response:  # fmt: skip
    return visit.page(
        "year/amend.html",
        status=422 if refused else 200,
        draft=draft,
        told=told,
        seen=seen,
        refused=refused,
        may_amend=allowed(visit, "amend", SubjectKind.ASSESSMENT),
    )
