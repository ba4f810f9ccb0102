"""What is written down of a change, and what is answered: the same list for the journal, the console and programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from actions.acts import Done
from actions.amending.catalogue import Retargeted
from actions.amending.schedule import Followed
from actions.context import Act
from actions.published import Published
from checks.amended import start_of
from checks.doubt import Doubt
from config.comparing import Difference, said
from config.deadlines import DeadlineRule, RuleBase
from config.loading import Loaded, scheme_hash
from config.scheme import Scheme
from states.actors import Decision
from states.obligations import Outcome as Ended
from states.subjects import SubjectKind
from workdays.phrases import say_rule
from workdays.wording import say_day


@dataclass(frozen=True, slots=True)
class Outcome:
    """What differs in the rules, what became of what was owed, which targets moved, which posts were told."""

    changes: Sequence[Difference]
    followed: Followed
    retargeted: Sequence[Retargeted]
    told: tuple[str, ...]


def record(
    act: Act, published: Published, loaded: Loaded, outcome: Outcome, *, effective_on: date, basis: str,
    decision: Decision,
) -> None:  # fmt: skip
    """One line for the year, with every difference; one for each obligation that changed."""
    now, number = published.editions[-1], published.assessment_id
    effective_at = start_of(effective_on)
    after = {
        "revision": loaded.scheme.revision,
        "hash": scheme_hash(loaded.source.text),
        "effective_on": effective_on,
        "changes": [item(each) for each in outcome.changes],
    }
    act.record(
        SubjectKind.ASSESSMENT.value,
        number,
        assessment_id=number,
        before={"revision": now.scheme.revision, "hash": now.scheme_hash},
        after=after,
        basis=basis,
        decision=decision,
        effective_at=effective_at,
    )
    for obligation, before, became in _changed(outcome.followed):
        act.record(
            SubjectKind.OBLIGATION.value,
            obligation,
            assessment_id=number,
            before=before,
            after=became,
            basis=basis,
            effective_at=effective_at,
        )


def _changed(followed: Followed) -> Iterable[tuple[int, dict[str, Any], dict[str, Any]]]:
    for each in followed.moved:
        row = each.row
        before = {"due_at": row.due_at, "opened_at": row.opened_at}
        yield row.id, before, {"due_at": each.due_at, "opened_at": each.opened_at}
    for row in followed.withdrawn:
        yield row.id, {"due_at": row.due_at}, {"outcome": Ended.WITHDRAWN.value}


def done(
    published: Published, scheme: Scheme, outcome: Outcome, doubts: Iterable[Doubt], *, since: date, applied: bool
) -> Done:
    followed = outcome.followed
    moved = [each for each in followed.moved if each.due_at != each.row.due_at]
    opened = [each for each in followed.opened if not each.exempt]
    summary = (
        f"{'已变更' if applied else '若变更（尚未改动）'}：自{say_day(since)}起执行第{scheme.revision}版，"
        f"{len(moved)}项应办事项改期，{len(followed.withdrawn)}项不再办理，新增{len(opened)}项，"
        f"告知{len(outcome.told)}个岗位"
    )
    details = {
        "changes": [item(each) for each in outcome.changes],
        "moved": [
            {"obligation": each.row.id, "title": each.row.title, "before": each.row.due_at, "after": each.due_at}
            for each in moved
        ],
        "withdrawn": [{"obligation": row.id, "title": row.title, "due_at": row.due_at} for row in followed.withdrawn],
        "opened": [
            {"title": each.title, "due_at": each.due, "backfilled": each.backfilled is not None} for each in opened
        ],
        "targets": [each.said for each in outcome.retargeted],
        "told": list(outcome.told),
        "remarks": [each.sentence for each in doubts],
    }
    return Done(summary, ids={"assessment": published.assessment_id}, details=details)


def nothing(published: Published) -> Done:
    """The same file again."""
    lists = ("changes", "moved", "withdrawn", "opened", "targets", "told", "remarks")
    return Done(
        "与现行方案相同，没有可以变更的",
        ids={"assessment": published.assessment_id},
        details={name: [] for name in lists},
    )


def item(each: Difference) -> dict[str, str]:
    """A difference in the reader's words."""
    where, before, after = "　".join(each.where), _say(each.before), _say(each.after)
    return {"pointer": each.pointer, "where": where, "before": before, "after": after}


def _is_rule(value: Any) -> TypeGuard[DeadlineRule]:
    return isinstance(value, RuleBase)


def _say(value: Any) -> str:
    return say_rule(value) if _is_rule(value) else said(value)
