"""A round as an act holds it: its row, its machine, whom it is about, and what its machine is told."""

from typing import Any

from actions.ballots.book import Book, book_of
from actions.context import Act
from actions.facts import circumstances
from actions.subjects import Subject, waiting_on
from models.ballots import BallotRound
from models.writing import lock_row
from states.balloting.facts import BallotFacts, BallotState, GroupCount
from states.engine import Machine
from states.subjects import SubjectFacts, SubjectKind
from states.year import BALLOT


def ballot_of(act: Act, number: int) -> Subject[BallotFacts]:
    """The round, locked for this act, with its book at hand. Raises `Refused` when there is none."""
    row = lock_row(act.tx, BallotRound.t, number)
    if row is None:
        raise act.refused(f"没有编号为 {number} 的投票、打分")
    published = act.published(row.assessment_id)
    book = book_of(act.tx, row)
    return Subject(
        kind=SubjectKind.BALLOT,
        table=BallotRound,
        row=row,
        machine=BALLOT,
        facts=subject_facts(act, row, book, BALLOT),
        title=row.title,
        what=SubjectKind.BALLOT.label,
        published=published,
        lead_unit_id=act.directory.unit(published.scheme.office.unit).id,
        place=book,
    )


def subject_facts(act: Act, row: Any, book: Book, machine: Machine[BallotFacts]) -> SubjectFacts:
    """Whoever is rated stands beside it; it reaches them when it is sealed."""
    awaits = machine.states[row.state].awaits
    waiting = waiting_on(act, SubjectKind.BALLOT, row.id, awaits=awaits.kind if awaits else None, joint=None)
    rated = frozenset(book.codes)
    return SubjectFacts(
        kind=SubjectKind.BALLOT,
        office=act.office_id,
        state=row.state,
        co_units=rated,
        addressees=rated if row.state == BallotState.SEALED.value else frozenset(),
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        last_mover=row.last_mover,
    )


def facts_of(
    act: Act,
    subject: Subject[BallotFacts],
    *,
    book: Book | None = None,
    groups: tuple[GroupCount, ...] | None = None,
    words: str = "",
) -> BallotFacts:
    """The facts of a round; with `book` or `groups`, as it will stand when what is told has been written."""
    known: Book = book if book is not None else subject.place
    return BallotFacts(
        **circumstances(act, subject, words=words),
        has_units=bool(known.units),
        groups=known.counts() if groups is None else groups,
        returned_share=known.rule.returned_share,
        entered=sum(1 for one in known.bundles if one.entries),
        typists=known.typed_by,
        unfinished=tuple(one.shown for one in known.bundles if not one.is_whole),
        disputed=tuple(one.shown for one in known.bundles if one.is_disputed),
        completes=known.is_settled,
    )
