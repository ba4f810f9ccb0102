"""历次报送: what one's own unit has reported, period by period."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from models.assignments import Assignment
from models.reports import Report
from models.windows import Period, Window
from states.report import ReportState
from states.subjects import SubjectKind
from web.kernel.visit import Visit
from web.listing.cells import Tone, moment, text, word
from web.listing.filters import Choice, Option, Search
from web.listing.listing import Column, Listing, Order, Phone
from web.listing.visiting import list_page

UNDER_REVIEW = "审核中"
OURS = (ReportState.FILLING, ReportState.RETURNED, ReportState.CORRECTING)
TONES: Mapping[Any, Tone] = {
    ReportState.FILLING: Tone.WAITING,
    ReportState.CORRECTING: Tone.WAITING,
    ReportState.RETURNED: Tone.RETURNED,
    ReportState.SUBMITTED: Tone.DONE,
    ReportState.VERIFIED: Tone.DONE,
    ReportState.NIL: Tone.DONE,
    ReportState.WAIVED: Tone.STOPPED,
    UNDER_REVIEW: Tone.DOING,
}


def own_reports(visit: Visit) -> Response:
    return list_page(visit, "subjects/report/list.html", _listing(visit))


def _listing(visit: Visit) -> Listing:
    statement = (
        select(
            Report.c.id,
            Report.c.state,
            Report.c.first_submitted_at,
            Report.c.verified_at,
            Period.c.title.label("period"),
            Window.c.title.label("window"),
            Window.c.due_at,
            Assignment.c.title,
        )
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .where(
            Report.c.unit_id == visit.at.unit_id,
            Report.c.state != ReportState.NOT_OPEN.value,
            visit.sees(SubjectKind.REPORT),
        )
    )
    return Listing(
        title="历次报送",
        statement=statement,
        key=Report.c.id,
        columns=(
            Column("title", "指标", text("title", link=lambda row: f"/reports/{row.id}"), phone=Phone.HEADING),
            Column("period", "期次", text("period"), sort=Period.c.begins_on, descends=True),
            Column("window", "报送", text("window"), phone=Phone.HIDDEN),
            Column("due", "期限", moment("due_at", none="未知，待上级通知"), sort=Window.c.due_at),
            Column("sent", "首次报送", moment("first_submitted_at"), sort=Report.c.first_submitted_at),
            Column("state", "状态", word(_state, tones=TONES)),
        ),
        order=Order((Period.c.begins_on.desc(), Assignment.c.position), says="按期次，近的在前"),
        filters=(Search(texts=(Assignment.c.title, Window.c.title, Period.c.title)), _by_state()),
        empty="本单位还没有要报送的内容",
        advice="到了报送期，这里会出现要报的内容，也会发消息提醒",
    )


def _state(row: Any) -> ReportState | str:
    return UNDER_REVIEW if row.state.startswith("review:") else ReportState(row.state)


def _by_state() -> Choice:
    own = (Option(each.value, each.label, Report.c.state == each.value) for each in ReportState)
    review = Option("review", UNDER_REVIEW, Report.c.state.startswith("review:"))
    open_now = Option(
        "mine",
        "轮到本单位填报",
        Report.c.state.in_([each.value for each in OURS]),
    )
    return Choice("state", "状态", (open_now, review, *own))
