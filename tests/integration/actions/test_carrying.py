"""What the city gives or takes travels down to the departments, and changes when the city corrects itself."""

from contextlib import ExitStack
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from actions.published import published_of
from actions.scoring.gathering import facts_as_stored
from models.assignments import Assignment
from models.carried import PointsShare, SuperiorPoints
from models.journal import Journal
from tests.integration.actions.negative_office import (
    CHAIR,
    DESK,
    INVESTMENT,
    NOTICE,
    SCHEME,
    TOURISM,
    confirmed,
    doubled,
    paper,
    proposed,
    refused,
    vetoed,
)
from tests.integration.actions.test_negative_list import points_of
from tests.integration.actions.year import Year, at
from tests.years import BOTH, SQLITE, PublishedYears


@pytest.fixture(params=BOTH)
def county(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture
def office(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


def given(year: Year, when: str = "2020-01-10 10:00", **told: Any) -> Any:
    return year.do("record_superior_points", DESK, when, **{"points": "0.3", **paper(year, when=when), **told})


def test_points_come_down_from_the_indicator_above(office: Year) -> None:
    """R2.2: the city assesses U3, the department answers for what is below it."""
    done = given(office, assessment=office.assessment, indicator="U3")
    assert (done.ids["assignment"], done.details) == (
        office.assignment(TOURISM),
        {"worth": {"tourism": "+0.6分"}, "version": 1},
    )
    assert points_of(office) == {"tourism": Fraction("0.3")}
    (row,) = office.rows(SuperiorPoints)
    assert (row.upstream, row.points, row.document_no) == ("旅游发展加分（示例）", Decimal("0.3"), "市考〔2020〕3号")
    assert [row.body for row in office.told("points_carried")] == [
        "县文旅局（示例）：上级对“旅游发展加分（示例）”+0.3分（市考〔2020〕3号（2020-01-08）），"
        "你单位分担+0.3分，按方案的双倍规则计+0.6分。"
    ]
    (line,) = office.rows(Journal, act="record_superior_points")
    assert (line.basis, line.after) == (
        "市考〔2020〕3号（2020-01-08）",
        {"points": "0.3", "shares": {"tourism": "0.30"}},
    )


def test_several_units_share_as_a_person_decides_and_a_correction_keeps_their_proportions(county: Year) -> None:
    task = county.assignment(INVESTMENT)
    first = given(county, assignment=task, points="-0.5", shares={"reform": "-0.4", "tourism": "-0.1"}).ids["given"]
    told = {
        "given": first,
        "points": "-0.3",
        "reason": "市上复核更正",
        **paper(county, "市考〔2020〕9号", "2020-02-10 09:00"),
    }
    done = county.do("correct_superior_points", DESK, "2020-02-10 10:00", **told)
    assert done.details == {"worth": {"reform": "-0.48分", "tourism": "-0.12分"}, "version": 2}
    assert points_of(county) == {"reform": Fraction("-0.24"), "tourism": Fraction("-0.06")}
    assert points_of(county, as_of="2020-02-10 09:30") == {"reform": Fraction("-0.4"), "tourism": Fraction("-0.1")}
    assert points_of(county, as_of="2020-01-10 09:30") == {}
    assert [(row.ordinal, row.replaced_at is None) for row in county.rows(SuperiorPoints)] == [(1, False), (2, True)]
    assert len(county.rows(PointsShare, replaced_at=None)) == 2


def test_points_of_another_house_come_down_to_what_carries_out_its_task(
    published_years: PublishedYears, keep: ExitStack, tmp_path: Path
) -> None:
    """R4.18: the task of a house above, in the same database."""
    names = (SCHEME, "tiny")
    year = published_years.copy(*names, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)
    (above,) = [row.id for row in year.rows(Assignment) if row.title == "新建高标准农田"]
    mine = year.assignment(TOURISM)
    told = {"assessment": year.assessment, "parent": above, "points": "-0.5", **paper(year)}
    assert refused(year, "record_superior_points", DESK, "2020-01-10 10:00", **told) == (
        f"上级的“{above}”没有落到本年度的任何任务",
    )
    assert refused(year, "adopt_assignment", DESK, "2020-01-10 10:00", assignment=mine, parent=mine) == (
        "承接的应当是上级考核主体的任务，这一项是本考核主体自己的",
    )
    year.do("adopt_assignment", DESK, "2020-01-10 10:00", assignment=mine, parent=above)
    year.do("record_superior_points", DESK, "2020-01-10 10:10", **told)
    assert points_of(year) == {"tourism": Fraction("-0.5")}
    assert year.one(SuperiorPoints).upstream == "新建高标准农田"


def test_everything_that_is_wrong_is_told_at_once(office: Year) -> None:
    task = office.assignment(INVESTMENT)
    assert refused(office, "record_superior_points", DESK, "2020-01-10 09:00", assignment=task, points="0") == (
        "请登记上级认定的文件、日期和附件",
        "方案没有定怎么分担，请写明县发改局（示例）、县文旅局（示例）各分担几分（shares）",
        "没有加减分的不用登记",
    )
    told = {"assessment": office.assessment, "points": "-0.5"}
    assert refused(office, "record_superior_points", DESK, "2020-01-10 09:00", **told) == (
        "请写明落到哪项任务：指标任务、上级指标、上级的指标任务只写一样",
    )
    (reason,) = refused(office, "record_superior_points", DESK, "2020-01-10 09:00", **told, indicator="U")
    assert reason.startswith("它落到几项任务：")
    assert reason.endswith("请写明是哪一项（assignment）")
    assert refused(office, "record_superior_points", DESK, "2020-01-10 09:00", **told, indicator="U9") == (
        "方案里没有编码为“U9”的指标",
    )
    (reason,) = refused(office, "record_superior_points", "reform_head", "2020-01-10 09:00",
                        assignment=office.assignment(TOURISM), points="1", **paper(office))  # fmt: skip
    assert reason.startswith("您现在的岗位不能办理")


def test_same_document_is_recorded_once(office: Year) -> None:
    task, kept = office.assignment(TOURISM), paper(office)
    office.do("record_superior_points", DESK, "2020-01-10 10:00", assignment=task, points="0.3", **kept)
    assert refused(
        office, "record_superior_points", DESK, "2020-01-11 10:00", assignment=task, points="0.2", **kept
    ) == (f"市考〔2020〕3号对“{TOURISM}”的加减分已经登记，上级改了的请登记更正",)
    given_id = office.one(SuperiorPoints).id
    again = {"given": given_id, "points": "0.3", "reason": "更正", **kept}
    assert refused(office, "correct_superior_points", DESK, "2020-01-11 10:00", **again) == (
        "与现在登记的一样，没有更正",
    )


def test_what_comes_down_is_not_typed_in_elsewhere(office: Year) -> None:
    """One door for each number: a typed figure beside it would be doubled too."""
    facts = {"imported": [{"unit": "tourism", "source": "city_marks", "value": 1}]}
    told = {"assessment": office.assessment, "facts": facts, "document_no": "市考〔2020〕3号", "dated_on": "2020-01-08"}
    assert "“市考加减分”由上级加减分、负面清单事项落下来，不在这里登记" in refused(
        office, "record_facts", DESK, "2020-01-10 10:00", **told
    )


def test_all_that_is_kept_is_gathered_for_the_score(office: Year) -> None:
    given(office, assignment=office.assignment(TOURISM))
    with office.database.read() as tx:
        facts = facts_as_stored(tx, published_of(tx, office.assessment)).facts
    assert {fact.unit: fact.value for fact in facts.imported if fact.value} == {"tourism": Fraction("0.3")}


def test_past_is_what_was_live(county: Year) -> None:
    """Whatever is corrected, confirmed or lifted later: asked for a past moment, every fact is as it was then."""
    live: dict[str, Any] = {}

    def look(moment: str) -> None:
        with county.database.read() as tx:
            live[moment] = facts_as_stored(tx, published_of(tx, county.assessment)).facts

    look("2019-09-05 09:00")
    veto = vetoed(county)
    county.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    county.do("state_case", "reform_head", "2019-11-07 09:00", veto=veto, words="属实")
    look("2019-11-08 09:00")
    ruling = {"words": "成立", "minutes": "3号纪要"}
    county.do("bring_veto_into_force", CHAIR, "2019-11-15 09:00", veto=veto, **ruling)
    look("2019-11-15 09:00")  # the very moment counts
    item = doubled(county)
    first = given(county, "2020-01-15 10:00", assignment=county.assignment(TOURISM)).ids["given"]
    look("2020-01-16 09:00")
    corrected = {"given": first, "points": "0.1", "reason": "市上更正"}
    again = paper(county, "市考〔2020〕7号", "2020-01-17 08:00", "2020-01-16")
    county.do("correct_superior_points", DESK, "2020-01-17 09:00", **corrected, **again)
    look("2020-01-17 10:00")
    less = {"item": item, "points": "-0.2", "reason": "市上复核"}
    county.do("correct_negative_loss", DESK, "2020-01-18 09:00", **less, **again)
    look("2020-01-18 10:00")
    proposed(county, item, "2020-01-19 09:00", environment="-0.2", emergency="0")
    confirmed(county, item, "2020-01-19 10:00")
    look("2020-01-19 11:00")
    county.do("lift_veto", CHAIR, "2020-02-03 09:00", veto=veto, words="市上撤销", minutes="5号纪要")
    look("2020-02-03 10:00")

    with county.database.read() as tx:
        past = {
            moment: facts_as_stored(tx, published_of(tx, county.assessment), as_of=at(moment)).facts for moment in live
        }
    assert past == live
    assert len({str(facts) for facts in live.values()}) == 6
