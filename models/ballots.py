"""Ballots (O30): rounds, who is rated and by how many, bundles of paper, what was typed of them, sealed totals.

Nothing here leads from a ballot to whoever filled it in: the numbers of a bundle are kept with the person who typed it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, and_, bindparam, column, or_, select

from models.base import Row, day, document, is_null, key, moment, one_of, only_one, ref
from models.types import Key
from states.balloting.facts import BallotState


class BallotRound(Row, table=True):
    """一轮投票、打分. `rule` is what the scheme said of its ballots when it was planned."""

    __table_args__ = (one_of("state", BallotState), Index("ix_ballot_round_rating", "assessment_id", "rating"))

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    rating: str
    title: str
    held_on: date | None = day(default=None)
    rule: dict[str, Any] = document(default_factory=dict)
    state: str
    came_from: str = ""
    returned_by: str = ""
    last_mover: int | None = ref("person", default=None)
    planned_at: datetime = moment()
    planned_by: int | None = ref("person", default=None)
    witnessed_at: datetime | None = moment(default=None)
    witnessed_by: int | None = ref("person", default=None)
    witnessed_by_unit_id: int | None = ref("unit", default=None)
    sealed_at: datetime | None = moment(default=None)
    version: int = 0


class BallotUnit(Row, table=True):
    """被评单位. A unit is rated once: in one round of a rating that has not been voided."""

    __table_args__ = (
        UniqueConstraint("round_id", "unit_id"),
        only_one("assessment_id", "rating", "unit_id", where=is_null("voided_at"), name="uq_ballot_unit_living"),
    )

    id: int = key()
    office_id: int = ref("office")
    round_id: int = ref("ballot_round")
    assessment_id: int = ref("assessment")
    rating: str
    unit_id: int = ref("unit", index=True)
    position: int = 0
    voided_at: datetime | None = moment(default=None)


class BallotGroup(Row, table=True):
    """打分人的一组: how many are on the roster, how many ballots went out, how many came back.

    `avoids`: of how many of its members a unit has to be avoided (回避), by the unit's code.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "name"),
        CheckConstraint(
            and_(
                column("roster") >= 0,
                or_(is_null("issued"), and_(column("issued") >= 0, column("issued") <= column("roster"))),
                or_(is_null("returned"), and_(column("returned") >= 0, column("returned") <= column("issued"))),
            ),
            name="counts_in_order",
        ),
    )

    id: int = key()
    office_id: int = ref("office")
    round_id: int = ref("ballot_round")
    name: str = ""  # none: whoever rates is in one group
    position: int = 0
    roster: int
    avoids: dict[str, int] = document(default_factory=dict)
    issued: int | None = None
    returned: int | None = None
    version: int = 0


class BallotBundle(Row, table=True):
    """一包票: ballots of one group that are typed together."""

    __table_args__ = (
        UniqueConstraint("group_id", "number"),
        CheckConstraint(column("ballots") > 0, name="holds_ballots"),
    )

    id: int = key()
    office_id: int = ref("office")
    round_id: int = ref("ballot_round", index=True)
    group_id: int = ref("ballot_group")
    number: int
    ballots: int


class BallotEntry(Row, table=True):
    """录入的一遍: numbers by unit. Two persons type a bundle; a third settles by the paper where they differ."""

    __table_args__ = (
        one_of("reading", ("first", "second", "paper")),
        only_one("bundle_id", "reading", where=is_null("replaced_at"), name="uq_ballot_entry_sitting"),
    )

    id: int = key()
    office_id: int = ref("office")
    bundle_id: int = ref("ballot_bundle")
    reading: str
    content: dict[str, Any] = document(default_factory=dict)
    words: str = ""
    entered_at: datetime = moment()
    entered_by: int | None = ref("person", default=None)
    replaced_at: datetime | None = moment(default=None)


class BallotTotal(Row, table=True):
    """封存的合计 of one group on one unit; until the round is voided it is what scoring reads."""

    __table_args__ = (
        only_one("group_id", "unit_id", where=is_null("replaced_at"), name="uq_ballot_total_sitting"),
        Index("ix_ballot_total_year", "assessment_id", "recorded_at"),
    )

    id: int = key()
    office_id: int = ref("office")
    assessment_id: int = ref("assessment")
    round_id: int = ref("ballot_round")
    group_id: int = ref("ballot_group")
    unit_id: int = ref("unit")
    content: dict[str, Any] = document(default_factory=dict)
    recorded_at: datetime = moment()
    replaced_at: datetime | None = moment(default=None)


UNITS = (
    select(BallotUnit.t)
    .where(BallotUnit.c.round_id == bindparam("b_round", type_=Key))
    .order_by(BallotUnit.c.position, BallotUnit.c.id)
)
GROUPS = (
    select(BallotGroup.t)
    .where(BallotGroup.c.round_id == bindparam("b_round", type_=Key))
    .order_by(BallotGroup.c.position, BallotGroup.c.id)
)
BUNDLES = (
    select(BallotBundle.t)
    .where(BallotBundle.c.round_id == bindparam("b_round", type_=Key))
    .order_by(BallotBundle.c.group_id, BallotBundle.c.number)
)
ENTRIES = (
    select(BallotEntry.t)
    .join(BallotBundle.t, BallotBundle.c.id == BallotEntry.c.bundle_id)
    .where(BallotBundle.c.round_id == bindparam("b_round", type_=Key))
    .order_by(BallotEntry.c.id)
)
