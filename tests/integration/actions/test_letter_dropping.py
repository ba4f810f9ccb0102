"""A shortfall is over before its letter is: the draft is not needed any more, what was signed is not delivered."""

from collections.abc import Callable

from actions.shortfalls.following import close_shortfall
from config.letters import LetterKind
from models.letters import Letter
from models.shortfalls import Shortfall
from states.shortfall import ShortfallEnd
from tests.integration.actions.letter_office import AT_ISSUE, clock, delivered, drafted, letter, signed, warned
from tests.integration.actions.year import Year

Refusal = Callable[..., tuple[str, ...]]
OVER = "“城镇新增就业”的欠账已了结（已赶上序时进度）"


def caught_up(year: Year, when: str, outcome: ShortfallEnd = ShortfallEnd.CAUGHT_UP) -> None:
    """The figures of the next month close it."""
    row = year.one(Shortfall)
    with clock(year, when) as act:
        act.published(year.assessment)
        close_shortfall(act, row, outcome)


def told(year: Year) -> list[tuple[str, str]]:
    codes = {number: code for code, number in year.persons.items()}
    return [(codes[row.person_id], row.body) for row in year.told("letter_unneeded")]


def test_draft_on_the_desk_ends_with_the_reason_and_nobody_owes_it(county: Year, refused: Refusal) -> None:
    number = warned(county)
    caught_up(county, "2019-10-10 10:00")

    row = letter(county, number)
    assert (row.state, row.number, row.closed_at is not None) == ("unneeded", "", True)
    assert county.owed(subject_kind="letter", subject_id=number) == []
    assert told(county) == [("desk", f"县人社局：{OVER}。预警提示单文稿不再需要，不再送签、签发。")]
    assert refused(county, "submit_letter", "desk", "2019-10-10 11:00", letter=number) == (
        "预警提示单现在是“不再需要”，不能办理“送签”",
    )


def test_draft_that_waits_for_its_signature_is_taken_from_there(county: Year, refused: Refusal) -> None:
    number = warned(county)
    county.do("submit_letter", "desk", "2019-09-16 15:00", letter=number)
    caught_up(county, "2019-09-17 09:00", ShortfallEnd.JUDGED)

    assert letter(county, number).state == "unneeded"
    assert [code for code, _ in told(county)] == ["desk", "head"]
    assert county.owed(subject_kind="letter", subject_id=number) == []
    assert refused(county, "sign_letter", "head", "2019-09-17 10:00", letter=number)


def test_letter_that_was_signed_is_not_delivered_and_may_be_voided(county: Year, refused: Refusal) -> None:
    number = warned(county)
    signed(county, number)
    scan = county.attach_loose("desk", "2019-09-17 15:00", unit="kaohe", title="用印件")
    county.do("seal_letter", "desk", "2019-09-17 15:10", letter=number, sealed_on="2019-09-17", scan=scan)
    caught_up(county, "2019-09-17 15:30")

    assert told(county) == [
        (
            "desk",
            f"县人社局：{OVER}。预警提示单（县考预〔2019〕1号）已签发，尚未送达：请办理作废，不再送达。",
        )
    ]
    assert refused(county, "deliver_letter", "desk", "2019-09-17 16:00", letter=number, how="纸质送达") == (
        f"{OVER}，这份文书不再需要，不再签发、送达",
    )
    county.do("void_letter", "head", "2019-09-17 16:10", letter=number, reason="欠账已消除")
    assert letter(county, number).state == "voided"


def test_letter_that_reached_its_unit_may_be_lifted_and_the_desk_is_told(county: Year) -> None:
    number = warned(county)
    signed(county, number)
    delivered(county, number)
    caught_up(county, "2019-10-10 10:00")

    assert told(county) == [("desk", f"县人社局：{OVER}。预警提示单（县考预〔2019〕1号）可以凭认定的数解除预警。")]
    county.do("lift_warning", "desk", "2019-10-10 11:00", letter=number, words="截至9月底达到序时进度")
    assert letter(county, number).state == "lifted"


def test_order_that_a_person_made_stands_for_the_rung_and_ends_with_the_shortfall(county: Year) -> None:
    number = warned(county)
    signed(county, number)
    delivered(county, number)
    made = county.do("turn_into_order", "desk", "2019-09-24 10:00", letter=number, reason="没有起色").ids["next"]
    with clock(county, "2019-09-29 09:00") as act:
        assert drafted(act, county, LetterKind.ORDER, rung="supervision", reply=AT_ISSUE) == made
    caught_up(county, "2019-10-10 10:00")

    assert {row.id: row.state for row in county.rows(Letter)} == {number: "turned_into_order", made: "unneeded"}
