"""How what a row holds is shown and exported: words, days, moments, exact numbers, states, lights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from config.labels import Labelled
from config.zone import SHANGHAI
from states.pace import Light
from states.sessions import Language
from web.kernel.numbers import said_number
from web.kernel.words import Words

NOTHING = "—"
Exported = str | int | Decimal | date | datetime | None
Get = str | Callable[[Any], Any]
"""The name of a row's column, or what reads it out of the row."""


class Look(StrEnum):
    """`OWN`: the page draws the cell itself, in the macro's call block."""

    PLAIN = "plain"
    NUMBER = "number"
    TIME = "time"
    STATE = "state"
    LIGHT = "light"
    OWN = "own"


class Tone(StrEnum):
    """How a state stands: somebody must act, it is being done, done, sent back, stopped. The words tell it too."""

    WAITING = "waiting"
    DOING = "doing"
    DONE = "done"
    RETURNED = "returned"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is what an export holds, `text` what a page shows; `note` stands below it in small letters."""

    value: Exported
    text: str
    look: Look = Look.PLAIN
    tone: str = ""
    href: str = ""
    note: str = ""
    is_hollow: bool = False


Draw = Callable[[Any, Words], Cell]


def got(row: Any, get: Get) -> Any:
    return getattr(row, get) if isinstance(get, str) else get(row)


def text(get: Get, *, link: Callable[[Any], str] | None = None, note: Callable[[Any], str] | None = None) -> Draw:
    """Words as somebody wrote them."""

    def draw(row: Any, words: Words) -> Cell:
        written = got(row, get)
        cell = Cell(written or None, str(written) if written else NOTHING)
        return replace(cell, href=link(row) if link else "", note=words.say(note(row)) if note else "")

    return draw


def word(get: Get, *, tones: Mapping[Any, Tone] | None = None) -> Draw:
    """The label of a code; with `tones` as the mark of a state."""

    def draw(row: Any, words: Words) -> Cell:
        found: Labelled | str | None = got(row, get)
        if not found:
            return Cell(None, NOTHING)
        said = words.say(found.label if isinstance(found, Labelled) else found, "state" if tones else "")
        if tones is None:
            return Cell(said, said)
        return Cell(said, said, Look.STATE, tones.get(found, Tone.DOING))

    return draw


def light(get: Get, *, is_hollow: Callable[[Any], bool] = lambda _row: False) -> Draw:
    """达到序时进度、略有滞后、滞后; hollow while the figure behind it is only reported (O20)."""

    def draw(row: Any, words: Words) -> Cell:
        found: Light = got(row, get)
        hollow = is_hollow(row) and found is not Light.NONE
        said = words.say(found.label)
        note = words.say("据单位上报") if hollow else ""
        return Cell(f"{said}（{note}）" if note else said, said, Look.LIGHT, found.value, note=note, is_hollow=hollow)

    return draw


def day(get: Get) -> Draw:
    def draw(row: Any, words: Words) -> Cell:
        found: date | datetime | None = got(row, get)
        if found is None:
            return Cell(None, NOTHING)
        plain = found.astimezone(SHANGHAI).date() if isinstance(found, datetime) else found
        return Cell(plain, said_day(plain, words), Look.TIME)

    return draw


def said_moment(local: datetime, words: Words) -> str:
    """2019年9月27日17:00."""
    gap = "" if words.language is Language.CHINESE else " "
    return f"{said_day(local.date(), words)}{gap}{local:%H:%M}"


def moment(get: Get, *, none: str = NOTHING) -> Draw:
    """`none`: what is said where there is no moment yet, as 未知，待上级通知."""

    def draw(row: Any, words: Words) -> Cell:
        found: datetime | None = got(row, get)
        if found is None:
            return Cell(None, words.say(none))
        local = found.astimezone(SHANGHAI)
        return Cell(local, said_moment(local, words), Look.TIME)

    return draw


def number(get: Get, *, unit: Get | None = None, places: int | None = None, signed: bool = False) -> Draw:
    """Exactly as it is, thousands apart; `places` fixes how many are shown. The export keeps every digit."""

    def draw(row: Any, words: Words) -> Cell:
        found: Decimal | int | None = got(row, get)
        if found is None:
            return Cell(None, NOTHING, Look.NUMBER)
        measured = words.say(got(row, unit)) if unit is not None else ""
        sign = "+" if signed and found > 0 else ""
        return Cell(found, f"{sign}{said_number(found, places)}{measured}", Look.NUMBER)

    return draw


def own(get: Get) -> Draw:
    """The page draws it; `get` is what an export says of it."""

    def draw(row: Any, _words: Words) -> Cell:
        return Cell(got(row, get), "", Look.OWN)

    return draw


def said_day(day_: date, words: Words) -> str:
    """2019年9月27日."""
    if words.language is Language.CHINESE:
        return f"{day_.year}年{day_.month}月{day_.day}日"
    return f"{day_.day} {day_:%B} {day_.year}"
