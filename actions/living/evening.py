"""The last workday before the demonstration is looked at, at half past four: what will lie on the desks tomorrow.

A year that is played stands still at any moment: what was due is done, what is not due is not begun. So that every desk
has something on it, whatever the day, its people do these last things, each by the real act, one minute after another.
Where the calendar leaves nothing to do (no window is open, no figure is behind), nothing is done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import select

from actions.acts import Done
from actions.playing.figures import evidence_text
from actions.playing.hours import at
from actions.playing.outcome import Outcome
from actions.playing.reporting import report
from actions.playing.stage import Stage
from actions.shortfalls.lights import lights_of
from config.obligations import ObligationKind
from models.letters import Letter
from models.obligations import OPEN, Obligation
from states.pace import Light
from states.subjects import SubjectKind
from workdays.deadline import local_day
from workdays.seed import seeded_calendar

HOUR = time(16, 30)
SENTENCE = "上月已有12人离岗，请核对在岗人数，并补充3家见习单位的考勤表"
DRAFTS = 3
DESK, SUPERVISOR = "office_desk", "supervisor"
BEHIND = (Light.RED, Light.YELLOW)
PROBLEMS = (
    ("land", "临时用地到期未复垦", "城东临时用地到期两个月未复垦"),
    ("transport", "急弯路段警示标志缺失", "县道一处急弯路段警示标志缺失"),
)


def evening_before(now: datetime) -> datetime:
    """Half past four on the last workday before this day."""
    calendar = seeded_calendar(now.year - 1, now.year)
    return at(calendar.on_or_before(now.date() - timedelta(days=1)), HOUR)


@dataclass(slots=True)
class Evening:
    """The years of the county that run, the latest first, and the minute that it is."""

    stages: Sequence[Stage]
    now: datetime

    def do(self, stage: Stage, act: str, data: Mapping[str, Any], *, by: str) -> Done | None:
        """As the holder of a post, a minute later than what was done before."""
        self.now += timedelta(minutes=1)
        return stage.do(act, data, by=stage.cast.at(by), now=self.now)

    def paper(self, stage: Stage, title: str, *, by: str) -> Mapping[str, int]:
        unit = next(post.unit for post in stage.scheme.posts if post.code == by)
        about = {"office": stage.scheme.office.code, "unit": unit, "title": title}
        text = evidence_text(title, stage.scheme.title, self.now.date())
        player = stage.cast.at(by)
        done = stage.keep_file(BytesIO(text), name=f"{title}.txt", told=about, by=player, now=self.now)
        return done.ids if done is not None else {}

    def owed(self, stage: Stage, kind: ObligationKind, task: str) -> Any | None:
        """The open obligation of this kind about a task that falls due first."""
        numbers = [number for number, planned in stage.places.assignments.items() if planned.code == task]
        query = (
            select(Obligation.t)
            .where(OPEN, Obligation.c.kind == kind.value, Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value)
            .where(Obligation.c.subject_id.in_(numbers), Obligation.c.opened_at <= self.now)
            .order_by(Obligation.c.due_at.nulls_last(), Obligation.c.id)
        )
        found: Any | None = stage.read(lambda tx: tx.execute(query).first())
        return found


def spend(stages: Sequence[Stage], *, now: datetime) -> datetime:
    """Do everything; the minute at which the last of it was done."""
    evening = Evening(sorted(stages, key=lambda stage: stage.scheme.year, reverse=True), now)
    if evening.stages:
        for deed in DEEDS:
            deed(evening)
    return evening.now


def hand_in_for_the_leader(evening: Evening) -> None:
    """Two reports lie with 分管县领导."""
    for task in ("C12", "B2"):
        _hand_in(evening, task)


def hand_in_to_be_verified(evening: Evening) -> None:
    """Reports on pace have passed every step and wait for 核验."""
    for task in ("A2", "C1", "D4"):
        handed = _hand_in(evening, task)
        if handed is not None:
            stage, number = handed
            leader = next(post.code for post in stage.scheme.posts if _lead(stage, task) in post.in_charge_of)
            evening.do(stage, "approve", {"kind": SubjectKind.REPORT.value, "id": number}, by=leader)


def _lead(stage: Stage, task: str) -> str:
    return next(planned.lead for planned in stage.places.assignments.values() if planned.code == task)


def return_to_the_officer(evening: Evening) -> None:
    """A report comes back to 承办人 with a sentence."""
    handed = _hand_in(evening, "D11")
    if handed is not None:
        stage, number = handed
        data = {"kind": SubjectKind.REPORT.value, "id": number, "reason": SENTENCE}
        evening.do(stage, "return_for_revision", data, by="leader_livelihood")


def _hand_in(evening: Evening, task: str) -> tuple[Stage, int] | None:
    """What an officer owes for a task is handed in and approved by the head; which report it was."""
    for stage in evening.stages:
        row = evening.owed(stage, ObligationKind.REPORT, task)
        if row is None:
            continue
        evening.now += timedelta(minutes=1)
        if report(stage, row, evening.now) is not Outcome.DONE:
            continue
        window = stage.places.window(row.period)
        found = [
            number
            for number, place in stage.places.reports.items()
            if window is not None and (place.window_id, place.assignment_id) == (window.id, row.subject_id)
        ]
        head = f"{stage.places.assignments[row.subject_id].lead}_head"
        if evening.do(stage, "approve", {"kind": SubjectKind.REPORT.value, "id": found[-1]}, by=head) is not None:
            return stage, found[-1]
    return None


def ask_for_more_time(evening: Evening) -> None:
    """An extension waits for 分管县领导."""
    for stage in evening.stages:
        rows = [evening.owed(stage, ObligationKind.REPORT, task) for task in ("B4", "B5", "C13", "B3")]
        for row in rows:
            if row is None or row.due_at is None or row.due_at <= evening.now:
                continue
            until = stage.calendar.add_workdays(local_day(row.due_at), 3)
            data = {"obligation": row.id, "until": until, "reason": "标段验收资料正在汇总，需延长三个工作日"}
            if evening.do(stage, "request_extension", data, by=stage.places.posts[row.post_id].code) is not None:
                return


def send_a_warning(evening: Evening) -> None:
    """A warning has been delivered and waits to be acknowledged."""
    stage = _with_figures(evening)
    number = _draft(evening, stage)
    if number is None:
        return
    letter = {"letter": number}
    evening.do(stage, "submit_letter", letter, by=DESK)
    evening.do(stage, "sign_letter", letter, by="office_head")
    scan = evening.paper(stage, "预警提示单（用印件）", by=DESK).get("version")
    evening.do(stage, "seal_letter", {**letter, "sealed_on": evening.now.date(), "scan": scan}, by=DESK)
    evening.do(stage, "deliver_letter", {**letter, "how": "系统送达并电话通知"}, by=DESK)


def draft_warnings(evening: Evening) -> None:
    """Drafted letters lie with 县考核办, one of them presented for signature."""
    stage = _with_figures(evening)
    for _ in range(DRAFTS):
        _draft(evening, stage)
    number = _draft(evening, stage)
    if number is not None:
        evening.do(stage, "submit_letter", {"letter": number}, by=DESK)


def _with_figures(evening: Evening) -> Stage:
    """The latest year in which something is behind."""
    return next((stage for stage in evening.stages if _behind(evening, stage)), evening.stages[-1])


def _behind(evening: Evening, stage: Stage) -> list[int]:
    """Tasks behind their pace about which no letter is under way, in official order; those that are red first."""
    lights = stage.read(lambda tx: lights_of(tx, stage.assessment_id, today=evening.now.date()))
    query = select(Letter.c.assignment_id).where(
        Letter.c.assessment_id == stage.assessment_id, Letter.c.closed_at.is_(None)
    )
    written = stage.read(lambda tx: set(tx.scalars(query)))
    found = [each for each in lights if each.light.light in BEHIND and each.assignment_id not in written]
    return [each.assignment_id for each in sorted(found, key=lambda each: BEHIND.index(each.light.light))]


def _draft(evening: Evening, stage: Stage) -> int | None:
    """A warning for the first of them."""
    for task in _behind(evening, stage):
        done = evening.do(stage, "draft_letter_on_figures", {"assignment": task, "kind": "warning"}, by=DESK)
        if done is not None:
            return done.ids["letter"]
    return None


def tell_a_finding(evening: Evening) -> None:
    """A unit has been told of a deduction and may object; another one is still a draft."""
    stage = evening.stages[0]
    day = min(evening.now.date(), date(stage.scheme.year, 12, 31))
    told = {"kind": "absent", "unit": "water", "on": day, "matter": "县委常委会议定事项推进会未派负责人参加"}
    drafted = evening.do(stage, "draft_findings", {"assessment": stage.assessment_id, "findings": [told]}, by=DESK)
    if drafted is not None:
        evening.do(stage, "tell_findings", {"findings": [drafted.ids["finding"]]}, by=DESK)
    material = evening.paper(stage, "通报", by="discipline_assessor").get("evidence")
    kept = {
        "kind": "conduct",
        "unit": "commerce",
        "on": day,
        "matter": "公务接待超标准，已查实",
        "evidence": [material],
    }
    data = {"assessment": stage.assessment_id, "findings": [kept]}
    evening.do(stage, "draft_findings", data, by="discipline_assessor")


def find_a_problem(evening: Evening) -> None:
    """A problem waits for its confirmation, one that was put right waits for its recheck, a visit for its approval."""
    stage = evening.stages[0]
    year, day = stage.assessment_id, evening.now.date()
    photo = evening.paper(stage, "现场照片", by=SUPERVISOR).get("evidence")
    found = {"assessment": year, "source": "supervision", "found_on": day, "evidence": [photo]}
    for unit, title, matter in PROBLEMS:
        told = {**found, "unit": unit, "title": title, "matter": matter}
        done = evening.do(stage, "record_problem", told, by=SUPERVISOR)
    if done is not None:
        _put_right(evening, stage, {"problem": done.ids["problem"]})
    plan = {
        "assessment": year,
        "title": "重点工作“回头看”督查",
        "purpose": "核查已销号问题有没有反弹",
        "planned_on": stage.calendar.add_workdays(day, 6),
        "units": ["culture", "land"],
        "team": ["supervision", "county_office"],
    }
    evening.do(stage, "plan_visit", plan, by=SUPERVISOR)


def _put_right(evening: Evening, stage: Stage, problem: Mapping[str, int]) -> None:
    due_on = stage.calendar.add_workdays(evening.now.date(), 5)
    evening.do(stage, "confirm_problem", {**problem, "words": "与现场照片一致，属实"}, by=SUPERVISOR)
    evening.do(stage, "feed_back_problem", {**problem, "due_on": due_on}, by=SUPERVISOR)
    material = evening.paper(stage, "整改前后对照照片", by="transport_head").get("evidence")
    data = {**problem, "words": "警示标志已补齐", "evidence": [material]}
    evening.do(stage, "report_rectification", data, by="transport_head")


DEEDS: tuple[Callable[[Evening], None], ...] = (
    hand_in_for_the_leader,
    hand_in_to_be_verified,
    return_to_the_officer,
    ask_for_more_time,
    send_a_warning,
    draft_warnings,
    tell_a_finding,
    find_a_problem,
)
