"""Scores, places, grades and awards of a year from what is kept: now, as of a moment, or supposing something else."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from actions.calendars import calendar_of
from actions.published import Published, published_of
from actions.results.decided import decided_by
from actions.scoring.gathering import facts_as_stored
from actions.shelf import Shelf
from config.scheme import Scheme
from config.zone import SHANGHAI
from models.journal import state_of_books
from scoring.book import Book
from scoring.facts import Facts
from scoring.outcome import NOTHING_DECIDED, Decided, Outcome, open_book, work_out
from workdays.counts import lateness_in


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What came out, the book in which every number can be looked up, and the facts that could not be used."""

    published: Published
    book: Book
    outcome: Outcome
    refused: tuple[str, ...] = ()

    @property
    def scheme(self) -> Scheme:
        return self.book.scheme


_KEPT: Shelf[tuple[object, ...], Reckoned] = Shelf(keep=6)


def reckon_now(tx: Connection, assessment_id: int, *, today: date, period: str = "") -> Reckoned:
    """`reckon` of all that is known, kept until the next line of the journal: nothing is recorded without one."""
    return _KEPT.get_known(
        tx,
        lambda: (assessment_id, today, period, *state_of_books(tx)),
        lambda: reckon(tx, assessment_id, today=today, period=period),
    )


def reckon(
    tx: Connection,
    assessment_id: int,
    *,
    today: date,
    as_of: datetime | None = None,
    effective: date | None = None,
    supposed: Facts | None = None,
    period: str = "",
    decided: Decided = NOTHING_DECIDED,
) -> Reckoned:
    """`as_of` (aware): only what had been recorded by then; `effective`: rules and facts in effect on that day.

    Without either, the rules of `today` and all that is known. `supposed` lies over what is known (得分测算). `period`
    is the year where none is told. `decided`: what was decided of ties; as of a moment it is what had been decided by
    then. Raises `Refused` when there is no such year.
    """
    day = effective or (as_of.astimezone(SHANGHAI).date() if as_of is not None else today)
    published = published_of(tx, assessment_id, day=day)
    gathered = facts_as_stored(tx, published, as_of=as_of)
    facts = gathered.facts.with_more(supposed) if supposed is not None else gathered.facts
    late = lateness_in(calendar_of(tx, published.office_id))
    book = open_book(published.scheme, facts, lateness=late, effective=effective)
    period = period or str(published.year)
    if as_of is not None:
        decided = decided_by(tx, assessment_id, period, as_of)
    return Reckoned(published, book, work_out(book, period, decided=decided), gathered.refused)
