"""How a behaviour file is read: whom it means, when it means, and what is wrong with it."""

from datetime import date
from pathlib import Path

import pytest

from actions.behaving.timing import Timing
from actions.behaviours import ON_TIME, SILENT, Conduct, Matter, find_behaviour, read_behaviour
from config.ladders import SpanUnit
from config.letters import LetterKind
from config.obligations import ObligationKind as Kind
from config.problems import SchemeErrors
from tests.integration.rehearsing.conftest import scheme_of

SCHEME = scheme_of("five-steps")

ON_TIMELY = Conduct(when=Timing(kind="on_time"))
NEVER = Conduct(when=Timing(kind="never"))


def conduct(text: str, matter: Matter) -> Conduct:
    return read_behaviour(f"title: 试\n{text}", SCHEME).conduct(matter)


def problems(text: str) -> list[str]:
    with pytest.raises(SchemeErrors) as raised:
        read_behaviour(text, SCHEME, name="表现.yaml")
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("words", "timing"),
    [
        ("on_time", Timing(kind="on_time")),
        ("on-time", Timing(kind="on_time")),
        ("按时", Timing(kind="on_time")),
        ("never", Timing(kind="never")),
        ("不办", Timing(kind="never")),
        ("after_urge", Timing(kind="after_urge")),
        ("催后", Timing(kind="after_urge")),
        ("+2 workdays late", Timing(kind="late", n=2)),
        ("1 workday", Timing(kind="late", n=1)),
        ("晚3个工作日", Timing(kind="late", n=3)),
        ("迟2天", Timing(kind="late", n=2, unit=SpanUnit.DAYS)),
        ("+5 hours late", Timing(kind="late", n=5, unit=SpanUnit.HOURS)),
        ("2 workdays early", Timing(kind="early", n=2)),
        ("-1 workday", Timing(kind="early", n=1)),
        ("提前3天", Timing(kind="early", n=3, unit=SpanUnit.DAYS)),
        ("2019-04-08", Timing(kind="on", day=date(2019, 4, 8))),
        ("晚5小时", Timing(kind="late", n=5, unit=SpanUnit.HOURS)),
    ],
)
def test_when_is_read_from_words(words: str, timing: Timing) -> None:
    told = conduct(f"otherwise: {words}", Matter(post="housing_officer", kind=Kind.REPORT))

    assert told == Conduct(when=timing)


@pytest.mark.parametrize("who", ["区住建局", "housing", "区住建局承办人", "housing_officer", "承办人", "officer"])
def test_rule_means_a_unit_a_post_or_a_role(who: str) -> None:
    rule = f"rules:\n  - {{who: {who}, when: never}}"

    assert conduct(rule, Matter(post="housing_officer", kind=Kind.REPORT)) == NEVER
    assert conduct(rule, Matter(post="mayor", kind=Kind.REVIEW)) == ON_TIMELY


def test_rule_holds_for_its_kind_indicator_and_period_only() -> None:
    rule = "rules:\n  - {what: [report, revision], indicator: B1-1, period: 2019-Q2, when: never}"
    fitting = Matter(post="housing_officer", kind=Kind.REPORT, indicator="B1-1", period="2019-Q2")

    assert conduct(rule, fitting) == NEVER
    for other in (
        Matter(post="housing_officer", kind=Kind.BREAKDOWN, indicator="B1-1", period="2019-Q2"),
        Matter(post="housing_officer", kind=Kind.REPORT, indicator="B2", period="2019-Q2"),
        Matter(post="housing_officer", kind=Kind.REPORT, indicator="B1-1", period="2019-Q3"),
    ):
        assert conduct(rule, other) == ON_TIMELY


def test_first_rule_that_fits_counts() -> None:
    rules = "rules:\n  - {who: 区住建局承办人, when: 按时}\n  - {who: 区住建局, when: never, return_once: 补充材料}"

    assert conduct(rules, Matter(post="housing_officer", kind=Kind.REPORT)) == ON_TIMELY
    assert conduct(rules, Matter(post="housing_head", kind=Kind.REVIEW)) == Conduct(
        when=Timing(kind="never"), return_once="补充材料"
    )


def test_shipped_behaviours_are_found_by_name() -> None:
    assert (find_behaviour("on-time", SCHEME), find_behaviour("silent", SCHEME)) == (ON_TIME, SILENT)
    assert SILENT.is_silent
    assert not ON_TIME.is_silent


def test_file_is_found_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "拖延.yaml"
    path.write_text("title: 都拖延\notherwise: 晚1个工作日\n", encoding="utf-8")

    assert find_behaviour(path, SCHEME).name == "都拖延"


def test_what_is_neither_a_name_nor_a_file_is_refused() -> None:
    with pytest.raises(SchemeErrors, match="找不到表现“lazy”：它不是 on-time 或 silent，也不是一个文件的路径"):
        find_behaviour("lazy", SCHEME)


def test_every_stranger_is_told_with_its_place_and_the_nearest_name() -> None:
    text = """title: 试
rules:
  - {who: 区住健局, when: never}
  - {who: [officer, 区审计局负责], what: report, indicator: B1-9}
"""
    assert problems(text) == [
        "表现.yaml:3:11: 方案里没有叫“区住健局”的单位、岗位或角色。是不是“区住建局”？",
        "表现.yaml:4:21: 方案里没有叫“区审计局负责”的单位、岗位或角色。是不是“区审计局负责人”？",
        "表现.yaml:4:55: 方案里没有指标任务“B1-9”。是不是“B1-2”？",
    ]


def test_hand_through_which_things_go_is_a_post_and_what_is_cut_has_a_reason() -> None:
    rules = "title: 试\nrules:\n  - {who: 区住建局, recorded_by: 区住建局}\n"
    assert problems(rules) == ["表现.yaml:3:30: 方案里没有叫“区住建局”的岗位。是不是“区住建局责任人”？"]
    (said,) = problems("title: 试\nrules:\n  - {what: verification, cuts: 3}\n")
    assert "核减多少和核减的理由要一起写" in said


def test_strangers_in_leave_and_pleas_are_told_too() -> None:
    text = """title: 试
leave:
  - {who: 区住建局承办, begins_on: 2019-04-01, ends_on: 2019-04-02, substitute: 区住建局}
excuses:
  - {who: 区审记局, indicator: B1-9, why: 停电}
"""
    assert problems(text) == [
        "表现.yaml:3:11: 方案里没有叫“区住建局承办”的单位、岗位或角色。是不是“区住建局承办人”？",
        "表现.yaml:3:75: 方案里没有叫“区住建局”的岗位。是不是“区住建局责任人”？",
        "表现.yaml:5:11: 方案里没有叫“区审记局”的单位、岗位或角色。是不是“区审计局”？",
        "表现.yaml:5:28: 方案里没有指标任务“B1-9”。是不是“B1-2”？",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "rules: []\n",
            "表现.yaml:1:1: 缺少“title”（名称，如 康复部拖延）。在这里补上 title: …",
        ),
        (
            "title: 试\nrules:\n  - {whom: 区住建局}\n",
            "表现.yaml:3:6: 不认识的键“whom”。是不是“who”？",
        ),
        (
            "title: 试\nrules:\n  - {what: 进展报送}\n",
            "表现.yaml:3:12: “what”不能写“进展报送”。是不是 report（进展报送）？",
        ),
        (
            "title: 试\notherwise: 拖着\n",
            "表现.yaml:2:12: 看不懂“拖着”是何时办。可以写："
            "on_time（按时）、never（不办）、after_urge（催后）、+2 workdays late（晚2个工作日）、"
            "2 workdays early（提前2个工作日），或写日期，如 2019-09-18",
        ),
        (
            "title: 试\nrules:\n  - {period: 6月}\n",
            "表现.yaml:3:14: 期次“6月”写法不对。月写 2019-05，季写 2019-Q2，半年写 2019-H1，全年写 2019（加引号），"
            "合并的几个月写 2019-01..02",
        ),
        (
            "title: 试\nleave:\n  - {who: housing_officer, begins_on: 2019-04-08, ends_on: 2019-04-02}\n",
            "表现.yaml:3:60: 请假的止日早于起日。止日写在起日当天或以后",
        ),
        (
            "title: 试\nleave:\n  - {who: housing_officer, begins_on: 2019-04-01, ends_on: 2019-04-02, substitut: a}\n",
            "表现.yaml:3:72: 不认识的键“substitut”。是不是“substitute”？",
        ),
        (
            "title: 试\nextensions:\n  - {who: housing, why: 停电, answer: refuse}\n",
            "表现.yaml:3:37: “answer”不能写“refuse”。是不是 refused（不同意）？",
        ),
        (
            "title: 试\nextensions:\n  - {who: housing, why: 停电, until: 催后}\n",
            "表现.yaml:3:36: 这里要写延到何时。写日期，如 2019-09-20；或写比原期限晚多少，如 +3 workdays",
        ),
        (
            "title: 试\nletters: sealed at once\n",
            "表现.yaml:2:10: 看不懂“sealed at once”是文书怎么办。可以写："
            "signed +1 workday（签发 晚1个工作日，从拟稿起算）、left lying（搁置）",
        ),
        (
            "title: 试\nletters:\n  - {kind: warnin}\n",
            "表现.yaml:3:12: “kind”不能写“warnin”。是不是 warning（预警提示单）？",
        ),
        ("title: 试\ntitle: 再试\n", "表现.yaml:2:1: "),
    ],
)
def test_wrong_file_says_where_and_what_would_be_right(text: str, said: str) -> None:
    (only,) = problems(text)

    assert only == said if not said.endswith(" ") else only.startswith(said)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("signed", 1),
        ("signed +2 workdays", 2),
        ("签发 晚3个工作日", 3),
        ("left lying", None),
        ("搁置", None),
        ("{signed: 不办}", None),
        ("{kind: order, signed: +4 workdays}", 1),
        ("{who: 区交通局, signed: 不办}", 1),
    ],
)
def test_letters_are_signed_so_many_workdays_after_they_were_drafted(words: str, days: int | None) -> None:
    told = read_behaviour(f"title: 试\nletters: {words}\n", SCHEME)

    assert told.signed("housing", LetterKind.WARNING) == days
