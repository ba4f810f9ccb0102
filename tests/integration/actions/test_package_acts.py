"""Packages: gathered, approved on paper or on the page, sealed, sent up, signed for, sent back (O02–O04)."""

from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused
from actions.doors import PaperSignature
from models.assignments import Assignment
from models.database import Database
from models.journal import Journal
from models.packages import Package, PackageItem
from models.reviews import Review
from tests.integration.actions.year import Year, at, published

TITLES = ("新建高标准农田", "农机安全检查")


def item(content: str, **more: Any) -> dict[str, Any]:
    return {
        "content": content,
        "requirement": "按月推进，年底验收合格",
        "standard": "有验收单",
        "schedule": "6月底前过半，11月底前全部完成",
        "due_on": "2019-11-30",
        "leader": "leader",
        "unit": "farming",
        "responsible": "farming_responsible",
        "officers": ["farming_officer"],
        **more,
    }


ITEMS = {
    TITLES[0]: [item("平整河西两村连片耕地并配套沟渠", shares=[{"target": "建成面积", "value": "800"}])],
    TITLES[1]: [item("春耕前逐户查验拖拉机、收割机安全装置")],
}


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    return published(database, "upward", when="2019-03-04 09:00", folder=tmp_path)


def break_down(year: Year, title: str) -> None:
    """Broken down, submitted, reviewed by head and leader."""
    number = year.assignment(title)
    year.do("save_breakdown", "farming_officer", "2019-03-06 10:00", assignment=number, items=ITEMS[title])
    year.do("submit_breakdown", "farming_officer", "2019-03-06 11:00", assignment=number)
    year.do("approve", "farming_head", "2019-03-07 09:00", kind="assignment", id=number)
    year.do("approve", "leader", "2019-03-07 15:00", kind="assignment", id=number)


def the_package(year: Year, kind: str = "breakdown") -> Any:
    return year.one(Package, kind=kind)


def consolidated(year: Year) -> int:
    for title in TITLES:
        break_down(year, title)
    number = int(the_package(year).id)
    year.do("consolidate_package", "collector", "2019-03-11 09:00", package=number)
    year.do("submit_package", "collector", "2019-03-11 10:00", package=number, words="呈镇长审批")
    return number


def approved(year: Year) -> int:
    number = consolidated(year)
    year.do("approve", "mayor", "2019-03-11 16:00", kind="package", id=number, words="同意上报")
    return number


def states(year: Year) -> list[str]:
    return [row.state for row in year.rows(Assignment)]


@pytest.mark.closes("R0.15", "R0.16", "O02")
def test_package_carries_the_breakdowns_through_approval_to_the_superior(year: Year) -> None:
    number = approved(year)

    year.do(
        "send_up_package",
        "collector",
        "2019-03-12 09:00",
        package=number,
        how="纸质送达",
        document_no="镇政〔2019〕8号",
    )
    sent = states(year)
    year.do("record_receipt", "collector", "2019-03-13 09:00", package=number, receipted_at="2019-03-12T15:00+08:00")

    row = the_package(year)
    assert (row.state, row.document_no, row.receipted_at) == ("receipted", "镇政〔2019〕8号", at("2019-03-12 15:00"))
    assert sent == ["submitted", "submitted"]
    assert states(year) == ["in_execution", "in_execution"]
    assert [one.state for one in year.rows(PackageItem, package_id=number)] == ["carried", "carried"]


def test_package_waits_for_what_is_missing_until_it_is_named(year: Year) -> None:
    break_down(year, TITLES[0])
    number = the_package(year).id
    year.do("consolidate_package", "collector", "2019-03-11 09:00", package=number)
    missing = year.rows(PackageItem, package_id=number)[1].id

    with pytest.raises(Refused) as refused:
        year.do("submit_package", "collector", "2019-03-11 10:00", package=number)
    year.do("name_missing", "collector", "2019-03-11 10:05", package=number, items=[missing], words="农业站未报")
    year.do("submit_package", "collector", "2019-03-11 10:10", package=number)

    assert refused.value.reasons == ("尚缺1项：农机安全检查，请催报，或逐项列为缺报",)
    assert the_package(year).state == "review:approval"
    assert [one.state for one in year.rows(PackageItem, package_id=number)] == ["carried", "missing"]


@pytest.mark.closes("O03")
def test_leader_signs_on_paper_and_the_clerk_records_it(year: Year) -> None:
    number = consolidated(year)
    scan = year.attach_loose("collector", "2019-03-12 09:00", unit="office", title="呈批单扫描件")
    signature = PaperSignature(
        leader=year.persons["mayor"], signed_at=at("2019-03-11 16:30"), words="同意上报", code="A7K2", scan=scan
    )

    year.do("approve", "collector", "2019-03-12 09:30", kind="package", id=number, words="同意上报", paper=signature)

    (journal,) = year.rows(Journal, act="approve", subject_kind="package")
    (review,) = year.rows(Review, subject_kind="package")
    assert the_package(year).state == "approved"
    assert (journal.person_id, journal.recorded_by, journal.via) == (
        year.persons["mayor"],
        year.persons["collector"],
        "paper",
    )
    assert (journal.effective_at, journal.recorded_at) == (at("2019-03-11 16:30"), at("2019-03-12 09:30"))
    assert (review.decision, review.paper["code"]) == ("agreed", "A7K2")


def test_paper_decision_without_a_scan_is_refused(year: Year) -> None:
    number = consolidated(year)
    signature = PaperSignature(leader=year.persons["mayor"], signed_at=at("2019-03-11 16:30"), words="同意")

    with pytest.raises(Refused) as refused:
        year.do("approve", "collector", "2019-03-12 09:30", kind="package", id=number, paper=signature)

    assert refused.value.reasons == ("请附签批件扫描件或照片",)


def test_one_item_goes_back_and_the_others_stay(year: Year) -> None:
    number = consolidated(year)
    first = year.rows(PackageItem, package_id=number)[0].id

    year.do("return_item", "mayor", "2019-03-11 15:00", package=number, item=first, reason="沟渠标准写得太笼统")
    with pytest.raises(Refused) as refused:
        year.do("approve", "mayor", "2019-03-11 15:10", kind="package", id=number)

    assert states(year) == ["returned", "awaiting_consolidation"]
    assert refused.value.reasons == ("已退回的事项尚未重新报来：新建高标准农田",)
    assert [row.kind for row in year.owed(subject_kind="assignment", subject_id=year.assignment(TITLES[0]))][:1] != []


def test_superior_returns_and_the_package_goes_up_again(year: Year) -> None:
    number = approved(year)
    year.do("send_up_package", "collector", "2019-03-12 09:00", package=number, how="电子邮件")
    year.do("record_superior_return", "collector", "2019-03-14 09:00", package=number, reason="请补充验收标准")

    assert the_package(year).state == "superior_returned"
    year.do("resubmit_package", "collector", "2019-03-14 11:00", package=number, words="已补充")
    assert the_package(year).state in ("approved", "review:approval")


def test_document_number_is_used_once(year: Year) -> None:
    number = approved(year)
    year.do(
        "send_up_package",
        "collector",
        "2019-03-12 09:00",
        package=number,
        how="纸质送达",
        document_no="镇政〔2019〕8号",
    )
    year.tick("2019-03-20 09:00")
    monthly = the_package(year, "march").id
    year.do("name_missing", "collector", "2019-03-30 09:00", package=monthly, words="未报",
            items=[row.id for row in year.rows(PackageItem, package_id=monthly)])  # fmt: skip
    year.do("consolidate_package", "collector", "2019-03-30 09:30", package=monthly)
    year.do("submit_package", "collector", "2019-03-30 10:00", package=monthly)
    year.do("approve", "mayor", "2019-04-01 10:00", kind="package", id=monthly)
    scan = year.attach_loose("collector", "2019-04-01 11:00", unit="office", title="用印件")

    with pytest.raises(Refused) as refused:
        year.do("seal_package", "collector", "2019-04-01 11:10", package=monthly, sealed_on="2019-04-01", scan=scan,
                document_no="镇政〔2019〕8号")  # fmt: skip

    assert refused.value.reasons == ("文号“镇政〔2019〕8号”已用于“指标分解结果上报”",)
