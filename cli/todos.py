"""`kaohe todo`: what is owed now, with the numbers that acts ask for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection, func, select

from actions.absences import Span
from actions.directory import directory_of
from actions.publishing.schedule import window_key
from actions.urging import month_of
from cli.clock import as_of
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, cut_off_hour, page
from config.deadlines import Grace
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.lateness import Urging
from models.obligations import OPEN, Obligation
from models.pleas import PENDING, Plea
from models.posts import Post
from models.reports import Report
from models.units import Office, Unit
from models.windows import Period, Window
from states.pleas import PleaKind
from states.subjects import SubjectKind
from workdays.wording import PROVISIONAL, say_grace_end

SCHEMA = "kaohe.todo/1"


@dataclass(frozen=True, slots=True)
class Todo:
    """One open obligation. `reports`: the number of each period's report, where reports are owed.

    `urged`: how often by hand in this month. `pleads`: what was asked for about it and waits for an answer, until when
    it waits, and to which date. `paused`: when nobody is at its desk. `quiet_until`: 知道了 was said. `grace`: 宽限.
    """

    id: int
    kind: ObligationKind
    title: str
    unit: str
    post: str
    subject_kind: str
    subject_id: int
    period: str
    due_at: datetime | None
    provisional: bool
    original_due_at: datetime | None = None
    urged: int = 0
    pleads: str = ""
    asked_due_at: datetime | None = None
    paused: Span | None = None
    quiet_until: datetime | None = None
    grace: str = ""
    reports: Mapping[str, int] = field(default_factory=dict)

    def is_overdue(self, *, now: datetime) -> bool:
        return self.due_at is not None and now > self.due_at


def run(*, person: str | None, moment: str | None, as_json: bool) -> int:
    now = as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as connection:
            posts = None if person_id is None else posts_of(connection, person_id, now=now)
            todos = open_now(connection, posts=posts, now=now)
    if as_json:
        answer(SCHEMA, {"as_of": now, "items": [told(each, now=now) for each in todos]})
    else:
        show(todos, now=now)
    return 0


def posts_of(connection: Connection, person_id: int, *, now: datetime) -> set[int]:
    """Every post that a person holds or stands in for today, in every office."""
    found: set[int] = set()
    for office_id in connection.scalars(select(Office.c.id)).all():
        directory = directory_of(connection, office_id, day=now.astimezone(SHANGHAI).date())
        found |= {directory.post_ids[seat.post] for seat in directory.actor(person_id).seats}
    return found


def open_now(connection: Connection, *, posts: set[int] | None, now: datetime) -> list[Todo]:
    """The earliest due first and the undated last. What opens later is on the calendar, on nobody's desk yet."""
    query = (
        select(Obligation.t, Unit.c.name.label("unit"), Post.c.title.label("post"))
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .join(Post.t, Post.c.id == Obligation.c.post_id)
        .where(OPEN, Obligation.c.opened_at <= now)
        .order_by(Obligation.c.due_at.nulls_last(), Unit.c.position, Obligation.c.id)
    )
    rows = connection.execute(query if posts is None else query.where(Obligation.c.post_id.in_(posts))).all()
    reports = _reports(connection, [row for row in rows if row.subject_kind == SubjectKind.ASSIGNMENT.value])
    urged = _urged(connection, now=now)
    pleas = _pleas(connection)
    away = _away(connection, rows, now=now)
    return [
        replace(
            _todo(row, reports),
            urged=urged.get(row.id, 0),
            pleads="、".join(PleaKind(plea.kind).label for plea in pleas.get(row.id, ())),
            asked_due_at=next((plea.asked_due_at for plea in pleas.get(row.id, ()) if plea.asked_due_at), None),
            paused=away.get((row.office_id, row.post_id)),
        )
        for row in rows
    ]


def _away(connection: Connection, rows: Sequence[Any], *, now: datetime) -> dict[tuple[int, int], Span]:
    """By office and post, the leave in which nobody acts from it now."""
    found: dict[tuple[int, int], Span] = {}
    for office_id in {row.office_id for row in rows}:
        directory = directory_of(connection, office_id, day=now.astimezone(SHANGHAI).date())
        for post in {row.post_id for row in rows if row.office_id == office_id}:
            spans = [span for span in directory.away(post) if span[0] <= now < span[1]]
            if spans:
                found[office_id, post] = spans[0]
    return found


def _urged(connection: Connection, *, now: datetime) -> dict[int, int]:
    query = select(Urging.c.obligation_id, func.count()).where(Urging.c.month == month_of(now))
    return dict(connection.execute(query.group_by(Urging.c.obligation_id)).tuples().all())


def _pleas(connection: Connection) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(Plea.t).where(Plea.c.state == PENDING).order_by(Plea.c.id)):
        found[row.obligation_id].append(row)
    return found


def _todo(row: Any, reports: Mapping[tuple[int, str], Mapping[str, int]]) -> Todo:
    return Todo(
        id=row.id,
        kind=ObligationKind(row.kind),
        title=row.title,
        unit=row.unit,
        post=row.post,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        period=row.period,
        due_at=row.due_at.astimezone(SHANGHAI) if row.due_at else None,
        provisional=row.provisional,
        original_due_at=row.original_due_at.astimezone(SHANGHAI) if row.original_due_at else None,
        quiet_until=_quiet(row),
        grace=_grace(row),
        reports=reports.get((row.subject_id, row.period), {}),
    )


def _quiet(row: Any) -> datetime | None:
    told = row.standing.get("quiet_until")
    return datetime.fromisoformat(told).astimezone(SHANGHAI) if told else None


def _grace(row: Any) -> str:
    rule = (row.deadline or {}).get("rule") or {}
    if not rule.get("grace") or row.due_at is None or row.due_at != row.original_due_at:
        return ""
    return say_grace_end(Grace.model_validate(rule["grace"]), row.due_at)


def _reports(connection: Connection, rows: Sequence[Any]) -> Mapping[tuple[int, str], Mapping[str, int]]:
    """The reports of each assignment and window, by period; the latest round of each."""
    found: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    query = (
        select(Report.c.id, Report.c.assignment_id, Period.c.code, Window.c.code.label("window"), Window.c.occasion)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .join(Window.t, Window.c.id == Report.c.window_id)
        .where(Report.c.assignment_id.in_({row.subject_id for row in rows}))
        .order_by(Report.c.round)
    )
    for row in connection.execute(query):
        found[row.assignment_id, window_key(row.window, row.occasion)][row.code] = row.id
    return found


def told(todo: Todo, *, now: datetime) -> dict[str, Any]:
    return {
        "id": todo.id,
        "kind": todo.kind.value,
        "label": todo.kind.label,
        "title": todo.title,
        "unit": todo.unit,
        "post": todo.post,
        "subject": {"kind": todo.subject_kind, "id": todo.subject_id},
        "period": todo.period,
        "reports": dict(todo.reports),
        "due_at": todo.due_at,
        "overdue": todo.is_overdue(now=now),
        "provisional": todo.provisional,
        "original_due_at": todo.original_due_at,
        "urged": todo.urged,
        "pleads": todo.pleads,
        "asked_due_at": todo.asked_due_at,
        "paused": {"since": todo.paused[0], "until": todo.paused[1]} if todo.paused else None,
        "quiet_until": todo.quiet_until,
        "grace": todo.grace,
    }


def show(todos: Sequence[Todo], *, now: datetime) -> None:
    console = page()
    if not todos:
        console.print("没有应办事项。")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("截止", "应办", "事项", "谁来办", "编号"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("截止", "应办"))
    for todo in todos:
        title, numbers = Text(_titled(todo, now=now)), Text(_numbers(todo))
        table.add_row(_due(todo, now=now), todo.kind.label, title, Text(todo.post), numbers)
    console.print(table)


def _titled(todo: Todo, *, now: datetime) -> str:
    """With what a person has to know before he urges."""
    notes = [f"本月催办{todo.urged}次"] if todo.urged else []
    notes += [f"{todo.pleads}待答复{_wished(todo)}"] if todo.pleads else []
    if todo.original_due_at is not None and todo.original_due_at != todo.due_at:
        new = f"，新期限{todo.due_at:%Y-%m-%d}" if todo.due_at is not None else ""
        notes.append(f"原期限{todo.original_due_at:%Y-%m-%d}{new}")
    notes += [todo.grace] if todo.grace else []
    if todo.paused is not None:
        since, until = todo.paused
        notes.append(f"请假停办{since:%m-%d}起，{until:%m-%d}接着走")
    if todo.quiet_until is not None and todo.quiet_until > now:
        notes.append(f"已知悉，{todo.quiet_until:%m-%d}前不再提醒")
    return f"{todo.title}（{'，'.join(notes)}）" if notes else todo.title


def _wished(todo: Todo) -> str:
    return f"（拟延至{todo.asked_due_at.astimezone(SHANGHAI):%m-%d}）" if todo.asked_due_at is not None else ""


def _due(todo: Todo, *, now: datetime) -> Text:
    if todo.due_at is None:
        return Text("未知", style="dim")
    said = f"{todo.due_at:%Y-%m-%d} {cut_off_hour(todo.due_at)}" + (PROVISIONAL if todo.provisional else "")
    return Text(f"{said}逾期", style="red") if todo.is_overdue(now=now) else Text(said)


def _numbers(todo: Todo) -> str:
    numbers = [
        f"{todo.subject_kind}={todo.subject_id}",
        *(f"{code}的report={id_}" for code, id_ in todo.reports.items()),
    ]
    return "，".join([*numbers, todo.period] if todo.period else numbers)
