"""`/care`: is all well; the queue, the clock's runs, backups, and who is signed in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from starlette.responses import Response

from actions.backlog import Backlog, backlog
from actions.demonstrating import BEAT
from actions.health import Finding, Level, examine
from actions.housekeeping import examine_chain, examine_home
from actions.ran import delivery_words, tick_words
from config.prefect_home import port_of
from config.roles import Role
from models.care import Beat, SetAside
from models.entrance import WebSession
from models.outbox import OPEN, OutboxMessage
from models.persons import Person
from states.sessions import Way
from web.care.access import DOORKEEPERS, KEEPERS, MINDERS
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.kernel.words import say_later

pages = Pages(
    navigation=[
        nav("运维", "/care", *KEEPERS[:2], group=Group.SETTINGS),
        nav("登录情况", "/care/sessions", Role.SECURITY_ADMINISTRATOR, group=Group.SETTINGS),
    ]
)
SHOWN = 50
RUNS = {
    "tick": (say_later("时钟"), say_later("每5分钟：提醒、督办阶梯、封存履历"), tick_words),
    "deliver": (say_later("投递"), say_later("每分钟：发出发件箱里的消息"), delivery_words),
    BEAT: (say_later("演示"), say_later("装入样例年度时运行一次"), None),
}


@pages.get("/care", access=MINDERS)
def doctor(visit: Visit) -> Response:
    """What is wrong first, and what to do about it. The chain is read whole only where somebody asks."""
    surroundings = visit.surroundings
    checks_chain = visit.query.get("chain") == "1"
    findings: list[Finding] = [*examine_home(surroundings.settings), *examine(visit.tx, now=visit.now)]
    if checks_chain:
        findings += examine_chain(surroundings.database, surroundings.settings)
    order = {Level.PROBLEM: 0, Level.NOTE: 1, Level.WELL: 2}
    findings.sort(key=lambda each: order[each.level])
    count = Counter(each.level for each in findings)
    return visit.page("care/doctor.html", findings=findings, count=count, Level=Level, checks_chain=checks_chain)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, what was given up, what was set aside."""

    counted: Backlog
    failed: Sequence[Any]
    soon: Sequence[Any]
    aside: Sequence[Any]


@pages.get("/care/queue", access=MINDERS)
def queue(visit: Visit) -> Response:
    own = OutboxMessage.c.office_id == visit.at.office_id
    lines = (
        select(OutboxMessage.t, Person.c.name.label("person"))
        .outerjoin(Person.t, Person.c.id == OutboxMessage.c.person_id)
        .where(own)
    )
    failed = lines.where(OutboxMessage.c.state == "failed").order_by(OutboxMessage.c.finished_at.desc())
    soon = lines.where(OPEN).order_by(OutboxMessage.c.urgent.desc(), OutboxMessage.c.send_after, OutboxMessage.c.id)
    ours = or_(SetAside.c.office_id.is_(None), SetAside.c.office_id == visit.at.office_id)
    aside = select(SetAside.t).where(SetAside.c.resolved_at.is_(None), ours).order_by(SetAside.c.set_aside_at.desc())
    found = Queue(
        backlog(visit.tx, now=visit.now, office_id=visit.at.office_id),
        visit.tx.execute(failed.limit(SHOWN)).all(),
        visit.tx.execute(soon.limit(SHOWN)).all(),
        visit.tx.execute(aside.limit(SHOWN)).all(),
    )
    return visit.page("care/queue.html", queue=found)


@pages.get("/care/flows", access=MINDERS)
def flows(visit: Visit) -> Response:
    """The last run of each kind, and where Prefect shows all of them."""
    beats = {row.name: row for row in visit.tx.execute(select(Beat.t))}
    names = [*(name for name in RUNS if name != BEAT or name in beats), *sorted(beats.keys() - RUNS.keys())]
    runs = [(*RUNS.get(name, (name, "", None)), beats.get(name)) for name in names]
    port = port_of(visit.surroundings.settings.prefect_home)
    return visit.page("care/flows.html", runs=runs, prefect=f"http://127.0.0.1:{port}" if port else "")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the folder of backups."""

    name: str
    size: int
    at: datetime


@pages.get("/care/backups", access=MINDERS)
def backups(visit: Visit) -> Response:
    """What there is, found on the disk; what the database itself keeps is said beside it."""
    settings, database = visit.surroundings.settings, visit.surroundings.database
    seals = settings.seals
    return visit.page(
        "care/backups.html",
        files=_kept(settings.home / "backups", visit),
        folder=str(settings.home),
        database=database.shown,
        is_sqlite=database.is_sqlite,
        evidence=str(settings.evidence),
        seals=_file(seals, visit) if seals.is_file() else None,
    )


def _kept(folder: Path, visit: Visit) -> list[Kept]:
    found = [_file(path, visit) for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    return sorted(found, key=lambda each: each.at, reverse=True)[:SHOWN]


def _file(path: Path, visit: Visit) -> Kept:
    told = path.stat()
    return Kept(path.name, told.st_size, datetime.fromtimestamp(told.st_mtime, visit.now.tzinfo))


@pages.get("/care/sessions", access=DOORKEEPERS)
def sessions(visit: Visit) -> Response:
    """Who is signed in now, of this office; by name, never by how long or how often (O15)."""
    query = (
        select(WebSession.t, Person.c.name, Person.c.code)
        .join(Person.t, Person.c.id == WebSession.c.person_id)
        .where(
            WebSession.c.ended_at.is_(None),
            WebSession.c.expires_at > visit.now,
            WebSession.c.person_id.in_([*visit.directory.persons]),
        )
        .order_by(Person.c.position, Person.c.id, WebSession.c.id)
    )
    rows = visit.tx.execute(query.limit(500)).all()
    return visit.page("care/sessions.html", rows=[(row, Way(row.way).label) for row in rows])
