"""The draft scheme: what was read, as a scheme says it; what is missing is named, and nothing else is wrong with it."""

from typing import Any

import pytest
from hypothesis import given

from config.loading import Loaded, load_scheme, read_source
from config.pointers import pointer_of, steps_of
from config.scheme import Scheme
from config.source import node_at
from config.tree import Scalar
from config.tree import plain as plain_tree
from documents.notices.drafting.blocks import laid_out
from documents.notices.reading import Reading, read_notice
from tests.unit.documents.notices.papers import PASTED, SEEDS, paper_of, plain

_CHAIN = "{breakdown: {label: 审核, steps: [{code: head, label: 审核, reviewers: department_head, days: 1}]}}"
_SCAFFOLD = f"""
scheme: drafted
seat: assessor
office: {{code: office, name: 考核办, unit: u1}}
posts: [{{code: head, title: 负责人, unit: u1, role: department_head}}]
chains: {_CHAIN}
"""
_ALWAYS_MISSING = {"/scheme", "/seat", "/office", "/posts", "/chains"}

LIST = """某县办公室文件
某办发〔2026〕3号
关于下达2026年度目标任务的通知
各单位：
请于5月13日17:00前报送分解结果。6—8，10—12月进展情况于当月最后一个工作日前报送。
2026年4月1日
附件1
重点工作任务
（100分）
一、培训3000名职工，合格率达到90%以上。★（60分）（人社局牵头，教育局配合）
二、党的建设（40分）
（一）组织生活。【学习（机关党委牵头）】和【走访（工会牵头）】
（二）作风建设。（牵头单位：纪委；考核单位：组织部）"""
TABLE = """市对县考核细则

一级指标\t二级指标\t考评细则\t考评单位
机关效能（10分）\t公文办理（4分）\t迟报的，每次扣0.5分（最多扣2分）；漏报的，扣1分。\t办公室
\t信息工作（3分）\t采用率90%以上得3分、60%—90%得1分、60%以下得0分。\t
\t督查（3分）\t全年督查至少4次，每少一次扣0.5分。\t
"""


def _completed(reading: Reading) -> Loaded:
    """The draft as a person completes it: only with what is missing, nothing changed."""
    data = plain_tree(read_source(reading.draft.text + _SCAFFOLD)[0].root)
    data.setdefault("year", 2026)
    breakdown = data.setdefault("stages", {}).setdefault("breakdown", {"due": "5月13日前"})
    for each in (breakdown, *data.get("windows", ())):
        each["chain"] = "breakdown"
    for window in data.get("windows", ()):
        if "periods" not in window:
            window.setdefault("for_each", {"months": [6]})
    return load_scheme(laid_out(data))


def _filled(reading: Reading) -> Scheme:
    return _completed(reading).scheme


def _same_as_told(reading: Reading) -> None:
    """Every place of the draft that cites the paper says what stands there."""
    source = read_source(reading.draft.text)[0]
    for pointer, spans in reading.draft.cites.items():
        node = node_at(source, steps_of(pointer))
        assert node is not None, pointer
        if isinstance(node, Scalar) and pointer.endswith(("title", "text", "/name", "/no")):
            quoted = plain("".join(reading.quote(span) for span in spans))
            assert plain(str(node.value)).split("（")[0] in quoted, pointer


@pytest.mark.parametrize(
    ("text", "more"),
    [(LIST, {"/stages/breakdown/chain", "/windows/0/chain"}), (TABLE, {"/year", "/stages"})],
)
def test_only_what_a_notice_cannot_say_is_missing(text: str, more: set[str]) -> None:
    reading = read_notice(paper_of(text))
    missing = {problem.pointer for problem in reading.draft.missing}
    assert missing == _ALWAYS_MISSING | more
    _filled(reading)
    _same_as_told(reading)


@given(PASTED)
def test_nothing_that_a_draft_writes_is_wrong(text: str) -> None:
    """Whatever was pasted: the draft lacks what a notice cannot say, but what it says a scheme may say."""
    for problem in read_notice(paper_of(text)).draft.missing:
        assert "缺少" in problem.message or "必须写明期次" in problem.message, problem


def test_the_source_documents_become_schemes_once_the_rest_is_filled_in() -> None:
    for file in sorted(SEEDS.glob("*.txt")):
        reading = read_notice(paper_of(file.read_text("utf-8"), file.name))
        if reading.indicators:
            assert len(_filled(reading).indicators) == len(reading.indicators)
            _same_as_told(reading)


def test_a_list_is_drafted_with_points_leads_targets_and_segments() -> None:
    scheme = _filled(read_notice(paper_of(LIST)))
    assert (scheme.title, scheme.year) == ("关于下达2026年度目标任务的通知", 2026)
    assert [(each.no, str(each.dated)) for each in scheme.documents] == [("某办发〔2026〕3号", "2026-04-01")]
    first, second = scheme.indicators[0].children
    names = {unit.code: unit.name for unit in scheme.units}
    assert (first.title, first.points, first.star) == ("培训3000名职工，合格率达到90%以上", 60, True)
    assert [names[code] for code in (*first.leads, *first.co_units)] == ["人社局", "教育局"]
    assert [(target.name, target.value, target.unit, target.comparator.value) for target in first.targets] == [
        ("职工", 3000, "名", ">="),
        ("合格率", 90, "%", ">="),
    ]
    life, conduct = second.children
    assert [(part.title, names[part.leads[0]]) for part in life.segments] == [("学习", "机关党委"), ("走访", "工会")]
    assert [names[code] for code in (*conduct.leads, *conduct.assessors)] == ["纪委", "组织部"]


def test_deadlines_whose_place_is_certain_stand_in_the_draft() -> None:
    reading = read_notice(paper_of(LIST))
    scheme = _filled(reading)
    assert str(scheme.stages.breakdown.due.model_dump(exclude_defaults=True)) == str(
        {"cutoff": "17:00", "kind": "in_year", "month": 5, "day": 13}
    )
    (window,) = scheme.windows
    assert (window.title, window.due.kind) == ("6—8，10—12月进展情况", "last_workday")
    assert window.for_each is not None
    assert window.for_each.months == (6, 7, 8, 10, 11, 12)
    assert not [each.sentence for each in reading.draft.left_out if "期限" in each.sentence]


def test_certain_clauses_are_drafted_as_rules_of_the_scheme() -> None:
    scheme = _filled(read_notice(paper_of(TABLE)))
    rules = [rule.of.model_dump(exclude_defaults=True, exclude={"basis"}) for rule in scheme.scoring.indicators]  # type: ignore[union-attr]
    assert [_plain_rule(rule) for rule in rules] == [
        {"base": [("events", ["0.5", "1"])]},
        ("bands", [("90", None, "3"), ("60", "90", "1"), (None, "60", "0")]),
        {"base": [("steps", "1", "0.5")]},
    ]
    assert [(each.name, each.unit) for each in scheme.scoring.findings] == [("迟报", "次"), ("漏报", "次")]


def _plain_rule(rule: dict[str, Any]) -> Any:
    if rule["kind"] != "base":
        return _plain_term(rule)
    terms = [*rule.get("deductions", ()), *rule.get("bonuses", ())]
    return {rule["kind"]: [_plain_term(term) for term in terms]}


def _plain_term(term: dict[str, Any]) -> Any:
    if term["kind"] == "events":
        return term["kind"], [str(price["each"]) for price in term["prices"]]
    if term["kind"] == "bands":
        bands = [(band.get("at_least"), band.get("at_most"), band["points"]) for band in term["bands"]]
        return term["kind"], [tuple(None if each is None else str(each) for each in band) for band in bands]
    return term["kind"], str(term["each"]), str(term["points"])


def test_what_only_a_person_can_decide_is_left_out_and_said() -> None:
    text = "考核内容\t分值\t牵头单位\n信访办理\t5\t各科室\n档案归档\t5\t办公室"
    draft = read_notice(paper_of(text)).draft
    assert "各科室" not in draft.text
    assert [each.sentence for each in draft.left_out] == ["“各科室”不是一个单位：是哪几家，逐个写明"]
    assert pointer_of(("units", 0, "name")) in draft.cites
