"""The things that a form can be about: as a line to choose by, and as a block that says what is acted upon.

Each is asked for with the condition of what this reader may see; what he may not see, a form neither offers nor names.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select

from states.subjects import SubjectKind
from web.kernel.addresses import Addresses
from web.kernel.field import Choice
from web.kernel.visit import Visit

MOST = 400
LABELS = {
    "unit": "单位",
    "issuer": "制发单位",
    "state": "状态",
    "period": "期次",
    "on": "日期",
    "due": "期限",
    "wanted": "申请延到",
    "ends": "到哪天",
    "no": "编号",
    "value": "数值",
    "who": "提出人",
    "basis": "依据",
    "words": "内容",
}
"""What a column of a thing says, by the name that its query gives it; shown in this order."""

Asks = Callable[[Visit], Select[Any] | None]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a block. `kind`: text, day or moment."""

    label: str
    value: Any

    @property
    def kind(self) -> str:
        return "moment" if isinstance(self.value, datetime) else "day" if isinstance(self.value, date) else "text"


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One kind of thing. `query` selects id, title and columns of `LABELS`; None where this reader may see none.

    `told`: the names and descriptions of the fields that hold its number; `more`: what else there is to say of one;
    `named`: its title, where that is a code of the scheme; `key`: the column of its number.
    """

    word: str
    told: re.Pattern[str]
    query: Asks
    states: Mapping[str, str]
    kind: SubjectKind | None = None
    more: Callable[[Visit, Any], Iterable[Fact]] | None = None
    named: Callable[[Visit, Any], str] | None = None
    key: Any = None

    def title(self, visit: Visit, row: Any) -> str:
        """Where the books hold a code of the scheme, its name."""
        return self.named(visit, row) if self.named is not None else str(row.title)


@dataclass(frozen=True, slots=True)
class Block:
    """What is acted upon."""

    word: str
    title: str
    href: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a field may be chosen from. `is_cut`: there are older ones besides; `finds`: they can be looked for."""

    choices: Sequence[Choice]
    is_cut: bool = False
    finds: bool = False


def choices_of(visit: Visit, thing: Thing, *, find: str = "") -> Offered:
    """Those that this reader may see, the newest first; with `find` those whose title has the word."""
    query = thing.query(visit)
    if query is None:
        return Offered(())
    finds = thing.named is None
    if find and finds:
        query = query.where(query.selected_columns["title"].contains(find, autoescape=True))
    rows = visit.tx.execute(query.order_by(thing.key.desc()).limit(MOST + 1)).all()
    return Offered([Choice(str(row.id), _line(visit, thing, row)) for row in rows[:MOST]], len(rows) > MOST, finds)


def block_of(visit: Visit, thing: Thing, number: int) -> Block | None:
    query = thing.query(visit)
    row = visit.tx.execute(query.where(thing.key == number)).first() if query is not None else None
    if row is None:
        return None
    more = tuple(thing.more(visit, row)) if thing.more is not None else ()
    href = (Addresses.of(visit.request).of_subject(thing.kind.value, row.id) if thing.kind is not None else None) or ""
    return Block(thing.word, thing.title(visit, row), href, (*_facts(visit, thing, row), *more))


def _line(visit: Visit, thing: Thing, row: Any) -> str:
    told = row._mapping
    unit = _unit(visit, told.get("unit"))
    state = _state(thing, told["state"]) if told.get("state") else ""
    period = f" {told['period']}" if told.get("period") else ""
    title = thing.title(visit, row)
    whose = f"{unit} " if unit and not title.startswith(unit) else ""
    return f"{whose}{title}{period}{f'（{state}）' if state else ''}"


def _facts(visit: Visit, thing: Thing, row: Any) -> Iterable[Fact]:
    told = row._mapping
    for name, label in LABELS.items():
        value = told.get(name)
        if value is None or value == "":
            continue
        if name in ("unit", "issuer"):
            value = _unit(visit, value)
        elif name == "state":
            value = _state(thing, value)
        elif name == "who":
            value = seat_of(visit, value)
        yield Fact(label, value if isinstance(value, date) else str(value))


def _unit(visit: Visit, number: Any) -> str:
    unit = visit.directory.units.get(number)
    return unit.name if unit is not None else ""


def _state(thing: Thing, code: str) -> str:
    return thing.states.get(code) or ("审核中" if code.startswith("review:") else "")


def seat_of(visit: Visit, person: int) -> str:
    """By the post, as offices speak of people; by name who holds none."""
    directory = visit.directory
    held = next((post for post in directory.standing if person in directory.holders.get(post.id, ())), None)
    if held is not None:
        return held.title
    return directory.persons[person].name if person in directory.persons else ""
