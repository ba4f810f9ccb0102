"""What the sheet does: saved first, so that nothing typed is lost; then explained; then handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.acts import Done, Refused
from actions.doors import Door
from actions.performing import Busy, perform
from models.assessments import Assessment
from models.assignments import Assignment
from models.persons import Person
from web.department.typed import Sent, sent
from web.department.workspace import live, workspace
from web.indicators.drawing import milestones
from web.kernel.flashes import flash
from web.kernel.pages import Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.reviewing.breakdowns import shown

HANDS_IN = ("submit_breakdown", "resubmit")


def show(visit: Visit, number: int, *, typed: Sent | None = None, refused: Refused | Busy | None = None,
         kept: bool = False) -> Response:  # fmt: skip
    """The desk; after a refusal with what was typed, `kept` when the sheet itself was saved."""
    desk = workspace(visit, number, typed=typed)
    table = shown(desk.breakdown, desk.act.directory, required=desk.required)
    reasons = reasons_of(refused) if refused is not None else ()
    return visit.page(
        "department/breakdown.html",
        status=422 if refused is not None else 200,
        desk=desk,
        table=table,
        schedule=milestones(
            ((item, item.unit, item.milestones) for item in table.items),
            year=year_of(visit, number),
            today=visit.day,
            words=visit.words,
        ),
        check=desk.check,
        faults=(),
        refused=f"暂不能{refused.act}" if isinstance(refused, Refused) else "",
        reasons=reasons,
        kept=kept,
        typed=typed,
    )


def write(visit: Visit, posted: Posted, number: int) -> Response:
    typed = sent(posted, assignment=number, year=year_of(visit, number))
    try:
        door = _door(visit, posted.get("_for"))
        done = perform(visit.surroundings.database, "save_breakdown", typed.data, door=door)
    except (Refused, Busy) as refused:
        return show(visit, number, typed=typed, refused=refused)
    try:
        _explain(visit, number, typed, done, door)
        if posted.get("_do") in HANDS_IN:
            done = perform(visit.surroundings.database, posted.get("_do"), _handing(number, typed), door=door)
    except (Refused, Busy) as refused:
        with _looking_again(visit) as again:
            return show(again, number, typed=replace(typed, rows=_rows(again, number)), refused=refused, kept=True)
    return flash(visit.redirect(f"/department/assignments/{number}"), "success", visit.words(done.summary))


def check(visit: Visit, posted: Posted, number: int) -> Response:
    """The check as one types, for the part of the page that tells it."""
    typed = sent(posted, assignment=number, year=year_of(visit, number))
    found = live(visit, number, typed)
    return visit.page("department/check.html", check=found.check, faults=found.faults, typed=typed, parted=True)


def year_of(visit: Visit, number: int) -> int:
    query = select(Assessment.c.year).join(Assignment.t, Assignment.c.assessment_id == Assessment.c.id)
    return int(visit.tx.execute(query.where(Assignment.c.id == number)).scalar_one())


def _door(visit: Visit, code: str) -> Door:
    person: int | None = visit.tx.scalar(select(Person.c.id).where(Person.c.code == code)) if code else None
    if code and person is None:
        raise Refused("保存分解", (f"没有编码为“{code}”的人员",))
    return Door(now=visit.now, by=visit.by, entered_for=person)


def _handing(number: int, typed: Sent) -> dict[str, Any]:
    return {"assignment": number, "words": typed.words, "without": list(typed.without)}


def _explain(visit: Visit, number: int, typed: Sent, saved: Done, door: Door) -> None:
    """Each 说明 that was typed to a doubt that stands, where it says something new."""
    with _looking_again(visit) as again:
        standing = {each.doubt.key: each.words for each in workspace(again, number).check.doubts}
    for doubt, words in typed.explanations.items():
        if words and doubt in standing and words != standing[doubt]:
            data = {"kind": "assignment", "id": saved.ids["assignment"], "doubt": doubt, "words": words}
            perform(visit.surroundings.database, "explain_doubt", data, door=door)


@contextmanager
def _looking_again(visit: Visit) -> Iterator[Visit]:
    """The same visit with what has been written since it began."""
    with visit.surroundings.database.read() as tx:
        yield replace(visit, tx=tx)


def _rows(visit: Visit, number: int) -> Any:
    return workspace(visit, number).rows
