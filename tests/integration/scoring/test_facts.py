"""Facts are kept so that every score can be worked out as of any moment; whoever may not, and what does not fit, is
refused with the reason."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from actions.acts import Refused
from actions.scoring.reckoning import Reckoned, reckon
from models.database import Database
from models.facts import StatedFact
from scoring.asking import Case
from scoring.refusals import Unscored
from tests.integration.actions.year import Year, at, published
from tests.integration.scoring.conftest import IN_2019

HOUSES = {"tables": [{"figures": "保障房完成率", "rows": {"甲县": [100], "乙县": [98]}}]}


def say(year: Year, when: str, facts: dict[str, Any], by: str = "office_desk", **more: Any) -> None:
    year.do("record_facts", by, when, assessment=year.assessment, facts=facts, **more)


def reckoned(year: Year, as_of: str | None = None, effective: str | None = None) -> Reckoned:
    with year.database.read() as tx:
        return reckon(
            tx,
            year.assessment,
            today=date(2019, 12, 31),
            as_of=at(as_of) if as_of else None,
            effective=date.fromisoformat(effective) if effective else None,
        )


def houses(reckoned: Reckoned, unit: str) -> Fraction:
    return reckoned.book.score("houses", Case(unit, "2019")).value


def test_a_recorded_fact_counts_and_says_who_stands_behind_it(livelihood: Year) -> None:
    say(livelihood, "2019-11-01 09:00", HOUSES, document_no="市住建函〔2019〕3号", dated_on="2019-10-30")
    now = reckoned(livelihood)
    assert houses(now, "a") == 12
    assert houses(now, "b") == Fraction("11.4")
    fact = now.book.figure("houses", Case("b", "2019"))
    assert fact is not None
    assert fact.known.evidence == ("市住建函〔2019〕3号（2019-10-30）",)
    assert fact.known.verified_by == "市考评办工作岗"
    assert fact.known.recorded_at == at("2019-11-01 09:00")


def test_what_was_known_at_a_moment_is_scored_as_it_was_then(livelihood: Year) -> None:
    say(livelihood, "2019-11-01 09:00", HOUSES)
    corrected = {"figures": [{"unit": "乙县", "figure": "houses", "value": 100}]}
    say(livelihood, "2019-11-20 10:00", corrected, reason="复核后更正")
    assert houses(reckoned(livelihood), "b") == 12
    assert houses(reckoned(livelihood, as_of="2019-11-10 00:00"), "b") == Fraction("11.4")
    with pytest.raises(Unscored, match="没有报数"):
        houses(reckoned(livelihood, as_of="2019-10-31 00:00"), "b")


def test_a_withdrawn_fact_is_known_no_longer_but_was(livelihood: Year) -> None:
    say(
        livelihood,
        "2019-11-01 09:00",
        {"imported": [{"unit": "甲县", "source": "民意测评得分", "value": Decimal("5.5")}]},
    )
    number = livelihood.one(StatedFact).id
    livelihood.do("withdraw_fact", "office_desk", "2019-11-02 09:00", fact=number, reason="登错了单位")
    assert reckoned(livelihood).book.imported("poll", Case("a", "2019")) is None
    assert reckoned(livelihood, as_of="2019-11-01 12:00").book.imported("poll", Case("a", "2019")) is not None


def test_a_fact_counts_from_its_day_on(livelihood: Year) -> None:
    say(livelihood, "2019-05-01 09:00", {"targets": [
        {"unit": "乙县", "indicator": "houses", "target": "完成率", "value": 98, "since": "2019-07-01"}
    ]})  # fmt: skip
    target = {
        day: reckoned(livelihood, effective=day).book.target("完成率", Case("b", "2019", "houses")).value
        for day in ("2019-06-30", "2019-07-01")
    }
    assert target == {"2019-06-30": 100, "2019-07-01": 98}


def test_the_last_period_of_the_year_is_the_year(on_sqlite: Year) -> None:
    for when, period, value in (("2019-04-02", "2019-Q1", 80), ("2019-07-02", "2019-06", 96)):
        told = {"figures": [{"unit": "甲县", "figure": "houses", "period": period, "reported": value}]}
        say(on_sqlite, f"{when} 09:00", told)
    found = reckoned(on_sqlite).book.figure("houses", Case("a", "2019"))
    assert found is not None
    assert (found.reported, found.known.ref) == (96, "数据项的数第2号，市考评办工作岗登记（2019-06）")


def test_what_was_verified_is_not_hidden_by_a_later_report(on_sqlite: Year) -> None:
    say(on_sqlite, "2019-11-01 09:00", HOUSES)
    later = {"figures": [{"unit": "乙县", "figure": "houses", "reported": 130, "since": "2019-11-02"}]}
    say(on_sqlite, "2019-11-02 09:00", later)
    assert houses(reckoned(on_sqlite), "b") == Fraction("11.4")


MISFITS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"imported": [{"unit": "甲县", "source": "民意测评得分", "value": Decimal("6.1")}]}, "得分”是 6.1，最多 6"),
    ({"imported": [{"unit": "己县", "source": "民意测评得分", "value": 5}]}, "方案里没有单位“己县”"),
    ({"imported": [{"unit": "甲县", "source": "电话调查", "value": 5}]}, "电话调查"),
    ({"figures": [{"unit": "甲县", "figure": "jobs"}]}, "要么写数"),
    ({"findings": [{"unit": "甲县", "finding": "通报批评", "on": "2019-03-01"}]}, "加减分事项不在这里登记"),
    ({}, "一条事实也没有写"),
    ({"imported": [{"unit": one, "source": "poll", "value": 5} for one in ("甲县", "a")]}, "写了几遍"),
    ({"imported": [{"unit": "甲县", "source": "poll", "value": 5, "recorded_at": "2019-01-01"}]}, "由系统记录"),
)


def test_what_does_not_fit_is_refused_with_the_reason(on_sqlite: Year) -> None:
    before = on_sqlite.dump()
    for told, reason in MISFITS:
        with pytest.raises(Refused) as caught:
            say(on_sqlite, "2019-11-01 09:00", told)
        assert any(reason in one for one in caught.value.reasons), caught.value.reasons
    assert on_sqlite.dump() == before


def test_another_number_for_the_same_thing_needs_a_reason(on_sqlite: Year) -> None:
    say(on_sqlite, "2019-11-01 09:00", HOUSES)
    with pytest.raises(Refused, match="乙县“保障房完成率”（2019）已经登记过，改动请写明理由"):
        say(on_sqlite, "2019-11-02 09:00", {"figures": [{"unit": "乙县", "figure": "houses", "value": 99}]})
    with pytest.raises(Refused, match="完全相同"):
        say(on_sqlite, "2019-11-02 09:00", HOUSES)


def test_an_assessed_unit_records_nothing_about_itself(on_sqlite: Year) -> None:
    with pytest.raises(Refused) as caught:
        say(on_sqlite, "2019-11-01 09:00", HOUSES, by="a_head")
    (reason,) = caught.value.reasons
    assert reason.startswith("甲县“保障房完成率”（2019）、乙县“保障房完成率”（2019）：您现在的岗位不能办理")


def test_replay_of_any_moment_is_what_was_worked_out_at_that_moment(on_sqlite: Year) -> None:
    """Twelve sheets, corrections and withdrawals among them; every total as it was after each of them."""
    dice = Random(2019)  # noqa: S311 -- the same throws every time
    lived: dict[str, Any] = {}
    for day in range(1, 13):
        when = f"2019-11-{day:02} 10:00"
        figure, unit = dice.choice(["jobs", "care", "houses"]), dice.choice(["甲县", "乙县", "丙县", "丁县"])
        told = {"figures": [{"unit": unit, "figure": figure, "value": dice.randint(60, 140)}]}
        standing = on_sqlite.rows(StatedFact, replaced_at=None)
        if len(standing) > 4 and dice.random() < 0.4:
            on_sqlite.do("withdraw_fact", "office_desk", when, fact=dice.choice(standing).id, reason="登错")
        else:
            say(on_sqlite, when, told, reason="按复核结果")
        lived[when] = points_of(reckoned(on_sqlite))
    assert len({str(points) for points in lived.values()}) > 6
    assert {when: points_of(reckoned(on_sqlite, as_of=when)) for when in lived} == lived


def points_of(found: Reckoned) -> dict[tuple[str, str], str]:
    def points(code: str, unit: str) -> str:
        try:
            return str(found.book.score(code, Case(unit, "2019")).value)
        except Unscored as refusal:
            return str(refusal)

    return {(code, unit): points(code, unit) for code in ("jobs", "care", "houses") for unit in "abcde"}


def test_a_peer_outside_counts_with_months_taken_together(sqlite_database: Database, tmp_path: Path) -> None:
    """1—2月合并 is scored as of February."""
    members = "units: [甲县, 乙县, 丙县, 丁县, 开发区]}"
    other = {**IN_2019, members: members.replace("]}", "], outside: [邻市示范县]}")}
    year = published(sqlite_database, "livelihood", when="2019-02-01 09:00", folder=tmp_path, other=other)
    paper = {"document_no": "市统计局通报", "dated_on": "2019-03-10"}
    told = {"assessment": year.assessment, "figure": "houses", "period": "2019-01..02", **paper}
    year.do(
        "record_peer_figures", "office_desk", "2019-03-12 09:00", peers=[{"peer": "邻市示范县", "value": 9}], **told
    )
    found = reckoned(year).book
    february, whole = (found.figure("houses", Case("邻市示范县", period)) for period in ("2019-02", "2019"))
    assert february is not None
    assert whole is not None
    assert (february.verified, whole.verified) == (9, 9)
    assert reckoned(year, as_of="2019-03-11 00:00").book.figure("houses", Case("邻市示范县", "2019")) is None
