"""`kaohe todo`: what is owed now, with the numbers that acts ask for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from actions.todos import Todo, open_now, posts_of
from cli.clock import as_of
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, cut_off_hour, page
from config.zone import SHANGHAI
from workdays.wording import PROVISIONAL

SCHEMA = "kaohe.todo/1"


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
