"""A drawn year, played by the product: published, acted and ticked on a scratch database; and what it told."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from config.scheme import Scheme
from config.zone import SHANGHAI
from documents.evidence import EvidenceStore
from models.assignments import Assignment
from models.database import Database
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.persons import Person
from models.pleas import Plea
from models.reports import Report, ReportRow
from models.shortfalls import Shortfall, ShortfallRung
from models.units import Unit
from tests.acceptance.reference.behaving import Behaviour
from tests.faults.clock import next_moment
from tests.integration.actions.year import Year
from tests.reference.words import DRAFTS, Event, Key, Line
from tests.years import roster_of

LATENESS = re.compile(r"(?:逾期|已过)(\d+)个工作日")
OF_LATE = frozenset({"reminder", "urge", "tell_responsible", "present_to_leader", "list_overdue", "propose_deduction"})


class Player:
    """Drives the acts as people do; what an act is about is looked up when it is done."""

    def __init__(self, database: Database, scheme: Scheme, text: str, behaviour: Behaviour, folder: Path) -> None:
        door = Door(now=behaviour.published)
        done = perform(database, "publish", {"text": text}, door=door)
        roster = roster_of(scheme)
        seated = [{**person, "begins_on": f"{scheme.year - 1}-01-01"} for person in roster["people"]]
        perform(database, "appoint", {**roster, "people": seated}, door=door)
        self.behaviour = behaviour
        self.year = Year(database, scheme.office.code, done.ids["assessment"], EvidenceStore(folder))
        self.year.persons = {row.code: row.id for row in self.year.rows(Person)}
        self.people = {number: code for code, number in self.year.persons.items()}
        self.units = {row.id: row.code for row in self.year.rows(Unit)}
        titles = {each.title: each.code for each in scheme.indicators}
        self.indicators = {row.id: titles[row.title] for row in self.year.rows(Assignment)}
        self.assignments = {code: number for number, code in self.indicators.items()}
        self.leads = {each.code: each.leads[0] for each in scheme.indicators}
        self.reports: dict[Key, int] = {}

    def play(self) -> list[Line]:
        moments = [*((each.at, each) for each in self.behaviour.events), *((at, None) for at in self.behaviour.ticks)]
        for moment, event in sorted(moments, key=lambda one: (one[0], one[1] is None)):
            if event is None:
                self._tick(moment)
            else:
                getattr(self, f"_{event.what}")(event)
        return [*self._of_late(), *self._of_shortfalls()]

    def _tick(self, now: datetime) -> None:
        """Before its next moment the clock has nothing to do, and does nothing: `tests/faults` shows it."""
        if (due := next_moment(self.year)) is not None and due <= now:
            tick(self.year.database, now=now)

    # acts

    def do(self, act: str, by: str, event: Event, **told: Any) -> Any:
        return perform(self.year.database, act, told, door=Door(now=event.at, by=self.year.persons[by]))

    def key(self, row: Any) -> Key:
        of_unit = row.subject_kind != "assignment"
        return row.kind, self.units[row.unit_id] if of_unit else self.indicators[row.subject_id], month_of(row.period)

    def owed(self, key: Key) -> Any:
        rows = [row for row in self.year.owed(kind=key[0]) if self.key(row) == key]
        assert len(rows) == 1, (key, rows)
        return rows[0]

    def owner(self, key: Key) -> str:
        return f"{key[1]}_department_head" if key[0] == "self_check" else f"{self.leads[key[1]]}_officer"

    def _done(self, event: Event) -> None:
        row = self.owed(event.about)
        if event.about[0] == "self_check":
            told = {"obligation": row.id, "checked": "逐项", "finding": "clean"}
            self.do("sign_self_check", self.owner(event.about), event, **told)
            return
        title = self.year.one(Assignment, id=row.subject_id).title
        report = self.year.report(title, row.period.partition("/")[2]).id
        self.reports[event.about] = report
        lines = [{"cumulative": str(event.told), "progress": "按计划推进"}]
        self.do("fill_report", self.owner(event.about), event, report=report, lines=lines)
        window, occasion = row.period.split("/")
        about = {"assignment": row.subject_id, "window": window, "occasion": occasion}
        self.do("submit_report", self.owner(event.about), event, **about)

    def _figure(self, event: Event) -> None:
        code, (value, verified) = event.about[1], event.told
        report = self.reports["report", code, event.about[2]]
        if not verified:
            self.do("approve", f"{self.leads[code]}_department_head", event, kind="report", id=report)
            return
        lines = [{"row": row.id, "cumulative": str(value)} for row in self.year.rows(ReportRow, report_id=report)]
        self.do("verify_report", "desk", event, report=report, lines=lines, words="按台账核实")

    def _pause(self, event: Event) -> None:
        about = {"until": event.told.isoformat(), "reason": "受灾停工"}
        for row in self.year.rows(Shortfall, assignment_id=self.assignments[event.about[1]], closed_at=None):
            self.do("pause_shortfall", "chief", event, shortfall=row.id, **about)

    def _leave(self, event: Event) -> None:
        first, last, other = event.told
        days = {"begins_on": first.isoformat(), "ends_on": last.isoformat(), "reason": "公差"}
        told = {**days, **({"substitute": other} if other else {})}
        self.do("approve_leave", "chief", event, office=self.year.office, person=event.about[0], **told)

    def _ask(self, event: Event) -> None:
        told = {"obligation": self.owed(event.about).id, "until": event.told.isoformat(), "reason": "等口径"}
        self.do("request_extension", self.owner(event.about), event, **told)

    def _answer(self, act: str, by: str, event: Event) -> None:
        (plea,) = self.year.rows(Plea, state="pending", obligation_id=self.owed(event.about).id)
        self.do(act, by, event, plea=plea.id, words="知")

    def _grant(self, event: Event) -> None:
        self._answer("grant_extension", "chief", event)

    def _refuse(self, event: Event) -> None:
        self._answer("refuse_extension", "chief", event)

    def _withdraw(self, event: Event) -> None:
        self._answer("withdraw_request", self.owner(event.about), event)

    def _excuse(self, event: Event) -> None:
        told = {"obligation": self.owed(event.about).id, "words": "系统停机"}
        self.do("explain_lateness", self.owner(event.about), event, **told)
        self._answer("accept_excuse", "chief", event)

    # what was told

    def _of_late(self) -> list[Line]:
        keys = {row.id: self.key(row) for row in self.year.rows(Obligation)}
        told = [row for row in self.year.rows(OutboxMessage) if row.kind in OF_LATE and row.wanted_while_id is not None]
        return [
            self.line(row, row.kind, keys[which], "" if row.kind == "reminder" else row.dedup_key.partition(":")[0])
            for row in told
            for which in (row.wanted_while_id, *(row.or_while or ()))
        ]

    def _of_shortfalls(self) -> list[Line]:
        rows = self.year.rows(Shortfall)
        keys = {row.id: ("shortfall", self.indicators[row.assignment_id], f"{row.ordinal}") for row in rows}
        units = {row.id: self.units[row.unit_id] for row in rows}
        lines = [
            Line(local(row.taken_at), row.act, keys[row.shortfall_id], row.rung, units[row.shortfall_id])
            for row in self.year.rows(ShortfallRung)
            if row.act in DRAFTS
        ]
        for row in self.year.rows(OutboxMessage):
            if row.kind == "verify_urgently":
                report = self.year.one(Report, id=self.year.one(Obligation, id=row.wanted_while_id).subject_id)
                mine = [each for each in rows if each.assignment_id == report.assignment_id]
                held = [each for each in mine if each.opened_at <= row.created_at][-1]
                lines.append(self.line(row, row.kind, keys[held.id], ""))
            elif ":shortfall:" in row.dedup_key:
                rung, _, number, *_ = row.dedup_key.split(":")
                lines.append(self.line(row, rung, keys[int(number)], rung))
        return lines

    def line(self, row: Any, act: str, key: Key, rung: str) -> Line:
        late = LATENESS.search(row.body)
        days = int(late[1]) if late else None
        return Line(local(row.created_at), act, key, rung, self.people[row.person_id], days)


def local(moment: Any) -> Any:
    return moment.astimezone(SHANGHAI)


def month_of(period: str) -> str:
    """`monthly/2019-08`, `2019-Q2`: the last month of it."""
    found = re.search(r"-(Q?)(\d+)$", period)
    return f"{int(found[2]) * (3 if found[1] else 1)}" if found else ""
