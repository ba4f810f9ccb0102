"""What a leader decided with his pen after the signature is put down by the desk, with the scanned sheet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from actions.letters.dossier import dossier_of
from config.letters import LetterKind
from models.evidence import EvidenceUse
from models.journal import Journal
from tests.integration.actions.letter_office import AT_ISSUE, delivered, letter, owed_about, signed, warned
from tests.integration.actions.year import Year, at

Refusal = Callable[..., tuple[str, ...]]
END = "2019-09-26 10:00"


def answered(year: Year, kind: LetterKind = LetterKind.WARNING, **told: Any) -> int:
    number = warned(year, kind, **told)
    signed(year, number, **({"reply_by": "2019-10-15"} if kind is LetterKind.ORDER else {}))
    delivered(year, number)
    year.do("acknowledge_letter", "labour_head", "2019-09-18 09:00", letter=number)
    paper = year.attach_loose("labour_officer", "2019-09-24 08:00", unit="labour", title="整改台账")
    reply = {"words": "已整改", "evidence": [paper]}
    year.do("reply_to_letter", "labour_head", "2019-09-24 09:00", letter=number, **reply)
    return number


def sheet(year: Year, number: int, decision: str, leader: str = "head", **more: Any) -> dict[str, Any]:
    scan = year.attach_loose("desk", "2019-09-26 09:00", unit="kaohe", title="呈批单")
    told = {"letter": number, "decision": decision, "leader": leader, "signed_on": "2019-09-25", "scan": scan}
    return {**told, "words": "经核已到位，同意", **more}


def last_line(year: Year, number: int) -> Any:
    return year.rows(Journal, subject_kind="letter", subject_id=number)[-1]


@pytest.mark.closes("O03")
def test_warning_lifted_on_paper_is_the_leaders_act(county: Year) -> None:
    number = answered(county)
    told = sheet(county, number, "lift")

    done = county.do("record_letter_decision", "desk", END, **told, evidence=told["scan"])

    line = last_line(county, number)
    assert done.summary == "“关于‘城镇新增就业’的预警提示单”已解除预警"
    assert (letter(county, number).state, owed_about(county, number)) == ("lifted", {})
    assert (line.act, line.via, line.reason) == ("lift", "paper", "经核已到位，同意")
    assert (line.person_id, line.recorded_by) == (county.persons["head"], county.persons["desk"])
    assert line.effective_at == at("2019-09-25 23:59:59.999999")
    (use,) = [each for each in county.rows(EvidenceUse) if each.note.startswith("签批件")]
    assert (use.note, use.frozen_at) == ("签批件：解除预警", at(END))


def test_dossier_tells_who_recorded_it_and_shows_the_sheet(office: Year) -> None:
    number = answered(office)
    told = sheet(office, number, "lift")
    office.do("record_letter_decision", "desk", END, **told, evidence=told["scan"])

    with office.database.read() as connection:
        found = dossier_of(connection, number, now=datetime.fromisoformat("2019-09-27T09:00+08:00"), person_id=None)

    assert found.life[-1]["recorded_by"] == "县考核办工作岗"
    assert [(each["decision"], each["title"]) for each in found.sheets] == [("解除预警", "呈批单")]


@pytest.mark.closes("O03")
def test_order_is_looked_at_and_closed_out_on_paper(office: Year) -> None:
    number = answered(office, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    office.do("ask_recheck", "desk", "2019-09-25 09:00", letter=number)

    told = sheet(office, number, "close_out", leader="inspector")
    office.do("record_letter_decision", "desk", END, **told, evidence=told["scan"])

    assert letter(office, number).state == "closed_out"
    assert last_line(office, number).person_id == office.persons["inspector"]


@pytest.mark.parametrize(
    ("decision", "kind", "state"),
    [
        ("send_back", LetterKind.ORDER, "sent_back"),
        ("propose_talk", LetterKind.ORDER, "talk_proposed"),
        ("turn_into_order", LetterKind.WARNING, "turned_into_order"),
        ("void", LetterKind.WARNING, "voided"),
    ],
)
def test_every_other_decision_has_its_sheet_too(office: Year, decision: str, kind: LetterKind, state: str) -> None:
    more = {"rung": "supervision", "reply": AT_ISSUE} if kind is LetterKind.ORDER else {}
    number = answered(office, kind, **more)

    office.do("record_letter_decision", "desk", END, **sheet(office, number, decision))

    assert letter(office, number).state == state
    assert letter(office, number).number != ""


def test_draft_is_dropped_on_paper(office: Year) -> None:
    number = warned(office)
    office.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)

    office.do("record_letter_decision", "desk", END, **sheet(office, number, "decline"))

    assert (letter(office, number).state, letter(office, number).number) == ("declined", "")


def test_sheet_that_is_missing_or_of_tomorrow_is_refused(office: Year, refused: Refusal) -> None:
    number = answered(office)
    told = sheet(office, number, "lift")
    proof = {"evidence": told["scan"]}

    bare = refused(office, "record_letter_decision", "desk", END, **{**told, "scan": None}, **proof)
    early = refused(office, "record_letter_decision", "desk", END, **{**told, "signed_on": "2019-09-27"}, **proof)

    assert bare == ("请附签批件扫描件或照片",)
    assert early == ("签批日期2019-09-27晚于今天",)


def test_only_who_may_decide_can_have_signed_and_only_the_desk_records(office: Year, refused: Refusal) -> None:
    number = answered(office)
    told = sheet(office, number, "void", leader="labour_head")

    (nobody,) = refused(office, "record_letter_decision", "desk", END, **told)
    assert nobody.startswith("您现在的岗位不能办理，可以办理的是：")
    (stranger,) = refused(office, "record_letter_decision", "reform_head", END, **{**told, "leader": "head"})
    assert stranger.startswith("您现在的岗位不能办理，可以办理的是：")
