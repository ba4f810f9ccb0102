"""`/office/summaries`: 一月一汇总、一季一通报; `/summaries/{summary}`: one of them, to be checked and presented."""

from typing import Any

from sqlalchemy import Select, select
from starlette.responses import Response

from actions.looking import look
from actions.owing import subject_of
from actions.papers.summaries import summary_paper
from models.obligations import Obligation
from models.summaries import Summary
from states.permissions import may
from states.subjects import SubjectKind
from states.summary import SummaryKind, SummaryState
from web.kernel.errors import not_found
from web.kernel.navigation import Group, nav, waits_for
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.letters.printing import Paper, paper_file, paper_page
from web.listing import cells
from web.listing.cells import Tone
from web.listing.filters import choice_of
from web.listing.listing import Column, Listing, Order, Phone
from web.listing.visiting import list_page
from web.office.seats import DESKS, OFFICE
from workdays.periods import Period

pages = Pages(
    navigation=[nav("汇总通报", "/office/summaries", *DESKS, group=Group.STATISTICS, waits=waits_for("duty"))]
)
TONES = {SummaryState.DRAFT: Tone.WAITING, SummaryState.ISSUED: Tone.DONE, SummaryState.AS_CIRCULAR: Tone.DOING}


def _seen(visit: Visit, *columns: Any) -> Select[Any]:
    """A summary is read by whoever may read the duty that it settles."""
    return (
        select(*columns)
        .select_from(Summary.t)
        .join(Obligation.t, Obligation.c.id == Summary.c.obligation_id)
        .where(Summary.c.office_id == visit.at.office_id, visit.sees(SubjectKind.OBLIGATION))
    )


@pages.get("/office/summaries", access=OFFICE)
def summaries(visit: Visit) -> Response:
    """What was drawn up, the latest first."""
    lines = _seen(
        visit,
        Summary.c.id,
        Summary.c.kind,
        Summary.c.period,
        Summary.c.title,
        Summary.c.state,
        Summary.c.drawn_at,
        Summary.c.issued_at,
        Summary.c.letter_id,
        Obligation.c.due_at,
    ).subquery()
    listing = Listing(
        title="汇总、通报和名单",
        statement=select(lines),
        key=lines.c.id,
        columns=(
            Column("title", "标题", cells.text("title", link=_where), phone=Phone.HEADING),
            Column("kind", "种类", cells.word(lambda row: SummaryKind(row.kind)), sort=lines.c.kind),
            Column("period", "期次", cells.text(lambda row: Period.parse(row.period).label), sort=lines.c.period),
            Column("state", "状态", cells.word(lambda row: SummaryState(row.state), tones=TONES)),
            Column("due", "期限", cells.day("due_at")),
            Column("drawn", "拟稿", cells.moment("drawn_at"), sort=lines.c.drawn_at, descends=True),
            Column("issued", "呈报", cells.moment("issued_at")),
        ),
        order=Order((lines.c.drawn_at.desc(),), says="最近的在前"),
        filters=(
            choice_of("kind", "种类", lines.c.kind, SummaryKind),
            choice_of("state", "状态", lines.c.state, SummaryState),
        ),
        empty="还没有汇总",
        advice="最后一份报告到期后的第一个工作日早上，系统拟出汇总，请核对后呈报。",
    )
    return list_page(visit, "office/summaries.html", listing)


def _where(row: Any) -> str:
    """A circular lives on as a letter."""
    return f"/letters/{row.letter_id}" if row.letter_id is not None else f"/summaries/{row.id}"


def _of(visit: Visit, number: int) -> Any:
    row = visit.tx.execute(_seen(visit, Summary.t).where(Summary.c.id == number)).one_or_none()
    if row is None:
        raise not_found("汇总")
    return row


def _paper(visit: Visit, number: int) -> Paper:
    row = _of(visit, number)
    address = f"/summaries/{number}"
    at = row.issued_at or row.drawn_at
    return Paper(letter=summary_paper(visit.tx, row), at=at, address=f"{address}/print", back=address)


@pages.get("/summaries/{summary:int}/print", access=OFFICE)
def printed(visit: Visit, summary: int) -> Response:
    """As a 呈阅件, page by page."""
    return paper_page(visit, _paper(visit, summary))


@pages.get("/summaries/{summary:int}/print/{form}", access=OFFICE)
def printed_file(visit: Visit, summary: int, form: str) -> Response:
    return paper_file(visit, _paper(visit, summary), form)


@pages.get("/summaries/{summary:int}", access=OFFICE)
def summary(visit: Visit, summary: int) -> Response:
    """Its text and the counts behind it; until it is presented it may be edited, or drawn up anew."""
    row = _of(visit, summary)
    owed = visit.tx.execute(select(Obligation.t).where(Obligation.c.id == row.obligation_id)).one()
    act = look(visit.tx, by=visit.by, now=visit.now)
    act.enter(visit.at.office_id)
    ours = may(act.actor, "settle", subject_of(act, owed)).ok
    return visit.page(
        "office/summary.html",
        row=row,
        owed=owed,
        kind=SummaryKind(row.kind),
        standing=SummaryState(row.state),
        period=Period.parse(row.period),
        open=ours and row.state == SummaryState.DRAFT.value,
        people=visit.directory.persons,
    )
