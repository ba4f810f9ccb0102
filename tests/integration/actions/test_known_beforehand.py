"""A deadline that counts back from an event (会议召开前3个工作日), which is entered beforehand and may be moved."""

from pathlib import Path

import pytest

from actions.acts import Refused
from models.database import Database
from models.obligations import Obligation
from tests.integration.actions.year import Year, at, published

MARCH = """\
      kind: on
      date: 2019-03-29
      cutoff: "17:00"
      basis: {document: notice, clause: 第二条, quote: 3月进展情况及印证材料于2019年3月29日17:00前报送}
"""
BEFORE = """\
      kind: offset
      n: 3
      unit: workdays
      direction: before
      anchor: {event: progress_meeting}
      cutoff: "17:00"
"""


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other={MARCH: BEFORE})


def owed(town: Year) -> set[object]:
    return {row.due_at for row in town.rows(Obligation, kind="report")}


def meeting(town: Year, day: str) -> int:
    told = {"assessment": town.assessment, "event": "progress_meeting"}
    return town.do("record_event", "desk", "2019-03-11 10:00", **told, happened_at=f"{day}T09:00+08:00").ids[
        "occurrence"
    ]


def test_nothing_is_due_before_the_meeting_is_fixed(town: Year) -> None:
    assert owed(town) == {None}


def test_the_meeting_is_fixed_beforehand_and_everybody_is_told(town: Year) -> None:
    meeting(town, "2019-03-26")
    assert owed(town) == {at("2019-03-21 17:00")}
    assert {row.body for row in town.told("clock_started")} == {
        "农业站：“3月进展情况：新建高标准农田”的期限按3月26日（周二）推算，请于3月21日（周四）17:00前办结。",
        "农业站：“3月进展情况：农机安全检查”的期限按3月26日（周二）推算，请于3月21日（周四）17:00前办结。",
    }


def test_a_moved_meeting_moves_what_is_open_and_says_so(town: Year) -> None:
    number = meeting(town, "2019-03-26")
    done = town.do(
        "move_event",
        "desk",
        "2019-03-12 10:00",
        occurrence=number,
        happened_at="2019-03-28T09:00+08:00",
        reason="县里改期",
    )
    assert (done.summary, owed(town)) == ("已改期，2项应办事项的期限随之调整", {at("2019-03-25 17:00")})
    said = {row.body for row in town.told("dates_changed")}
    assert (
        "农业站：进展报送“3月进展情况：农机安全检查”的时限由3月21日（周四）17:00前调整为3月25日（周一）17:00前。原因：县里改期。"
        in said
    )


def test_what_is_counted_from_an_event_waits_until_it_has_happened(database: Database, tmp_path: Path) -> None:
    county = published(database, "ningshan-2019", when="2019-09-04 09:00", folder=tmp_path)
    told = {"assessment": county.assessment, "event": "city_feedback", "period": "2019-08"}
    with pytest.raises(Refused) as refused:
        county.do(
            "record_event", "county_office_desk", "2019-09-18 11:00", **told, happened_at="2019-09-19T10:00+08:00"
        )
    assert refused.value.reasons == ("发生时间晚于现在，事件发生后再登记；只有都是“…前”的期限，才可以预先登记",)


def test_a_withdrawn_event_is_not_moved(town: Year) -> None:
    number = meeting(town, "2019-03-26")
    town.do("withdraw_event", "desk", "2019-03-12 10:00", occurrence=number, reason="会议取消")
    with pytest.raises(Refused) as refused:
        town.do(
            "move_event",
            "desk",
            "2019-03-12 11:00",
            occurrence=number,
            happened_at="2019-03-28T09:00+08:00",
            reason="改期",
        )
    assert refused.value.reasons == ("这个事件的登记已经撤销",)
    assert owed(town) == {None}
