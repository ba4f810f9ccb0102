"""The unit office at its pages: who has not reported, urging, entering for others, and a package on its way out."""

import re
from pathlib import Path
from typing import Any

import pytest

from models.database import Database
from models.evidence import EvidenceUse
from models.items import Item
from models.lateness import Urging
from models.packages import Package, PackageItem
from models.reports import Report
from tests.integration.actions.test_package_acts import TITLES, break_down, the_package
from tests.integration.actions.year import Year, published
from tests.pages import Client, Site

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
HOME = "/unit-office"


@pytest.fixture
def town(sqlite_database: Database, tmp_path: Path) -> Year:
    """One that reports upward. Acts are tried on both databases beside themselves; here pages are."""
    return published(sqlite_database, "upward", when="2019-03-04 09:00", folder=tmp_path)


def collector(site: Site, when: str) -> Client:
    return site.at(when).signed_in("collector")


def reporting(town: Year) -> int:
    """Both tasks are in execution and the month's reports are owed; the package's number."""
    for title in TITLES:
        break_down(town, title)
    number = int(the_package(town).id)
    town.do("consolidate_package", "collector", "2019-03-11 09:00", package=number)
    town.do("submit_package", "collector", "2019-03-11 10:00", package=number)
    town.do("approve", "mayor", "2019-03-11 16:00", kind="package", id=number)
    town.do("send_up_package", "collector", "2019-03-12 09:00", package=number, how="纸质送达")
    town.do("record_receipt", "collector", "2019-03-12 15:00", package=number, receipted_at="2019-03-12T14:00+08:00")
    town.tick("2019-03-20 09:00")
    return int(the_package(town, "march").id)


@pytest.mark.closes("O07")
def test_boards_tell_by_unit_what_is_in_and_what_is_not(town: Year, site: Site) -> None:
    break_down(town, TITLES[0])
    page = collector(site, "2019-03-08 09:00").get("/")
    assert "指标分解" in page.text, page.said()
    assert "应收2，已收1，缺报1" in page.text
    assert "报送件2件" in page.text


@pytest.mark.closes("A27", "A28", "O12")
def test_ticked_duties_are_urged_and_a_text_is_counted_by_hand(
    town: Year, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = collector(site, "2019-03-06 09:00").get(HOME)
    assert early.html.count('name="obligation"') == 2
    assert "checked" not in early.html, "long before the date nobody is urged by a slip of the hand"
    client = collector(site, "2019-03-13 09:00")
    page = client.get(HOME)
    ticks = re.findall(r'name="obligation" value="(\d+)" checked', page.html)
    assert len(ticks) == 2
    told = client.post(f"{HOME}/urge", {"obligation": ticks})
    assert "已催办2件" in told.text
    again = client.post(f"{HOME}/urge", {"obligation": ticks})
    assert again.text.count("24小时内已催办过") == 2
    assert "请先勾选" in client.post(f"{HOME}/urge", {}).text

    later = collector(site, "2019-03-15 09:00")
    text = later.get(f"{HOME}/forward", kind="breakdown")
    assert "农业站" in text.text, text.said()
    monkeypatch.setattr("web.unit_office.pages.LISTED", 1)
    with site.queries() as by_unit:
        counted = later.get(f"{HOME}/forward", kind="breakdown")
    assert 'href="/unit-office/forward?kind=breakdown&amp;unit=farming"' in counted.html, counted.html
    assert len(by_unit) <= 20
    own = later.get(f"{HOME}/forward", kind="breakdown", unit="farming")
    assert ("办理岗位" in own.text, "农业站" in own.text, "项数" in own.text) == (True, True, False)
    done = later.do("note_forwarded", {"office": town.office, "kind": "breakdown", "_then": HOME}, follow=False)
    assert done.status == 303
    assert len(town.rows(Urging)) == 4
    assert "本月已催2次" in later.get(HOME).text
    assert later.get(f"{HOME}/forward", kind="gossip").status == 400


@pytest.mark.closes("O02", "O03", "O04", "O23")
def test_a_package_is_consolidated_signed_sealed_sent_and_signed_for(town: Year, site: Site) -> None:
    number = reporting(town)
    path = f"{HOME}/packages/{number}"
    client = collector(site, "2019-03-30 09:00")
    page = client.get(path)
    assert "尚未报来2项" in page.text, page.said()

    assert client.do("consolidate_package", {"package": number, "_back": path}).status == 422  # nothing is in yet
    items = [row.id for row in town.rows(PackageItem, package_id=number)]
    bare = client.post(f"{path}/missing", {"words": "逾期未报"})
    assert (bare.status, "逾期未报" in bare.html) == (422, True)
    untold = client.post(f"{path}/missing", {"item": items, "words": ""})
    assert "请填写“缺报原因”" in untold.text, untold.said()
    assert [f'value="{item}" checked' in untold.html for item in items] == [True, True], "what was ticked stays ticked"
    assert client.post(f"{path}/missing", {"item": items, "words": "逾期未报"}, follow=False).status == 303
    for act in ("consolidate_package", "submit_package"):
        done = client.do(act, {"package": number}, follow=False)
        assert done.status == 303, done.said()

    code = re.findall(r"P\d+-\d+[A-Z]", client.get(f"/review/package/{number}/sheet").text)[0]
    told = {"leader": "mayor", "decision": "approve", "signed_on": "2019-03-29", "code": code}
    signed = client.post(
        f"/review/package/{number}/paper", told, files={"scan": ("签批.jpg", PHOTO, "image/jpeg")}, follow=False
    )
    assert signed.status == 303, signed.said()

    twice = {"sealed_on": "2019-03-30", "document_no": "镇政〔2019〕9号"}
    unsealed = client.post(f"{path}/seal", twice)
    assert (unsealed.status, "镇政〔2019〕9号" in unsealed.html) == (422, True), unsealed.said()
    sealed = client.post(f"{path}/seal", twice, files={"scan": ("用印.jpg", PHOTO + b"1", "image/jpeg")}, follow=False)
    assert sealed.status == 303, sealed.said()
    sent = {"package": number, "how": "上级系统"}
    assert client.do("send_up_package", sent, follow=False).status == 303
    receipt = {"package": number, "receipted_at": "2019-03-30T16:00", "receipt_no": "县考2019-31"}
    assert client.do("record_receipt", receipt, follow=False).status == 303

    row = town.one(Package, id=number)
    assert (row.state, row.receipt_no, row.document_no) == ("receipted", "县考2019-31", "镇政〔2019〕9号")
    final = client.get(path).text
    for words in ("镇政〔2019〕9号", "县考2019-31", "缺报"):
        assert words in final


@pytest.mark.closes("O07", "O22", "W12")
def test_the_table_marks_what_changed_since_it_was_presented(town: Year, site: Site) -> None:
    number = reporting(town)
    first, second = town.rows(Report)
    for report, cumulative in ((first, "100"), (second, None)):
        line: dict[str, Any] = {"progress": "已开工", "item": _item(town, report)}
        if cumulative:
            line["cumulative"] = cumulative
        town.do("fill_report", "farming_officer", "2019-03-25 09:00", report=report.id, lines=[line])
        town.attach("farming_officer", "2019-03-25 10:00", report=report.id, unit="farming")
        told = {"assignment": report.assignment_id, "window": "march"}
        town.do("submit_report", "farming_officer", "2019-03-25 11:00", **told)
        town.do("approve", "farming_head", "2019-03-25 12:00", kind="report", id=report.id)
    town.do("consolidate_package", "collector", "2019-03-26 09:00", package=number)
    town.do("submit_package", "collector", "2019-03-26 10:00", package=number)
    town.do("return_for_revision", "mayor", "2019-03-26 11:00", kind="package", id=number, reason="农田数字请核实")
    returned = collector(site, "2019-03-26 13:00").get(f"{HOME}/packages/{number}")
    assert "农田数字请核实" in returned.html.partition('class="card sent-back"')[2].partition("</section>")[0]
    assert "打印呈批单" not in returned.text, "the sheet of before does not count any more"
    item = town.rows(PackageItem, package_id=number, subject_id=first.id)[0].id
    town.do("return_item", "collector", "2019-03-26 14:00", package=number, item=item, reason="请核实面积")
    told = {"progress": "已开工", "item": _item(town, first), "cumulative": "90"}
    town.do("fill_report", "farming_officer", "2019-03-26 15:00", report=first.id, lines=[told])
    town.do("resubmit_report", "farming_officer", "2019-03-26 15:30", report=first.id)
    town.do("approve", "farming_head", "2019-03-26 16:00", kind="report", id=first.id)

    page = collector(site, "2019-03-27 09:00").get(f"{HOME}/packages/{number}")
    assert "与上次呈批相比，1项有改动" in page.text, page.said()
    assert re.search(r"<del>.*?100</del> <ins>.*?90</ins>", page.html, re.DOTALL)
    assert page.html.count("<ins>") >= 1


def _item(town: Year, report: Any) -> int:
    return int(town.rows(Item, assignment_id=report.assignment_id)[0].id)


@pytest.mark.closes("O17", "O07")
def test_a_report_is_entered_for_its_writer(town: Year, site: Site) -> None:
    reporting(town)
    report = town.rows(Report)[0]
    client = collector(site, "2019-03-25 09:00")
    path = f"{HOME}/reports/{report.id}"
    assert "代录进展报告" in client.get(path).text

    line = {"lines.0.item": _item(town, report), "lines.0.cumulative": "1,20", "lines.0.progress": "完成两片"}
    target = re.findall(r'name="lines.0.target" value="(\d+)"', client.get(path).html)
    line |= {"lines.0.target": target[0]} if target else {}
    bare = client.post(path, {**line, "_for": "farming_officer", "_do": "submit"})
    assert (bare.status, "印证材料" in bare.text, "完成两片" in bare.html) == (422, True, True), bare.said()
    nobody = client.post(path, {**line, "_do": "save"})
    assert "请指明替谁填写" in nobody.text

    sent = {**line, "_for": "farming_officer", "_do": "submit"}
    done = client.post(path, sent, files={"file": ("台账.txt", b"120", "text/plain")}, follow=False)
    assert done.status == 303, done.said()
    row = town.one(Report, id=report.id)
    assert (row.submitted_by, row.state) == (town.persons["farming_officer"], "review:head")
    assert len(town.rows(EvidenceUse, subject_id=report.id)) == 1


def test_formal_annexes_and_the_table_alone(town: Year, site: Site) -> None:
    for title in TITLES:
        break_down(town, title)
    number = the_package(town).id
    client = collector(site, "2019-03-08 09:00")
    formal = client.get(f"{HOME}/packages/{number}/formal")
    assert "附件2" in formal.text, formal.said()
    assert all(title in formal.text for title in TITLES)
    assert client.get(f"{HOME}/packages/{number}/table").status == 200


def test_a_department_has_no_such_desk(town: Year, site: Site) -> None:
    officer = site.at("2019-03-08 09:00").signed_in("farming_officer")
    assert officer.get(HOME).status == 403
    assert officer.get(f"{HOME}/packages/{the_package(town).id}").status == 404


def test_questions_do_not_grow_with_what_there_is(database: Database, tmp_path: Path) -> None:
    town = published(database, "upward", when="2019-03-04 09:00", folder=tmp_path)
    site = Site(town.database, tmp_path / "home", when="2019-03-05 09:00")
    asked: dict[str, list[int]] = {}
    client = collector(site, "2019-03-08 09:00")
    for title in TITLES:
        break_down(town, title)
        for path in (HOME, f"{HOME}/packages/{the_package(town).id}"):
            client.get(path)
            with site.queries() as queries:
                assert client.get(path).status == 200
            asked.setdefault(path, []).append(len(queries))
    assert all(first == second for first, second in asked.values()), asked
    assert max(max(counts) for counts in asked.values()) <= 60, asked


@pytest.mark.closes("O02", "O07")
def test_what_the_superior_sends_back_goes_back_item_by_item(town: Year, site: Site) -> None:
    for title in TITLES:
        break_down(town, title)
    number = int(the_package(town).id)
    for act, when in (("consolidate_package", "09:00"), ("submit_package", "10:00")):
        town.do(act, "collector", f"2019-03-11 {when}", package=number, words="呈镇长审批")
    town.do("approve", "mayor", "2019-03-11 16:00", kind="package", id=number)
    town.do("send_up_package", "collector", "2019-03-12 09:00", package=number, how="纸质送达")

    client = collector(site, "2019-03-13 09:00")
    path = f"{HOME}/packages/{number}"
    first, second = [row.id for row in town.rows(PackageItem, package_id=number)]
    assert client.post(f"{path}/sent-back", {"reason": "", "item": [first]}).status == 422
    done = client.post(f"{path}/sent-back", {"reason": "沟渠标准请写具体", "item": [first]}, follow=False)
    assert done.status == 303, done.said()
    states = {row.id: row.state for row in town.rows(PackageItem, package_id=number)}
    assert states == {first: "returned", second: "carried"}
    page = client.get(path)
    assert "沟渠标准请写具体" in page.text
    assert "已退回，尚未重新报来" in page.text
    assert "呈镇长审批" in client.get(f"/review/package/{number}").text


def test_what_is_all_in_and_over_is_folded_away(town: Year, site: Site) -> None:
    reporting(town)
    waived, nil = town.rows(Report)
    when, why = "2019-03-25 09:00", "本月没有这项工作"
    town.do("waive_report", "desk", when, report=waived.id, reason=why)
    town.do("submit_nil_report", "farming_officer", when, report=nil.id, reason=why)
    for report in town.rows(Report, state="review:head"):
        town.do("approve", "farming_head", "2019-03-25 10:00", kind="report", id=report.id)
    assert "应收1，已收1，缺报0" in collector(site, "2019-03-26 09:00").get(HOME).text
    later = collector(site, "2019-04-01 09:00").get(HOME).text
    assert "已收齐1次" in later
    assert "缺报0" not in later
