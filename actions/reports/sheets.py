"""Reports as their writer has them before him: every line with its figures and light, the evidence, what is missing.

Any number of reports in the same handful of questions. What is missing is told by the guards that would refuse.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from actions.context import Act
from actions.evidence.shelves import Used, evidence_of_each
from actions.explanations import answering, explanations_of_each
from actions.facts import recorder
from actions.publishing.schedule import window_key
from actions.reports.contents import contents_from
from actions.reports.loading import joint_of, standing_of, window_rule
from actions.reports.places import Place, parts_of_each, place_of_each
from actions.reports.reading import light_of
from actions.reports.rows import Asked, asked_of_each, derive, previous_of_each
from actions.reports.submitting import refusal_of_closed
from actions.reports.waiting import ReportsWaiting
from actions.rules_of import rules_for
from actions.shortfalls.tracking import plans_of_each
from config.windows import Window as WindowRule
from models.assignments import Assignment
from models.obligations import Obligation
from models.reports import Report, ReportRow
from models.windows import Period, Window
from states.doubts import Doubt, unexplained
from states.engine import Machine, Offer, offers
from states.lights import Explained
from states.pace import Plan
from states.report import ReportFacts
from states.rules import State
from states.subjects import SubjectKind

Key = tuple[int | None, int | None]
"""A line: the number of its item and of its target."""

SENDING = ("submit", "resubmit", "submit_correction")
"""How a report leaves its writer: the first time, after a return, after a correction. One of them is open at a time."""


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """One line. `row` is what was filled in, None while nothing was."""

    asked: Asked
    row: Any | None
    previous: Decimal | None
    plan: Plan | None
    on: date
    is_partial: bool
    lights: Any

    @property
    def key(self) -> Key:
        return self.asked.item_id, self.asked.target_id

    @cached_property
    def light(self) -> Explained | None:
        """The light of what was filled in."""
        return self.reckon(self.figure("reported_period"), self.figure("reported_cumulative"))

    @cached_property
    def found(self) -> Explained | None:
        """The light by what was found, where it was verified; else by what was reported."""
        verified = self.figure("verified_cumulative")
        return self.light if verified is None else self.reckon(self.figure("verified_period"), verified)

    def figure(self, name: str) -> Decimal | None:
        found: Decimal | None = getattr(self.row, name) if self.row is not None else None
        return found

    def reckon(self, period: Decimal | None, cumulative: Decimal | None) -> Explained | None:
        """The light that these figures would have; of the two one is enough."""
        figures = derive(period=period, cumulative=cumulative, previous=self.previous)
        row = {"reported_period": figures.period, "reported_cumulative": figures.cumulative}
        return light_of(self.asked, row, on=self.on, plan=self.plan, is_partial=self.is_partial, lights=self.lights)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One report. `offers`: what could be done with it now, by verb, with all that speaks against it."""

    row: Any
    place: Place
    rule: WindowRule
    period: Any
    window: Any
    state: State
    facts: ReportFacts
    lines: tuple[SheetLine, ...]
    evidence: tuple[Used, ...]
    offers: Mapping[str, Offer]
    closed: str | None

    @property
    def id(self) -> int:
        return int(self.row.id)

    @property
    def title(self) -> str:
        return self.place.title

    @property
    def is_open(self) -> bool:
        """Whether it may still be written in, as far as its state goes."""
        return self.row.state in ("filling", "returned", "correcting")

    @property
    def sending(self) -> Offer | None:
        return next((self.offers[verb] for verb in SENDING if verb in self.offers), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """报送前自查 (W16): why it cannot leave yet; empty when it can."""
        if self.sending is None:
            return ()
        return (*self.sending.reasons, *([self.closed] if self.closed else []))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What wants a 说明 and has none."""
        return unexplained(self.facts.doubts, self.facts.explanations)


def sheets_of(act: Act, ids: Sequence[int]) -> list[Sheet]:
    """The sheets of these reports, in the given order; all of one office. Those that there are not are left out."""
    rows = {row.id: row for row in act.tx.execute(select(Report.t).where(Report.c.id.in_(ids)))}
    found = [rows[number] for number in dict.fromkeys(ids) if number in rows]
    for assessment in sorted({row.assessment_id for row in found}):
        act.published(assessment)
    return _Desk(act, found).sheets() if found else []


class _Desk:
    """What was read of many reports at once, and how one sheet is put together from it."""

    def __init__(self, act: Act, rows: Sequence[Any]) -> None:
        tx = act.tx
        ids = [row.id for row in rows]
        self.act, self.rows = act, rows
        self.places = place_of_each(tx, ids)
        self.periods = _by_id(tx, Period, {row.period_id for row in rows})
        self.windows = _by_id(tx, Window, {row.window_id for row in rows})
        self.parts = parts_of_each(tx, self.places.values())
        self.asked = asked_of_each(tx, self.places.values())
        self.written = _written(tx, ids)
        self.before = previous_of_each(
            tx,
            rows,
            {row.id: self.places[row.id].ends_on for row in rows},
            {row.id: self.asked[row.assignment_id] for row in rows},
        )
        self.evidence = evidence_of_each(tx, SubjectKind.REPORT, ids)
        self.told = explanations_of_each(tx, SubjectKind.REPORT, ids)
        self.plans = self._plans()
        self.waiting = ReportsWaiting(tx, rows)

    def sheets(self) -> list[Sheet]:
        return [self._sheet(row) for row in self.rows]

    def _plans(self) -> dict[int, dict[int | None, Plan]]:
        found: dict[int, dict[int | None, Plan]] = {}
        for assessment in sorted({row.assessment_id for row in self.rows}):
            mine = [row.assignment_id for row in self.rows if row.assessment_id == assessment]
            found |= plans_of_each(self.act.tx, self.act.published(assessment).scheme, mine)
        return found

    def _sheet(self, row: Any) -> Sheet:
        act, place = self.act, self.places[row.id]
        published = act.published(row.assessment_id)
        rule = window_rule(published, place.window_code)
        machine, _ = rules_for(published, row, lambda machines: machines.reports.get(rule.code))
        facts = self._facts(row, place, rule, machine)
        return Sheet(
            row=row,
            place=place,
            rule=rule,
            period=self.periods[row.period_id],
            window=self.windows[row.window_id],
            state=machine.states[row.state],
            facts=facts,
            lines=tuple(self._lines(row, place)),
            evidence=tuple(self.evidence.get(row.id, ())),
            offers={offer.verb: offer for offer in offers(machine, state=row.state, facts=facts)},
            closed=refusal_of_closed(place, row),
        )

    def _facts(self, row: Any, place: Place, rule: WindowRule, machine: Machine[ReportFacts]) -> ReportFacts:
        act, joint = self.act, joint_of(place, rule)
        subject = standing_of(
            act,
            row,
            place,
            rule,
            act.published(row.assessment_id),
            waiting=self.waiting.on(act, row, machine, joint),
            parts=self.parts.get((place.indicator_id, place.segment), {}),
        )
        contents = contents_from(
            rule,
            place,
            row,
            self.asked[row.assignment_id],
            self.written[row.id],
            [each.note for each in self.evidence.get(row.id, ())],
            explained=lambda doubts: answering(self.told.get(row.id, {}), doubts),
        )
        return ReportFacts(
            actor=act.actor,
            subject=subject,
            now=act.now,
            recorder=recorder(act),
            came_from=row.came_from,
            returned_by=row.returned_by,
            **contents,
        )

    def _lines(self, row: Any, place: Place) -> Iterable[SheetLine]:
        on = min(row.as_of_on or place.ends_on, place.ends_on)
        lights = self.act.published(row.assessment_id).scheme.policy.lights
        plans = self.plans.get(row.assignment_id, {})
        for asked in self.asked[row.assignment_id]:
            key = asked.item_id, asked.target_id
            yield SheetLine(
                asked=asked,
                row=self.written[row.id].get(key),
                previous=self.before[row.id].get(key),
                plan=plans.get(asked.target_id),
                on=on,
                is_partial=on < place.ends_on,
                lights=lights,
            )


def _by_id(tx: Connection, table: Any, ids: Iterable[int]) -> dict[int, Any]:
    return {row.id: row for row in tx.execute(select(table.t).where(table.c.id.in_([*ids])))}


def _written(tx: Connection, ids: Sequence[int]) -> dict[int, dict[Key, Any]]:
    found: dict[int, dict[Key, Any]] = {number: {} for number in ids}
    for line in tx.execute(
        select(ReportRow.t).where(ReportRow.c.report_id.in_(ids)).order_by(ReportRow.c.report_id, ReportRow.c.position)
    ):
        found[line.report_id][line.item_id, line.target_id] = line
    return found


def reports_in_window(tx: Connection, window_id: int, *, posts: Iterable[int]) -> list[int]:
    """The reports of a window that these posts owe, or owed: in official order of the tasks, then by period."""
    window = tx.execute(select(Window.t).where(Window.c.id == window_id)).one_or_none()
    if window is None:
        return []
    owed = select(Obligation.c.subject_id).where(
        Obligation.c.post_id.in_([*posts]),
        Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Obligation.c.period == window_key(window.code, window.occasion),
    )
    query = (
        select(Report.c.id)
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Period.t, Period.c.id == Report.c.period_id)
        .where(Report.c.window_id == window_id, Report.c.assignment_id.in_(owed))
        .order_by(Assignment.c.position, Assignment.c.id, Period.c.begins_on, Period.c.id, Report.c.round)
    )
    return list(tx.scalars(query))
