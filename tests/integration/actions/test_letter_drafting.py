"""The clock drafts a letter once, whole and citing its rule; it lies on the desk of whoever issues it."""

from config.letters import LetterKind
from models.letters import Letter, LetterUnit, LetterVersion
from tests.integration.actions.letter_office import AT_ISSUE, clock, drafted
from tests.integration.actions.year import Year


def test_clock_drafts_a_warning_once_for_a_rung(county: Year) -> None:
    with clock(county, "2019-09-16 09:00") as act:
        first = drafted(act, county, LetterKind.WARNING)
        assert drafted(act, county, LetterKind.WARNING) == first
    letter = county.one(Letter)
    assert (letter.kind, letter.state, letter.drafted_by, letter.number) == ("warning", "drafting", None, "")
    (version,) = county.rows(LetterVersion)
    assert version.title == "关于“城镇新增就业”的预警提示单"
    assert version.body == (
        "县人社局：\n"
        "经核，截至8月底，你单位承担的“城镇新增就业”完成3200人，占年度任务（6000人）的53.3%，低于序时进度（66.7%）"
        "13.3个百分点，欠账800人。\n"
        "口径：按月均匀推进，以累计完成数计\n"
        "依据：第三条“对欠账指标及时发出预警提示单和督办单”\n"
        "请对照差距查找原因，抓紧整改，尽快赶上序时进度。"
    )
    assert [row.delivered_at for row in county.rows(LetterUnit)] == [None]


def test_drafted_letter_lies_on_the_desk_of_its_issuer_and_nowhere_else(county: Year) -> None:
    with clock(county, "2019-09-16 09:00") as act:
        letter = drafted(act, county, LetterKind.WARNING, facts={"verified": False})
    owed = county.owed(subject_kind="letter", subject_id=letter)
    assert [(row.kind, row.title, str(row.due_at)[:10]) for row in owed] == [
        ("letter", "关于“城镇新增就业”的预警提示单", "2019-09-18")
    ]
    (told,) = county.told("letter_drafted")
    assert told.person_id == county.persons["desk"]
    assert told.subject == "【县考核办】待送签：预警提示单“城镇新增就业”"
    assert "（预警提示单），请于9月18日（周三）下班前核对" in told.body
    assert county.one(LetterVersion).body.splitlines()[1].startswith("据单位上报，截至8月底")


def test_order_of_the_same_shortfall_points_back_to_its_warning(county: Year) -> None:
    with clock(county, "2019-09-16 09:00") as act:
        warning = drafted(act, county, LetterKind.WARNING)
        order = drafted(act, county, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE)
    assert {row.id: row.origin_id for row in county.rows(Letter)} == {warning: None, order: warning}


def test_every_rung_drafts_its_own_letter_of_the_same_kind(office: Year) -> None:
    """二次预警、三次预警: what the clock drafted before is not what a person made of the letter before it."""
    with clock(office, "2019-09-16 09:00") as act:
        drafts = [drafted(act, office, LetterKind.WARNING, rung=rung) for rung in ("first", "second", "third")]

    assert len(set(drafts)) == 3
