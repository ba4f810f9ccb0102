"""O27, O26, W5: before publication a unit learns its own points; what-if and past moments tell it no more than that."""

from datetime import datetime
from pathlib import Path

import pytest

from actions.acts import Refused
from actions.results.papers import opinion_letters
from actions.results.reading import NoSuchVersion, View, read_result
from models.database import Database
from states.results.seeing import HIDDEN
from tests.integration.actions.year import at
from tests.integration.results.office import DESK, UNITS, Office, ready

OPEN_RANKS = {"result_process:\n": "result_process:\n  open_ranks: true\n"}


def read(office: Office, when: str, by: str | None, *, version: int | None = None, since: str = "") -> View:
    moment: datetime | None = at(since) if since else None
    person = office.year.persons[by] if by else None
    with office.year.database.read() as tx:
        return read_result(
            tx, office.year.assessment, now=at(when), person_id=person, version=version, since=moment
        )  # fmt: skip


def seen(view: View) -> tuple[list[str], list[tuple[str, int | None]]]:
    """Whose points, and whose places."""
    places = [(one.unit, one.place) for standing in view.outcome.standings.values() for one in standing.placed]
    return [*view.outcome.results["total"]], sorted(places)


@pytest.mark.closes("O27")
def test_ranks_do_not_leak_before_publication(on_sqlite: Office) -> None:
    on_sqlite.until_noticed()
    for by in ("a_head", "a_officer"):
        assert seen(read(on_sqlite, "2020-01-21 09:00", by)) == (["a"], [])
    assert seen(read(on_sqlite, "2020-01-21 09:00", "statistics_head")) == ([], [])
    for by in (DESK, "group_member", None):
        units, places = seen(read(on_sqlite, "2020-01-21 09:00", by))
        assert (units, len(places)) == ([*UNITS], 5)
    with pytest.raises(NoSuchVersion):
        read(on_sqlite, "2020-01-21 09:00", "a_head", version=7)
    on_sqlite.year.tick("2020-02-05 09:00")
    on_sqlite.do("announce_result", "2020-02-05 10:00")
    after = read(on_sqlite, "2020-02-05 11:00", "a_head")
    assert seen(after) == ([*UNITS], [("a", 1), ("b", 2), ("c", 4), ("d", 3), ("e", 5)])
    assert after.requests_end_at is not None
    on_sqlite.record("2020-02-06 09:00", {"figures": [{"unit": "丙县", "figure": "houses", "value": 100}]})
    later = read(on_sqlite, "2020-02-06 10:00", "a_head")
    assert (later.version, later.outcome) == (after.version, after.outcome)  # published is published


@pytest.mark.closes("R4.17")
def test_with_open_ranks_a_unit_sees_its_own_place_too(sqlite_database: Database, tmp_path: Path) -> None:
    office = ready(sqlite_database, tmp_path, OPEN_RANKS)
    office.until_checked()
    assert seen(read(office, "2020-01-17 09:00", "d_head")) == (["d"], [("d", 3)])
    told = {row.dedup_key.rsplit(":", 1)[1]: row.body for row in office.year.told("result_fed_back")}
    assert "目标管理年度考评得分46.2分，第3名" in told["d_head"]


def test_each_unit_is_fed_back_its_own_points_and_no_others(on_sqlite: Office) -> None:
    on_sqlite.until_checked()
    told = {row.dedup_key.rsplit(":", 1)[1]: row.body for row in on_sqlite.year.told("result_fed_back")}
    points = {"a": "48.9", "b": "47.4", "c": "45.4", "d": "46.2", "e": "40"}
    assert {*told} == {f"{unit}_head" for unit in UNITS}
    for unit, own in points.items():
        body = told[f"{unit}_head"]
        assert f"{own}分" in body
        assert [other for other in points.values() if other != own and other in body] == []
        assert [name for code, name in UNITS.items() if code != unit and name in body] == []
        assert "名" not in body.replace("书面", "")


def test_what_is_worked_out_beside_others_is_shut_until_publication(on_sqlite: Office) -> None:
    on_sqlite.until_noticed()
    own = read(on_sqlite, "2020-01-21 09:00", "a_head").outcome.results["total"]["a"].worked
    assert own is not None
    jobs = own.parts[0].parts[2].parts[0] if own.parts else own
    assert (jobs.label, jobs.note, jobs.parts) == ("就业和创业", HIDDEN, ())


@pytest.mark.closes("W5")
def test_supposing_tells_the_new_points_and_the_step_that_moved(on_sqlite: Office) -> None:
    """得分测算: the office learns the places too, a unit only its own points (W5)."""
    on_sqlite.until_marked()
    year = on_sqlite.year
    told = {"assessment": year.assessment, "facts": {"figures": [{"unit": "丙县", "figure": "houses", "value": 100}]}}
    held = year.dump()
    office = year.do("try_out", DESK, "2020-01-10 09:00", **told)
    assert office.summary == "得分测算：丙县 45.4 → 46.6，名次 4 → 3；丁县 46.2 → 46.2，名次 3 → 4"
    own = year.do("try_out", "c_officer", "2020-01-10 09:00", **told)
    assert own.summary == "得分测算：丙县 45.4 → 46.6"
    (change,) = own.details["changed"]
    assert change["because"][0]["path"][3:] == ["保障性住房", "扣分", "档数", "保障房完成率（2019）"]
    with pytest.raises(Refused, match="只能测算本单位的得分，不能假设丙县的事实"):
        year.do("try_out", "a_head", "2020-01-10 09:00", **told)
    assert year.dump() == held


def test_difference_of_two_moments_shows_each_his_own(on_sqlite: Office) -> None:
    on_sqlite.until_marked()
    on_sqlite.record("2020-01-10 09:00", {"figures": [{"unit": "丙县", "figure": "houses", "value": 100}]})
    for by, units in ((DESK, ["c", "d"]), ("c_head", ["c"]), ("d_head", [])):
        changed = read(on_sqlite, "2020-01-10 10:00", by, since="2020-01-09 12:00").changed
        assert [each.unit for each in changed] == units


def test_letters_go_to_whoever_has_not_answered_and_name_whom_it_is_about(on_sqlite: Office) -> None:
    """函 with 会签回执 (O09), for the office alone."""
    on_sqlite.until_checked()
    on_sqlite.do("reply_opinion", "2020-01-16 10:00", by="statistics_head", agrees=True)
    assert [*opinion_letters(read(on_sqlite, "2020-01-16 11:00", "a_head"))] == []
    (letter,) = opinion_letters(read(on_sqlite, "2020-01-16 11:00", DESK))
    assert letter.text.subject == "关于征求2019年度考核结果意见的函"
    assert "2020年1月16日" in letter.text.body.splitlines(), "the day on which it is asked, not that of the draft"
    for line in (
        "市纪检监察机关（示例）：",
        "2019年度考核结果已经汇总审核。现就下列单位征求贵单位意见（党风廉政）：",
        "拟评综合先进：甲县、丁县",
        "拟评就业和创业工作先进：乙县",
        "请于1月22日（周三）下班前将意见书面回复我单位，附会签回执；到期没有回复的，视为没有意见。",
    ):
        assert line in letter.text.body.splitlines()


@pytest.mark.closes("O26")
def test_drafted_findings_are_nowhere_and_told_ones_hold_the_result(on_sqlite: Office) -> None:
    """Drafted: not in the unit's points, its what-if or its changes. Told and not settled: nothing is passed on."""
    on_sqlite.until_marked()
    year = on_sqlite.year
    before = read(on_sqlite, "2020-01-09 10:00", "c_head").outcome
    supposed = {
        "assessment": year.assessment,
        "facts": {"figures": [{"unit": "丙县", "figure": "houses", "value": 99}]},
    }
    first = year.do("try_out", "c_head", "2020-01-09 10:00", **supposed).details
    paper = {"office": year.office, "unit": "office", "title": "通报", "kept_at": "档案柜"}
    proof = year.do("add_paper_evidence", DESK, "2020-01-09 11:00", **paper).ids["evidence"]
    one = {
        "kind": "criticised",
        "unit": "c",
        "on": "2019-06-14",
        "matter": "被省级通报批评",
        "attributes": {"level": "省级或国家部委"},
        "evidence": [proof],
    }
    done = year.do("draft_findings", DESK, "2020-01-09 11:00", assessment=year.assessment, findings=[one])
    view = read(on_sqlite, "2020-01-09 12:00", "c_head", since="2020-01-09 10:30")
    assert (view.outcome, view.changed) == (before, ())
    assert year.do("try_out", "c_head", "2020-01-09 12:00", **supposed).details == first
    year.do("tell_findings", DESK, "2020-01-09 13:00", findings=done.details["findings"])
    with pytest.raises(Refused, match="还有没有办完的：丙县：通报批评（已告知）"):
        on_sqlite.do("pass_on_result", "2020-01-10 09:00")


TRIED = (
    ("end_marking", {}),
    ("pass_on_result", {}),
    ("announce_result", {}),
    ("compute_result", {}),
    ("correct_result", {"reason": "少算", "basis": "纪要"}),
    ("decide_tie", {"award": "overall", "units": ["b"], "basis": "纪要"}),
    ("decide_order", {"ranking": "places", "places": {"b": 1, "c": 2}, "basis": "纪要"}),
)


def test_whoever_may_not_act_learns_nothing_by_trying(on_sqlite: Office) -> None:
    """A refusal tells all reasons at once, but what others lack or gained is not for everybody (O27)."""
    on_sqlite.facts("2020-01-03 09:00", but=("b",))
    on_sqlite.open("2020-01-06 09:00")
    for name, data in TRIED:
        with pytest.raises(Refused) as refused:
            on_sqlite.do(name, "2020-01-06 10:00", by="a_head", **data)
        said = "；".join(refused.value.reasons)
        assert [unit for code, unit in UNITS.items() if code != "a" and unit in said] == []
        assert "您现在的岗位不能办理" in said or "现在的状态下不能办理" in said, (name, said)
