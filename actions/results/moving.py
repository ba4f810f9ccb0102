"""One step of a result: decided by its machine, written, and spoken of as the office speaks."""

from collections.abc import Mapping
from typing import Any

from actions.context import Act
from actions.firing import Fired, fire
from actions.guarding import allow
from actions.results.facts import facts_of, replies_of
from actions.subjects import Subject
from states.obligations import Outcome
from states.results.facts import ResultFacts
from states.subjects import SubjectKind

ENDS = frozenset({"end_self_check", "end_feedback", "end_opinions"})
"""Steps in which others answer."""


def step(
    act: Act, subject: Subject[ResultFacts], trigger: str, *, words: str = "", basis: str = "",
    values: Mapping[str, Any] | None = None, **more: Any,
) -> Fired:  # fmt: skip
    """Raises `Refused` with everything that speaks against it; to whoever may not do it at all, with that alone.

    What is missing and what has moved names other units: it is not for everybody who tries (O27).
    """
    allow(act, trigger, subject.facts)
    rule = subject.machine.table.get((trigger, subject.state))
    state = f"转入{subject.machine.states[rule.dest].label}" if rule is not None else ""
    facts = facts_of(act, subject, words=words, **more)
    if trigger in ENDS:
        _let_silence_pass(act, subject)
    return fire(act, subject, trigger, facts, values=values, basis=basis, words={"state": state})


def _let_silence_pass(act: Act, subject: Subject[ResultFacts]) -> None:
    """Who did not answer has not done it: his to-do lapses, and is never written down as done (A29)."""
    silent = {row.unit_id for row in replies_of(act, subject.row) if row.replied_at is None and row.unit_id is not None}
    owed = act.obligations.about(SubjectKind.RESULT.value, subject.id, locked=True) if silent else ()
    act.obligations.end([row.id for row in owed if row.unit_id in silent], outcome=Outcome.LAPSED)


def answered(subject: Subject[Any], fired: Fired) -> dict[str, Any]:
    """Where it stands now, for whoever asked."""
    return {"state": fired.move.dest.code, "label": fired.move.dest.label, "result": subject.id}
