"""`kaohe forward-text`: a text to paste into the group of the units."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import typer
from sqlalchemy import Connection, select

from actions.forwarding import (
    Desk,
    Forwarded,
    NothingToForward,
    Wanted,
    forward_dates,
    forward_letter,
    forward_notice,
    forward_open,
)
from cli.clock import as_of
from cli.opening import opened
from cli.people import person_named
from cli.speaking import answer, aside, page
from config.obligations import ObligationKind
from models.letters import Letter
from models.units import Office, Unit

SCHEMA = "kaohe.forward-text/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed."""

    kind: str | None
    window: str | None
    overdue: bool
    unit: str | None
    letter: int | None
    notice: bool
    dates: bool

    @property
    def is_open(self) -> bool:
        """Of open things; the others are of one paper."""
        return any((self.kind, self.window, self.overdue, self.unit))

    @property
    def is_one(self) -> bool:
        ways = [bool(self.kind), bool(self.window), self.overdue, self.letter is not None, self.notice, self.dates]
        return sum(ways) == 1 or (self.unit is not None and sum(ways) == 0)


def run(what: Asked, *, person: str | None, moment: str | None, as_json: bool) -> int:
    if not what.is_one:
        raise typer.BadParameter(
            "要写明转发什么，只选一样：--window、--kind 或 --overdue（都可加 --unit），单独的 --unit，--letter，"
            "--notice，--dates"
        )
    wanted, now = Wanted(kind=kind_named(what.kind), window=what.window, only_late=what.overdue), as_of(moment)
    with opened() as database:
        person_id = person_named(database, person)
        with database.read() as tx:
            desks = [Desk(tx, office, now, person_id) for office in _offices(tx, what.letter)]
            if what.is_open:
                found = list(_open(desks, wanted, what.unit))
            else:
                found = [_of_office(desk, letter=what.letter, notice=what.notice) for desk in desks[:1]]
    if as_json:
        answer(SCHEMA, {"as_of": now, "items": [told(each) for each in found]})
    else:
        show(found)
    return 0


def kind_named(word: str | None) -> ObligationKind | None:
    """A kind by its code or its name. Raises `BadParameter` for one that there is not."""
    if word is None:
        return None
    for each in ObligationKind:
        if word in (each.value, each.label):
            return each
    known = [name for each in ObligationKind for name in (each.value, each.label)]
    close = get_close_matches(word, known, n=3, cutoff=0.5)
    meant = f"，是不是 {'、'.join(close)}" if close else f"，可以写：{'、'.join(each.value for each in ObligationKind)}"
    raise typer.BadParameter(f"没有“{word}”这种应办事项{meant}")


def _offices(tx: Connection, letter: int | None) -> list[int]:
    if letter is not None:
        owner = tx.scalars(select(Letter.c.office_id).where(Letter.c.id == letter)).first()
        if owner is None:
            raise NothingToForward(f"没有编号为 {letter} 的文书，请先运行 kaohe letters 查看编号")
        return [owner]
    return list(tx.scalars(select(Office.c.id).order_by(Office.c.id)))


def _of_office(desk: Desk, *, letter: int | None, notice: bool) -> Forwarded:
    if letter is not None:
        return forward_letter(desk, letter)
    return forward_notice(desk) if notice else forward_dates(desk)


def _open(desks: list[Desk], wanted: Wanted, unit: str | None) -> Iterator[Forwarded]:
    """One text of each office that has something to say."""
    known = [(desk, _unit(desk, unit)) for desk in desks]
    if unit is not None and not any(number for _, number in known):
        raise NothingToForward(f"没有编码或名称为“{unit}”的单位")
    for desk, number in known:
        if unit is not None and number is None:
            continue
        if (text := forward_open(desk, replace(wanted, unit=number))) is not None:
            yield text


def _unit(desk: Desk, named: str | None) -> int | None:
    query = select(Unit.c.id).where(
        Unit.c.office_id == desk.office_id, (Unit.c.code == named) | (Unit.c.name == named) | (Unit.c.short == named)
    )
    return desk.tx.scalars(query.order_by(Unit.c.id)).first() if named else None


def told(each: Forwarded) -> dict[str, Any]:
    left_out = [{"reason": reason, "count": count} for reason, count in each.left_out]
    return {"title": each.title, "text": each.text, "left_out": left_out}


def show(found: list[Forwarded]) -> None:
    """The text alone on stdout, to be piped or copied; remarks beside it."""
    if not found:
        aside().print("没有要催办的，不需要转发。")
    for each in found:
        page().print(each.text, soft_wrap=True)
        for reason, count in each.left_out:
            aside().print(f"{count}件没有写进去：{reason}。")
