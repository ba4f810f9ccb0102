"""催办 by hand: of ticked things, each counted by the month; a leader is never urged (A27, A28, A30, O10)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import Connection, distinct, func, select

from actions.acts import Data, Done, Refused, act
from actions.burden.gate import refuse_urging
from actions.context import Act
from actions.guarding import allow
from actions.leaders import WAITS, keepers_of
from actions.owing import open_obligation, subject_of
from actions.telling import Told
from actions.wording import say_due, say_kind
from config.policy import HandUrging
from config.roles import LEADERS
from config.zone import SHANGHAI
from models.lateness import Urging
from models.outbox import OutboxMessage
from models.writing import insert_rows
from states.burden import Asks
from states.subjects import SubjectKind

MANY = 100
URGING = ("urge", "urged_by_hand")
"""The messages that urge."""


class Ticked(Data):
    """What was ticked."""

    obligations: tuple[int, ...] = Field(min_length=1, max_length=MANY, description="应办事项编号，勾选的才催")
    words: str = Field(default="", description="附言")


@act("urge_obligations", label="一键催办", data=Ticked, asks=Asks.URGING)
def urge_obligations(act: Act, data: Ticked) -> Done:
    """催办勾选的应办事项，逐件计数；超过本年度限次的不催，并说明哪件为什么没有催。"""
    urged: list[int] = []
    kept: dict[str, list[str]] = {}
    for number in dict.fromkeys(data.obligations):
        try:
            with act.attempt():
                _urge(act, number, data.words)
            urged.append(number)
        except Refused as refused:
            kept[str(number)] = list(refused.reasons)
    if not urged:
        raise act.refused(*dict.fromkeys(reason for reasons in kept.values() for reason in reasons))
    said = f"，{len(kept)}件没有催" if kept else ""
    return Done(f"已催办{len(urged)}件{said}", details={"urged": urged, "not_urged": kept})


def _urge(act: Act, number: int, words: str) -> None:
    row = open_obligation(act, number)
    decision = allow(act, "urge", subject_of(act, row))
    if row.opened_at > act.now:
        raise act.refused(f"“{row.title}”还没有开始")
    month = month_of(act.now)
    before = urged_in(act, row.id, month)
    policy = act.published(row.assessment_id).scheme.policy.urging if row.assessment_id else HandUrging()
    reasons = list(_too_often(act.now, before, policy))
    if too_much := refuse_urging(act, row):
        reasons.append(too_much)
    if reasons:
        raise act.refused(*reasons)
    note_urging(act, row.id, words)
    act.record(
        SubjectKind.OBLIGATION.value,
        row.id,
        assessment_id=row.assessment_id,
        after={"urged": len(before) + 1, "month": month},
        reason=words,
        decision=decision,
    )
    _tell(act, row, count=len(before) + 1, month=month, words=words)


def note_urging(act: Act, obligation: int, words: str) -> None:
    """One more, in this month."""
    row = {
        "office_id": act.office_id,
        "obligation_id": obligation,
        "month": month_of(act.now),
        "urged_at": act.now,
        "urged_by": act.person_id,
        "words": words,
    }
    insert_rows(act.tx, Urging.t, [row])


def urged_in(act: Act, obligation: int, month: str) -> list[datetime]:
    """When it was urged in that month."""
    query = select(Urging.c.urged_at).where(Urging.c.obligation_id == obligation, Urging.c.month == month)
    return list(act.tx.scalars(query.order_by(Urging.c.urged_at)))


def times_urged(tx: Connection, obligations: Iterable[int]) -> Mapping[int, int]:
    """How often each was urged, by hand and by the ladder: one moment counts once, whoever was told."""
    query = (
        select(OutboxMessage.c.wanted_while_id, func.count(distinct(OutboxMessage.c.created_at)))
        .where(OutboxMessage.c.wanted_while_id.in_([*obligations]), OutboxMessage.c.kind.in_(URGING))
        .group_by(OutboxMessage.c.wanted_while_id)
    )
    return dict(tx.execute(query).tuples().all())


def month_of(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m}"


def _too_often(now: datetime, before: list[datetime], policy: HandUrging) -> Iterator[str]:
    if len(before) >= policy.per_month:
        yield f"本月已催办{len(before)}次，达到上限，请当面沟通"
    elif before and now < before[-1] + timedelta(hours=policy.hours_apart):
        again = (before[-1] + timedelta(hours=policy.hours_apart)).astimezone(SHANGHAI)
        yield f"{policy.hours_apart}小时内已催办过，{again:%m月%d日%H:%M}后方可再次催办"


def _tell(act: Act, row: Any, *, count: int, month: str, words: str) -> None:
    post = act.directory.posts[row.post_id]
    is_leader = post.role in LEADERS
    places = keepers_of(act.directory, post) if is_leader else (post.id,)
    if not places:
        raise act.refused(f"“{post.title}”没有联络员；对领导不催办，请当面呈报")
    texts = act.published(row.assessment_id).texts if row.assessment_id else {}
    told = {
        "unit": act.directory.units[row.unit_id].shown,
        "by": act.by,
        "subject": row.title,
        "what": say_kind(row),
        "due": say_due(row),
        "count": count,
        "reason": words,
        "reader": post.title,
    }
    key, code = f"urged:{row.id}:{month}:{count}", WAITS if is_leader else "urged_by_hand"
    act.tell(
        *(Told(code=code, key=key, post_id=place, words=told, overrides=texts, wanted_while=row.id) for place in places)
    )
