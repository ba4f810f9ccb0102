"""`kaohe score`: totals, places, grades and awards from a scheme and a file of facts, with every number explained."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from cli.clock import BadMoment, moment_of
from cli.groups import WRONG
from cli.schemes import calendar_for, read_scheme
from cli.speaking import answer, page
from config.errors import KaoheError
from config.loading import SchemeErrors, load_facts, problem_of
from config.scheme import Scheme
from config.scoring.words import LateIn
from documents.scores import as_tree, explain
from scoring.book import Book, Lateness
from scoring.numbers import plain
from scoring.outcome import Outcome, open_book, work_out
from scoring.sheets import facts_of
from scoring.standings import Standing, Total
from workdays.calendar import WorkCalendar
from workdays.counts import lateness

SCHEMA = "kaohe.score/1"


class NoFacts(KaoheError):
    """The file of facts is not there."""


def run(
    name: str,
    *,
    facts: Path,
    as_of: str | None,
    effective: str | None,
    unit: str | None,
    explained: bool,
    as_json: bool,
) -> int:
    """Exit code 1 where something could not be scored; what could be is shown all the same."""
    book, period = _book(name, facts, as_of, effective)
    outcome = work_out(book, period)
    if as_json:
        answer(SCHEMA, _told(book.scheme, outcome, unit, explained=explained))
    else:
        _show(book, outcome, unit, explained=explained)
    return WRONG if any(total.worked is None for totals in outcome.results.values() for total in totals.values()) else 0


def _book(name: str, facts: Path, as_of: str | None, effective: str | None) -> tuple[Book, str]:
    loaded = read_scheme(name)
    if not facts.is_file():
        raise NoFacts(f"没有事实文件 {facts}")
    sheet, source = load_facts(facts, loaded)
    read, refused = facts_of(sheet, loaded.scheme)
    if refused:
        raise SchemeErrors([problem_of(source, finding) for finding in refused])
    calendar = calendar_for(loaded.scheme)
    book = open_book(
        loaded.scheme,
        read,
        lateness=lateness_in(calendar),
        as_of=moment_of(as_of) if as_of else None,
        effective=_day(effective) if effective else None,
    )
    return book, sheet.period or str(loaded.scheme.year)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadMoment(f"“{text}”不是日期，写作 2019-05-13") from None


def lateness_in(calendar: WorkCalendar) -> Lateness:
    def late(due: datetime, done: datetime, unit: LateIn) -> Fraction:
        return lateness(due, done, unit, calendar)

    return late


def _told(scheme: Scheme, outcome: Outcome, unit: str | None, *, explained: bool) -> dict[str, Any]:
    names = {one.code: one.name for one in scheme.units}
    chosen = _chosen(scheme, unit)
    return {
        "scheme": scheme.scheme,
        "period": outcome.period,
        "results": {
            code: [
                _total(scheme, names, total, explained=explained)
                for total in totals.values()
                if chosen is None or total.unit == chosen
            ]
            for code, totals in outcome.results.items()
        },
        "rankings": {code: _ranking(names, standing) for code, standing in outcome.standings.items()},
        "grades": {
            code: [
                {"unit": one.unit, "name": names.get(one.unit, one.unit), "grade": one.grade, "because": one.because}
                for one in graded
            ]
            for code, graded in outcome.grades.items()
        },
        "awards": {
            code: {
                "name": awarded.award.name,
                "winners": awarded.winners,
                "considered": [
                    {
                        "unit": one.unit,
                        "name": names.get(one.unit, one.unit),
                        "place": one.place,
                        "given": one.is_given,
                        "open": one.is_open,
                        "because": one.because,
                    }
                    for one in awarded.considered
                ],
                "refused": awarded.refused,
            }
            for code, awarded in outcome.awards.items()
        },
        "refused": outcome.refused,
    }


def _total(scheme: Scheme, names: Mapping[str, str], total: Total, *, explained: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "unit": total.unit,
        "name": names.get(total.unit, total.unit),
        "points": plain(total.worked.value) if total.worked else None,
        "reasons": total.reasons,
        "overrides": [each.said for each in total.applied],
    }
    if explained and total.worked is not None:
        told["explanation"] = as_tree(total.worked, scheme)
    return told


def _ranking(names: Mapping[str, str], standing: Standing) -> dict[str, Any]:
    return {
        "name": standing.ranking.name,
        "placed": [
            {
                "unit": one.unit,
                "name": names.get(one.unit, one.unit),
                "place": one.place,
                "points": None if one.value is None else plain(one.value),
                "tied": one.is_tied,
                "because": one.because,
            }
            for one in standing.placed
        ],
        "missing": standing.missing,
    }


def _chosen(scheme: Scheme, unit: str | None) -> str | None:
    if unit is None:
        return None
    for one in scheme.units:
        if unit in (one.code, one.name, one.short, *one.aliases):
            return one.code
    raise NoFacts(f"方案里没有单位“{unit}”")


def _show(book: Book, outcome: Outcome, unit: str | None, *, explained: bool) -> None:
    console, scheme, chosen = page(), book.scheme, _chosen(book.scheme, unit)
    for code, totals in outcome.results.items():
        shown = [total for total in totals.values() if chosen is None or total.unit == chosen]
        console.print(_table(book, outcome, code, shown))
        for total in shown:
            for line in _below(scheme, book, total, explained=explained):
                console.print(line, soft_wrap=True)
    for awarded in outcome.awards.values():
        console.print(Text.assemble((awarded.award.name, "bold"), *(f"　{reason}" for reason in awarded.refused)))
        for one in awarded.considered:
            mark = "得" if one.is_given else "待定" if one.is_open else "不得"
            console.print(f"  {mark}　{book.unit_name(one.unit)}：{one.because}", soft_wrap=True)
    for code, reasons in outcome.refused.items():
        console.print(Text(f"{code} 还不能评：{'；'.join(reasons)}", style="yellow"), soft_wrap=True)


def _below(scheme: Scheme, book: Book, total: Total, *, explained: bool) -> Iterator[Text]:
    if total.worked is None:
        yield Text(f"{book.unit_name(total.unit)}不能评分：{'；'.join(total.reasons)}", style="yellow")
    elif explained:
        yield Text(f"\n{book.unit_name(total.unit)}\n{explain(total.worked, scheme)}")


def _table(book: Book, outcome: Outcome, code: str, shown: Sequence[Total]) -> Table:
    places = {
        (standing.ranking.result, one.unit): one for standing in outcome.standings.values() for one in standing.placed
    }
    grades = {one.unit: one.grade for graded in outcome.grades.values() for one in graded}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("名次", "单位", "得分", "等次", "说明"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("名次", "得分"))
    listed = sorted(
        shown, key=lambda total: (place.place or len(places) + 1) if (place := places.get((code, total.unit))) else 0
    )
    for total in listed:
        placed = places.get((code, total.unit))
        table.add_row(
            str(placed.place) if placed and placed.place is not None else "—",
            book.unit_name(total.unit),
            plain(total.worked.value) if total.worked else "—",
            grades.get(total.unit, "—"),
            "、".join(each.said for each in total.applied) or (placed.because if placed and placed.is_tied else ""),
        )
    return table
