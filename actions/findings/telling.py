"""告知: a unit is told what is held against it, or for it, all at once and whole; its window opens."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import func, select

from actions.acts import Data, Done, Refused, act
from actions.context import Act
from actions.findings.loading import finding_of, joint_of, objecting_for, title_of
from actions.findings.moving import facts_of, move
from actions.findings.saying import listed, posts_of_unit, tell_unit, whole_text
from actions.subjects import Subject
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.scoring.objecting import Silence
from models.findings import NOTICE, Finding, FindingNotice
from models.writing import insert_rows
from states.finding import FindingFacts
from states.timing import in_workdays

INSTANT = timedelta(microseconds=1)
AFTER = {Silence.CONFIRMS: "期满没有提出异议的，视为确认", Silence.WAITS: "期满后由考核办确认"}
Group = tuple[int, int, int, Silence]


class Telling(Data):
    """Which findings are told."""

    findings: tuple[int, ...] = Field(min_length=1, description="加减分事项编号（系统内），可以几个单位的")


@act("tell_findings", label="告知加减分事项", data=Telling)
def tell_findings(act: Act, data: Telling) -> Done:
    """把登记的加减分事项告知被考核单位：一个单位一份，写明全文、提出异议的期限和期满的后果。"""
    groups: dict[Group, list[Subject[FindingFacts]]] = defaultdict(list)
    for number in dict.fromkeys(data.findings):
        subject = finding_of(act, number)
        objecting = objecting_for(subject.published, subject.row.kind)
        groups[subject.row.assessment_id, subject.row.unit_id, objecting.days, objecting.silence].append(subject)
    reasons: list[str] = []
    notices = [_notify(act, group, subjects, reasons) for group, subjects in groups.items()]
    if reasons:
        raise act.refused(*dict.fromkeys(reasons))
    units = len({unit for _, unit, _, _ in groups})
    return Done(
        f"已告知{units}个单位，共{len(data.findings)}条", ids={"notice": notices[0]}, details={"notices": notices}
    )


def _notify(act: Act, group: Group, subjects: Sequence[Subject[FindingFacts]], reasons: list[str]) -> int:
    assessment_id, unit_id, days, silence = group
    published = subjects[0].published
    if not posts_of_unit(act, unit_id):
        reasons.append(f"{act.directory.units[unit_id].shown}没有可以送达的岗位，请先设岗")
    until = in_workdays(act.now, days, calendar=act.calendar)
    first = _next_number(act, assessment_id)
    texts = [f"第{number}号，{whole_text(act, subject)}" for number, subject in enumerate(subjects, start=first)]
    notice = _notice(act, subjects[0].row, until, listed(texts))
    title = title_of(len(subjects))
    for number, subject in enumerate(subjects, start=first):
        values = {"number": number, "notice_id": notice, "window_ends_at": until, "next_look_at": until + INSTANT}
        try:
            told = replace(subject, joint=replace(joint_of(act, notice), title=title))
            move(act, told, "tell", facts_of(act, subject), values={**values, "told_at": act.now})
        except Refused as refused:
            reasons += [f"{subject.title}（{act.directory.units[unit_id].shown}）：{why}" for why in refused.reasons]
    owed = [row.id for row in act.obligations.about(NOTICE, notice) if row.kind == ObligationKind.OBJECTION]
    words = {
        "title": published.scheme.title,
        "count": len(subjects),
        "list": listed(texts),
        "due": say_last_moment(until),
        "days": days,
        "after": AFTER[silence],
    }
    tell_unit(act, published, unit_id, "finding_told", str(notice), words, while_open=owed[0] if owed else None)
    return notice


def _notice(act: Act, row: Any, until: datetime, text: str) -> int:
    notice = {
        "office_id": act.office_id,
        "assessment_id": row.assessment_id,
        "unit_id": row.unit_id,
        "told_at": act.now,
        "told_by": act.person_id,
        "window_ends_at": until,
        "text": text,
    }
    (number,) = insert_rows(act.tx, FindingNotice.t, [notice])
    return number


def _next_number(act: Act, assessment_id: int) -> int:
    """In the order in which they are told: a gap would speak of what is still secret."""
    last = act.tx.scalar(select(func.max(Finding.c.number)).where(Finding.c.assessment_id == assessment_id))
    return (last or 0) + 1
