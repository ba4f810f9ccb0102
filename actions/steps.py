"""The way of a thing: who did what with it and when. Whoever may read the thing may read how it came about.

The journal as a whole is read by other rights; here only the lines of the things themselves are told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from actions.acts import REGISTERED
from config.labels import Labelled
from models.journal import Journal
from models.persons import Person
from models.posts import Post
from models.units import Unit
from states.actors import Mark
from states.verbs import label_of

LINES = {"number_letter": "取号"}
"""What is written in the journal besides the act itself."""


class By(Labelled):
    """Who acted, where it was nobody in particular."""

    CLOCK = "clock", "到期自动办理"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line. `on_behalf`: for whom a substitute acted; `entered_by`, `signed_by`: who typed, who held the pen."""

    at: datetime
    what: str
    who: str
    note: str = ""
    reason: str = ""
    on_behalf: str = ""
    entered_by: str = ""
    signed_by: str = ""
    subject: tuple[str, int] = ("", 0)
    state: str = ""  # that it led to


def steps_of(
    tx: Connection, about: Mapping[str, Iterable[int]], *, titles: Mapping[tuple[str, int], str] | None = None
) -> list[Step]:
    """The steps of these things (numbers by kind), the oldest first; `titles` tell the things apart."""
    wanted = [
        and_(Journal.c.subject_kind == kind, Journal.c.subject_id.in_([*numbers])) for kind, numbers in about.items()
    ]
    if not wanted:
        return []
    rows = tx.execute(named_lines().where(or_(*wanted)).order_by(Journal.c.effective_at, Journal.c.id)).all()
    return [_step(row, titles or {}) for row in rows]


def named_lines() -> Select[Any]:
    """The lines of the journal, with the names of today beside the ids; who may read them is the caller's to say."""
    absent, typist = Person.t.alias("absent"), Person.t.alias("typist")
    return (
        select(
            Journal.t,
            Person.c.name.label("who"),
            Post.c.title.label("post"),
            Unit.c.name.label("unit"),
            absent.c.name.label("absent"),
            typist.c.name.label("typist"),
        )
        .outerjoin(Person.t, Person.c.id == Journal.c.person_id)
        .outerjoin(Post.t, Post.c.id == Journal.c.post_id)
        .outerjoin(Unit.t, Unit.c.id == Journal.c.unit_id)
        .outerjoin(absent, absent.c.id == Journal.c.on_behalf_of)
        .outerjoin(typist, typist.c.id == Journal.c.recorded_by)
    )


def _step(row: Any, titles: Mapping[tuple[str, int], str]) -> Step:
    subject = row.subject_kind, row.subject_id
    on_paper = Mark.ON_PAPER.value in row.marks
    who = By.CLOCK.label if row.person_id is None else _named(row)
    return Step(
        at=row.effective_at,
        what=_what(row.act),
        who=who,
        note=titles.get(subject, ""),
        reason=row.reason,
        on_behalf=row.absent or "",
        entered_by=(row.typist or "") if not on_paper else "",
        signed_by=(row.typist or "") if on_paper else "",
        subject=subject,
        state=str((row.after or {}).get("state", "")),
    )


def _what(act: str) -> str:
    """As its kind calls the verb; what is no verb of a kind is called as the act is."""
    said = label_of(act)
    return REGISTERED[act].label if said == act and act in REGISTERED else LINES.get(act, said)


def _named(row: Any) -> str:
    """康复部 康复部负责人; a post named like its holder is said once."""
    post = row.post or ""
    name = "" if row.who == post else f"{row.who}"
    return " ".join(part for part in (row.unit or "", post, name) if part) or str(row.who)
