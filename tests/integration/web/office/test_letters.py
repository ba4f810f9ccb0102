"""督查文书 in the browser: from the clock's draft to the seal, and what a unit sees of it."""

import re

import pytest

from models.letters import Letter
from models.posts import Post
from models.reports import Report
from tests.integration.actions.year import Year
from tests.integration.web.office.conftest import DESK
from tests.pages import Client, Site

HEAD = "county_office_head"
SCAN = {"scan": ("用印件.txt", "用印件".encode(), "text/plain")}


def drafted(county: Year) -> int:
    return int(county.one(Letter).id)


def test_board_shows_where_each_letter_stands_and_whose_turn_it_is(county: Year, desk: Client) -> None:
    page = desk.get("/office/letters")

    assert page.status == 200
    assert "拟稿 1" in page.text
    assert "县考核办工作岗 文书送签 今日下班前" in page.text
    assert f"/letters/{drafted(county)}" in page.html
    assert "还没有了结的文书" in desk.get("/office/letters", over="1").text


@pytest.mark.closes("A11", "O04")
def test_draft_is_edited_signed_with_its_number_sealed_and_delivered(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    place = f"/letters/{number}"
    page = desk.get(place)
    assert "低于序时进度（66.7%）11.1个百分点，欠账100人" in page.text
    assert "编号签发时取" in page.text

    body = county.one(Letter, id=number)
    edited = desk.do(
        "edit_letter",
        {"letter": number, "title": body.title, "body": "请抓紧整改。", "basis": "第三条", "_then": place},
        follow=True,
    )
    assert "请抓紧整改。" in edited.text
    assert "各稿（2）" in edited.text

    assert "已送签" in desk.do("submit_letter", {"letter": number, "_then": place}).text
    head = site.signed_in(HEAD)
    assert "签发" in head.get(place).text
    signed = head.do("sign_letter", {"letter": number, "_then": place})
    assert "已签发" in signed.text
    assert county.one(Letter, id=number).number in signed.text

    sealed = desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12", "_then": place}, files=SCAN)
    assert "已用印" in sealed.text
    assert county.one(Letter, id=number).sealed_evidence_id is not None

    sent = desk.do("deliver_letter", {"letter": number, "how": "纸质送达", "_then": place})
    assert "待签收" in sent.text
    assert "已送达" in sent.text


def test_unit_learns_of_its_letter_when_it_reaches_it(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    assert site.signed_in("labour_head").get(f"/letters/{number}").status == 404
    assert site.signed_in("labour_head").get("/office/letters").status == 403

    desk.do("submit_letter", {"letter": number})
    site.signed_in(HEAD).do("sign_letter", {"letter": number})
    desk.post(
        "/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files={"scan": ("a.txt", b"x", "text/plain")}
    )
    desk.do("deliver_letter", {"letter": number, "how": "系统"})

    page = site.signed_in("labour_head").get(f"/letters/{number}")
    assert page.status == 200
    assert "签收" in page.text
    assert "送达 县考核办工作岗" in page.text
    assert "送签 县考核办工作岗" not in page.text
    assert "送签 县考核办工作岗" in desk.get(f"/letters/{number}").text
    scan = county.one(Letter, id=number).sealed_evidence_id
    assert site.signed_in("labour_head").get(f"/evidence/{scan}").status == 200
    assert site.signed_in("tourism_head").get(f"/evidence/{scan}").status == 404
    signed = site.signed_in("labour_head").do("acknowledge_letter", {"letter": number, "_then": f"/letters/{number}"})
    assert "已签收" in signed.text


def test_what_cannot_be_done_yet_says_why(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    desk.do("edit_letter", {"letter": number, "title": "预警提示单", "body": "请整改", "basis": " "})

    page = desk.get(f"/letters/{number}")
    assert "请写明依据" in page.text
    refused = desk.do("submit_letter", {"letter": number}, part=True)
    assert (refused.status, "请写明依据" in refused.text) == (422, True)


def test_letter_asks_as_often_whatever_there_is(county: Year, site: Site, desk: Client) -> None:
    desk.get("/office/letters")
    with site.queries() as few:
        desk.get("/office/letters")
    assert len(few) < 30
    with site.queries() as whole:
        desk.get(f"/letters/{drafted(county)}")
    assert len(whole) < 60


def test_office_types_for_a_unit_what_it_wrote_on_paper(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    desk.do("submit_letter", {"letter": number})
    site.signed_in(HEAD).do("sign_letter", {"letter": number})
    desk.post(
        "/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files={"scan": ("a.txt", b"x", "text/plain")}
    )
    desk.do("deliver_letter", {"letter": number, "how": "纸质送达"})

    assert "代录（单位以纸质、电话告知的）" in desk.get(f"/letters/{number}").text
    typed = desk.do("acknowledge_letter", {"letter": number, "_for": "labour_head", "_then": f"/letters/{number}"})
    assert "代录：县考核办工作岗" in typed.text


def test_reviewer_opens_what_came_with_an_answer(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    desk.do("submit_letter", {"letter": number})
    site.signed_in(HEAD).do("sign_letter", {"letter": number})
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files=SCAN)
    desk.do("deliver_letter", {"letter": number, "how": "纸质送达"})
    unit = site.signed_in("labour_head")
    unit.do("acknowledge_letter", {"letter": number})
    photo = {"evidence": ("整改照片.txt", "照片".encode(), "text/plain")}
    answered = unit.post("/do/reply_to_letter", {"letter": number, "words": "已整改"}, files=photo)
    assert answered.status == 200, answered.said()

    page = desk.get(f"/letters/{number}")
    (paper,) = re.findall(r'href="(/evidence/\d+)"[^>]*>整改照片</a>', page.html)
    assert desk.http.get(paper).content == "照片".encode()


def test_letter_that_was_voided_is_not_waited_for(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    desk.do("submit_letter", {"letter": number})
    site.signed_in(HEAD).do("sign_letter", {"letter": number})
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files=SCAN)
    desk.do("deliver_letter", {"letter": number, "how": "纸质送达"})
    assert "待签收" in desk.get(f"/letters/{number}").text
    voided = site.signed_in(HEAD).do(
        "void_letter", {"letter": number, "reason": "数字有误", "_then": f"/letters/{number}"}
    )
    assert "待签收" not in voided.text
    assert "未签收" in voided.text


@pytest.mark.closes("O03")
def test_pen_signature_is_recorded_with_the_sheet(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    desk.do("submit_letter", {"letter": number})
    assert "线下签批补录" in desk.get(f"/letters/{number}").text

    data = {"letter": number, "leader": HEAD, "signed_on": "2019-09-12", "words": "同意", "_then": f"/letters/{number}"}
    done = desk.post("/do/record_signed_letter", data, files=SCAN)

    assert "已签发" in done.text
    assert "县考核办负责人 同意 2019年9月12日" in done.text
    assert "线下签批补录：县考核办工作岗" in done.text


def test_order_of_events_is_told_in_words(county: Year, site: Site) -> None:
    county.tick("2019-09-17 09:00")
    page = site.at("2019-09-17 09:05").signed_in(DESK).get(f"/letters/{drafted(county)}")

    assert "ladder." not in page.text
    assert "催报 系统定时" in page.text


@pytest.mark.closes("O26")
def test_another_unit_never_learns_of_it(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    for who in ("tourism_head", "labour_officer"):
        assert site.signed_in(who).get(f"/letters/{number}").status == 404


@pytest.mark.closes("O04")
def test_register_holds_every_number_that_was_taken(county: Year, site: Site, desk: Client) -> None:
    assert "还没有编号" in desk.get("/office/letters/numbers").text
    number = drafted(county)
    desk.do("submit_letter", {"letter": number})
    site.signed_in(HEAD).do("sign_letter", {"letter": number})
    site.signed_in(HEAD).do("void_letter", {"letter": number, "reason": "数字有误"})

    page = desk.get("/office/letters/numbers")
    assert county.one(Letter, id=number).number in page.text
    assert "已作废" in page.text
    assert "缺号" not in page.text


@pytest.mark.closes("A10")
def test_every_unit_signs_for_a_circular_and_has_done_with_it(county: Year, site: Site, desk: Client) -> None:
    told = {
        "assessment": county.assessment,
        "nature": "progress",
        "title": "8月份市考指标完成情况通报",
        "as_of": "8月底",
        "figures.0.unit": "labour",
        "figures.0.fact": "完成500人，欠账100人",
        "units[]": ["labour", "tourism"],
        "rule": "按月均匀推进",
        "basis": "第三条",
        "_then": "/letters/{letter}",
    }
    assert "8月份市考指标完成情况通报" in desk.do("draft_circular", told).text
    number = int(county.one(Letter, kind="circular").id)
    desk.do("submit_letter", {"letter": number})
    for step in ("audit", "sign"):
        row = county.one(Letter, id=number)
        assert row.state == f"review:{step}"
        who = county.one(Post, id=county.owed(subject_kind="letter", subject_id=number)[0].post_id).code
        if step == "sign":
            site.signed_in(who).do("sign_letter", {"letter": number, "document_no": "宁考办发〔2019〕示例1号"})
        else:
            site.signed_in(who).do("approve", {"kind": "letter", "id": number})
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files=SCAN)
    assert "待签收" in desk.do("deliver_letter", {"letter": number, "how": "系统", "_then": f"/letters/{number}"}).text

    labour = site.signed_in("labour_head")
    place = f"/letters/{number}"
    assert 'action="/do/acknowledge_letter"' in labour.get(place).html
    labour.do("acknowledge_letter", {"letter": number})

    assert 'action="/do/acknowledge_letter"' not in labour.get(place).html
    assert 'action="/do/acknowledge_letter"' in site.signed_in("tourism_head").get(place).html
    assert desk.get(place).text.count("待签收") == 1


@pytest.mark.closes("O39")
def test_warning_is_lifted_on_a_verified_report_that_is_chosen_by_name(county: Year, site: Site, desk: Client) -> None:
    number = drafted(county)
    place = f"/letters/{number}"
    desk.do("submit_letter", {"letter": number, "_then": place})
    site.signed_in(HEAD).do("sign_letter", {"letter": number, "_then": place})
    assert '用印件：印证材料；用印后以它为准<span class="must"' in desk.get(place).html
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12", "_then": place}, files=SCAN)
    desk.do("deliver_letter", {"letter": number, "how": "纸质送达", "_then": place})
    letter = county.one(Letter, id=number)
    own = next(row for row in county.rows(Report, assignment_id=letter.assignment_id) if row.first_submitted_at)
    site.signed_in("labour_head").do("acknowledge_letter", {"letter": number, "_then": place})
    assert "不以报告为依据" in desk.get(place).text
    assert f'<option value="{own.id}"' not in desk.get(place).html, "nobody has verified it yet"
    assert desk.do("verify_report", {"report": own.id, "_then": place}).status == 200
    assert re.search(rf'<option value="{own.id}">[^<]*新增就业[^<]*8月', desk.get(place).html)
    told = {"letter": number, "words": "经核，8月底累计完成600人", "report": own.id, "_then": place}
    assert "已解除预警" in desk.do("lift_warning", told).text
