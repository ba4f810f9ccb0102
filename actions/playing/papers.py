"""Letters in a played year: presented, signed, sealed, delivered by the office; signed for and answered by the unit.

What is decided on an answer follows the figures: where the shortfall is over the letter ends with that fact; where it
is not, the answer goes back and is asked for again after the next figures.
"""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any, BinaryIO

from sqlalchemy import func, select

from actions.playing.cast import Player
from actions.playing.figures import evidence_text
from actions.playing.hours import after_workdays
from actions.playing.outcome import Outcome, told
from actions.playing.stage import Stage
from config.letters import LetterKind, NumberKind
from config.packages import SealKind
from config.roles import Role
from models.letters import Letter
from models.reports import Report
from models.shortfalls import Shortfall
from models.windows import Window
from states.chain import step_of
from states.letters.facts import LetterState
from states.shortfall import ShortfallEnd
from workdays.deadline import local_day

TO_PUT_RIGHT = 10
"""How many workdays a signer gives where the day is his to choose (D13)."""

TALK_IN, TALK_AT, TALK_WHERE = 3, time(15), "县考核办会议室"
MEASURES = "已查明原因，明确专人逐周调度，限期赶上进度。"
COMMITTED = "主要负责人牵头，倒排工期，按月报告。"
PAPER, OVER_PAPER = "纸质送达", "电话通知并送达通知书"
STILL_BEHIND = "数据仍低于序时进度，继续整改，待下一期数据报送后再反馈"
PROVEN = (ShortfallEnd.CAUGHT_UP.value, ShortfallEnd.ADJUSTED.value)
VOIDERS = (Role.ASSESSMENT_OFFICE_HEAD, Role.PRINCIPAL_LEADER)
ENDS = {LetterKind.WARNING: "lift_warning", LetterKind.ORDER: "close_out_order", LetterKind.TALK: "close_talk"}


def letter_at(stage: Stage, number: int) -> Any:
    return stage.read(lambda tx: tx.execute(select(Letter.t).where(Letter.c.id == number)).one())


def shortfall_behind(stage: Stage, letter: Any) -> Any | None:
    """The shortfall that a letter was drafted for, or that the letter before it was."""
    while letter.shortfall_id is None and letter.origin_id is not None:
        letter = letter_at(stage, letter.origin_id)
    query = select(Shortfall.t).where(Shortfall.c.id == letter.shortfall_id)
    return stage.read(lambda tx: tx.execute(query).one_or_none())


def _is_over(stage: Stage, letter: Any) -> bool:
    behind = shortfall_behind(stage, letter)
    return behind is not None and behind.closed_at is not None


def _has_caught_up(stage: Stage, letter: Any) -> bool:
    behind = shortfall_behind(stage, letter)
    return behind is not None and behind.outcome in PROVEN


# The office


def present(stage: Stage, row: Any, now: datetime) -> Outcome:
    """送签."""
    act = "resubmit_letter" if letter_at(stage, row.subject_id).state == LetterState.RETURNED else "submit_letter"
    return told(stage.do(act, {"letter": row.subject_id}, by=stage.player(row.post_id), now=now))


def sign(stage: Stage, row: Any, now: datetime) -> Outcome:
    """签发 at the last step, with the day that is the signer's to choose; before it, 同意."""
    letter, player = letter_at(stage, row.subject_id), stage.player(row.post_id)
    kind = LetterKind(letter.kind)
    if step_of(letter.state) != stage.scheme.signing(kind).steps[-1].code:
        return told(stage.do("approve", {"kind": "letter", "id": letter.id}, by=player, now=now))
    data: dict[str, Any] = {"letter": letter.id}
    if (letter.reply or {}).get("kind") == "at_issue":
        data["reply_by"] = stage.calendar.add_workdays(now.date(), TO_PUT_RIGHT)
    if stage.scheme.letters.numbering(kind).kind is NumberKind.EXTERNAL and not letter.number:
        data["document_no"] = f"发文登记簿第{letter.id}号"
    return told(stage.do("sign_letter", data, by=player, now=now))


def hand_over(stage: Stage, row: Any, now: datetime) -> Outcome:
    """用印, 送达; what is not needed any more is voided by whoever may."""
    letter, player = letter_at(stage, row.subject_id), stage.player(row.post_id)
    if _is_over(stage, letter):
        return _void(stage, letter, now)
    kind = LetterKind(letter.kind)
    if stage.scheme.letters.rule(kind).seal is not SealKind.NONE and letter.state == LetterState.ISSUED:
        scan = _keep(stage, player, f"{letter.title}（用印件）", "用印件", now)
        data = {"letter": letter.id, "sealed_on": now.date(), "scan": scan}
        if scan is None or stage.do("seal_letter", data, by=player, now=now) is None:
            return Outcome.REFUSED
    data = {"letter": letter.id, "how": PAPER}
    if kind is LetterKind.TALK:
        meeting = after_workdays(now, TALK_IN, TALK_AT, calendar=stage.calendar)
        data = {"letter": letter.id, "how": OVER_PAPER, "meeting_at": meeting, "place": TALK_WHERE}
    return told(stage.do("deliver_letter", data, by=player, now=now))


def _void(stage: Stage, letter: Any, now: datetime) -> Outcome:
    head = next(post.code for post in stage.scheme.posts if post.role in VOIDERS)
    data = {"letter": letter.id, "reason": "欠账已经了结，不再送达"}
    return told(stage.do("void_letter", data, by=stage.cast.at(head), now=now))


def recheck(stage: Stage, row: Any, now: datetime) -> Outcome:
    """整改复核: the desk passes a complete answer on where somebody else looks at the matter."""
    letter, player = letter_at(stage, row.subject_id), stage.player(row.post_id)
    if letter.kind == LetterKind.ORDER and letter.state == LetterState.REPLIED:
        return told(stage.do("ask_recheck", {"letter": letter.id}, by=player, now=now))
    if _has_caught_up(stage, letter):
        return told(stage.do(ENDS[LetterKind(letter.kind)], _fact(stage, letter), by=player, now=now))
    if _is_over(stage, letter):
        return _close_on_paper(stage, letter, player, now)
    due_on = _after_the_next_figures(stage, letter, now)
    if due_on is None:
        return Outcome.REFUSED  # no figures come any more: it stays open, and the year ends with it
    data = {"letter": letter.id, "reason": STILL_BEHIND, "due_on": due_on}
    return told(stage.do("send_back_reply", data, by=player, now=now))


def _close_on_paper(stage: Stage, letter: Any, player: Player, now: datetime) -> Outcome:
    """Its shortfall ended without a figure at pace: with the task, or with the year."""
    record = _keep(stage, player, "复核记录", "复核记录", now)
    if record is None:
        return Outcome.REFUSED
    data = {"letter": letter.id, "words": "所涉欠账已随任务或年度了结。", "evidence": record}
    return told(stage.do(ENDS[LetterKind(letter.kind)], data, by=player, now=now))


def end_by_figures(stage: Stage, number: int, by: Player, now: datetime) -> None:
    """解除预警, 销号 without waiting for an answer: the figures have spoken."""
    letter = letter_at(stage, number)
    stage.do(ENDS[LetterKind(letter.kind)], _fact(stage, letter), by=by, now=now)


def _fact(stage: Stage, letter: Any) -> dict[str, Any]:
    behind = shortfall_behind(stage, letter)
    period = behind.closed_period if behind is not None else ""
    return {"letter": letter.id, "words": f"经核，{period}期已达到序时进度。"}


def _after_the_next_figures(stage: Stage, letter: Any, now: datetime) -> date | None:
    """Two workdays after its next report is due; None where none is."""
    query = (
        select(func.min(Window.c.due_at))
        .join(Report.t, Report.c.window_id == Window.c.id)
        .where(Report.c.assignment_id == letter.assignment_id, Window.c.due_at > now)
    )
    due: datetime | None = stage.read(lambda tx: tx.execute(query).scalar())
    return stage.calendar.add_workdays(local_day(due), 2) if due is not None else None


def hold_talk(stage: Stage, row: Any, now: datetime) -> Outcome:
    player = stage.player(row.post_id)
    record = _keep(stage, player, "约谈记录", "约谈记录", now)
    if record is None:
        return Outcome.REFUSED
    data = {"letter": row.subject_id, "held_on": now.date(), "record": record}
    return told(stage.do("hold_talk", data, by=player, now=now))


# The unit


def acknowledge(stage: Stage, row: Any, now: datetime) -> Outcome:
    """签收."""
    unit = stage.places.posts[row.post_id].unit
    data = {"letter": row.subject_id, "unit": unit}
    return told(stage.do("acknowledge_letter", data, by=stage.player(row.post_id), now=now))


def answer(stage: Stage, row: Any, now: datetime) -> Outcome:
    """整改反馈, with its evidence."""
    player = stage.player(row.post_id)
    about = {"office": stage.scheme.office.code, "unit": stage.places.posts[row.post_id].unit}
    text = evidence_text("整改情况说明", letter_at(stage, row.subject_id).title, now.date())
    named = {**about, "title": "整改情况说明"}
    kept = stage.keep_file(BytesIO(text), name="整改情况说明.txt", told=named, by=player, now=now)
    if kept is None:
        return Outcome.REFUSED
    data = {"letter": row.subject_id, "words": MEASURES, "evidence": [kept.ids["evidence"]]}
    return told(stage.do("reply_to_letter", data, by=player, now=now))


def commit(stage: Stage, row: Any, now: datetime) -> Outcome:
    due = stage.calendar.add_workdays(now.date(), TO_PUT_RIGHT)
    data = {"letter": row.subject_id, "words": COMMITTED, "due_on": due}
    return told(stage.do("commit_to_rectify", data, by=stage.player(row.post_id), now=now))


def _keep(stage: Stage, player: Player, title: str, what: str, now: datetime) -> int | None:
    """A paper of whoever keeps it; the number of its version."""
    text = BytesIO(evidence_text(title, what, now.date()))
    return keep_sheet(stage, player, title, text, name=f"{what}.txt", now=now)


def keep_sheet(stage: Stage, player: Player, title: str, sheet: BinaryIO, *, name: str, now: datetime) -> int | None:
    """The same for what was scanned or photographed."""
    unit = next(post.unit for post in stage.scheme.posts if post.code in player.posts)
    about = {"office": stage.scheme.office.code, "unit": unit, "title": title}
    kept = stage.keep_file(sheet, name=name, told=about, by=player, now=now)
    return kept.ids["version"] if kept is not None else None
