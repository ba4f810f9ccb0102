"""`/office/reports`: 应收、已收、缺报, by unit, by task, line by line; and the text that goes into the group."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.forwarding import Desk, Wanted, forward_open
from actions.reports.receiving import (
    MISSING,
    PLACES,
    Standing,
    WindowChoice,
    count_all,
    count_by_indicator,
    count_by_unit,
    missing_of,
    receipt_lines,
    receipts_of,
    together,
    windows_opened,
)
from actions.reports.receiving import Wanted as Reports
from actions.urging import times_urged
from config.obligations import ObligationKind
from states.subjects import SubjectKind
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.listing import cells
from web.listing.cells import Tone
from web.listing.filters import Choice, Option, Search, UnitChoice
from web.listing.listing import Column, Listing, Order, Phone, Tick
from web.listing.visiting import list_page, unit_names
from web.office.reading import month_of, wanted_in
from web.office.seats import DESKS, OFFICE

pages = Pages(navigation=[nav("应报情况", "/office/reports", *DESKS, group=Group.HANDLING)])

VIEWS = (("units", "逐单位"), ("indicators", "逐指标"), ("lines", "逐件"))
TONES = {
    Standing.IN: Tone.DONE,
    Standing.CAME_LATE: Tone.STOPPED,
    Standing.LATE: Tone.RETURNED,
    Standing.TODAY: Tone.WAITING,
    Standing.COMING: Tone.DOING,
    Standing.UNDATED: Tone.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader looks at: the reports of one window, or all that fall due this month."""

    reports: Reports
    windows: list[WindowChoice]
    chosen: WindowChoice | None


def _asked(visit: Visit) -> Asked:
    windows = windows_opened(visit.tx, visit.at.office_id)
    chosen = next((each for each in windows if str(each.id) == visit.query.get("window")), None)
    if chosen is None:
        return Asked(wanted_in(visit, month_of(visit)), windows, None)
    period = visit.query.get("period", "")
    known = {code for code, _ in chosen.periods}
    wanted = Reports(
        office_id=visit.at.office_id,
        now=visit.now,
        window=chosen.id,
        period=period if period in known else "",
        seen=(visit.sees(SubjectKind.REPORT),),
    )
    return Asked(wanted, windows, chosen)


@pages.get("/office/reports", access=OFFICE)
def reports(visit: Visit) -> Response:
    """For a window and a period, or for the month: what was asked for, what came, what is missing."""
    asked = _asked(visit)
    view = visit.query.get("view") or ("lines" if visit.query.get("standing") or visit.query.get("unit") else "units")
    shared: dict[str, Any] = {
        "asked": asked,
        "month": month_of(visit),
        "view": view if view in dict(VIEWS) else "units",
        "views": VIEWS,
        "kept": _kept(asked),
    }
    if shared["view"] == "lines":
        shared["counts"] = count_all(visit.tx, asked.reports)
        return list_page(visit, "office/reports.html", _listing(visit, asked.reports), lines=(), **shared)
    count = count_by_indicator if view == "indicators" else count_by_unit
    lines = count(visit.tx, asked.reports)
    return visit.page("office/reports.html", lines=lines, counts=together(lines), shown=None, **shared)


def _kept(asked: Asked) -> str:
    """What links within the page carry along."""
    if asked.chosen is None:
        return ""
    period = f"&period={asked.reports.period}" if asked.reports.period else ""
    return f"&window={asked.chosen.id}{period}"


def _listing(visit: Visit, wanted: Reports) -> Listing:
    known = unit_names(visit.directory)
    is_missing = visit.query.get("standing", "") in {each.value for each in MISSING}
    lines = receipt_lines(visit.tx, missing_of(wanted) if is_missing else wanted).subquery()
    found = select(lines)
    indicator = visit.query.get("indicator", "")
    if indicator.isdecimal():
        found = found.where(lines.c.indicator == int(indicator[:12]))
    came = lines.c.standing.in_((Standing.IN.value, Standing.CAME_LATE.value))
    options = tuple(
        Option(each.value, each.label, came if each is Standing.IN else lines.c.standing == each.value)
        for each in Standing
    )
    return Listing(
        title="应报清单",
        statement=found,
        key=lines.c.report,
        columns=(
            Column("unit", "单位", cells.text("unit")),
            Column(
                "title", "任务", cells.text("title", link=lambda row: f"/reports/{row.report}"), phone=Phone.HEADING
            ),
            Column("period", "期次", cells.text("period"), sort=lines.c.ends_on),
            Column("standing", "情况", cells.word(lambda row: Standing(row.standing), tones=TONES)),
            Column("due", "期限", cells.day("due_at")),
            Column("came", "报送时间", cells.moment("came_at")),
            Column("urged", "已催", cells.number("urged"), is_exported=True),
        ),
        order=Order(tuple(lines.c[name] for name in PLACES), says="未报在前，按规范序列，排名不分先后"),
        filters=(
            Choice("standing", "情况", options),
            UnitChoice("unit", "单位", lines.c.unit_id, known),
            Search(texts=(lines.c.title,)),
        ),
        empty="没有要报的",
        advice="到填报期以后，应报的进展报告会列在这里。",
        read=_with_urgings,
        tick=Tick(
            name="obligations[]",
            form="urge",
            value=lambda row: str(row.obligation),
            label=lambda row: f"{row.unit} {row.title}",
            may=lambda row: row.obligation is not None and row.standing not in (Standing.IN, Standing.CAME_LATE),
        ),
    )


def _where(row: Any) -> str:
    return f"/reports/{row.report}"


@dataclass(frozen=True, slots=True)
class Line:
    """A report with how often it was urged."""

    row: Any
    urged: int | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


def _with_urgings(tx: Any, rows: Any) -> list[Line]:
    found = receipts_of(tx, rows)
    times = times_urged(tx, [each.obligation for each in found if each.obligation is not None])
    return [Line(each, times.get(each.obligation) if each.obligation is not None else None) for each in found]


# 转发稿


@pages.get("/office/forward", access=OFFICE)
def forward(visit: Visit) -> Response:
    """Whom one still waits for, as a text and as a table that makes a picture (O12)."""
    asked = _asked(visit)
    late = visit.query.get("late") == "1"
    wanted = Wanted(
        kind=None if asked.chosen is not None else ObligationKind.REPORT,
        window=asked.chosen.key if asked.chosen is not None else None,
        only_late=late,
    )
    found = forward_open(Desk(visit.tx, visit.at.office_id, visit.now, visit.by), wanted, listed=0)
    return visit.page("office/forward.html", found=found, asked=asked, wanted=wanted, late=late)
