"""What `kaohe score` says: tables and sentences for people, one object for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from rich.table import Table
from rich.text import Text

from cli.speaking import page
from config.errors import KaoheError
from config.scheme import Scheme
from documents.scores import as_tree, explain
from scoring.awarding import Winner
from scoring.book import Book
from scoring.differing import moves_between, place_of
from scoring.numbers import plain
from scoring.outcome import TOTAL, Outcome
from scoring.sheets import units_by_name
from scoring.standings import Placed, Standing, Total

Section = list[Text | Table]


class NoSuchUnit(KaoheError):
    """The scheme has no such unit."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What came out, the book that it stands in, and what it is compared with."""

    book: Book
    outcome: Outcome
    earlier: Outcome | None = None


def told(
    scheme: Scheme, outcome: Outcome, earlier: Outcome | None, unit: str | None, *, explained: bool
) -> dict[str, Any]:
    names = {one.code: one.name for one in scheme.units}
    return {
        "scheme": scheme.scheme,
        "period": outcome.period,
        "results": {
            code: [
                _total(scheme, names, total, explained=explained)
                for total in totals.values()
                if unit is None or total.unit == unit
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
        **({"moved": _moves(names, outcome, earlier, unit)} if earlier is not None else {}),
    }


def _moves(names: Mapping[str, str], outcome: Outcome, earlier: Outcome, unit: str | None) -> list[dict[str, Any]]:
    return [
        {
            "result": code,
            "unit": one,
            "name": names.get(one, one),
            "before": number(before.value),
            "after": number(after.value),
            "place_before": place_of(earlier, code, one),
            "place_after": place_of(outcome, code, one),
            "because": [
                {"path": move.path, "before": number(move.before), "after": number(move.after)}
                for move in moves_between(before, after)
            ],
        }
        for code, one, before, after in changed(outcome, earlier, unit)
    ]


def changed(outcome: Outcome, earlier: Outcome, unit: str | None) -> Iterator[tuple[str, str, Total, Total]]:
    """Every total that is another one, or whose unit stands in another place."""
    for code, totals in outcome.results.items():
        for one, after in totals.items():
            before = earlier.results[code][one]
            same = before.value == after.value
            moved_place = place_of(earlier, code, one) != place_of(outcome, code, one)
            if (unit is None or one == unit) and (not same or moved_place):
                yield code, one, before, after


def number(value: Fraction | None) -> str | None:
    return None if value is None else plain(value)


def _total(scheme: Scheme, names: Mapping[str, str], total: Total, *, explained: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "unit": total.unit,
        "name": names.get(total.unit, total.unit),
        "points": number(total.value),
        "reasons": total.reasons,
        "overrides": [each.said for each in total.applied],
    }
    if explained and (worked := total.worked) is not None:
        told["explanation"] = as_tree(worked, scheme)
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


def unit_called(scheme: Scheme, name: str | None) -> str | None:
    if name is None:
        return None
    if (found := units_by_name(scheme).get(name)) is not None:
        return found
    near = get_close_matches(name, [one.name for one in scheme.units], n=1, cutoff=0.5)
    raise NoSuchUnit(f"方案里没有单位“{name}”" + (f"。是不是“{near[0]}”？" if near else ""))


def show(book: Book, outcome: Outcome, earlier: Outcome | None, unit: str | None, *, explained: bool) -> None:
    """In sections, a blank line between them; of one unit only what is about it."""
    sections: list[Section] = [
        *_totals(book, outcome, unit, explained=explained),
        *_awards(book, outcome, unit),
        [Text(f"{name}还不能评：{'；'.join(reasons)}", style="yellow") for name, reasons in _undecided(book, outcome)],
        list(_moved_lines(book, outcome, earlier, unit)) if earlier is not None else [],
    ]
    console = page()
    for n, section in enumerate(filter(None, sections)):
        if n:
            console.print()
        for each in section:
            console.print(each, soft_wrap=isinstance(each, Text))


def _totals(book: Book, outcome: Outcome, unit: str | None, *, explained: bool) -> Iterator[Section]:
    """Every table, then who has no total and why, then the numbers explained."""
    for code, totals in outcome.results.items():
        shown = [total for total in totals.values() if unit is None or total.unit == unit]
        for title, table in _tables(book, outcome, code, shown):
            is_titled = len(outcome.results) > 1 or len(outcome.standings) > 1
            yield [*([Text(title, style="bold")] if is_titled else []), table]
        yield [
            Text(f"{book.unit_name(total.unit)}不能评分：{'；'.join(total.reasons)}", style="yellow")
            for total in shown
            if total.value is None
        ]
        for total in shown if explained else ():
            if (worked := total.worked) is not None:
                yield [Text(f"{book.unit_name(total.unit)}\n{explain(worked, book.scheme)}")]


def _awards(book: Book, outcome: Outcome, unit: str | None) -> Iterator[Section]:
    for awarded in outcome.awards.values():
        considered = [one for one in awarded.considered if unit in (None, one.unit)]
        if considered or unit is None:
            title = Text.assemble((awarded.award.name, "bold"), *(f"　{reason}" for reason in awarded.refused))
            yield [title, *(Text(f"  {_mark(one)}　{book.unit_name(one.unit)}：{one.because}") for one in considered)]


def _mark(one: Winner) -> str:
    return "得" if one.is_given else "待定" if one.is_open else "不得"


def _undecided(book: Book, outcome: Outcome) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Awards and gradings by the names that the scheme gives them."""
    rankings = {one.code: one.name for one in book.scoring.rankings}
    names = rankings | {one.code: one.name for one in book.scoring.awards}
    for code, reasons in outcome.refused.items():
        yield f"“{names.get(code, code)}”", reasons


def _moved_lines(book: Book, outcome: Outcome, earlier: Outcome, unit: str | None) -> Iterator[Text]:
    found = list(changed(outcome, earlier, unit))
    yield Text("变化" if found else "没有变化", style="bold")
    for code, one, before, after in found:
        was, now = place_of(earlier, code, one), place_of(outcome, code, one)
        places = f"，名次 {was or '—'} → {now or '—'}" if (was, now) != (None, None) else ""
        yield Text(f"{book.unit_name(one)}：{number(before.value) or '—'} → {number(after.value) or '—'}{places}")
        for move in moves_between(before, after):
            path = " › ".join(move.path[1:]) or move.path[0]
            yield Text(f"  {path}：{number(move.before) or '（没有）'} → {number(move.after) or '（没有）'}")


def _tables(book: Book, outcome: Outcome, code: str, shown: Sequence[Total]) -> Iterator[tuple[str, Table]]:
    """One for each ranking by this total, and one for whoever stands in none."""
    totals = {total.unit: total for total in shown}
    left = dict(totals)
    for standing in outcome.standings.values():
        ranked = [one for one in standing.placed if one.unit in totals and standing.ranking.result == code]
        if ranked:
            grades = {one.unit: one.grade for one in outcome.grades.get(standing.ranking.code, ())}
            yield standing.ranking.name, _table(book, [(totals[one.unit], one) for one in ranked], grades)
        for one in ranked:
            left.pop(one.unit, None)
    if left:
        name = next((result.name for result in book.scoring.results if result.code == code), TOTAL.name)
        yield name, _table(book, [(total, None) for total in left.values()], {})


def _table(book: Book, listed: Sequence[tuple[Total, Placed | None]], grades: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("名次", "单位", "得分", "等次", "说明"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("名次", "得分"))
    for total, placed in listed:
        table.add_row(
            str(placed.place) if placed and placed.place is not None else "—",
            book.unit_name(total.unit),
            number(total.value) or "—",
            grades.get(total.unit, "—"),
            "、".join(each.said for each in total.applied) or (placed.because if placed and placed.is_tied else ""),
        )
    return table
