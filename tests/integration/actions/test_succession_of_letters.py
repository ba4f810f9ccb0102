"""A unit ends while letters are on their way to it: its heir signs for them and answers, and nothing is owed twice."""

from pathlib import Path
from typing import Any

from config.letters import LetterKind
from models.database import Database
from models.letters import LetterUnit
from models.obligations import Obligation
from models.units import Unit
from tests.integration.actions.letter_office import AT_ISSUE, delivered, letter, owed_about, signed, warned
from tests.integration.actions.year import Year, published


def merged(year: Year, when: str, *, into: str = "tourism", **more: Any) -> Any:
    told = {"kind": "merge", "unit": "labour", "to": [{"code": into}], "document_no": "县编〔2019〕3号", **more}
    return year.do("succeed_unit", "head", when, office=year.office, effective_on=when[:10], **told)


def circulated(year: Year, *units: str) -> int:
    """A circular that lies with these units since the afternoon of 2019-10-10."""
    figures = [{"unit": unit, "fact": "完成60%"} for unit in units]
    told = {
        "nature": "progress",
        "title": "三季度指标进展",
        "as_of": "9月底",
        "rule": "按月均匀推进",
        "basis": "第四条",
    }
    number: int = year.do(
        "draft_circular", "desk", "2019-10-09 09:00", assessment=year.assessment, **told, units=units, figures=figures
    ).ids["letter"]
    year.do("submit_letter", "desk", "2019-10-09 10:00", letter=number)
    year.do("approve", "head", "2019-10-09 11:00", kind="letter", id=number)
    year.do("sign_letter", "chair", "2019-10-10 09:00", letter=number, document_no="某考发〔2019〕12号")
    scan = year.attach_loose("desk", "2019-10-10 15:00", unit="kaohe", title="用印件")
    year.do("seal_letter", "desk", "2019-10-10 15:00", letter=number, sealed_on="2019-10-10", scan=scan)
    year.do("deliver_letter", "desk", "2019-10-10 16:00", letter=number, how="系统")
    return number


def test_heir_signs_for_a_warning_and_answers_it(county: Year) -> None:
    number = warned(county)
    signed(county, number)
    delivered(county, number)
    text = letter(county, number).issued_text

    done = merged(county, "2019-09-18 09:00")

    assert done.details["letters"] == 1
    assert owed_about(county, number) == {"acknowledgement/tourism_head": "2019-09-18"}
    county.do("acknowledge_letter", "tourism_head", "2019-09-18 10:00", letter=number)
    assert owed_about(county, number) == {"reply/tourism_head": "2019-09-25"}
    county.do("reply_to_letter", "tourism_head", "2019-09-20 09:00", letter=number, words="承接后已补齐")
    scan = county.attach_loose("desk", "2019-09-23 09:00", unit="kaohe", title="核实记录")
    county.do("lift_warning", "desk", "2019-09-23 10:00", letter=number, words="经核，已到位", evidence=scan)
    assert (letter(county, number).state, letter(county, number).issued_text) == ("lifted", text)


def test_draft_about_a_renamed_unit_reaches_it_under_its_new_name(office: Year) -> None:
    number = warned(office, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    renamed = [{"code": "hr", "name": "县人力资源和社会保障局"}]
    merged(office, "2019-09-16 10:00", kind="rename", to=renamed)
    signed(office, number, reply_by="2019-10-15")

    delivered(office, number)

    assert set(owed_about(office, number)) == {"acknowledgement/hr_head", "reply/hr_head"}
    assert letter(office, number).unit_id == office.one(Unit, code="hr").id


def test_heir_that_has_the_circular_itself_signs_once(county: Year) -> None:
    number = circulated(county, "labour", "reform", "tourism")

    merged(county, "2019-10-11 09:00")

    assert set(owed_about(county, number)) == {"acknowledgement/reform_liaison", "acknowledgement/tourism_head"}
    county.do("acknowledge_letter", "tourism_head", "2019-10-11 10:00", letter=number)
    assert letter(county, number).state == "delivered"
    county.do("acknowledge_letter", "reform_liaison", "2019-10-11 11:00", letter=number)
    assert (letter(county, number).state, owed_about(county, number)) == ("received", {})
    (ended,) = [row for row in county.rows(LetterUnit, letter_id=number) if row.acknowledged_by is None]
    assert ended.unit_id == county.one(Unit, code="labour").id


def test_unit_that_ends_as_the_last_to_sign_ends_the_circular(office: Year) -> None:
    number = circulated(office, "labour", "tourism")
    office.do("acknowledge_letter", "tourism_head", "2019-10-11 08:30", letter=number)

    merged(office, "2019-10-11 09:00")

    assert (letter(office, number).state, owed_about(office, number)) == ("received", {})


def test_what_both_units_owed_is_owed_once(database: Database, tmp_path: Path) -> None:
    """The same self-check of April, asked of both: the heir's own stays, the other ends as handed on."""
    year = published(database, "watched", when="2019-04-01 09:00", folder=tmp_path)
    before = len(year.owed(kind="self_check"))

    merged(year, "2019-04-02 09:00")

    left = year.owed(kind="self_check")
    assert len(left) == before / 2 == len({row.period for row in left})
    assert {row.outcome for row in year.rows(Obligation, kind="self_check") if row.settled_at} >= {"reassigned"}
    assert len(year.owed(kind="report")) == 8
