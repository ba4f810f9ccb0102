"""What a played year leaves behind: who was told what, what was done, which rungs were climbed, what is still owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from actions.playing.cast import CHANNEL, Player
from actions.playing.stage import Performed, Stage
from actions.recording import Recorded
from actions.rehearsing.rehearsal import Arrival, DoneAct, Played, RefusedAct, RungTaken, SentMessage
from config.ladders import Ladder
from config.obligations import ObligationKind
from config.zone import SHANGHAI
from models.journal import Journal
from models.obligations import OPEN, Obligation
from models.outbox import DIGEST, OutboxMessage
from models.shortfalls import Shortfall
from models.units import Unit
from states.subjects import SubjectKind
from states.verbs import CLIMBED


def recall(stage: Stage, book: Sequence[Recorded], *, behaviour: str, begins_at: datetime, ends_at: datetime) -> Played:
    """The year as it went."""
    return Played(
        scheme=stage.scheme.scheme,
        title=stage.scheme.title,
        year=stage.scheme.year,
        behaviour=behaviour,
        begins_at=begins_at,
        ends_at=ends_at,
        messages=_messages(stage),
        arrivals=_arrivals(stage, book),
        acts=tuple(_done(each) for each in stage.log if not each.reasons),
        refusals=tuple(_refused(each) for each in stage.log if each.reasons),
        rungs=_rungs(stage),
        open=_open(stage),
    )


def _messages(stage: Stage) -> tuple[SentMessage, ...]:
    """Every message that left, when it left, in that order."""
    query = (
        select(OutboxMessage.t)
        .where(OutboxMessage.c.state == "sent", OutboxMessage.c.kind != DIGEST)
        .order_by(OutboxMessage.c.finished_at, OutboxMessage.c.urgent.desc(), OutboxMessage.c.id)
    )
    players = {player.id: player for player in stage.cast.players}
    rows = stage.read(lambda tx: tx.execute(query).all())
    return tuple(_message(stage, row, players[row.person_id]) for row in rows)


def _message(stage: Stage, row: Any, player: Player) -> SentMessage:
    posts = {post.code: post for post in stage.scheme.posts}
    units = {unit.code: unit for unit in stage.scheme.units}
    held = [posts[code] for code in player.posts]
    return SentMessage(
        at=row.finished_at.astimezone(SHANGHAI),
        person=player.name,
        posts=tuple(post.title for post in held),
        unit=units[held[0].unit].short or units[held[0].unit].name,
        kind=row.kind,
        subject=row.subject,
        body=row.body,
        why=row.why,
        urgent=row.urgent,
        together=row.digest_id is not None,
    )


def _arrivals(stage: Stage, book: Sequence[Recorded]) -> tuple[Arrival, ...]:
    """As the transport took them over."""
    query = select(OutboxMessage.c.digest_id, func.count()).where(OutboxMessage.c.state == "sent")
    carried = stage.read(lambda tx: dict(tx.execute(query.group_by(OutboxMessage.c.digest_id)).tuples().all()))
    kept = select(OutboxMessage.c.dedup_key, OutboxMessage.c.id)
    ids = stage.read(lambda tx: dict(tx.execute(kept).tuples().all()))
    names = {f"{CHANNEL}://{player.code}": player.name for player in stage.cast.players}
    return tuple(
        Arrival(
            at=each.at,
            person=names[each.target],
            subject=each.message.subject,
            body=each.message.body,
            short=each.message.short,
            count=carried.get(ids[each.message.key], 1),
        )
        for each in book
    )


def _done(each: Performed) -> DoneAct:
    return DoneAct(at=each.at, person=each.player.name, act=each.act, label=each.label, summary=each.summary)


def _refused(each: Performed) -> RefusedAct:
    return RefusedAct(at=each.at, person=each.player.name, act=each.act, label=each.label, reasons=each.reasons)


def _rungs(stage: Stage) -> tuple[RungTaken, ...]:
    """From the journal, where the clock writes every rung that it climbs."""
    query = (
        select(Journal.c.recorded_at, Journal.c.after)
        .where(Journal.c.assessment_id == stage.assessment_id, Journal.c.act.startswith(CLIMBED))
        .order_by(Journal.c.id)
    )
    lines = stage.read(lambda tx: tx.execute(query).all())
    owed, behind = _owed(stage), _behind(stage)
    return tuple(_rung(line.recorded_at, line.after, _about(line.after, owed, behind)) for line in lines)


def _about(told: dict[str, Any], owed: dict[int, Any], behind: dict[int, Any]) -> "_Climbed":
    if "shortfall_id" in told:
        row = behind[told["shortfall_id"]]
        return _Climbed(row, SubjectKind.SHORTFALL.label)
    row = owed[told["obligation_id"]]
    return _Climbed(row, ObligationKind(row.kind).label)


@dataclass(frozen=True, slots=True)
class _Climbed:
    """What a rung was climbed for: an obligation or a shortfall, with its unit."""

    row: Any
    what: str


def _behind(stage: Stage) -> dict[int, Any]:
    query = (
        select(Shortfall.c.id, Shortfall.c.title, Shortfall.c.ladder, Unit.c.name, Unit.c.short)
        .join(Unit.t, Unit.c.id == Shortfall.c.unit_id)
        .where(Shortfall.c.assessment_id == stage.assessment_id)
    )
    return {row.id: row for row in stage.read(lambda tx: tx.execute(query).all())}


def _owed(stage: Stage) -> dict[int, Any]:
    query = (
        select(Obligation.c.id, Obligation.c.kind, Obligation.c.title, Obligation.c.ladder, Unit.c.name, Unit.c.short)
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .where(Obligation.c.assessment_id == stage.assessment_id)
    )
    return {row.id: row for row in stage.read(lambda tx: tx.execute(query).all())}


def _rung(at: datetime, told: dict[str, Any], climbed: _Climbed) -> RungTaken:
    row = climbed.row
    ladder = Ladder.model_validate(row.ladder)
    rung = next(each for each in ladder.rungs if each.code == told["rung"])
    return RungTaken(
        at=at,
        unit=row.short or row.name,
        what=climbed.what,
        title=row.title,
        rung=rung.code,
        label=rung.label,
        again=told["again"],
    )


def _open(stage: Stage) -> tuple[str, ...]:
    query = (
        select(Obligation.c.kind, Obligation.c.title, Unit.c.name, Unit.c.short)
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .where(OPEN, Obligation.c.assessment_id == stage.assessment_id)
        .order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)
    )
    rows = stage.read(lambda tx: tx.execute(query).all())
    return tuple(f"{row.short or row.name}{ObligationKind(row.kind).label}“{row.title}”" for row in rows)
