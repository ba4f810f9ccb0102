"""From the city's paper to the department's points: negative list, double deduction, veto, as `kaohe score` has it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from actions.scoring.reckoning import reckon
from models.negative import NegativeItem
from models.obligations import Obligation
from models.statements import Statement
from scoring.standings import Total
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import refusal
from tests.integration.actions.negative_office import (
    CHAIR,
    DESK,
    INVESTMENT,
    SCHEME,
    doubled,
    listed,
    paper,
    vetoed,
)
from tests.integration.actions.year import Year, at


def scored(shell: Shell, year: Year, *more: str) -> dict[str, dict[str, Any]]:
    """The points that go into the departments' totals, by unit."""
    said = shell("score", SCHEME, "--json", *more, environment={"KAOHE_DATABASE_URL": str(year.database.url)})
    assert said.out, said.err
    return {each["unit"]: each for each in said.told["results"]["carried"]}


def known(year: Year, as_of: str) -> dict[str, Total]:
    """The same as it was known at a moment."""
    with year.database.read() as tx:
        reckoned = reckon(tx, year.assessment, today=date(2020, 3, 1), as_of=at(as_of))
    return dict(reckoned.outcome.results["carried"])


def worth(total: Total) -> Fraction:
    assert total.worked is not None
    return total.worked.value


def points(results: dict[str, dict[str, Any]], *units: str) -> list[str]:
    return [results[unit]["points"] for unit in units]


@pytest.mark.closes("E08", "R2.24")
def test_what_the_city_gave_or_took_counts_double_for_whoever_answers_for_it(county: Year, shell: Shell) -> None:
    kept = paper(county)
    told = {"assignment": county.assignment(INVESTMENT), "points": "-0.5", "shares": {"reform": "-0.5", "tourism": "0"}}
    first = county.do("record_superior_points", DESK, "2020-01-10 10:00", **told, **kept).ids["given"]
    told = {"assessment": county.assessment, "indicator": "U3", "points": "0.3"}
    county.do("record_superior_points", DESK, "2020-01-10 10:10", **told, **kept)

    assert points(scored(shell, county), "reform", "tourism", "labour") == ["-1", "0.6", "0"]
    corrected = {"given": first, "points": "-0.2", "reason": "市上复核更正"}
    again = paper(county, "市考〔2020〕9号", "2020-02-10 09:00", "2020-02-08")
    county.do("correct_superior_points", DESK, "2020-02-10 10:00", **corrected, **again)
    assert points(scored(shell, county, "--as-of", "2020-02-01"), "reform") == ["-1"]
    assert worth(known(county, "2020-01-01 09:00")["reform"]) == 0
    said = shell("score", SCHEME, "--unit", "县发改局（示例）", "--explain",
                 environment={"KAOHE_DATABASE_URL": str(county.database.url)}).out  # fmt: skip
    assert "双倍加减分：-0.4 = 2 × " in said
    assert "市考〔2020〕9号（2020-02-08）第2版：“固定资产投资（示例）”-0.2分，分担-0.2分" in said


@pytest.mark.closes("R2.23", "O31")
def test_negative_list_costs_double_once_it_is_shared_and_confirmed(county: Year, shell: Shell) -> None:
    item = doubled(county)
    found = scored(shell, county)
    assert points(found, "environment", "emergency", "reform") == ["-0.6", "-0.4", "0"]
    assert [worth(known(county, "2020-01-13 12:00")[unit]) for unit in ("environment", "emergency")] == [0, 0]
    # the same loss by the other way would make it fourfold
    kept = paper(county, when="2020-01-15 09:00")
    told = {"assessment": county.assessment, "indicator": "U6", "points": "-0.5", **kept}
    shares = {"environment": "-0.3", "emergency": "-0.2"}
    reasons = refusal(county, "record_superior_points", DESK, "2020-01-15 10:00", **told, shares=shares)
    assert reasons[0] == "负面清单的扣分按负面清单事项登记、确认，只双倍一次，不在这里登记"
    assert county.one(NegativeItem, id=item).state == "confirmed"


@pytest.mark.closes("R2.21", "O31")
def test_units_check_themselves_by_the_list_and_say_what_they_improve(county: Year) -> None:
    listed(county)
    mine, other = county.owed(kind="self_check", subject_kind="negative", period="2019-Q3")
    told = {"obligation": mine.id, "checked": "对照清单逐条自查", "finding": "problems", "problems": "截污管破损"}
    assert refusal(county, "sign_self_check", "environment_head", "2019-09-27 09:00", **told) == (
        "发现问题的，要写明改进完善措施",
    )
    county.do("sign_self_check", "environment_head", "2019-09-27 09:00", **told, measures="十月底前更换")
    nil = {"obligation": other.id, "checked": "对照清单逐条自查", "finding": "clean"}
    county.do("sign_self_check", "emergency_head", "2019-09-30 09:00", **nil)  # 零报告也须报
    assert [(row.finding, row.measures) for row in county.rows(Statement)] == [
        ("problems", "十月底前更换"),
        ("clean", ""),
    ]
    assert county.one(Obligation, id=other.id).outcome == "done"


@pytest.mark.closes("R2.22", "R2.24", "O31")
def test_veto_bars_only_when_the_committee_has_heard_the_unit_and_decided(county: Year, shell: Shell) -> None:
    (study,) = [row for row in county.owed(kind="duty", period="2019-Q4") if row.title.startswith("安全生产检查")]
    county.do("settle_duty", "emergency_responsible", "2019-11-04 09:00", obligation=study.id, words="研判出工地隐患")
    veto = vetoed(county)
    assert refusal(county, "bring_veto_into_force", CHAIR, "2019-11-05 10:00", veto=veto) == (
        "一票否决现在是“已提出”，不能办理“审定生效”",
    )
    county.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    county.do("state_case", "reform_head", "2019-11-07 09:00", veto=veto, words="系分包单位违规作业")
    assert known(county, "2019-11-10 09:00")["reform"].vetoes == ()
    ruling = {"veto": veto, "words": "事实清楚", "minutes": "县考核委员会〔2019〕3号会议纪要"}
    county.do("bring_veto_into_force", CHAIR, "2019-11-15 09:00", **ruling)
    found = scored(shell, county)
    assert [each["unit"] for each in found.values() if each["overrides"] == ["一票否决"]] == ["reform"]
    assert known(county, "2019-11-10 09:00")["reform"].vetoes == ()
