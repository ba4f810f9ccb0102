"""The four lives, from the draft to the end, through the acts that people use."""

from collections.abc import Callable

import pytest

from config.letters import LetterKind
from models.letters import Letter, LetterReply, LetterUnit
from tests.integration.actions.letter_office import AT_ISSUE, delivered, letter, owed_about, signed, warned
from tests.integration.actions.year import Year

Refusal = Callable[..., tuple[str, ...]]


@pytest.mark.closes("O04", "O06", "R2.17")
def test_warning_is_signed_delivered_answered_and_lifted(county: Year) -> None:
    number = warned(county)
    assert signed(county, number).summary == "已签发“关于‘城镇新增就业’的预警提示单”，编号县考预〔2019〕1号"
    assert owed_about(county, number) == {"delivery/desk": "2019-09-19"}
    delivered(county, number)
    assert owed_about(county, number) == {"acknowledgement/labour_head": "2019-09-18"}
    county.do("acknowledge_letter", "labour_officer", "2019-09-18 09:00", letter=number)
    assert owed_about(county, number) == {"reply/labour_head": "2019-09-25"}
    county.do("reply_to_letter", "labour_head", "2019-09-24 09:00", letter=number, words="已组织三场招聘会")
    assert owed_about(county, number) == {"recheck/desk": "2019-09-27"}
    scan = county.attach_loose("desk", "2019-09-26 09:00", unit="kaohe", title="核实记录")
    words = "经核，截至9月底累计完成4600人，达到序时进度"
    county.do("lift_warning", "desk", "2019-09-26 10:00", letter=number, words=words, evidence=scan)
    assert owed_about(county, number) == {}
    assert (letter(county, number).state, letter(county, number).closed_at is not None) == ("lifted", True)
    reply = county.one(LetterReply)
    assert (reply.kind, reply.words, reply.outcome, reply.judged_words) == (
        "reply", "已组织三场招聘会", "accepted", words,
    )  # fmt: skip


def test_served_text_is_whole(office: Year) -> None:
    number = warned(office)
    signed(office, number)
    lines = letter(office, number).issued_text.splitlines()
    assert lines[0] == "预警提示单　县考预〔2019〕1号"
    assert lines[1:4] == ["关于“城镇新增就业”的预警提示单", "", "县人社局："]
    assert lines[-6:] == [
        "请于收到本单后5个工作日内将整改情况书面反馈县考核办。",
        "",
        "县考核办",
        "2019年9月17日",
        "",
        "抄送：分管副县长",
    ]


@pytest.mark.closes("O10")
def test_letter_reaches_its_unit_at_once_and_the_leader_as_a_copy(office: Year) -> None:
    number = warned(office)
    assert office.told("letter_delivered") == []
    signed(office, number)
    delivered(office, number)
    (told,) = office.told("letter_delivered")
    assert (told.person_id, told.urgent) == (office.persons["labour_head"], True)
    assert told.subject == "【预警提示单】县考预〔2019〕1号 关于“城镇新增就业”的预警提示单"
    assert "请于9月18日（周三）下班前签收" in told.body
    assert "欠账800人" in told.body
    copies = office.told("letter_copied")
    assert {row.person_id for row in copies} == {office.persons["leader"], office.persons["clerk"]}
    assert all(row.body.startswith("呈分管副县长阅：") for row in copies)
    assert not any(word in row.body for row in copies for word in ("催办", "逾期"))


@pytest.mark.closes("O06", "R2.18", "R2.29")
def test_order_is_rectified_sent_back_looked_at_again_and_closed_out(county: Year) -> None:
    number = warned(county, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    signed(county, number, reply_by="2019-10-15")
    assert "请于10月15日（周二）前将整改情况书面反馈县考核办。" in letter(county, number).issued_text
    delivered(county, number)
    assert owed_about(county, number) == {
        "acknowledgement/labour_head": "2019-09-18",
        "reply/labour_head": "2019-10-15",  # whether it is signed for or not
    }
    county.do("acknowledge_letter", "labour_head", "2019-09-18 09:00", letter=number)
    county.do("begin_rectification", "labour_head", "2019-09-18 10:00", letter=number, words="责任人：局长")
    assert owed_about(county, number) == {"reply/labour_head": "2019-10-15"}
    first = county.attach_loose("labour_officer", "2019-10-10 09:00", unit="labour", title="整改台账")
    assert first
    material = {"letter": number, "words": "已整改", "evidence": [2]}
    county.do("reply_to_letter", "labour_head", "2019-10-10 10:00", **material)
    county.do("ask_recheck", "desk", "2019-10-10 11:00", letter=number)
    assert owed_about(county, number) == {"recheck/inspector": "2019-10-14"}  # 10-12 was worked
    back = {"letter": number, "reason": "台账不全", "due_on": "2019-10-18"}
    county.do("send_back_reply", "inspector", "2019-10-11 09:00", **back)
    assert owed_about(county, number) == {"reply/labour_head": "2019-10-18"}
    county.do("reply_to_letter", "labour_head", "2019-10-17 10:00", **material)
    county.do("ask_recheck", "desk", "2019-10-17 11:00", letter=number)
    scan = county.attach_loose("desk", "2019-10-18 09:00", unit="kaohe", title="复核记录")
    county.do("close_out_order", "inspector", "2019-10-18 10:00", letter=number, words="经核，已到位", evidence=scan)
    assert letter(county, number).state == "closed_out"
    assert [(row.kind, row.outcome) for row in county.rows(LetterReply)] == [
        ("measures", None), ("reply", "sent_back"), ("reply", "accepted"),
    ]  # fmt: skip


def test_answer_to_an_order_needs_evidence(office: Year, refused: Refusal) -> None:
    number = warned(office, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    signed(office, number, reply_by="2019-10-15")
    delivered(office, number)
    office.do("acknowledge_letter", "labour_head", "2019-09-18 09:00", letter=number)
    told = {"letter": number, "words": "已整改"}
    assert refused(office, "reply_to_letter", "labour_head", "2019-10-10 10:00", **told) == ("请附整改的印证材料",)


@pytest.mark.closes("O06", "R2.19")
def test_order_that_is_not_followed_becomes_a_talk_that_is_held_and_closed(county: Year) -> None:
    order = warned(county, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    signed(county, order, reply_by="2019-10-15")
    delivered(county, order)
    talk = county.do("propose_talk", "desk", "2019-10-16 09:00", letter=order, reason="到期未反馈").ids["next"]
    assert (letter(county, order).state, letter(county, talk).origin_id) == ("talk_proposed", order)
    assert "此前已制发督办单（县考督〔2019〕1号）。" in county.rows(Letter, id=talk)[0].facts["before"]
    county.do("submit_letter", "desk", "2019-10-16 10:00", letter=talk)
    county.do("sign_letter", "chair", "2019-10-17 10:00", letter=talk, words="同意")
    meeting = {"meeting_at": "2019-10-21T09:30+08:00", "place": "县政府三楼会议室", "how": "电话通知"}
    county.do("deliver_letter", "desk", "2019-10-17 15:00", letter=talk, **meeting)
    assert letter(county, talk).issued_text.startswith("约谈通知书　县考谈〔2019〕1号\n县人社局：")
    assert owed_about(county, talk) == {"talk/desk": "2019-10-21"}
    record = county.attach_loose("desk", "2019-10-21 15:00", unit="kaohe", title="约谈记录")
    county.do("hold_talk", "desk", "2019-10-21 16:00", letter=talk, held_on="2019-10-21", record=record)
    promise = {"letter": talk, "words": "11月底前补齐800人", "due_on": "2019-11-30"}
    county.do("commit_to_rectify", "labour_head", "2019-10-22 09:00", **promise)
    assert owed_about(county, talk) == {"reply/labour_head": "2019-11-30"}
    county.do("reply_to_letter", "labour_head", "2019-11-28 09:00", letter=talk, words="已补齐")
    county.do("close_talk", "desk", "2019-11-29 09:00", letter=talk, words="经核，承诺已落实", evidence=record)
    assert letter(county, talk).state == "closed"


@pytest.mark.closes("O06", "O20", "R2.16")
def test_circular_is_acknowledged_by_each_of_its_units(county: Year, refused: Refusal) -> None:
    figures = [
        {"unit": "tourism", "fact": "完成60%"},
        {"unit": "labour", "fact": "完成53.3%，欠账800人"},
    ]
    told = {"nature": "progress", "title": "关于三季度指标进展的通报", "as_of": "9月底", "rule": "按月均匀推进"}
    told |= {"basis": "第四条“一季一通报”", "units": ["tourism", "labour", "reform"], "figures": figures}
    number = county.do("draft_circular", "desk", "2019-10-09 09:00", assessment=county.assessment, **told).ids["letter"]
    county.do("submit_letter", "desk", "2019-10-09 10:00", letter=number)
    assert refused(county, "sign_letter", "head", "2019-10-09 11:00", letter=number) == (
        "“关于三季度指标进展的通报”现在是“待审核”，还没有到“签发”",
    )
    county.do("approve", "head", "2019-10-09 11:00", kind="letter", id=number)
    county.do("sign_letter", "chair", "2019-10-10 09:00", letter=number, document_no="某考发〔2019〕12号")
    text = letter(county, number).issued_text
    assert text.startswith("通报　某考发〔2019〕12号")
    assert text.index("1. 县人社局：据单位上报，完成53.3%，欠账800人。") < text.index(
        "2. 县文旅局：据单位上报，完成60%。"
    )
    delivered_on = "2019-10-10 15:00"
    scan = county.attach_loose("desk", delivered_on, unit="kaohe", title="用印件")
    county.do("seal_letter", "desk", delivered_on, letter=number, sealed_on="2019-10-10", scan=scan)
    county.do("deliver_letter", "desk", "2019-10-10 16:00", letter=number, how="系统")
    assert owed_about(county, number) == {
        "acknowledgement/labour_head": "2019-10-11",
        "acknowledgement/reform_liaison": "2019-10-11",
        "acknowledgement/tourism_head": "2019-10-11",
    }
    county.do("acknowledge_letter", "reform_head", "2019-10-11 09:00", letter=number)
    assert "acknowledgement/reform_liaison" not in owed_about(county, number)
    again = refused(county, "acknowledge_letter", "reform_liaison", "2019-10-11 09:05", letter=number)
    assert again == ("本单位已经签收，或不是收文单位",)
    county.do("acknowledge_letter", "labour_head", "2019-10-11 09:30", letter=number)
    county.do("acknowledge_letter", "tourism_head", "2019-10-11 10:00", letter=number)
    assert letter(county, number).state == "received"
    assert all(row.acknowledged_at for row in county.rows(LetterUnit, letter_id=number))


@pytest.mark.closes("O17")
def test_answer_on_paper_is_entered_for_the_unit(office: Year, refused: Refusal) -> None:
    number = warned(office)
    signed(office, number)
    delivered(office, number)
    on_behalf = {"entered_for": "labour_head", "letter": number}
    office.do("acknowledge_letter", "desk", "2019-09-18 09:00", **on_behalf, received_at="2019-09-17T16:30+08:00")
    office.do("reply_to_letter", "desk", "2019-09-20 09:00", **on_behalf, words="书面反馈，见来函")
    assert owed_about(office, number) == {"recheck/desk": "2019-09-25"}
    reply = office.one(LetterReply)
    assert (reply.replied_by, reply.recorded_by) == (office.persons["labour_head"], office.persons["desk"])
    told = {"letter": number, "words": "自行解除", "evidence": 1}
    (reason,) = refused(office, "lift_warning", "labour_head", "2019-09-21 09:00", **told)
    assert reason.startswith("您现在的岗位不能办理")


def test_late_answer_climbs_its_ladder_and_stops_when_it_is_there(office: Year) -> None:
    number = warned(office)
    signed(office, number)
    delivered(office, number)
    office.do("acknowledge_letter", "labour_head", "2019-09-18 09:00", letter=number)
    about = {row.id for row in office.owed(subject_kind="letter", subject_id=number)}
    office.tick("2019-09-26 09:00")
    urged = [row.subject for row in office.told("urge") if row.wanted_while_id in about]
    assert urged == ["【县考核办】催办：整改反馈“关于‘城镇新增就业’的预警提示单”"]
    office.do("reply_to_letter", "labour_head", "2019-09-27 09:00", letter=number, words="已整改")
    for when in ("2019-09-29 09:00", "2019-10-10 09:00"):
        office.tick(when)
    assert [row for row in office.told("present_to_leader") if row.wanted_while_id in about] == []


def test_signer_is_told_whose_paper_lies_before_him(office: Year) -> None:
    number = warned(office)
    office.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)
    (told,) = office.told("to_review")
    assert (told.person_id, told.subject) == (
        office.persons["head"], "【待签发】县考核办：关于“城镇新增就业”的预警提示单",
    )  # fmt: skip
