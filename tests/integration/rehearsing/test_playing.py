"""Small years played: on time, late, urged, returned, without a part, without a unit; the same every time."""

from datetime import datetime

import pytest

from actions.behaviours import ON_TIME, SILENT
from actions.rehearsing.rehearsal import Advance, Played
from actions.rehearsing.rehearsing import play, rehearse
from tests.integration.rehearsing.conftest import Playing, played, text_of

NAMES = ("tiny", "five-steps")


def acts(year: Played, *names: str) -> list[tuple[str, str, str]]:
    return [(f"{each.at:%m-%d %H:%M}", each.person, each.summary) for each in year.acts if each.act in names]


def climbed(year: Played) -> list[tuple[str, str, str, str]]:
    return [(f"{each.at:%m-%d %H:%M}", each.unit, each.what, each.label) for each in year.rungs]


def told(year: Played, kind: str) -> list[tuple[str, str, str]]:
    return [(f"{each.at:%m-%d %H:%M}", each.person, each.body) for each in year.messages if each.kind == kind]


@pytest.mark.parametrize("name", NAMES)
def test_year_in_which_all_are_on_time_ends_in_the_archive_without_a_rung(playing: Playing, name: str) -> None:
    year = playing(name)

    assert (year.rungs, year.refusals, year.open) == ((), (), ())
    assert year.acts[-1].act == "archive"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rules", ["", "  - {when: 晚1个工作日}\n"])
def test_year_played_twice_is_the_same_to_the_byte(playing: Playing, name: str, rules: str) -> None:
    assert repr(played(name, rules)).encode() == repr(playing(name, rules)).encode()


@pytest.mark.parametrize("name", NAMES)
def test_chain_of_reviews_is_walked_in_its_order(playing: Playing, name: str) -> None:
    reviewed = {
        "tiny": ["农业站站长", "分管农业的镇领导"],
        "five-steps": [
            "区住建局负责人", "区交通局负责人", "分管建设的区领导", "区财政局负责人", "区审计局负责人", "区长",
        ],
    }  # fmt: skip
    decided = [
        each.person
        for each in playing(name).acts
        if each.act in ("approve", "approve_many") and each.at < datetime(2019, 4, 13, tzinfo=each.at.tzinfo)
    ]
    seen = [person for person in dict.fromkeys(decided) if person in reviewed[name]]

    assert seen == reviewed[name][: len(seen)]
    assert len(seen) >= 2


def test_late_unit_climbs_as_far_as_it_is_late_and_no_further(playing: Playing) -> None:
    year = playing("tiny", "  - {who: 农业站, what: breakdown, when: +1 workdays late}\n")

    assert acts(year, "submit_breakdown")[0][:2] == ("03-18 10:00", "农业站承办人")
    assert climbed(year) == [("03-18 09:00", "农业站", "指标分解", "催报")] * 2
    assert year.open == ()


def test_urged_unit_hands_in_and_is_not_urged_again(playing: Playing) -> None:
    year = playing("tiny", "  - {who: 农业站, what: report, when: after_urge}\n")

    assert acts(year, "submit_report")[0][:2] == ("04-01 11:00", "农业站承办人")
    assert climbed(year) == [("04-01 09:00", "农业站", "进展报送", "催报")] * 2


def test_unit_that_never_reports_climbs_to_the_top_and_is_named_as_missing(playing: Playing) -> None:
    year = playing("five-steps", "  - {who: 区自然资源局, what: report, period: 2019-Q2, when: never}\n")

    assert climbed(year) == [
        ("07-01 09:00", "区自然资源局", "进展报送", "催报"),
        ("07-03 09:00", "区自然资源局", "进展报送", "呈阅"),
    ]
    assert acts(year, "name_missing") == [("07-05 09:30", "区考核办汇总岗", "已把1项列为缺报")]
    assert acts(year, "send_up_package")[1] == ("07-05 16:00", "区考核办汇总岗", "已报送“2019年第二季度进展情况上报”")


def test_leader_who_returns_gets_it_back_directly(playing: Playing) -> None:
    year = playing("five-steps", "  - {who: 分管建设的区领导, what: review, return_once: 进度安排再细一些}\n")
    back = acts(year, "return_for_revision")

    assert [(moment, person) for moment, person, _ in back] == [("04-03 10:30", "分管建设的区领导")] * 3
    assert {said for _, _, said in acts(year, "resubmit")} == {
        f"已送审“{title}”指标分解，现为“待分管区领导审阅”"
        for title in ("老旧小区改造", "建成北环路二期工程", "沿线征收")
    }
    assert told(year, "returned")[0] == (
        "04-03 10:30",
        "区住建局承办人",
        "“老旧小区改造”指标分解已由分管建设的区领导退回修改。意见：进度安排再细一些。"
        "修改后请于4月12日（周五）17:00前再次送审，将直接送回分管建设的区领导。",
    )
    assert (year.rungs, year.open) == ((), ())


def test_head_who_returns_a_report_gets_it_amended(playing: Playing) -> None:
    year = playing("tiny", "  - {who: 农业站站长, what: review, return_once: 补充位次}\n")

    assert [moment for moment, _, _ in acts(year, "resubmit_report")] == ["03-29 10:00"] * 2
    assert (year.rungs, year.refusals, year.open) == ((), (), ())


def test_what_comes_by_mail_or_on_paper_goes_through_another_hand(playing: Playing) -> None:
    rules = (
        "  - {who: 农业站承办人, what: report, recorded_by: 党政办考核岗}\n"
        "  - {who: 农业站站长, what: review, recorded_by: 党政办考核岗}\n"
    )
    year = playing("tiny", rules)

    assert {person for _, person, _ in acts(year, "record_paper_decision")} == {"党政办考核岗"}
    assert acts(year, "approve") == []
    assert (year.rungs, year.refusals, year.open) == ((), (), ())


def test_whoever_verifies_takes_off_what_is_not_proven(playing: Playing) -> None:
    year = playing("tiny", "  - {what: verification, cuts: 5, why: 5亩没有验收单}\n")
    said = [summary for _, _, summary in acts(year, "verify_report")]

    assert any("与上报值不同" in summary for summary in said), said


def test_lead_goes_without_a_part_that_never_comes_and_nobody_owes_it_any_more(playing: Playing) -> None:
    year = playing("five-steps", "  - {what: co_unit_part, when: never}\n")

    assert acts(year, "supply_part") == []
    assert (year.rungs, year.refusals, year.open) == ((), (), ())


def test_nobody_ever_does_anything_in_a_silent_year() -> None:
    year = play(text_of("tiny"), behaviour=SILENT, sample=None, progress=None)

    assert (year.acts, year.refusals, len(year.open)) == ((), (), 4)
    assert climbed(year) == [
        ("03-18 09:00", "农业站", "指标分解", "催报"),
        ("03-18 09:00", "农业站", "指标分解", "催报"),
        ("03-19 09:00", "农业站", "指标分解", "呈阅"),
        ("03-19 09:00", "农业站", "指标分解", "呈阅"),
        ("04-01 09:00", "农业站", "进展报送", "催报"),
        ("04-01 09:00", "农业站", "进展报送", "催报"),
        ("04-02 09:00", "农业站", "进展报送", "呈阅"),
        ("04-02 09:00", "农业站", "进展报送", "呈阅"),
    ]


def test_rehearsal_tells_how_far_it_is_and_what_silence_would_cost() -> None:
    seen: list[Advance] = []
    year = rehearse(text_of("tiny"), behaviour=ON_TIME, progress=seen.append)
    silence = year.silence

    assert (silence.obligations, [(each.name, each.count) for each in silence.rungs]) == (4, [("催报", 4), ("呈阅", 4)])
    assert [(each.name, each.count) for each in silence.units] == [("农业站", 8)]
    assert silence.messages == sum(each.count for each in silence.persons)
    assert dict.fromkeys(each.behaviour for each in seen) == {"on-time": None, "silent": None}
    for behaviour in ("on-time", "silent"):
        moments = [each.now for each in seen if each.behaviour == behaviour]
        assert moments == sorted(moments)
