"""少发催报 (R2.28, O40): how many urging messages of a year did not have to arrive, counted from the ledger.

Every rung of a ladder, and every urging by hand, decides one message for each matter and person. Those that left in
one digest arrived as one; those whose matter was done with before they left did not arrive at all. What was done
before its rung needed no urging and is not counted; what failed or still waits was not spared to anybody.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, distinct, func, select

from actions.burden.counting import how_many, seats_of_people
from actions.burden.loads import of_month
from actions.directory import Directory
from models.base import in_words
from models.outbox import OutboxMessage
from models.posts import Post
from states.manners import KINDS
from states.messages import NOT_NEEDED
from workdays.periods import Period

URGING = tuple(sorted(code for code, kind in KINDS.items() if kind.urges))


@dataclass(frozen=True, slots=True)
class Spared:
    """`urged`: messages decided; `alone`: sent by themselves; `carried` in so many `digests`; `held`: not needed any
    more when they were to leave."""

    urged: int = 0
    alone: int = 0
    carried: int = 0
    digests: int = 0
    held: int = 0

    def __add__(self, other: "Spared") -> "Spared":
        return Spared(
            self.urged + other.urged,
            self.alone + other.alone,
            self.carried + other.carried,
            self.digests + other.digests,
            self.held + other.held,
        )

    @property
    def merged(self) -> int:
        """A digest is one message, however many it carries."""
        return self.carried - self.digests

    @property
    def others(self) -> int:
        """What waits or failed, was read in the inbox meanwhile, or lost its reader: nobody was spared these."""
        return self.urged - self.alone - self.carried - self.held

    @property
    def count(self) -> int:
        return self.merged + self.held


@dataclass(frozen=True, slots=True)
class SparedYear:
    """A calendar year of an office. The total has those too who sit in no unit of the list, as its own desk."""

    year: Period
    total: Spared
    units: Mapping[int, Spared]

    def of(self, unit: int) -> Spared:
        return self.units.get(unit, Spared())


def spared_in(tx: Connection, directory: Directory, year: Period) -> SparedYear:
    """By unit as the messages of a month are counted; who holds posts in two has his digest counted in both."""
    place = func.coalesce(OutboxMessage.c.unit_id, Post.c.unit_id)
    is_sent = OutboxMessage.c.state == in_words("sent")
    carried = and_(is_sent, OutboxMessage.c.digest_id.is_not(None))
    query = (
        select(
            place,
            OutboxMessage.c.person_id,
            func.count(),
            how_many(is_sent, OutboxMessage.c.digest_id.is_(None)),
            how_many(carried),
            func.count(distinct(case((carried, OutboxMessage.c.digest_id)))),
            how_many(OutboxMessage.c.state == in_words("unwanted"), OutboxMessage.c.reason.in_(NOT_NEEDED)),
        )
        .outerjoin(Post.t, Post.c.id == OutboxMessage.c.post_id)
        .where(
            OutboxMessage.c.office_id == directory.office_id,
            OutboxMessage.c.kind.in_(URGING),
            of_month(OutboxMessage.c.created_at, year),
        )
        .group_by(place, OutboxMessage.c.person_id)
    )
    seats = seats_of_people(directory)
    units: defaultdict[int, Spared] = defaultdict(Spared)
    total = Spared()
    for unit, person, *counts in tx.execute(query):
        one = Spared(*counts)
        total += one
        if (at := unit or seats.get(person)) is not None:
            units[at] += one
    return SparedYear(year, total, units)
