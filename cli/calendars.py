"""`kaohe calendar`: every concrete deadline of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checks.dates import doubts_of_dates
from checks.doubt import Doubt, Severity
from checks.known_days import calendar_for
from checks.planned import Planned
from checks.year import in_order_of_time, year_plan
from cli.calendar_pages import show
from cli.clock import read_clock
from cli.month_pages import show_months
from cli.schemes import NotPublished, WouldOverwrite, read_scheme
from cli.speaking import answer, aside
from config.errors import KaoheError
from config.scheme import Scheme
from documents.wall_chart_drawing import html, svg
from documents.wall_charts import WallChart, wall_chart
from workdays.calendar import WorkCalendar
from workdays.months import TELLING

SCHEMA = "kaohe.calendar/1"
DRAWN = {".html": html, ".svg": svg}


class NotAChart(KaoheError):
    """A file of this kind cannot hold a drawing."""


@dataclass(frozen=True, slots=True)
class Year:
    """What is shown: of a file, or of the year that runs."""

    scheme: Scheme
    hash: str
    plan: Sequence[Planned]
    calendar: WorkCalendar


def run(name: str, *, running: bool, months: bool, chart: Path | None, as_json: bool) -> int:
    today = read_clock().date()
    year = _running(name, today) if running else _written(name)
    scheme, calendar = year.scheme, year.calendar
    found = doubts_of_dates(scheme, year.plan, calendar)
    doubts = [each for each in found if each.severity is not Severity.NOTE]
    plan = in_order_of_time(year.plan)
    if chart is not None:
        _draw(wall_chart(scheme, year.plan, calendar, as_of=today), chart)
    if as_json:
        answer(SCHEMA, told(year, plan, doubts))
    elif months:
        show_months(wall_chart(scheme, year.plan, calendar, as_of=today))
    elif chart is None:
        show(scheme, plan, calendar, doubts)
    return 0


def _written(name: str) -> Year:
    loaded = read_scheme(name)
    calendar = calendar_for(loaded.scheme)
    return Year(loaded.scheme, loaded.hash, year_plan(loaded.scheme, calendar), calendar)


def _running(name: str, today: date) -> Year:
    """As the database has it: with the days that were overridden, the changes of the year, and what was announced."""
    # a calendar of a file alone needs no database, and a second of waiting can be spared
    from actions.running import running_year  # noqa: PLC0415 -- as said above
    from cli.opening import opened  # noqa: PLC0415 -- as said above

    code = read_scheme(name).scheme.scheme
    with opened() as database, database.read() as tx:
        found = running_year(tx, code, day=today)
    if found is None:
        raise NotPublished(f"数据库里没有发布过“{code}”；看方案文件里的日期，请去掉 --running")
    return Year(found.published.scheme, found.published.scheme_hash, found.plan, found.calendar)


def _draw(chart: WallChart, path: Path) -> None:
    """The sheet goes into a file that was not there."""
    if path.suffix not in DRAWN:
        raise NotAChart(f"挂图只能存为 {'、'.join(DRAWN)} 文件，不能存为“{path.name}”")
    if path.exists():
        raise WouldOverwrite(f"{path} 已经存在，没有覆盖；请换一个文件名")
    path.write_text(DRAWN[path.suffix](chart), encoding="utf-8")
    aside().print(f"已画出 {path}：A3 横幅，一页。", soft_wrap=True)


def told(year: Year, plan: Sequence[Planned], doubts: Sequence[Doubt]) -> dict[str, Any]:
    scheme, calendar = year.scheme, year.calendar
    return {
        "scheme": scheme.scheme,
        "revision": scheme.revision,
        "title": scheme.title,
        "year": scheme.year,
        "hash": year.hash,
        "provisional_years": [year for year in calendar.provisional_years if year in years_of(plan)],
        "deadlines": [deadline_told(each) for each in plan],
        "days": days_told(calendar, plan),
        "doubts": [
            {"pointer": each.pointer, "severity": each.severity.value, "message": each.sentence} for each in doubts
        ],
    }


def deadline_told(planned: Planned) -> dict[str, Any]:
    """A deadline in the form that every command gives it, and what it is the deadline of."""
    deadline = planned.deadline
    return {
        "title": planned.title,
        "stage": planned.stage.value,
        "kind": planned.kind.value if planned.kind else None,
        "code": planned.code,
        "period": planned.occasion or (planned.span.code if planned.periods else None),
        "periods": [{"code": each.code, "is_partial": each.is_partial} for each in planned.periods],
        "completes": list(planned.completes),
        **deadline.as_json(),
        "status": deadline.status,
        "judged_on": deadline.judged_on,
        "remind_on": deadline.remind_on,
        "opens_at": planned.opens_at,
        "unit": planned.unit,
        "post": planned.post,
        "to": planned.to,
        "upward": planned.upward,
        "is_package": planned.is_package,
        "chain": planned.chain,
        "ladder": planned.ladder,
        "clause": planned.basis and planned.basis.model_dump(mode="json"),
    }


def years_of(plan: Sequence[Planned]) -> set[int]:
    """The years in which anything falls due."""
    return {day.year for each in plan if (day := each.deadline.judged_on)}


def days_told(calendar: WorkCalendar, plan: Sequence[Planned]) -> list[dict[str, Any]]:
    """Holidays and make-up workdays of the years in which anything falls due."""
    years = years_of(plan)
    found = []
    for number in range(calendar.first_day.toordinal(), calendar.last_day.toordinal() + 1):
        row = calendar.row(date.fromordinal(number))
        if row.date.year in years and row.kind in TELLING:
            found.append({"date": row.date, "kind": row.kind.value, "name": row.name, "provisional": row.provisional})
    return found
