"""What somebody may see of a year's result, asked of the table of rights and of the scheme (O27)."""

from datetime import datetime

from sqlalchemy import Connection

from actions.directory import Directory, directory_of
from actions.published import Published
from config.ranked import ranked_units
from config.zone import SHANGHAI
from states.actors import Actor
from states.permissions import may
from states.results.seeing import Sight, sight_of
from states.subjects import SubjectFacts, SubjectKind

EVERYTHING = Sight(everything=True)


def sight(actor: Actor, published: Published, *, is_published: bool) -> Sight:
    """`is_published`: what is looked at was 公布. What is worked out anew never was."""
    about = SubjectFacts(
        kind=SubjectKind.RESULT, office=published.office_id, co_units=frozenset(ranked_units(published.scheme))
    )
    return sight_of(
        {seat.unit for seat in actor.seats},
        is_office=may(actor, "see_all", about).ok,
        is_published=is_published and bool(actor.seats),
        open_ranks=published.scheme.result_process.open_ranks,
    )


def directory_at(tx: Connection, published: Published, now: datetime) -> Directory:
    return directory_of(tx, published.office_id, day=now.astimezone(SHANGHAI).date())
