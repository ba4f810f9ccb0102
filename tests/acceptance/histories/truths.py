"""What has to be true of any database after any history, whoever did what: asked of the rows alone.

Nothing here asks the rules whether something was allowed; it reads what stands there and compares it with itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from config.roles import Role
from config.scheme import Scheme
from models.database import Database
from models.tables import METADATA
from states.engine import Machine
from states.manners import URGING_WORDS, kind_of
from states.year import machines_of
from tests.integration.actions.year import Year

LEADERS = {Role.LEADER_IN_CHARGE.value, Role.PRINCIPAL_LEADER.value, Role.COMMITTEE.value}
# a copy of what was written to others, in its own words
QUOTING = {"letter_copied", "summary_presented"}
STATEFUL = ("assignment", "report", "package", "window", "assessment")
BEGINNING = {"assignment": "issued", "report": "not_open", "package": "collecting", "window": "not_open"}
# owed beside what the state awaits: by the calendar of the year, by co-units, by whoever was asked for advice
DECIDING = {
    "approve",
    "endorse",
    "decline",
    "return_for_revision",
    "verify",
    "enter_score",
    "withdraw",
    "waive",
    "sign",
}
BESIDE = {"report", "figure", "co_unit_part", "opinion", "milestone", "duty", "self_check", "score"}


@dataclass(frozen=True)
class Seen:
    """Every row of a database at one moment."""

    tables: Mapping[str, Mapping[int, Any]]

    @classmethod
    def of(cls, database: Database) -> "Seen":
        with database.read() as tx:
            return cls({name: {row.id: row for row in tx.execute(each.select())} for name, each in TABLES.items()})

    def __getitem__(self, name: str) -> Mapping[int, Any]:
        return self.tables[name]

    @cached_property
    def open(self) -> dict[tuple[str, int], list[Any]]:
        """What is still owed, by what it is about."""
        found: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for row in self["obligation"].values():
            if row.settled_at is None:
                found[row.subject_kind, row.subject_id].append(row)
        return found

    @cached_property
    def moves(self) -> dict[tuple[str, int], list[tuple[str, str, str]]]:
        """Every line of the journal that tells a state: act, before, after."""
        found: dict[tuple[str, int], list[tuple[str, str, str]]] = defaultdict(list)
        for row in sorted(self["journal"].values(), key=lambda one: one.id):
            before, after = (row.before or {}).get("state"), (row.after or {}).get("state")
            if before is not None and after is not None:
                found[row.subject_kind, row.subject_id].append((row.act, before, after))
        return found


# what an act may add to but never change, and what there is too much of to be read at every step
TABLES = {name: table for name, table in METADATA.tables.items() if name not in ("calendar_day", "scheme_version")}


def seen(year: Year) -> Seen:
    return Seen.of(year.database)


# Truths about one moment


def journal_replays(now: Seen, start: Seen, _scheme: Scheme) -> Iterator[str]:
    """The journal, read from the beginning, leads every thing to the state in which it stands."""
    for kind in STATEFUL:
        for number, row in now[kind].items():
            state = None
            for act, before, after in now.moves.get((kind, number), ()):
                if state not in (None, before):
                    yield f"{kind} {number}: {act} is noted from {before}, but it stood in {state}"
                state = after
            if state is None:
                state = start[kind][number].state if number in start[kind] else BEGINNING.get(kind)
            if state != row.state:
                yield f"{kind} {number} stands in {row.state}, the journal leads to {state}"


def moves_follow_the_rules(now: Seen, _start: Seen, scheme: Scheme) -> Iterator[str]:
    """Every noted move is one that the year's own machine has."""
    for (kind, number), moves in now.moves.items():
        rules = rules_of(now, kind, number, scheme)
        for move in moves if rules is not None else ():
            if move not in rules:
                yield f"{kind} {number}: no rule for {move}"


def rules_of(now: Seen, kind: str, number: int, scheme: Scheme) -> set[tuple[str, str, str]]:
    if kind in ("assignment", "report", "package"):
        machine = machine_of_row(now, kind, now[kind][number], scheme)
    else:
        machine = {"window": MACHINES(scheme).window, "assessment": MACHINES(scheme).assessment}[kind]
    return {(rule.trigger, rule.source, rule.dest) for rule in machine.definition.rules} | BOOKED[kind]


# noted as one act with publication, which writes a whole year at once
BOOKED: dict[str, set[tuple[str, str, str]]] = {
    "assignment": {("issue", "issued", "breaking_down"), ("issue", "issued", "signing")},
    "assessment": {("start", "published", "running")},
    "report": set(),
    "package": set(),
    "window": set(),
}


def MACHINES(scheme: Scheme) -> Any:  # noqa: N802 -- a cache that reads like a table
    return machines_of(scheme, scheme_hash=f"{scheme.scheme}/histories")


def machine_of_row(now: Seen, kind: str, row: Any, scheme: Scheme) -> Machine[Any]:
    machines = MACHINES(scheme)
    if kind == "assignment":
        return machines.assignment  # type: ignore[no-any-return]  # a table of machines
    if kind == "report":
        return machines.reports[now["window"][row.window_id].code]  # type: ignore[no-any-return]  # the same
    rule = scheme.stages.breakdown.package
    if row.window_id is not None:
        code = now["window"][row.window_id].code
        rule = next(window.package for window in scheme.windows if window.code == code)
    return machines.package(rule)  # type: ignore[no-any-return]  # the same


def exactly_what_is_awaited_is_owed(now: Seen, _start: Seen, scheme: Scheme) -> Iterator[str]:
    """Each state's own obligation is open, and no other of a review, a revision, a judgement, a package."""
    for kind in ("assignment", "report", "package"):
        for number, row in now[kind].items():
            machine = machine_of_row(now, kind, row, scheme)
            awaited = awaited_of(now, kind, row, machine)
            owed = {each.kind for each in now.open.get((kind, number), ())} - BESIDE
            if owed != awaited:
                yield f"{kind} {number} in {row.state} awaits {sorted(awaited)}, owed is {sorted(owed)}"
    yield from reports_are_owed_together(now)


def awaited_of(now: Seen, kind: str, row: Any, machine: Machine[Any]) -> set[str]:
    awaits = machine.states[row.state].awaits
    if awaits is None or awaits.joint:
        return set()
    if kind == "assignment" and row.state == "awaiting_verdict" and has_verdict(now, row.id):
        return set()  # its score is owed now
    return {awaits.kind.value}


def has_verdict(now: Seen, assignment: int) -> bool:
    return any(row.assignment_id == assignment and row.replaced_at is None for row in now["verdict"].values())


def scores_are_owed_after_the_verdict(now: Seen, _start: Seen, _scheme: Scheme) -> Iterator[str]:
    for number, row in now["assignment"].items():
        wanted = row.state == "awaiting_verdict" and has_verdict(now, number)
        owed = any(each.kind == "score" for each in now.open.get(("assignment", number), ()))
        if owed != wanted:
            yield f"assignment {number} in {row.state}: a score is {'' if owed else 'not '}owed"


def reports_are_owed_together(now: Seen) -> Iterator[str]:
    """One obligation for all periods of a window, open while one of them has never left the writer's desk."""
    waiting: dict[tuple[int, str, int], bool] = defaultdict(bool)
    for row in now["report"].values():
        window = now["window"][row.window_id]
        key = f"{window.code}/{window.occasion}" if window.occasion else window.code
        alive = now["assignment"][row.assignment_id].state != "withdrawn"
        waiting[row.assignment_id, key, row.unit_id] |= alive and row.state in ("not_open", "filling")
    for (assignment, key, unit), wanted in waiting.items():
        rows = now.open.get(("assignment", assignment), ())
        owed = any(each.kind in ("report", "figure") and (each.period, each.unit_id) == (key, unit) for each in rows)
        if owed != wanted:
            yield f"assignment {assignment}, {key}: a report is {'' if owed else 'not '}owed"


def seats_are_those_who_owe_the_review(now: Seen, _start: Seen, _scheme: Scheme) -> Iterator[str]:
    """Whoever sits in an open seat owes the review, and the other way round; nobody sits in a step that is over."""
    seats: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in now["review"].values():
        if row.closed_at is None:
            seats[row.subject_kind, row.subject_id].add(row.post_id)
            if now[row.subject_kind][row.subject_id].state != f"review:{row.step}":
                yield f"review {row.id} is open in a step that is over"
            if row.decision is not None:
                yield f"review {row.id} has spoken and is open"
        if row.decision in ("agreed", "declined", "returned") and None in (row.decided_at, row.person_id):
            yield f"review {row.id} was decided by nobody"
    for about in {*seats, *now.open}:
        owing = {each.post_id for each in now.open.get(about, ()) if each.kind == "review"}
        if owing != seats.get(about, set()):
            yield f"{about}: posts {sorted(seats.get(about, ()))} sit, {sorted(owing)} owe"


def advice_is_owed_by_those_who_were_asked(now: Seen, _start: Seen, _scheme: Scheme) -> Iterator[str]:
    asked: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in now["opinion"].values():
        if row.closed_at is None:
            asked[row.subject_kind, row.subject_id].add(row.post_id)
    for about in {*asked, *now.open}:
        owing = {each.post_id for each in now.open.get(about, ()) if each.kind == "opinion"}
        if owing != asked.get(about, set()):
            yield f"{about}: advice was asked of {sorted(asked.get(about, ()))}, owed by {sorted(owing)}"


def leaders_are_not_urged(now: Seen, _start: Seen, _scheme: Scheme) -> Iterator[str]:
    """No kind of message that urges, and none of the words that do, is ever addressed to a leader (O10)."""
    posts = {number for number, post in now["post"].items() if post.role in LEADERS}
    leaders = {row.person_id for row in now["holding"].values() if row.post_id in posts}
    others = {row.person_id for row in now["holding"].values() if row.post_id not in posts}
    for row in now["outbox_message"].values():
        if row.post_id in posts and kind_of(row.kind).urges:
            yield f"{row.dedup_key} urges a leader as {row.kind}"
        words = () if row.kind in QUOTING else URGING_WORDS
        if row.person_id in leaders - others and any(word in row.subject + row.body for word in words):
            yield f"{row.dedup_key} tells a leader: {row.subject} {row.body}"


def nobody_judges_himself(now: Seen, _start: Seen, _scheme: Scheme) -> Iterator[str]:
    """Whoever agreed did not submit that round; whoever verified is not of the lead unit (A13, 1.8)."""
    submitters: dict[tuple[str, int], int | None] = {}
    for row in sorted(now["journal"].values(), key=lambda one: one.id):
        about, verb = (row.subject_kind, row.subject_id), row.act.partition(":")[0]
        if "submitted_by" in (row.after or {}):
            submitters[about] = row.after["submitted_by"]
        judged = verb in ("approve", "endorse", "verify") and row.person_id is not None
        if judged and submitters.get(about) == row.person_id:
            yield f"journal {row.id}: {row.person_id} judged what he had submitted"
        if verb in ("verify", "enter_score", "record_verdict") and row.subject_kind in ("assignment", "report"):
            thing = now[row.subject_kind][row.subject_id]
            mine = thing.lead_unit_id if row.subject_kind == "assignment" else thing.unit_id
            if verb != "record_verdict" and row.unit_id == mine:
                yield f"journal {row.id}: unit {mine} judged itself"


def what_others_typed_is_marked(now: Seen, _start: Seen, _scheme: Scheme) -> Iterator[str]:
    for row in now["journal"].values():
        if row.via in ("paper", "entered_for") and row.recorded_by is None:
            yield f"journal {row.id}: {row.via}, and nobody typed it"
        if row.effective_at > row.recorded_at:
            yield f"journal {row.id} takes effect before it was recorded"
        if row.via == "entered_for" and row.act.partition(":")[0] in DECIDING:
            yield f"journal {row.id}: {row.act} was typed for somebody else"
        if row.via == "paper" and "on_paper" not in row.marks:
            yield f"journal {row.id} is not marked as signed on paper"


TRUTHS: tuple[Callable[[Seen, Seen, Scheme], Iterator[str]], ...] = (
    journal_replays,
    moves_follow_the_rules,
    exactly_what_is_awaited_is_owed,
    scores_are_owed_after_the_verdict,
    seats_are_those_who_owe_the_review,
    advice_is_owed_by_those_who_were_asked,
    leaders_are_not_urged,
    nobody_judges_himself,
    what_others_typed_is_marked,
)


def lies(now: Seen, *, start: Seen, scheme: Scheme) -> list[str]:
    """Everything that is not true."""
    return [said for truth in TRUTHS for said in truth(now, start, scheme)]


# Truths about a step


REWRITTEN = frozenset({"report_row", "item_officer", "item_target", "kept_light", "light_due"})
"""Lines that are replaced as a whole when their owner is saved, whose version tells it; and what is kept of the lights,
which says nothing that the figures do not say."""


def went_backwards(before: Seen, after: Seen) -> Iterator[str]:
    """Versions grow with every change, nothing that was written disappears, what was noted stays as it was."""
    for name, rows in before.tables.items():
        for number, old in rows.items():
            new = after[name].get(number)
            if name in REWRITTEN:
                continue
            if new is None:
                yield f"{name} {number} is gone"
            elif new != old:
                if name in ("journal", "seal", "snapshot"):
                    yield f"{name} {number} was changed"
                elif hasattr(new, "version") and new.version <= old.version:
                    yield f"{name} {number} was changed and kept its version"
