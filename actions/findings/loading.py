"""A finding as an act holds it: its row, its machine, whose it is, and until when its unit may object."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from actions.context import Act
from actions.published import Published
from actions.rules_of import latest_with, rules_for
from actions.subjects import Joint, Subject, waiting_on
from config.obligations import ObligationKind
from config.scoring.catalogue import FindingKind
from config.scoring.finders import finding_kind
from config.scoring.objecting import Objecting
from config.scoring.words import FindingState
from models.findings import NOTICE, Finding
from models.writing import lock_row
from states.engine import Machine
from states.finding import FindingFacts
from states.permissions import may
from states.rights import READ
from states.subjects import SubjectFacts, SubjectKind
from states.year import machines_of


def finding_of(act: Act, finding_id: int) -> Subject[FindingFacts]:
    """The finding, locked for this act. Raises `Refused` when there is none, or none that the actor may know of."""
    row = lock_row(act.tx, Finding.t, finding_id)
    if row is None:
        raise act.refused(f"没有编号为 {finding_id} 的加减分事项")
    published = act.published(row.assessment_id)
    machine, _ = rules_for(published, row, lambda machines: machines.finding(row.kind))
    facts = _facts(act, published, row, machine)
    if not knows(act, facts):
        raise act.refused(f"没有编号为 {finding_id} 的加减分事项")
    return Subject(
        kind=SubjectKind.FINDING,
        table=Finding,
        row=row,
        machine=machine,
        facts=facts,
        title=named(act, row),
        what=SubjectKind.FINDING.label,
        published=published,
        lead_unit_id=row.unit_id,
        joint=joint_of(act, row.notice_id) if row.notice_id is not None else None,
        barred={ObligationKind.OBJECTION_REVIEW: _of_registrar(act, row)},
        speaks=False,
    )


def knows(act: Act, facts: SubjectFacts) -> bool:
    """A refusal must not tell of what is secret: to whoever may not read a thing, there is none (O26)."""
    return act.actor.is_clock or may(act.actor, READ, facts).ok


def kind_for(published: Published, code: str) -> FindingKind:
    """A kind of finding of this year, also one that the rules no longer have."""
    return latest_with(published, lambda edition: finding_kind(edition.scheme, code))


def objecting_for(published: Published, code: str) -> Objecting:
    """How objections to this kind are dealt with."""
    return kind_for(published, code).objections or published.scheme.scoring.objections


def named(act: Act, row: Any) -> str:
    """第5号“未按要求参加会议”; one that was not told yet has no number."""
    name = kind_for(act.published(row.assessment_id), row.kind).name
    return f"“{name}”" if row.number is None else f"第{row.number}号“{name}”"


def about(act: Act, published: Published, kind: FindingKind, *, unit: str) -> SubjectFacts:
    """Whose a finding of this kind would be, for the table of rights."""
    return SubjectFacts(
        kind=SubjectKind.FINDING,
        office=act.office_id,
        lead_unit=unit,
        assessors=finders(published, kind.code),
    )


def finders(published: Published, kind: str) -> frozenset[str]:
    """Who may register it; nobody but the office registers what the rules no longer have."""
    machines = machines_of(published.scheme, scheme_hash=published.scheme_hash)
    return frozenset(machines.finders.get(kind, ()))


def _facts(act: Act, published: Published, row: Any, machine: Machine[FindingFacts]) -> SubjectFacts:
    awaits = machine.states[row.state].awaits
    joint = (NOTICE, row.notice_id, "") if awaits is not None and awaits.joint else None
    waiting = waiting_on(act, SubjectKind.FINDING, row.id, awaits=awaits.kind if awaits else None, joint=joint)
    units = act.directory.units
    return SubjectFacts(
        kind=SubjectKind.FINDING,
        office=act.office_id,
        state=row.state,
        lead_unit=units[row.unit_id].code,
        assessors=finders(published, row.kind),
        issuer_unit=units[row.issuer_unit_id].code,
        addressees=frozenset({units[row.unit_id].code}) if row.told_at is not None else frozenset(),
        awaited_posts=waiting.awaited,
        awaited_roles=frozenset(act.directory.post(code).role for code in waiting.awaited),
        submitter=row.drafted_by,
        last_mover=row.last_mover,
    )


def joint_of(act: Act, notice_id: int) -> Joint:
    """What a unit was told together it looks through together."""
    waiting = Finding.c.state == FindingState.TOLD.value
    query = select(func.count(), func.count().filter(waiting)).where(Finding.c.notice_id == notice_id)
    told, open_ = act.tx.execute(query).one()
    return Joint(ObligationKind.OBJECTION, NOTICE, notice_id, "", max(open_ - 1, 0), title=title_of(told))


def title_of(count: int) -> str:
    return f"加减分事项告知（{count}项）"


def _of_registrar(act: Act, row: Any) -> frozenset[str]:
    """Posts that nobody but the registrar holds: he does not review what he registered."""
    posts = act.directory.standing
    on_duty = ((post.code, {person.id for person in act.directory.on_duty(post.id)}) for post in posts)
    return frozenset(code for code, persons in on_duty if persons == {row.drafted_by})


def window_end(act: Act, row: Any) -> datetime | None:
    """Until when the unit may object: what it was told, or later where it was given more time."""
    if row.notice_id is None:
        return None
    owed = act.obligations.about(NOTICE, row.notice_id)
    told: datetime = row.window_ends_at
    extended: list[datetime] = [each.due_at for each in owed if each.kind == ObligationKind.OBJECTION and each.due_at]
    return max([told, *extended])
