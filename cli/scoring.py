"""`kaohe score`: totals, places, grades and awards, with every number explained; from a file of facts, or as stored."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from checks.known_days import calendar_for
from cli import score_pages
from cli.clock import BadMoment, moment_of
from cli.fact_files import read_facts
from cli.groups import WRONG
from cli.schemes import read_scheme
from cli.score_pages import Scored
from cli.speaking import answer
from config.loading import Loaded
from scoring.book import Book
from scoring.facts import Facts
from scoring.outcome import open_book, work_out
from workdays.counts import lateness_in

SCHEMA = "kaohe.score/1"
SUPPOSED = "测算"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed. Without `facts`: those of the database. `what_if` supposes more, `since` is a moment before."""

    scheme: str
    facts: Path | None
    as_of: str | None = None
    effective: str | None = None
    what_if: Path | None = None
    since: str | None = None
    unit: str | None = None
    explained: bool = False


def run(asked: Asked, *, as_json: bool) -> int:
    """Exit code 1 where something could not be scored; what could be is shown all the same."""
    loaded = read_scheme(asked.scheme)
    scored = _from_file(asked, loaded, asked.facts) if asked.facts is not None else _from_database(asked, loaded)
    scheme, outcome = scored.book.scheme, scored.outcome
    unit = score_pages.unit_called(scheme, asked.unit)
    if as_json:
        answer(SCHEMA, score_pages.told(scheme, outcome, scored.earlier, unit, explained=asked.explained))
    else:
        score_pages.show(scored.book, outcome, scored.earlier, unit, explained=asked.explained)
    return WRONG if any(total.value is None for totals in outcome.results.values() for total in totals.values()) else 0


def _from_database(asked: Asked, loaded: Loaded) -> Scored:
    from cli import stored_scores  # noqa: PLC0415 -- a file is scored without the weight of a database

    supposed = read_facts(asked.what_if, loaded, name=SUPPOSED)[0] if asked.what_if is not None else None
    effective = _day(asked.effective) if asked.effective else None
    when = {name: moment_of(told) for name in ("as_of", "since") if (told := getattr(asked, name))}
    return stored_scores.scored(loaded.scheme.scheme, supposed=supposed, effective=effective, **when)


def _from_file(asked: Asked, loaded: Loaded, path: Path) -> Scored:
    facts, period = read_facts(path, loaded)
    as_of = moment_of(asked.as_of) if asked.as_of else None
    before = None
    if asked.what_if is not None:
        before = _book(loaded, facts, as_of, asked.effective)
        facts = facts.with_more(read_facts(asked.what_if, loaded, name=SUPPOSED)[0])
    elif asked.since is not None:
        before = _book(loaded, facts, moment_of(asked.since), asked.effective)
    book = _book(loaded, facts, as_of, asked.effective)
    return Scored(book, work_out(book, period), work_out(before, period) if before is not None else None)


def _book(loaded: Loaded, facts: Facts, as_of: datetime | None, effective: str | None) -> Book:
    late = lateness_in(calendar_for(loaded.scheme))
    return open_book(loaded.scheme, facts, lateness=late, as_of=as_of, effective=_day(effective) if effective else None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadMoment(f"“{text}”不是日期，写作 2019-05-13") from None
