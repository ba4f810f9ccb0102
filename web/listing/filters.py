"""Filters of a list: a choice, a unit, days from and to, words. Each reads its part of the address into a condition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, false, or_

from config.labels import Labelled
from config.zone import SHANGHAI
from web.kernel.words import Words
from web.listing.asking import Asking
from web.listing.cells import said_day
from web.listing.names import Names

Condition = ColumnElement[bool]
UNREADABLE, TURNED_ROUND = "请填写日期，如2019-09-27", "早于起始日期"
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2999, 12, 31)


class Kind(StrEnum):
    """Which box a field is drawn as."""

    SELECT = "select"
    TYPED = "typed"
    SEARCH = "search"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Field:
    """One box of the form. `offered`: value and words of every choice."""

    kind: Kind
    name: str
    label: str
    value: str = ""
    offered: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one filter makes of the address: its boxes again, the condition, and what it says in words.

    `words` are label and value; several values stand beside each other. A filter that cannot be read conditions
    nothing and says so at its box.
    """

    fields: tuple[Field, ...]
    where: Condition | None = None
    words: tuple[str, str] | None = None


class Filter(Protocol):
    @property
    def keys(self) -> tuple[str, ...]:
        """Its names in the address."""

    def read(self, asking: Asking, words: Words) -> Asked: ...


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    where: Condition


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few, or all."""

    key: str
    label: str
    options: tuple[Option, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)

    def read(self, asking: Asking, words: Words) -> Asked:
        chosen = next((each for each in self.options if each.value == asking.value(self.key)), None)
        offered = tuple((each.value, words.say(each.label)) for each in self.options)
        label = words.say(self.label)
        field = Field(Kind.SELECT, asking.name(self.key), label, chosen.value if chosen else "", offered)
        return Asked((field,), chosen.where, (label, words.say(chosen.label))) if chosen else Asked((field,))


def choice_of(key: str, label: str, expression: ColumnElement[Any], words: Iterable[Labelled]) -> Choice:
    """A choice among the members of a labelled set, or some of them."""
    return Choice(key, label, tuple(Option(word.value, word.label, expression == word.value) for word in words))


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit: typed, with the units in 规范序列 offered; a part of the name or its 拼音 means all that it fits."""

    key: str
    label: str
    expression: ColumnElement[Any]
    names: Names

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)

    def read(self, asking: Asking, words: Words) -> Asked:
        typed = asking.value(self.key)
        offered = tuple((each.words[0], "") for each in self.names.entries)
        label = words.say(self.label)
        field = Field(Kind.TYPED, asking.name(self.key), label, typed, offered, hint=words("名称或拼音"))
        if not typed:
            return Asked((field,))
        meant = self.names.meant_by(typed)
        if not meant:
            field = replace(field, error=words("没有叫这个名称的单位"))
            return Asked((field,), self.expression.in_([]), (label, typed))
        shown = {each.id: each.words[0] for each in self.names.entries}
        return Asked((field,), self.expression.in_(meant), (label, "、".join(shown[each] for each in meant)))


@dataclass(frozen=True, slots=True)
class DayRange:
    """From a day to a day, both included, on Shanghai's calendar. `of_moments`: the column holds instants."""

    key: str
    label: str
    expression: ColumnElement[Any]
    of_moments: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        return (f"{self.key}-from", f"{self.key}-to")

    def read(self, asking: Asking, words: Words) -> Asked:
        (first, told_first), (last, told_last) = (_day(asking.value(key)) for key in self.keys)
        if first and last and first > last:
            told_last, last = TURNED_ROUND, None
        label = words.say(self.label)
        ends = zip(self.keys, (words("起"), words("止")), (told_first, told_last), strict=True)
        fields = tuple(
            Field(Kind.DAY, asking.name(key), label, asking.value(key), hint=hint, error=words.say(told))
            for key, hint, told in ends
        )
        if first is None and last is None:
            return Asked(fields)
        return Asked(fields, self._between(first, last), (label, _said(first, last, words)))

    def _between(self, first: date | None, last: date | None) -> Condition:
        found: list[Condition] = []
        if first is not None:
            found.append(self.expression >= self._begin(first))
        if last is not None:
            found.append(self.expression < self._begin(last + timedelta(days=1)))
        return and_(*found)

    def _begin(self, day: date) -> date | datetime:
        return datetime.combine(day, time.min, SHANGHAI) if self.of_moments else day


def _day(text: str) -> tuple[date | None, str]:
    """The day, or why there is none."""
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, UNREADABLE
    return (day, "") if FIRST_DAY <= day <= LAST_DAY else (None, UNREADABLE)


def _said(first: date | None, last: date | None, words: Words) -> str:
    since, until = (said_day(each, words) if each else "" for each in (first, last))
    if since and until:
        return words("%(since)s至%(until)s", since=since, until=until)
    return words("%(since)s及以后", since=since) if since else words("%(until)s及以前", until=until)


@dataclass(frozen=True, slots=True)
class Search:
    """Words: found as they stand in any of the texts, or in the names (by 拼音 too) of what the rows refer to."""

    texts: Sequence[ColumnElement[Any]] = ()
    names: Mapping[ColumnElement[Any], Names] | None = None
    key: str = "q"
    label: str = "搜索"
    hint: str = "关键词或拼音"

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key,)

    def read(self, asking: Asking, words: Words) -> Asked:
        typed = asking.value(self.key)
        label = words.say(self.label)
        field = Field(Kind.SEARCH, asking.name(self.key), label, typed, hint=words.say(self.hint))
        if not typed:
            return Asked((field,))
        found: list[Condition] = [text.icontains(typed, autoescape=True) for text in self.texts]
        for expression, names in (self.names or {}).items():
            if meant := names.meant_by(typed):
                found.append(expression.in_(meant))
        return Asked((field,), or_(false(), *found), (label, typed))
