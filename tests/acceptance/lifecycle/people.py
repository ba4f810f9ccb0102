"""Everybody of a year, who know nothing of the process: each looks at what he owes, and does it by the real acts.

What they are told by a refusal, a save or a package they act upon; nobody here knows which step comes next.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from actions.acts import Done
from actions.doors import Door
from actions.performing import perform
from actions.ticking import tick
from config.indicators import BreakdownField
from config.obligations import ObligationKind as Kind
from config.packages import SealKind
from config.roles import Role
from config.scheme import Scheme
from config.zone import SHANGHAI
from models.assignments import Assignment
from models.indicators import Indicator, Target
from models.items import Item
from models.obligations import OPEN, Obligation
from models.packages import Package, PackageItem
from models.posts import Post
from models.reports import Report
from models.units import Unit
from models.windows import Period, Window
from states.report import ReportState
from tests.integration.actions.year import Year
from tests.years import scheme_of

REASON = "进度安排没有写到月，请补充"
DRAFTED = {"content": "落实具体举措，逐月推进", "schedule": "上半年完成一半，年底前全部完成"}


class CannotBeDone(Exception):
    """Somebody did everything that he was told, and it was not enough."""


@dataclass
class People:
    """`busy`: the assignments whose units do what they owe; the others stay silent all year."""

    year: Year
    name: str
    now: datetime
    busy: tuple[int, ...] = ()
    returned: set[str] = field(default_factory=set)
    acts: list[str] = field(default_factory=list)
    perform: Callable[..., Done] = perform
    agreeable: bool = False  # nobody ever sends anything back
    looks_at: Any = OPEN  # of all obligations

    def of_code(self, post: str) -> int:
        return next(number for number, code in self.posts.items() if code == post)

    # the year

    def live(self, *, until: datetime) -> None:
        """From one day on which something happens to the next; the clock comes by on the first of a month anyway."""
        while self.now <= until:
            tick(self.year.database, now=self.now)
            while row := next(self._owed(), None):
                self._settle(row)
            self.now = min(self._upcoming(), _next_month(self.now))

    def bring(self, kind: str, number: int, *, to: str) -> None:
        """Until this thing stands in that state."""
        while self.of(kind, number).state != to:
            row = next(self._owed(), None)
            if row is None:
                raise CannotBeDone(f"{kind} {number} stays in {self.of(kind, number).state}")
            self._settle(row)

    def _owed(self) -> Iterator[Any]:
        """What lies on the desks of those who are busy, and can be dealt with today."""
        query = select(Obligation.t).where(self.looks_at, Obligation.c.opened_at <= self.now)
        with self.year.database.read() as tx:
            rows = tx.execute(query.order_by(Obligation.c.id)).all()
        return (row for row in rows if self.is_busy_with(row) and self._is_time_for(row))

    def _upcoming(self) -> datetime:
        """Ten o'clock on the next day on which something opens, or is due."""
        with self.year.database.read() as tx:
            rows = [row for row in tx.execute(select(Obligation.t).where(OPEN)) if self.is_busy_with(row)]
        days = {moment.date() for row in rows for moment in (row.opened_at, row.due_at) if moment is not None}
        later = [_ten(day) for day in days if _ten(day) > self.now]
        return min(later, default=_next_month(self.now))

    def is_busy_with(self, row: Any) -> bool:
        if row.subject_kind == "assignment":
            return row.subject_id in self.busy
        if row.subject_kind == "report":
            return self.of("report", row.subject_id).assignment_id in self.busy
        if row.subject_kind == "item":
            return self.one(Item, row.subject_id).assignment_id in self.busy
        return row.subject_kind in ("package", "assessment") or self.units[row.unit_id] in self.busy_units

    def _is_time_for(self, row: Any) -> bool:
        """A lead waits for the parts of others; the office for every unit that is not silent, up to the last day."""
        if row.kind == Kind.BREAKDOWN:
            return not self.year.owed(subject_id=row.subject_id, kind=Kind.CO_UNIT_PART.value)
        if row.kind == Kind.CONSOLIDATION and row.subject_kind == "package":
            waits = [item for item in self.items(row.subject_id) if not self.is_in(item)]
            busy = [item for item in waits if self.assignment_of(item) in self.busy]
            return not busy and (not waits or row.due_at is None or self.now.date() >= row.due_at.date())
        return True

    # what each kind of obligation asks for

    def _settle(self, row: Any) -> None:
        before = row.id
        HANDS[Kind(row.kind)](self, row)
        with self.year.database.read() as tx:
            still = tx.execute(select(Obligation.c.id).where(OPEN, Obligation.c.id == before)).first()
        if still is not None:
            raise CannotBeDone(f"{row.kind} {row.title} was done and is still owed")

    def do(self, act: str, post_id: int, **data: Any) -> Done:
        """Who sits in the post acts, a moment after the last."""
        self.now += timedelta(minutes=1)
        self.acts.append(act)
        door = Door(now=self.now, by=self.year.persons[self.posts[post_id]])
        return self.perform(self.year.database, act, data, door=door)

    def scanned(self, post_id: int, title: str) -> int:
        """A paper of the office, scanned."""
        moment, unit = f"{self.now:%Y-%m-%d %H:%M}", self.scheme.office.unit
        return self.year.attach_loose(self.posts[post_id], moment, unit=unit, title=title)

    def archive(self) -> None:
        """What is scored is put away by the desk of the office."""
        desk = next(number for number, code in self.posts.items() if code == self._desk)
        self.do("archive", desk, assessment=self.year.assessment)

    @property
    def _desk(self) -> str:
        host = self.scheme.office.unit
        return next(
            post.code for post in self.scheme.posts if post.unit == host and post.role is Role.ASSESSMENT_OFFICE
        )

    # what they see

    @cached_property
    def scheme(self) -> Scheme:
        return scheme_of(self.name)

    @cached_property
    def posts(self) -> dict[int, str]:
        return {row.id: row.code for row in self.year.rows(Post)}

    @cached_property
    def units(self) -> dict[int, str]:
        return {row.id: row.code for row in self.year.rows(Unit)}

    @property
    def busy_units(self) -> set[str]:
        host = self.scheme.office.unit
        return {host, *(self.units[self.of("assignment", number).lead_unit_id] for number in self.busy)}

    def of(self, kind: str, number: int) -> Any:
        return self.one({"assignment": Assignment, "report": Report, "package": Package}[kind], number)

    def one(self, table: Any, number: int) -> Any:
        with self.year.database.read() as tx:
            return tx.execute(select(table.t).where(table.c.id == number)).one()

    def items(self, package: int) -> list[Any]:
        return self.year.rows(PackageItem, package_id=package)

    def is_in(self, item: Any) -> bool:
        state = self.of(item.subject_kind, item.subject_id).state
        ready = {
            "assignment": ("awaiting_consolidation", "submitted", "in_execution"),
            "report": ("submitted", "nil", "verified", "waived"),
        }
        return state in ready[item.subject_kind]

    def assignment_of(self, item: Any) -> int:
        number = item.subject_id
        return int(number if item.subject_kind == "assignment" else self.of("report", number).assignment_id)

    def targets(self, assignment: Any) -> list[Any]:
        rows = self.year.rows(Target, indicator_id=assignment.indicator_id, segment=assignment.segment)
        return [row for row in rows if row.value is not None and row.ended_on is None]


def _ten(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=SHANGHAI)


def _next_month(now: datetime) -> datetime:
    return _ten((now.date().replace(day=1) + timedelta(days=32)).replace(day=1))


# Breaking down


def break_down(people: People, row: Any) -> None:
    write_breakdown(people, row, schedule=DRAFTED["schedule"])
    people.do("submit_breakdown", row.post_id, assignment=row.subject_id)


def write_breakdown(people: People, row: Any, *, schedule: str) -> None:
    """A careful first draft; then whatever the save says is still missing, and a word on every doubt."""
    told: dict[str, Any] = {"assignment": row.subject_id, "items": [_item(people, row, schedule)]}
    said = people.do("save_breakdown", row.post_id, **told).details
    labels = {each.label: each for each in BreakdownField}
    lacking = [labels[label] for label in said["missing_of_the_whole"]]
    if lacking:
        whole = {"overview", "acceptance"} & {each.value for each in lacking}
        more = {each.value: "按上级口径" for each in lacking if each.value not in whole}
        said = people.do("save_breakdown", row.post_id, **told | dict.fromkeys(whole, "见方案"), more=more).details
    if said["missing"] or said["missing_of_the_whole"]:
        raise CannotBeDone(f"还缺 {said}")
    for doubt in said["doubts"]:
        about = {"kind": "assignment", "id": row.subject_id}
        people.do("explain_doubt", row.post_id, **about, doubt=doubt["doubt"], words="与主管处室商定")


def _item(people: People, row: Any, schedule: str) -> dict[str, Any]:
    assignment = people.of("assignment", row.subject_id)
    standing = [item for item in people.year.rows(Item, assignment_id=assignment.id) if item.removed_at is None]
    me = people.posts[row.post_id]
    leader = people.posts[assignment.leader_post_id] if assignment.leader_post_id else me
    return {
        **({"id": standing[0].id} if standing else {}),
        "content": f"{DRAFTED['content']}（{assignment.id}）",
        "requirement": "全部完成并通过验收",
        "standard": "验收合格",
        "schedule": schedule,
        "due_on": "2019-12-20",
        "leader": leader,
        "unit": people.units[assignment.lead_unit_id],
        "responsible": me,
        "officers": [me],
        "shares": [{"target": one.name, "value": str(one.value)} for one in people.targets(assignment)],
        "milestones": [{"title": "完成一半", "due_on": "2019-11-20"}],
    }


def supply_part(people: People, row: Any) -> None:
    people.do("supply_part", row.post_id, kind=row.subject_kind, id=row.subject_id, words="提供场地和人员安排")


def sign(people: People, row: Any) -> None:
    people.do("sign", row.post_id, assignment=row.subject_id)


# Reviewing


def review(people: People, row: Any) -> None:
    """Every reviewer of the first busy assignment, and of the first package, sends it back once where he may."""
    about = {"kind": row.subject_kind, "id": row.subject_id}
    step = people.of(row.subject_kind, row.subject_id).state
    seen = f"{row.subject_kind}/{step}/{people.posts[row.post_id]}"
    is_first = row.subject_kind == "package" or people.assignment_of(row) in people.busy[:1]
    if is_first and not people.agreeable and seen not in people.returned and _may_return(people, row, step):
        people.returned.add(seen)
        people.do("return_for_revision", row.post_id, **about, reason=REASON)
    else:
        people.do("approve", row.post_id, **about)


def _may_return(people: People, row: Any, state: str) -> bool:
    chain = people.scheme.chains[_chain_of(people, row)]
    return any(f"review:{step.code}" == state and "draft" in step.may_return_to for step in chain.steps)


def _chain_of(people: People, row: Any) -> str:
    if row.subject_kind == "assignment":
        return people.scheme.stages.breakdown.chain
    if row.subject_kind == "package":
        return str(people.of("package", row.subject_id).rule["chain"])
    window = people.one(Window, people.of("report", row.subject_id).window_id)
    return str(window.rule["chain"])


def revise(people: People, row: Any) -> None:
    """Words are mended and figures are not, so that it goes straight back to the one who returned it."""
    if row.subject_kind == "assignment":
        write_breakdown(people, row, schedule=f"{DRAFTED['schedule']}，逐月检查（{len(people.acts)}）")
        people.do("resubmit", row.post_id, assignment=row.subject_id)
    elif row.subject_kind == "report":
        fill(people, row, people.of("report", row.subject_id), progress=f"补充说明（{len(people.acts)}）")
        people.do("resubmit_report", row.post_id, report=row.subject_id)
    else:
        people.do("resubmit_package", row.post_id, package=row.subject_id)


# Reporting


def report(people: People, row: Any) -> None:
    code, _, occasion = row.period.partition("/")
    (window,) = people.year.rows(Window, assessment_id=row.assessment_id, code=code, occasion=occasion)
    mine = {"window_id": window.id, "assignment_id": row.subject_id, "unit_id": row.unit_id}
    for one in people.year.rows(Report, **mine, state=ReportState.FILLING.value):
        fill(people, row, one, progress="按计划推进")
        _attach(people, row, one)
    people.do("submit_report", row.post_id, assignment=row.subject_id, window=code, occasion=occasion)


def fill(people: People, row: Any, one: Any, *, progress: str) -> None:
    """The same share of every target by the month in which the period ends."""
    period = people.one(Period, one.period_id)
    words = {"progress": progress, "problems": "无", "next_steps": "继续推进", "completes_on": "2019-12-20"}
    lines = [words | line for line in _lines(people, one, month=period.ends_on.month)]
    as_of = {"as_of": people.now.date().isoformat()} if period.is_partial else {}
    people.do("fill_report", row.post_id, report=one.id, lines=lines, **as_of)


def _lines(people: People, one: Any, *, month: int) -> Iterator[dict[str, Any]]:
    assignment = people.of("assignment", one.assignment_id)
    items = [item.id for item in people.year.rows(Item, assignment_id=assignment.id) if item.removed_at is None]
    of_item = {"item": items[0]} if items else {}
    targets = people.targets(assignment)
    for target in targets:
        done = (target.value * month / 12).quantize(target.value)
        yield {**of_item, "target": target.id, "cumulative": str(done), "year_on_year": "1.5", "city_rank": 3}
    if not targets:
        yield of_item


def _attach(people: People, row: Any, one: Any) -> None:
    unit = people.units[row.unit_id]
    told = {"office": people.year.office, "unit": unit, "title": "台账", "document_no": f"台账{one.id}"}
    people.do("add_paper_evidence", row.post_id, **told, report=one.id, note="现场照片", kept_at="档案柜")


def verify(people: People, row: Any) -> None:
    if row.subject_kind == "report":
        people.do("verify_report", row.post_id, report=row.subject_id)
        return
    targets = people.targets(people.of("assignment", row.subject_id))
    figures = {target.name: str(target.value) for target in targets}
    people.do("verify", row.post_id, assignment=row.subject_id, figures=figures, result="完成", is_met=True)


# Gathering and sending up


def consolidate(people: People, row: Any) -> None:
    if row.subject_kind == "assessment":
        people.do("consolidate", row.post_id, assessment=row.subject_id)
        people.do("begin", row.post_id, assessment=row.subject_id)
        return
    missing = [item.id for item in people.items(row.subject_id) if not people.is_in(item)]
    if missing:
        people.do("name_missing", row.post_id, package=row.subject_id, items=missing, words="牵头单位未报")
    people.do("consolidate_package", row.post_id, package=row.subject_id)
    people.do("submit_package", row.post_id, package=row.subject_id)


def send_up(people: People, row: Any) -> None:
    package = people.of("package", row.subject_id)
    if package.state == "approved" and package.rule["seal"] != SealKind.NONE.value:
        scan = people.scanned(row.post_id, "用印件")
        people.do("seal_package", row.post_id, package=row.subject_id, sealed_on=people.now.date(), scan=scan)
    number = f"报〔2019〕{row.id}号"
    people.do("send_up_package", row.post_id, package=row.subject_id, how="电子邮件", document_no=number)


def receipt(people: People, row: Any) -> None:
    people.do("record_receipt", row.post_id, package=row.subject_id, receipted_at=people.now, receipt_no="回执1")


# At the end


def record_verdict(people: People, row: Any) -> None:
    paper = people.scanned(row.post_id, "认定文件")
    told = {"document_no": "认定〔2020〕1号", "dated_on": people.now.date(), "attachment": paper, "result": "完成"}
    people.do("record_verdict", row.post_id, assignment=row.subject_id, **told)


def score(people: People, row: Any) -> None:
    assignment = people.of("assignment", row.subject_id)
    people.do("enter_score", row.post_id, assignment=assignment.id, points=_worth(people, assignment), basis="验收标准")


def _worth(people: People, assignment: Any) -> str:
    """What the indicator is worth, or nothing where it only deducts."""
    indicator = people.one(Indicator, assignment.indicator_id)
    kind = people.scheme.kinds.get(indicator.kind or "")
    if kind is not None and kind.strategy in ("negative_list", "veto"):
        return "0"
    return str(assignment.points or 1)


def sign_self_check(people: People, row: Any) -> None:
    people.do("sign_self_check", row.post_id, obligation=row.id, checked="已逐项自查", finding="clean")


def settle_duty(people: People, row: Any) -> None:
    people.do("settle_duty", row.post_id, obligation=row.id, words="已办理")


HANDS: dict[Kind, Callable[[People, Any], None]] = {
    Kind.SIGN: sign,
    Kind.BREAKDOWN: break_down,
    Kind.CO_UNIT_PART: supply_part,
    Kind.REVIEW: review,
    Kind.REVISION: revise,
    Kind.REPORT: report,
    Kind.FIGURE: report,
    Kind.VERIFICATION: verify,
    Kind.CONSOLIDATION: consolidate,
    Kind.SEND_UP: send_up,
    Kind.RECEIPT: receipt,
    Kind.VERDICT: record_verdict,
    Kind.SCORE: score,
    Kind.DUTY: settle_duty,
    Kind.SELF_CHECK: sign_self_check,
    Kind.MILESTONE: settle_duty,
}
