"""The end of a window: what nobody objected to in time is confirmed by the clock, where silence speaks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from actions.acts import Conflict
from actions.context import Act
from actions.findings.confirming import ask_confirmation, end_window, tell_confirmed
from actions.findings.contents import SAID, STANDS
from actions.findings.loading import finding_of, objecting_for
from actions.findings.telling import INSTANT
from actions.rules_of import rules_for
from config.obligations import ObligationKind
from config.scoring.objecting import Silence
from config.scoring.words import FindingState
from models.evidence import freeze_evidence
from models.findings import NOTICE, Finding, FindingVersion, latest_contents
from models.obligations import OPEN, Obligation
from models.writing import change_row, change_rows, insert_rows
from states.engine import judge
from states.finding import FindingFacts
from states.obligations import Outcome
from states.rules import Move
from states.subjects import SubjectFacts, SubjectKind

SILENT = "期满无异议"
VERB = "deem_confirmed"


@dataclass(frozen=True, slots=True)
class Lapsed:
    """How many were confirmed by silence."""

    confirmed: int = 0


def lapse_findings(act: Act, rows: Sequence[Any]) -> Lapsed:
    """The windows of these have ended, unless their units were given more time."""
    extended = _extended(act, {row.notice_id for row in rows})
    silent: list[Any] = []
    for row in rows:
        until = max(row.window_ends_at, extended.get(row.notice_id, row.window_ends_at))
        if until >= act.now:
            change_row(act.tx, Finding.t, row.id, version=row.version, values={"next_look_at": until + INSTANT})
        elif objecting_for(act.published(row.assessment_id), row.kind).silence is Silence.CONFIRMS:
            silent.append((row, _judged(act, row, until)))
        else:
            _await_somebody(act, row)
    _confirm(act, silent)
    return Lapsed(len(silent))


def _extended(act: Act, notices: set[int]) -> Mapping[int, datetime]:
    query = (
        select(Obligation.c.subject_id, func.max(Obligation.c.due_at))
        .where(
            OPEN,
            Obligation.c.subject_kind == NOTICE,
            Obligation.c.kind == ObligationKind.OBJECTION.value,
            Obligation.c.subject_id.in_(notices),
        )
        .group_by(Obligation.c.subject_id)
    )
    return dict(act.tx.execute(query).tuples().all())


def _judged(act: Act, row: Any, until: datetime) -> Move[FindingFacts]:
    published = act.published(row.assessment_id)
    machine, _ = rules_for(published, row, lambda machines: machines.finding(row.kind))
    unit = act.directory.units[row.unit_id].code
    subject = SubjectFacts(kind=SubjectKind.FINDING, office=act.office_id, state=row.state, lead_unit=unit)
    facts = FindingFacts(actor=act.actor, subject=subject, now=act.now, until=until)
    return judge(machine, trigger=VERB, state=row.state, facts=facts)


def _await_somebody(act: Act, row: Any) -> None:
    """Silence says nothing here: somebody has to confirm it."""
    subject = finding_of(act, row.id)
    ask_confirmation(act, subject)
    change_row(act.tx, Finding.t, row.id, version=row.version, values={"next_look_at": None})
    end_window(act, row.notice_id, Outcome.LAPSED)


def _confirm(act: Act, silent: Sequence[tuple[Any, Move[FindingFacts]]]) -> None:
    """All rows, all versions, all lines of the journal at once; one message for each unit."""
    if not silent:
        return
    dest = FindingState.CONFIRMED.value
    moved = {"state": dest, "came_from": FindingState.TOLD.value, "returned_by": "", "last_mover": None}
    ended = {**moved, "closed_at": act.now, "next_look_at": None}
    changes = [{"b_id": row.id, "b_version": row.version, **ended} for row, _ in silent]
    if change_rows(act.tx, Finding.t, changes) != len(changes):
        raise Conflict(act.entry.label, ("这件事刚刚被别人办理过，请刷新后再试",))
    contents = latest_contents(act.tx, [row.id for row, _ in silent])
    insert_rows(act.tx, FindingVersion.t, [_version(act, contents[row.id]) for row, _ in silent])
    for row, move in silent:
        act.record(
            SubjectKind.FINDING.value,
            row.id,
            act=VERB,
            assessment_id=row.assessment_id,
            before={"state": row.state},
            after={"state": dest},
            decision=move.decision,
        )
        freeze_evidence(act.tx, SubjectKind.FINDING.value, row.id, at=act.now)
    for notice in dict.fromkeys(row.notice_id for row, _ in silent):
        end_window(act, notice, Outcome.LAPSED)
    tell_confirmed(act, [(row, contents[row.id]) for row, _ in silent], "期满没有提出异议，视为确认")


def _version(act: Act, before: Any) -> dict[str, Any]:
    return {
        "office_id": act.office_id,
        "finding_id": before.finding_id,
        "number": before.number + 1,
        **{name: getattr(before, name) for name in (*SAID, *STANDS)},
        "settled_by": SILENT,
        "state": FindingState.CONFIRMED.value,
        "reason": SILENT,
        "recorded_at": act.now,
        "recorded_by": None,
    }
