"""What people do in a watched town: somebody takes a thing that is owed, or that lies there, and does one of its acts.

They know no process. What cannot be done now is refused, and that is a step of the history too.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from models.amendments import Amendment
from models.assignments import Assignment
from models.lateness import Deduction
from models.leaves import Leave
from models.letters import Letter
from models.obligations import Obligation
from models.pleas import Plea
from models.posts import Post
from models.reports import Report
from models.shortfalls import Shortfall
from models.windows import Period
from tests.acceptance.clock.letterwork import go_on_with
from tests.acceptance.clock.town import Town, unit_of
from tests.integration.actions.year import scheme_text

Hand = Callable[[Town, Any, int, int | None], Any]
"""Town, the row, which way of several, and where the plug is pulled."""

ITEM = {
    "content": "落实具体举措，逐月推进",
    "requirement": "按月完成计划数",
    "schedule": "6月底前完成一半，12月底前全部完成",
    "leader": "leader",
}
TARGETS = {"城镇新增就业": "新增就业人数", "接待游客": "接待人次"}
ANSWERS = {
    "extension": ("grant_extension", "refuse_extension"),
    "excuse": ("accept_excuse", "refuse_excuse"),
}
SHARES = (40, 100, 70, 120)  # of what a month should have reached, in per cent


def post_of(town: Town, number: int) -> str:
    return str(town.year.one(Post, id=number).code)


# Work that is reviewed


def break_down(town: Town, row: Any, way: int, plug: int | None) -> None:
    task = town.year.one(Assignment, id=row.subject_id)
    unit = unit_of(town, task.lead_unit_id)
    share = {"target": TARGETS[task.title], "value": "1200"}
    people = {"unit": unit, "responsible": f"{unit}_head", "officers": (f"{unit}_officer",)}
    item = {**ITEM, **people, "shares": (share,)}
    town.do("save_breakdown", f"{unit}_officer", assignment=task.id, items=(item,))
    town.do("submit_breakdown" if way % 3 else "resubmit", f"{unit}_officer", plug=plug, assignment=task.id)


def write_report(town: Town, row: Any, way: int, plug: int | None) -> None:
    """Of every month that the window asks for."""
    unit = unit_of(town, row.unit_id)
    window, _, occasion = row.period.partition("/")
    for report in reports_of(town, assignment_id=row.subject_id):
        if town.year.one(Period, id=report.period_id).code == occasion:
            fill(town, report, way, None)
    about = {"assignment": row.subject_id, "window": window, "occasion": occasion}
    town.do("submit_report", f"{unit}_officer", plug=plug, **about)


def report_march(town: Town, ways: tuple[int, int]) -> None:
    """Both departments have handed in what they have, on the day on which the window is seen open."""
    town.strike()
    for report, way in zip(reports_of(town, state="filling"), ways, strict=True):
        unit = unit_of(town, report.unit_id)
        fill(town, report, way, None)
        about = {"assignment": report.assignment_id, "window": "monthly", "occasion": "2019-03"}
        town.do("submit_report", f"{unit}_officer", **about)
        town.do("approve", f"{unit}_head", kind="report", id=report.id)


def reports_of(town: Town, **where: Any) -> list[Any]:
    return town.year.rows(Report, **where)


def fill(town: Town, report: Any, way: int, plug: int | None) -> None:
    month = town.year.one(Period, id=report.period_id).ends_on.month
    reached = month * SHARES[way % len(SHARES)]
    line = {"cumulative": str(reached), "progress": f"{month}月按计划推进", "falling_reason": "口径调整"}
    unit = unit_of(town, report.unit_id)
    town.do("fill_report", f"{unit}_officer", plug=plug, report=report.id, lines=[line])


def revise(town: Town, row: Any, way: int, plug: int | None) -> None:
    if row.subject_kind == "assignment":
        return break_down(town, row, 0, plug)
    if row.subject_kind == "letter":
        return go_on_with(town, town.year.one(Letter, id=row.subject_id), way, plug)
    report = town.year.one(Report, id=row.subject_id)
    fill(town, report, way, None)
    town.do("resubmit_report", f"{unit_of(town, report.unit_id)}_officer", plug=plug, report=report.id)
    return None


def review(town: Town, row: Any, way: int, plug: int | None) -> None:
    by, about = post_of(town, row.post_id), {"kind": row.subject_kind, "id": row.subject_id}
    if row.subject_kind == "letter" and way % 4:
        return go_on_with(town, town.year.one(Letter, id=row.subject_id), way, plug)
    if way % 5 == 0:
        town.do("return_for_revision", by, plug=plug, **about, reason="请补充进度")
    else:
        town.do("approve", by, plug=plug, **about)
    return None


def verify(town: Town, row: Any, way: int, plug: int | None) -> None:
    if row.subject_kind == "report":
        town.do("verify_report", "desk", plug=plug, report=row.subject_id)


def sign_statement(town: Town, row: Any, way: int, plug: int | None) -> None:
    said = {"obligation": row.id, "checked": "逐项对照进度", "finding": "clean"}
    if way % 2:
        town.do("waive_obligation", "desk", plug=plug, obligation=row.id, reason="本月不查")
    else:
        town.do("sign_self_check", post_of(town, row.post_id), plug=plug, **said)


def answer_plea(town: Town, row: Any, way: int, plug: int | None) -> None:
    for plea in town.year.rows(Plea, obligation_id=row.subject_id, state="pending"):
        act = ANSWERS[plea.kind][way % 2]
        town.do(act, post_of(town, row.post_id), plug=plug, plea=plea.id, words="知")
        return


def answer_any(town: Town, way: int, plug: int | None) -> None:
    for row in town.year.rows(Obligation, kind="decision", settled_at=None)[:1]:
        answer_plea(town, row, way, plug)


def do_letter(town: Town, row: Any, way: int, plug: int | None) -> None:
    go_on_with(town, town.year.one(Letter, id=row.subject_id), way, plug)


HANDS: dict[str, Hand] = {
    "breakdown": break_down,
    "report": write_report,
    "revision": revise,
    "review": review,
    "verification": verify,
    "self_check": sign_statement,
    "decision": answer_plea,
    **dict.fromkeys(("letter", "delivery", "acknowledgement", "reply", "commitment", "recheck", "talk"), do_letter),
}


def deal_with(town: Town, row: Any, way: int, plug: int | None) -> None:
    if (hand := HANDS.get(row.kind)) is not None:
        hand(town, row, way, plug)


# What lies beside


def ask_for_time(town: Town, row: Any, way: int, plug: int | None) -> None:
    until = (max(row.due_at, town.now) + timedelta(days=1 + way)).date().isoformat()
    town.do("request_extension", post_of(town, row.post_id), plug=plug, obligation=row.id, until=until, reason="等口径")


def explain(town: Town, row: Any, way: int, plug: int | None) -> None:
    town.do("explain_lateness", post_of(town, row.post_id), plug=plug, obligation=row.id, words="系统故障")


def take_note(town: Town, row: Any, way: int, plug: int | None) -> None:
    town.do("take_note", post_of(town, row.post_id), plug=plug, obligation=row.id)


def urge(town: Town, row: Any, way: int, plug: int | None) -> None:
    town.do("urge_obligations", "desk", plug=plug, obligations=[row.id])


def rework_report(town: Town, way: int, plug: int | None) -> None:
    """Recalled, corrected, let off, or asked for after all."""
    reports = reports_of(town)
    report = reports[way % len(reports)]
    unit = unit_of(town, report.unit_id)
    officer, month = f"{unit}_officer", town.year.one(Period, id=report.period_id).code
    until = (town.now + timedelta(days=3)).date().isoformat()
    after_all = {"assignment": report.assignment_id, "window": "monthly", "occasion": month, "until": until}
    change = {"was": "1", "becomes": "2", "responsible": "承办人", "reason": "漏报"}
    acts: tuple[Callable[[], Any], ...] = (
        lambda: town.do("recall", officer, plug=plug, kind="report", id=report.id, reason="再核一遍"),
        lambda: town.do("waive_report", "desk", plug=plug, report=report.id, reason="本月不报"),
        lambda: town.do("demand_report", "desk", plug=plug, **after_all, reason="还是要报"),
        lambda: town.do("correct_report", officer, plug=plug, report=report.id, reason="漏报"),
        lambda: fill(town, report, way // 7, plug),
        lambda: town.do("submit_correction", officer, plug=plug, report=report.id, **change),
        lambda: town.do("abandon_correction", officer, plug=plug, report=report.id, reason="不改了"),
        lambda: town.do("return_for_revision", "desk", plug=plug, kind="report", id=report.id, reason="数字不符"),
    )
    acts[way % len(acts)]()


def write_on_figures(town: Town, way: int, plug: int | None) -> None:
    """Before the clock comes to it."""
    tasks = town.year.rows(Assignment)
    about = {"assignment": tasks[way % len(tasks)].id, "kind": ("warning", "order", "talk")[way % 3], "basis": "第三条"}
    town.do("draft_letter_on_figures", "desk", plug=plug, **about)


def pause(town: Town, way: int, plug: int | None) -> None:
    for row in town.year.rows(Shortfall, closed_at=None):
        until = (town.now + timedelta(days=1 + way)).date().isoformat()
        act = "resume_shortfall" if way % 3 == 0 else "pause_shortfall"
        more = {} if way % 3 == 0 else {"until": until}
        town.do(act, "head", plug=plug, shortfall=row.id, reason="县领导批示", **more)


def go_away(town: Town, way: int, plug: int | None) -> None:
    officer = ("labour_officer", "labour_head", "tourism_officer", "desk")[way % 4]
    begins = town.now.date() + timedelta(days=way % 3)
    away = {"person": officer, "begins_on": begins.isoformat(), "ends_on": (begins + timedelta(days=way)).isoformat()}
    town.do("approve_leave", "head", plug=plug, office=town.year.office, **away, reason="公差")


def come_back(town: Town, way: int, plug: int | None) -> None:
    for leave in town.year.rows(Leave)[-1:]:
        town.do("end_leave", "head", plug=plug, leave=leave.id, ends_on=town.now.date().isoformat())


def change_days(town: Town, way: int, plug: int | None) -> None:
    """A day off at short notice, or a Saturday that is worked."""
    day = town.now.date() + timedelta(days=way)
    kind = "rest" if town.calendar.is_workday(day) else "workday"
    days = [{"date": day.isoformat(), "kind": kind}]
    told = {"office": town.year.office, "days": days, "source": "县政府办通知", "apply": True}
    town.do("override_days", "desk", plug=plug, **told)
    del town.calendar


def change_rules(town: Town, way: int, plug: int | None) -> None:
    """Months are due on another day from now on."""
    revision = len(town.year.rows(Amendment)) + 2
    text = scheme_text("watched").replace("revision: 1", f"revision: {revision}")
    text = text.replace("day: 15,", f"day: {12 + way % 12},")
    told = {"text": text, "effective_on": town.now.date().isoformat(), "basis": "县考发〔2019〕8号", "apply": True}
    town.do("amend_year", "head", plug=plug, **told)


def decide_deduction(town: Town, way: int, plug: int | None) -> None:
    for row in town.year.rows(Deduction, state="proposed")[:1]:
        act, more = ("set_deduction", {"amount": "0.5"}) if way % 2 else ("drop_deduction", {})
        town.do(act, "desk", plug=plug, deduction=row.id, words="按办法", **more)


BESIDE: tuple[Hand, ...] = (ask_for_time, explain, take_note, urge)
AROUND: tuple[Callable[[Town, int, int | None], None], ...] = (
    rework_report, rework_report, pause, go_away, come_back, change_days, change_rules, decide_deduction,
    write_on_figures, answer_any, answer_any,
)  # fmt: skip
