"""Several reports filled in and handed in together; what a sheet shows is what the act finds."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from actions.acts import Conflict, Refused
from actions.context import begin
from actions.doors import Door
from actions.evidence.shelves import shelf_of
from actions.performing import find_act
from actions.reports.loading import contents_of, report_of
from actions.reports.sheets import Sheet, reports_in_window, sheets_of
from actions.reports.submitting import facts_of
from models.database import Database
from models.evidence import EvidenceUse
from models.reports import Report
from models.windows import Window
from tests.integration.actions.year import Year, at, published

WHO = "farming_officer"
FARMLAND, SAFETY = "新建高标准农田", "农机安全检查"


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    year = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    year.tick("2019-03-20 09:00")
    return year


def both(year: Year) -> list[int]:
    return [year.report(title, "2019-03").id for title in (FARMLAND, SAFETY)]


def sheets(year: Year, when: str = "2019-03-21 12:00", by: str = WHO) -> list[Sheet]:
    with year.database.write() as tx:
        act = begin(tx, find_act("fill_report"), door=Door(now=at(when), by=year.persons[by]))
        return sheets_of(act, both(year))


def fill_both(year: Year) -> Any:
    farmland, safety = both(year)
    filled = [
        {"report": farmland, "lines": [{"cumulative": "260", "progress": "已完成选址和勘界"}], "version": 1},
        {"report": safety, "lines": [{"progress": "已检查农机42台"}], "version": 1},
    ]
    return year.do("fill_reports", WHO, "2019-03-21 10:00", reports=filled)


@pytest.mark.closes("A30")
def test_of_several_reports_each_has_its_result(year: Year) -> None:
    farmland, safety = both(year)
    fill_both(year)
    year.attach(WHO, "2019-03-21 11:00", report=farmland, unit="farming")

    done = year.do("submit_reports", WHO, "2019-03-21 15:00", reports=[farmland, safety])

    assert done.summary == "已报送1项，1项没有办理"
    assert [(each["title"], each["ok"]) for each in done.details["results"]] == [(FARMLAND, True), (SAFETY, False)]
    assert done.details["results"][1]["reasons"] == ["缺印证材料1份"]
    states = [year.one(Report, id=number).state for number in (farmland, safety)]
    assert states == ["review:head", "filling"]


def test_a_result_for_none_is_a_refusal_that_names_each(year: Year) -> None:
    fill_both(year)
    before = year.dump()

    with pytest.raises(Refused) as refused:
        year.do("submit_reports", WHO, "2019-03-21 15:00", reports=both(year))

    assert refused.value.reasons == (f"{FARMLAND}：缺印证材料1份", f"{SAFETY}：缺印证材料1份")
    assert year.dump() == before


def test_what_another_wrote_meanwhile_is_not_overwritten(year: Year) -> None:
    farmland, _ = both(year)
    fill_both(year)

    with pytest.raises(Conflict) as refused:
        year.do("fill_report", WHO, "2019-03-21 10:05", report=farmland, lines=[{"cumulative": "1"}], version=1)

    assert refused.value.reasons == (f"“3月进展情况：{FARMLAND}”2019年3月进展报告刚刚被别人改过，请刷新后再填",)


@pytest.mark.closes("W13")
def test_one_document_stands_behind_several_reports(year: Year) -> None:
    farmland, safety = both(year)
    year.attach(WHO, "2019-03-21 11:00", report=farmland, unit="farming", title="3月台账")
    (piece,) = {row.evidence_id for row in year.rows(EvidenceUse)}

    done = year.do("reuse_evidence", WHO, "2019-03-21 11:05", evidence=[piece], reports=[farmland, safety])

    assert done.details == {"added": 1}
    with year.database.read() as tx:
        (shelved,) = shelf_of(tx, [year.report(FARMLAND, "2019-03").unit_id], wanted="台账")
    assert shelved.piece.title == "3月台账"
    assert set(shelved.uses) == {f"{FARMLAND}（2019年3月）", f"{SAFETY}（2019年3月）"}


def test_a_document_of_another_office_is_not_reused(year: Year) -> None:
    farmland, _ = both(year)
    with pytest.raises(Refused) as refused:
        year.do("reuse_evidence", WHO, "2019-03-21 11:05", evidence=[99], reports=[farmland])
    assert refused.value.reasons == ("没有编号为 99 的印证材料",)


@pytest.mark.closes("W16")
def test_a_sheet_tells_what_the_act_would_find(year: Year) -> None:
    fill_both(year)
    year.attach(WHO, "2019-03-21 11:00", report=both(year)[0], unit="farming")

    found = sheets(year)

    with year.database.write() as tx:
        act = begin(tx, find_act("fill_report"), door=Door(now=at("2019-03-21 12:00"), by=year.persons[WHO]))
        for sheet in found:
            subject = report_of(act, sheet.id)
            assert sheet.facts == facts_of(act, subject)
            assert contents_of(act, subject)["items"] == sheet.facts.items
    assert [sheet.missing for sheet in found] == [(), ("缺印证材料1份",)]
    light = found[0].lines[0].light
    assert light is not None
    assert light.fact == "完成260亩，占年度任务（800亩）的32.5%，达到序时进度"


def test_sheets_are_read_in_as_many_questions_whatever_their_number(year: Year) -> None:
    fill_both(year)
    with year.database.read() as tx:
        act = begin(tx, find_act("fill_report"), door=Door(now=at("2019-03-21 12:00"), by=year.persons[WHO]))
        sheets_of(act, both(year))  # the rules and the directory are read once and kept
        asked: list[str] = []

        def note(*told: Any) -> None:
            asked.append(told[2])

        event.listen(tx, "before_cursor_execute", note)
        sheets_of(act, both(year)[:1])
        one = len(asked)
        sheets_of(act, both(year))
        assert (len(asked) - one, one) == (one, one)
        assert one <= 16


def test_the_reports_of_a_window_are_those_of_ones_own_post(year: Year) -> None:
    (window,) = year.rows(Window)
    posts = {row.kind: row.post_id for row in year.owed(kind="report")}
    with year.database.read() as tx:
        assert reports_in_window(tx, window.id, posts=posts.values()) == both(year)
        assert reports_in_window(tx, window.id, posts=[posts["report"] + 1]) == []
