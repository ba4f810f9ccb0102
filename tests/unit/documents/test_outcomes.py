"""What is kept of an outcome sets it up again, whole and exact."""

from fractions import Fraction
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from config.loading import load_facts, load_scheme
from documents.outcomes import as_document, lines_of, outcome_from, worked_from
from documents.results import Head, items, printed, sheet, table
from documents.scores import as_tree, explain, say_record
from scoring.combining import BONUSES, DEDUCTIONS
from scoring.differing import differences, stands
from scoring.outcome import Outcome, open_book, work_out
from scoring.sheets import facts_of
from scoring.worked import Record, Sign, Truth, Worked, clause, picked, recomputed, total
from scoring.worked import given as recorded
from states.results.seeing import HIDDEN, seen, sight_of
from tests.house import ROOT
from tests.profiles import cases
from tests.unit.states.office import at

LOADED = load_scheme((ROOT / "tests/fixtures/schemes/livelihood.yaml").read_text(encoding="utf-8"))
SCHEME = LOADED.scheme


@cache
def outcome() -> Outcome:
    sheet, _ = load_facts(ROOT / "tests/fixtures/scoring/livelihood.yaml", LOADED)
    facts, refused = facts_of(sheet, SCHEME)
    assert not refused
    return work_out(open_book(SCHEME, facts), "2012")


def test_an_outcome_that_was_kept_is_the_same_again() -> None:
    kept = outcome_from(as_document(outcome()), lines_of(outcome(), SCHEME), SCHEME)
    assert [*differences(outcome(), kept)] == []
    assert as_document(kept) == as_document(outcome())
    assert [*lines_of(kept, SCHEME)] == [*lines_of(outcome(), SCHEME)]
    for unit, held in outcome().results["total"].items():
        again = kept.results["total"][unit].worked
        assert held.worked is not None
        assert again is not None
        assert explain(again, SCHEME) == explain(held.worked, SCHEME)
        assert recomputed(again) == held.worked.value


fraction = st.fractions(min_value=-99, max_value=99, max_denominator=60)


@settings(max_examples=cases(40, full=500))
@given(st.lists(fraction, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_any_tree_comes_back_as_it_was_written(values: list[Fraction], holds: bool, is_recorded: bool) -> None:
    sign, said = (Sign.RECORDED, "社会评价为好") if is_recorded else (Sign.ALL, "")
    parts = () if is_recorded else (Truth(holds, Sign.RECORDED, said="评价为好"),)
    worked = picked(
        (Truth(holds, sign, parts, said=said),), total([recorded(value, "登记的数") for value in values])
    ).called("得分", unit="分", note="注")
    tree = as_tree(worked, SCHEME)
    assert as_tree(worked_from(tree), SCHEME) == tree
    assert worked_from(as_tree(clause(values[0]), SCHEME)).value == values[0]


def test_where_a_unit_stands_is_told_by_total() -> None:
    first = next(one.unit for one in outcome().standings["places"].placed if one.place == 1)
    standing = stands(outcome(), "total", first)
    assert (standing.place, standing.grade) == (1, "")
    assert stands(outcome(), "total", "nobody").points is None


HEAD = Head(
    title="2012年度考核结果",
    state="已公布",
    worked_at=at("2013-01-20 09:00"),
    version=2,
    document_no="2号",
    digest="3fa2b1c09d8e77aa",
)


def test_page_of_a_unit_says_what_was_taken_off_by_which_clause_on_which_facts() -> None:
    """「这分怎么扣的」."""
    page = sheet(outcome(), SCHEME, "c", HEAD).splitlines()
    assert page[:9] == [
        "丙县　2012年度考核结果",
        "（第2稿，2013-01-20 09:00计算，已公布，2号，校验码3fa2b1c09d8e）",
        "",
        "目标管理年度考评得分：44.4分　第5名",
        "扣分",
        "  1. 目标管理年度考评得分　处罚扣分：扣3分",
        "     依据 《民生工程目标管理工作规定（示例）》 二.4：“分别扣2分和1分”",
        "     通报-1；市考评办发现",
        "     通报-2；市考评办发现",
    ]
    assert "没有加分" in page
    assert page[-2:] == ["综合先进：第 5 名，44.4 分", "末位：第 5 名，44.4 分"]


def test_what_is_not_shown_yet_is_not_said_to_be_nothing() -> None:
    """乙县 has a bonus by comparison: beforehand it does not see it, and is not told that there is none."""
    own = sight_of({"b"}, is_office=False, is_published=False, open_ranks=False)
    page = sheet(seen(outcome(), SCHEME, own), SCHEME, "b", HEAD).splitlines()
    assert f"没有加分（{HIDDEN}的除外）" in page
    assert "加分" in sheet(outcome(), SCHEME, "b", HEAD).splitlines()


def test_who_settled_a_finding_is_said_once() -> None:
    assert say_record(Record("第1号事项", verified_by="市考评办负责人复核维持")) == "第1号事项；市考评办负责人复核维持"
    assert say_record(Record("完成率", verified_by="市统计部门")) == "完成率；市统计部门核验"


def value_of(worked: Worked, label: str) -> Fraction:
    """Of the first step of that name."""
    waiting = [worked]
    while waiting:
        step = waiting.pop()
        if step.label == label:
            return step.value
        waiting += step.parts
    raise AssertionError(label)


def test_page_counts_every_point_that_was_taken_off_or_added() -> None:
    """6 + 6 + 3 × 12: what is given on site and by the poll, the three base scores, and the items of the page."""
    for held in outcome().results["total"].values():
        worked = held.worked
        assert worked is not None
        taken, added = (
            sum(Fraction(each.points) for each in items(worked, SCHEME, sort)) for sort in (DEDUCTIONS, BONUSES)
        )
        assert worked.value == value_of(worked, "组织实施") + value_of(worked, "群众测评") + 36 - taken + added


def test_tables_are_sorted_by_points_or_in_the_official_order() -> None:
    """O19: 按得分排序 or 排名不分先后, and the heading says which."""
    by_points, in_order = (table(outcome(), SCHEME, "total", by_points=flag) for flag in (True, False))
    assert [(row.place, row.unit) for row in by_points] == [
        ("1", "乙县"),
        ("2", "甲县"),
        ("3", "丁县"),
        ("4", "开发区"),
        ("5", "丙县"),
    ]
    assert [(row.place, row.unit) for row in in_order] == [
        ("", name) for name in ("甲县", "乙县", "丙县", "丁县", "开发区")
    ]
    assert printed(by_points, "表", by_points=True).splitlines()[0] == "表（按得分排序）"
    assert printed(in_order, "表", by_points=False).splitlines()[:2] == [
        "表（排名不分先后）",
        "单位\t得分\t等次\t评定\t说明",
    ]
