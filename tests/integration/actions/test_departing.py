"""Posts that go over to others, and a person who cannot leave while something open would be nobody's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.entrance.sessions import session_of
from actions.entrance.signing_in import Browser, sign_in_known
from config.settings import Settings
from models.database import Database
from models.journal import Journal
from models.obligations import Obligation
from models.persons import Holding, Person
from states.sessions import Language, Way
from tests.integration.actions.year import Year, at, published

MORNING, NEXT = "2019-03-05 09:00", "2019-03-06 09:00"
Refuse = Callable[..., tuple[str, ...]]


@pytest.fixture
def small(sqlite_database: Database, tmp_path: Path) -> Year:
    """What is only refused asks nothing of the database."""
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path)


def handed(year: Year, **told: object) -> str:
    told = {"office": year.office, "effective_on": "2019-03-05", **told}
    return year.do("hand_over", "desk", MORNING, **told).summary


def held(year: Year, post: str) -> list[tuple[str, str, str]]:
    names = {row.id: row.code for row in year.rows(Person)}
    with year.database.read() as tx:
        number = tx.exec_driver_sql(f"SELECT id FROM post WHERE code = '{post}'").scalar_one()  # noqa: S608
    rows = year.rows(Holding, post_id=number)
    return [(names[row.person_id], str(row.begins_on), str(row.ends_on)) for row in rows]


@pytest.mark.closes("A18", "A12")
def test_everything_goes_over_in_one_go_and_is_told_once(town: Year) -> None:
    owed = [(row.id, row.post_id, row.title) for row in town.rows(Obligation)]
    said = handed(
        town,
        person="farming_officer",
        leaves=True,
        moves=[{"post": "farming_officer", "to": "new", "name": "新承办人"}],
    )
    assert said == "已移交1个岗位，已离职，不再登录"
    assert held(town, "farming_officer") == [
        ("farming_officer", "2019-01-01", "2019-03-04"),
        ("new", "2019-03-05", "None"),
    ]
    assert [(row.id, row.post_id, row.title) for row in town.rows(Obligation)] == owed
    newcomer = town.one(Person, code="new").id
    assert str(town.one(Person, code="farming_officer").left_on) == "2019-03-05"
    assert [row.kind for row in town.told("desk") if row.person_id == newcomer] == ["desk"]
    assert [row.kind for row in town.told("report_due") if row.person_id == newcomer] == []
    lines = town.rows(Journal, act="hand_over")
    assert [line.subject_id for line in lines] == [town.persons["farming_officer"], newcomer]


@pytest.mark.closes("A19", "W11")
def test_who_has_open_duties_and_no_successor_stays(town: Year, refused: Refuse) -> None:
    told = {"office": town.office, "person": "farming_officer", "reason": "退休"}
    (reason,) = refused(town, "deactivate_person", "desk", MORNING, **told)
    assert reason.startswith("“农业站承办人”还有4项未办结（指标分解2项、进展报送2项）")
    leaving = {"office": town.office, "person": "farming_officer", "effective_on": "2019-03-05", "leaves": True}
    assert refused(town, "hand_over", "desk", MORNING, **leaving) == (reason,)


def test_who_owes_nothing_is_deactivated_and_signed_out(town: Year) -> None:
    browser = Browser(address="127.0.0.1", agent="tests", language=Language.CHINESE)
    came = sign_in_known(
        town.database, person="clerk", way=Way.SINGLE_SIGN_ON, browser=browser, now=at(MORNING), settings=Settings()
    )
    done = town.do("deactivate_person", "desk", MORNING, office=town.office, person="clerk", reason="调离")
    assert done.summary == "已停用“clerk”"
    with town.database.read() as tx:
        assert session_of(tx, came.secret, now=at(NEXT)) is None


def test_another_holder_goes_on(town: Year) -> None:
    person = {
        "office": "town",
        "person": "second",
        "name": "第二承办人",
        "post": "farming_officer",
        "begins_on": "2019-03-01",
    }
    town.do("appoint", "desk", MORNING, office=town.office, people=[person])
    town.do("deactivate_person", "desk", MORNING, office=town.office, person="farming_officer", reason="退休")
    assert [each for each in held(town, "farming_officer") if each[2] == "None"] == [("second", "2019-03-01", "None")]


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ({"effective_on": "2019-03-09"}, ("没有写哪个岗位由谁接任", "移交日期还没有到，请在移交之日办理")),
        (
            {"moves": [{"post": "desk", "to": "new"}]},
            ("“desk”不是“farming_officer”现在担任的岗位", "“new”是新来的人，要写明姓名"),
        ),
        ({"moves": [{"post": "farming_officer", "to": "farming_officer"}]}, ("“farming_officer”的接任者不能是本人",)),
        (
            {"moves": [{"post": "farming_officer", "to": "clerk", "name": "另一个人"}]},
            ("人员编码“clerk”已用于另一姓名，“另一个人”请换一个编码",),
        ),
        (
            {"effective_on": "2019-01-01", "moves": [{"post": "farming_officer", "to": "clerk"}]},
            ("“农业站承办人”自2019-01-01起才任职，移交日期要在这以后",),
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once(
    small: Year, refused: Refuse, told: dict[str, object], reasons: tuple[str, ...]
) -> None:
    data = {"office": small.office, "person": "farming_officer", "effective_on": "2019-03-05", **told}
    assert refused(small, "hand_over", "desk", MORNING, **data) == reasons


def test_units_do_not_hand_over(small: Year, refused: Refuse) -> None:
    data = {"office": small.office, "person": "farming_officer", "effective_on": "2019-03-05", "leaves": True}
    (reason,) = refused(small, "hand_over", "farming_head", MORNING, **data)
    assert "可以办理的是" in reason
