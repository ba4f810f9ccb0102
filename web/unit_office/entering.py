"""代录: a report that came on paper, by mail or by telephone, written down and handed in for its writer (O17)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from starlette.responses import Response

from actions.acts import Done, Refused
from actions.doors import Door
from actions.evidence.taking import add_file
from actions.looking import look, looked_at
from actions.performing import Busy, perform
from actions.reports.filling import Filled
from actions.reports.loading import rows_of
from actions.reports.rows import Asked, asked_lines, previous_figures
from config.roles import Role
from documents.evidence import EvidenceRefused
from models.persons import Person
from states.granted.seats import FILLERS, OPEN_REPORT
from states.permissions import may
from states.report import ReportState
from states.subjects import SubjectKind
from web.kernel.flashes import flash
from web.kernel.pages import Posted
from web.kernel.reasons import reasons_of
from web.kernel.told import told
from web.kernel.visit import Visit

WORDS = ("progress", "problems", "next_steps", "falling_reason")


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """One line as it is to be written down; every cell a text."""

    asked: Asked
    previous: Decimal | None
    cells: Mapping[str, str]


def show(visit: Visit, number: int, *, refused: Sequence[str] = (), typed: Posted | None = None,
         kept: bool = False) -> Response:  # fmt: skip
    act = look(visit.tx, by=visit.by, now=visit.now)
    subject = looked_at(act, SubjectKind.REPORT, number).subject
    asked = asked_lines(act.tx, subject.place)
    before = previous_figures(act.tx, subject.row, asked)
    rows = {(row.item_id, row.target_id): row for row in rows_of(act, number)}
    lines = [
        EnteredLine(line, before.get((line.item_id, line.target_id)), _cells(place, line, rows, typed))
        for place, line in enumerate(asked)
    ]
    return visit.page(
        "unit_office/entering.html",
        status=422 if refused else 200,
        subject=subject,
        standing=subject.machine.states[subject.state].label,
        unit=act.directory.units[subject.lead_unit_id].shown,
        lines=lines,
        writers=_writers(act, subject),
        chosen=typed.get("_for") if typed is not None else "",
        as_of=typed.get("as_of") if typed is not None else _day(subject.row.as_of_on),
        is_open=subject.state in OPEN_REPORT and may(act.actor, "enter_for", subject.facts).ok,
        refused=refused,
        kept=kept,
    )


def _cells(place: int, line: Asked, rows: Mapping[Any, Any], typed: Posted | None) -> dict[str, str]:
    if typed is not None:
        return {name: typed.get(f"lines.{place}.{name}") for name in ("cumulative", *WORDS)}
    row = rows.get((line.item_id, line.target_id))
    if row is None:
        return dict.fromkeys(("cumulative", *WORDS), "")
    figure = "" if row.reported_cumulative is None else f"{row.reported_cumulative:f}"
    return {"cumulative": figure, **{name: getattr(row, name) for name in WORDS}}


def _day(day: Any) -> str:
    return day.isoformat() if day is not None else ""


def _writers(act: Any, subject: Any) -> list[tuple[str, str]]:
    """Whoever writes for the unit that owes it."""
    directory, writes = act.directory, {who.role for who in FILLERS}
    posts = [post for post in directory.standing if post.unit_id == subject.lead_unit_id and post.role in writes]
    posts.sort(key=lambda post: post.role is not Role.OFFICER)  # whoever usually writes it comes first
    found = {person.code: f"{post.title}（{person.name}）" for post in posts for person in directory.on_duty(post.id)}
    return list(found.items())


def entered(visit: Visit, posted: Posted, number: int) -> Response:
    """Saved, then the files, then handed in: each by the writer's own right, typed by this clerk."""
    kept = False
    try:
        door = _door(visit, posted.get("_for"))
        done = _perform(visit, "fill_report", {"lines": [], **_lines(posted), "report": number}, door)
        kept = True
        _attach(visit, posted, number, door)
        if posted.get("_do") == "submit":
            done = _hand_in(visit, number, door)
    except (Refused, EvidenceRefused, Busy) as refused:
        reasons = reasons_of(refused)
        visit.tx.rollback()  # a read that began before the write would not see it
        return show(visit, number, refused=reasons, typed=posted, kept=kept)
    path = f"/unit-office/reports/{number}" if posted.get("_do") != "submit" else f"/review/report/{number}"
    return flash(visit.redirect(path), "success", visit.words(done.summary))


def _lines(posted: Posted) -> dict[str, Any]:
    inputs = [(name, value.strip()) for name, value in posted.inputs if name.startswith("lines.") or name == "as_of"]
    plain = [(name, value.replace(",", "") if name.endswith(".cumulative") else value) for name, value in inputs]
    return told(plain, Filled, label="代录")


def _door(visit: Visit, code: str) -> Door:
    person: int | None = visit.tx.scalar(select(Person.c.id).where(Person.c.code == code)) if code else None
    if person is None:
        raise Refused("代录", ("请指明替谁填写",))
    return Door(now=visit.now, by=visit.by, entered_for=person)


def _perform(visit: Visit, act: str, data: Mapping[str, Any], door: Door) -> Done:
    return perform(visit.surroundings.database, act, data, door=door)


def _attach(visit: Visit, posted: Posted, number: int, door: Door) -> None:
    surroundings = visit.surroundings
    unit = _unit_of(visit, number)
    for name, file in posted.files:
        if name == "file" and file.filename:
            title = file.filename.rpartition(".")[0] or file.filename
            data = {"office": visit.at.office_code, "unit": unit, "title": title, "report": number}
            add_file(surroundings.database, surroundings.store, file.file, name=file.filename, told=data, door=door)


def _unit_of(visit: Visit, number: int) -> str:
    act = look(visit.tx, by=visit.by, now=visit.now)
    subject = looked_at(act, SubjectKind.REPORT, number).subject
    return act.directory.units[subject.lead_unit_id].code


def _hand_in(visit: Visit, number: int, door: Door) -> Done:
    act = look(visit.tx, by=visit.by, now=visit.now)
    subject = looked_at(act, SubjectKind.REPORT, number).subject
    if subject.state == ReportState.RETURNED.value:
        return _perform(visit, "resubmit_report", {"report": number}, door)
    place = subject.place
    data = {"assignment": place.assignment_id, "window": place.window_code, "occasion": place.occasion}
    return _perform(visit, "submit_report", data, door)
