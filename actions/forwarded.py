"""登记已转发 (O12): a text of ours was pasted into a group by hand; that counts like any urging of the month."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.forwarding import Desk, Wanted, forward_open
from actions.guarding import allow
from actions.people import enter_office
from actions.urging import month_of
from config.obligations import ObligationKind
from config.policy import HandUrging
from models.lateness import Urging
from models.writing import insert_rows
from states.burden import Asks
from states.subjects import SubjectFacts, SubjectKind

HOURS = HandUrging().hours_apart
"""Who was urged so lately has been told already; the group tells him once more, and it is not counted twice."""


class ByHand(Data):
    """Which text it was: the same choice from which it was written."""

    office: str = Field(min_length=1, description="考核主体编码")
    kind: ObligationKind | None = Field(default=None, description="只说这一类应办事项")
    window: str | None = Field(default=None, description="只说这一次报送，如 monthly/2019-06")
    late: bool = Field(default=False, description="只说已过期限的")
    unit: str | None = Field(default=None, description="只说这个单位（编码）")


@act("note_forwarded", label="登记已转发", data=ByHand, asks=Asks.URGING)
def note_forwarded(act: Act, data: ByHand) -> Done:
    """登记一份转发稿已由人工发到群里，所说的各件计入本月催办次数。"""
    office_id = enter_office(act, data.office)
    decision = allow(act, "note_forwarded", SubjectFacts(kind=SubjectKind.OFFICE, office=office_id))
    if data.unit is not None and data.unit not in act.directory.unit_ids:
        raise act.refused(f"没有编码为“{data.unit}”的单位")
    unit = act.directory.unit_ids[data.unit] if data.unit is not None else None
    wanted = Wanted(kind=data.kind, window=data.window, only_late=data.late, unit=unit)
    found = forward_open(Desk(act.tx, office_id, act.now, act.person_id), wanted)
    if found is None:
        raise act.refused("没有要催办的，不需要转发")
    said = [each.id for group in found.groups for each in group.matters]
    counted = [number for number in said if number not in _lately(act, said)]
    _count(act, counted)
    after = {"title": found.title, "obligations": said, "counted": counted}
    act.record(SubjectKind.OFFICE.value, office_id, after=after, decision=decision)
    again = f"，其中{len(said) - len(counted)}件{HOURS}小时内已催办过，不重复计数" if len(counted) < len(said) else ""
    return Done(f"已登记转发，涉及{len(said)}件{again}", details={"counted": counted})


def _lately(act: Act, obligations: Collection[int]) -> frozenset[int]:
    since = act.now - timedelta(hours=HOURS)
    query = select(Urging.c.obligation_id).where(Urging.c.obligation_id.in_(obligations), Urging.c.urged_at > since)
    return frozenset(act.tx.scalars(query))


def _count(act: Act, obligations: Iterable[int]) -> None:
    row = {
        "office_id": act.office_id,
        "month": month_of(act.now),
        "urged_at": act.now,
        "urged_by": act.person_id,
        "words": "转发稿",
    }
    insert_rows(act.tx, Urging.t, [{**row, "obligation_id": number} for number in obligations])
