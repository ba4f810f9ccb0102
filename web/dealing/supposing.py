"""What can be supposed of one unit by one indicator: what its rule looks at, with what is known of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from config.readings import assignments_of, indicators_of
from config.scheme import Scheme
from config.scoring.uses import FIGURES, indicators_using
from scoring.facts import Facts
from scoring.numbers import plain
from workdays.periods import Period, PeriodError

ANSWERS, SOURCES, MOMENTS, FINDINGS = "scoring.answers", "scoring.sources", "scoring.moments", "scoring.findings"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing. `kind`: number, choice, day or times; `now`: what is known of it; `typed`: what is supposed."""

    name: str
    label: str
    kind: str
    now: str = ""
    unit: str = ""
    period: str = ""
    choices: tuple[str, ...] = ()
    typed: str = ""


def scored_indicators(scheme: Scheme, unit: str) -> list[tuple[str, str]]:
    """Those that have a rule, by code and title, in their order; of a unit that has tasks of its own, those of them."""
    ruled = {rule.indicator for rule in scheme.scoring.indicators}
    titles = {placed.indicator.code: placed.indicator.title for placed in indicators_of(scheme)}
    tasks = assignments_of(scheme)
    titles |= {task.scored_as: task.title for task in tasks if task.scored_as not in titles}
    own = {task.scored_as for task in tasks if unit in (task.lead, *task.other_leads, *task.co_units)}
    return [(code, title) for code, title in titles.items() if code in ruled and (not own or code in own)]


def asked_of(scheme: Scheme, facts: Facts, *, unit: str, indicator: str, query: Mapping[str, str]) -> list[Asked]:
    """In the order in which the scheme has them."""
    used = {about for about, indicators in indicators_using(scheme).items() if indicator in indicators}
    found = [*_numbers(scheme, facts, unit, used), *_words(scheme, facts, unit, used)]
    return [
        replace(each, typed=query.get(each.name, ""), period=query.get(f"{each.name}.period", each.period))
        for each in found
    ]


def _numbers(scheme: Scheme, facts: Facts, unit: str, used: set[tuple[str, str]]) -> Iterator[Asked]:
    for figure in scheme.figures:
        if (FIGURES, figure.code) in used:
            known = [each for each in facts.figures if each.unit == unit and each.figure == figure.code]
            last = max(known, key=lambda each: _end(each.period), default=None)
            value = None if last is None else last.verified if last.verified is not None else last.reported
            now = "" if last is None or value is None else f"{plain(value)}{figure.unit}（{_said(last.period)}）"
            period = last.period if last is not None else str(scheme.year)
            yield Asked(f"figures.{figure.code}", figure.name, "number", now, figure.unit, period)
    for source in scheme.scoring.sources:
        if (SOURCES, source.code) in used:
            values = [each.value for each in facts.imported if each.unit == unit and each.source == source.code]
            yield Asked(f"imported.{source.code}", source.name, "number", plain(values[-1]) if values else "")


def _words(scheme: Scheme, facts: Facts, unit: str, used: set[tuple[str, str]]) -> Iterator[Asked]:
    for answer in scheme.scoring.answers:
        if (ANSWERS, answer.code) in used:
            said = [each.said for each in facts.answers if each.unit == unit and each.answer == answer.code]
            yield Asked(
                f"answers.{answer.code}", answer.name, "choice", said[-1] if said else "", choices=answer.one_of
            )
    for moment in scheme.scoring.moments:
        told = [each for each in facts.moments if each.unit == unit and each.moment == moment.code]
        if (MOMENTS, moment.code) in used and told:
            done = f"{told[-1].done:%Y-%m-%d}" if told[-1].done is not None else ""
            yield Asked(f"moments.{moment.code}", moment.name, "day", done)
    for kind in scheme.scoring.findings:
        if (FINDINGS, kind.code) in used:
            yield Asked(f"findings.{kind.code}", kind.name, "times", unit=kind.unit)


def _end(period: str) -> date:
    try:
        return Period.parse(period).end
    except PeriodError:
        return date.min


def _said(period: str) -> str:
    try:
        return Period.parse(period).label
    except PeriodError:
        return period


def supposed(facts: Facts, asked: Sequence[Asked], *, unit: str, day: date) -> dict[str, list[dict[str, Any]]]:
    """What was typed, as a sheet of facts has it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in asked:
        if each.typed:
            sort, _, code = each.name.partition(".")
            found.setdefault(sort, []).append({"unit": unit, **_entry(facts, each, sort, code, unit, day)})
    return found


def _entry(facts: Facts, asked: Asked, sort: str, code: str, unit: str, day: date) -> dict[str, Any]:
    match sort:
        case "figures":
            return {"figure": code, "period": asked.period, "value": asked.typed}
        case "imported":
            return {"source": code, "value": asked.typed}
        case "answers":
            return {"answer": code, "said": asked.typed}
        case "findings":
            return {"finding": code, "on": day.isoformat(), "times": asked.typed}
    due = next(each.due for each in facts.moments if each.unit == unit and each.moment == code)
    return {"moment": code, "due": due.isoformat(), "done": asked.typed}
