"""Looking without doing: a thing as an act would hold it, and what could be done with it now, or why not.

On a reading connection nothing is locked, and nothing can be written by mistake.
"""

from datetime import datetime

from sqlalchemy import Connection

from actions.acts import Data, Done, Registered
from actions.context import Act, begin
from actions.doors import Door
from actions.reviewing.gathering import SILENT, Said
from actions.reviewing.kinds import kind_of
from actions.reviewing.moving import Held, held
from states.engine import Offer, offers
from states.subjects import SubjectKind


def _nothing(_act: Act, _data: Data) -> Done:
    raise RuntimeError("nobody performs a look")


LOOK = Registered(name="look", label="查看", data=Data, run=_nothing)


def look(tx: Connection, *, by: int | None, now: datetime) -> Act:
    """An act that only looks: what loaders ask for, as this person would find it at this moment."""
    return begin(tx, LOOK, door=Door(now=now, by=by))


def looked_at(act: Act, kind: SubjectKind, subject_id: int, said: Said = SILENT) -> Held:
    """A reviewable thing with everything that its guards look at."""
    reviewable = kind_of(act, kind)
    return held(act, reviewable, reviewable.load(act, subject_id), said)


def offers_for(holding: Held) -> tuple[Offer, ...]:
    """Every verb of its state: what it would do, or all reasons why not; the same rules that decide the act."""
    subject = holding.subject
    return offers(subject.machine, state=subject.state, facts=holding.facts)
