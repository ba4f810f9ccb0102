"""Sealed totals as facts for scoring: what was known at a moment, by rating and unit."""

from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, select

from actions.ballots.book import tally_of
from actions.published import Published
from models.ballots import BallotGroup, BallotRound, BallotTotal
from models.knowing import known_at
from models.units import Unit
from scoring.facts import Known, RatingFact, ScoreGiven

WHOLE = "全体"


def ratings_as_stored(tx: Connection, published: Published, *, as_of: datetime | None = None) -> tuple[RatingFact, ...]:
    """Everything sealed and not voided; with `as_of`, as it was known then."""
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in sealed(tx, published, as_of=as_of):
        found[row.round_id, row.unit].append(row)
    return tuple(_fact(rows) for rows in found.values())


def sealed(tx: Connection, published: Published, *, as_of: datetime | None = None) -> list[Any]:
    """The totals of each group on each unit, in the order of the rounds, units and groups."""
    witness = Unit.t.alias("witness")
    query = (
        select(
            BallotTotal.t,
            BallotRound.c.rating,
            BallotRound.c.title,
            BallotRound.c.rule,
            BallotGroup.c.name.label("group_name"),
            Unit.c.code.label("unit"),
            witness.c.name.label("witness"),
        )
        .join(BallotRound.t, BallotRound.c.id == BallotTotal.c.round_id)
        .join(BallotGroup.t, BallotGroup.c.id == BallotTotal.c.group_id)
        .join(Unit.t, Unit.c.id == BallotTotal.c.unit_id)
        .outerjoin(witness, witness.c.id == BallotRound.c.witnessed_by_unit_id)
        .where(BallotTotal.c.assessment_id == published.assessment_id)
        .order_by(BallotTotal.c.recorded_at, BallotTotal.c.id)
    )
    known = known_at(as_of, recorded=BallotTotal.c.recorded_at, replaced=BallotTotal.c.replaced_at)
    return list(tx.execute(query.where(known)))


def _fact(rows: list[Any]) -> RatingFact:
    """One unit's, of all its groups."""
    tallies = {row.group_name: tally_of(row.content) for row in rows}
    first, is_vote = rows[0], bool(rows[0].rule["ballots"]["grades"])
    return RatingFact(
        first.unit,
        first.rating,
        tuple(ScoreGiven(name, Fraction(score)) for name, tally in tallies.items() for score in tally.scores),
        votes={name or WHOLE: dict(tally.votes) for name, tally in tallies.items()} if is_vote else {},
        invalid={name or WHOLE: tally.invalid for name, tally in tallies.items()},
        abstained={name or WHOLE: tally.abstained for name, tally in tallies.items()},
        shown_from=first.rule["ballots"]["shown_from"],
        known=Known(
            recorded_at=first.recorded_at,
            verified_by=f"{first.witness}监票" if first.witness else "",
            ref=f"“{first.title}”封存的合计",
        ),
    )
