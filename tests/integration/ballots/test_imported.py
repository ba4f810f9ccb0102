"""Results of another procedure: for many units at once, the newest version, and whoever takes them over (E26)."""

from fractions import Fraction
from typing import Any

import pytest

from actions.acts import Refused
from actions.scoring.telling import dependents_of
from config.loading import load_scheme
from models.facts import StatedFact
from models.journal import Journal
from scoring.asking import Case
from scoring.refusals import NoData
from tests.integration.actions.year import Year, scheme_text
from tests.integration.ballots.voting import reckoned


def record(year: Year, when: str, values: dict[str, str], **more: Any) -> Any:
    told = {"assessment": year.assessment, "source": "phone", "values": values, "version": "第一次"}
    told |= {"document_no": "市调查〔2019〕8号", "dated_on": "2019-12-10"}
    return year.do("record_results", "kaohe_desk", when, **{**told, **more})


def phone(year: Year, unit: str, *, as_of: str | None = None) -> Fraction:
    return reckoned(year, as_of).book.score("phone", Case(unit, "2019")).value


SECOND = {"version": "第二次", "document_no": "市调查〔2019〕9号", "dated_on": "2019-12-20"}


def test_a_later_version_takes_the_place_of_the_earlier_and_both_stay(county: Year) -> None:
    done = record(county, "2019-12-11 09:00", {"城东区": "5.4", "jiaoyu": "5"})
    assert done.summary == "已登记“社情民意电话调查得分”（第一次）2家"
    record(county, "2019-12-21 09:00", {"城东区": "5.6"}, **SECOND)
    assert (phone(county, "qu"), phone(county, "jiaoyu")) == (Fraction("5.6"), 5)
    assert phone(county, "qu", as_of="2019-12-20 09:00") == Fraction("5.4")
    with pytest.raises(NoData, match="还没有登记城东区的"):
        phone(county, "qu", as_of="2019-12-10 09:00")
    kept = [(row.content["value"], row.content["version"], row.replaced_at is None) for row in county.rows(StatedFact)]
    assert kept == [("5.4", "第一次", False), ("5", "第一次", True), ("5.6", "第二次", True)]
    fact = reckoned(county).book.imported("phone", Case("qu", "2019"))
    assert fact is not None
    assert (fact.version, fact.known.evidence) == ("第二次", ("市调查〔2019〕9号（2019-12-20）",))
    assert [row.basis for row in county.rows(Journal, act="record_results")] == [
        "市调查〔2019〕8号（2019-12-10）",
        "市调查〔2019〕9号（2019-12-20）",
    ]


def test_whoever_takes_a_result_over_follows_it(county: Year) -> None:
    record(county, "2019-12-11 09:00", {"qu": "5.4"})
    assert phone(county, "yuanqu") == Fraction("5.4")
    record(county, "2019-12-21 09:00", {"qu": "5.6"}, **SECOND)
    assert phone(county, "yuanqu") == Fraction("5.6")
    told = {row.body.partition("。")[0] for row in county.told("result_recorded")}
    assert told == {
        "城东区：“社情民意电话调查得分”5.4分（第一次），已登记，参与评分",
        "城东园区：“社情民意电话调查得分”以城东区的为准，5.4分（第一次），已登记，参与评分",
        "城东区：“社情民意电话调查得分”5.6分（第二次），已登记，参与评分",
        "城东园区：“社情民意电话调查得分”以城东区的为准，5.6分（第二次），已登记，参与评分",
    }


def test_what_is_older_or_out_of_bounds_is_refused(on_sqlite: Year) -> None:
    record(on_sqlite, "2019-12-21 09:00", {"qu": "5.6"}, **SECOND)
    before = len(on_sqlite.rows(Journal))

    def refused(values: dict[str, str], **more: Any) -> tuple[str, ...]:
        with pytest.raises(Refused) as caught:
            record(on_sqlite, "2019-12-22 09:00", values, **more)
        assert len(on_sqlite.rows(Journal)) == before
        return caught.value.reasons

    assert refused({"qu": "5.4"}) == (
        "城东区“社情民意电话调查得分”已按2019-12-20的文件登记，不能由2019-12-10的文件替换",
    )
    assert refused({"qu": "5.5"}, **SECOND) == (
        "城东区“社情民意电话调查得分”的“第二次”已经登记为5.6，更正的请写新的版本",
    )
    assert refused({"qu": "6.1", "没有的": "5"}, **SECOND) == (
        "另一套程序的结果第1条（qu）的“结果”：“社情民意电话调查得分”是 6.1，最多 6",
        "另一套程序的结果第2条（没有的）的“单位”：方案里没有单位“没有的”。写方案里的编码或名称",
    )
    assert refused({"qu": "5.6"}, **SECOND) == ("所填的与已登记的完全相同",)
    assert refused({"jiaoyu": "5"}, dated_on="2019-12-30") == ("来源文件的日期晚于今天",)
    sheet = {"imported": [{"unit": "qu", "source": "phone", "value": "5", "version": "第三次"}]}
    told = {"assessment": on_sqlite.assessment, "facts": sheet, "reason": "更正"}
    with pytest.raises(Refused, match="不能由没有日期的文件替换"):
        on_sqlite.do("record_facts", "kaohe_desk", "2019-12-22 10:00", **told)


def test_who_takes_over_whose_is_found_through_named_rules() -> None:
    inherited = "{kind: imported, source: phone, of: 城东区}"
    text = scheme_text("voting").replace(inherited, "{kind: rule, rule: inherited}")
    text = text.replace("  results:\n", f"  rules: {{inherited: {inherited}}}\n  results:\n", 1)
    assert dependents_of(load_scheme(text).scheme, "phone") == {"qu": ("yuanqu",)}
