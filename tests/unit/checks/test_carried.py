"""Doubts about what is carried down: doubled once, and never fourfold; vetoes without a superior's basis."""

import re
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from checks.authority import doubts_of_authority
from checks.carried import doubts_of_carried
from config.carried import Remainder, Split, SplitBy
from config.loading import SchemeErrors, load_scheme
from config.scheme import Scheme
from scoring.carrying import doubled
from scoring.splitting import split_points
from scoring.worked import recomputed
from tests.house import ROOT
from tests.unit.scoring.office import SCHEME

TWICE = "{kind: product, parts: [2, {kind: imported, source: city}]}"
USED = "{kind: rule, rule: double}"
SOURCES = """\
sources: [{code: city, name: 市考加减分}]
findings: [{code: listed, name: 负面清单扣分}, {code: veto, name: 否决}]"""


def scheme(double: str = TWICE, one: str = USED, more: str = "") -> Scheme:
    """The office of the guide, with a rule that doubles and one that uses it."""
    lines = (
        f"{indent(SOURCES, '  ')}\n  rules:\n    double: {double}\n"
        f"  indicators:\n    - indicator: one\n      of: {one}\n"
        f"carried_down: {{source: city, rule: double}}\n{more}"
    )
    return load_scheme(SCHEME + lines).scheme


GUIDE, PAGE = ((ROOT / f"docs/{name}.md").read_text(encoding="utf-8") for name in ("schemes", "negative-list"))
WHOLE, *_ = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def shown(block: str) -> Scheme:
    """The scheme of the guide with an example of the page."""
    yaml = YAML()
    whole = yaml.load(WHOLE)
    whole.update(yaml.load(block))
    out = StringIO()
    yaml.dump(whole, out)
    return load_scheme(out.getvalue()).scheme


def said(found: Scheme) -> list[tuple[str, str]]:
    return [(doubt.severity.value, doubt.sentence) for doubt in doubts_of_carried(found)]


SOUND = scheme()
LARGEST = Split(by=SplitBy.EQUAL, remainder=Remainder.LARGEST)


def test_half_a_point_taken_is_one_and_three_tenths_given_are_six() -> None:
    """E08."""
    worked = [doubled(scheme(), Fraction(share), unit="a") for share in ("-0.5", "0.3")]
    assert [each.value for each in worked] == [Fraction("-1"), Fraction("0.6")]
    assert [recomputed(each) for each in worked] == [each.value for each in worked]
    assert said(scheme()) == []


def test_doubled_before_or_after_the_conversion_as_the_rule_is_written() -> None:
    """One third of a hundred is one third; the last digit tells the order."""
    after = "{kind: product, parts: [2, {kind: rounded, of: {kind: imported, source: city}, digits: 1}]}"
    before = f"{{kind: rounded, of: {TWICE}, digits: 1}}"
    share = Fraction("-0.26")
    assert doubled(scheme(after), share, unit="a").value == Fraction("-0.6")
    assert doubled(scheme(before), share, unit="a").value == Fraction("-0.5")


def test_examples_of_the_page_work() -> None:
    carried, orders, vetoes = BLOCKS
    assert said(shown(carried)) == []
    assert doubled(shown(carried), Fraction("-0.5"), unit="jiaoyu").value == Fraction(-1)
    assert [matter.owner for matter in (shown(vetoes).vetoes or pytest.fail("none")).matters] == ["tongji"]
    (given,) = re.findall("    doubled: .*", carried)
    worth = [
        doubled(shown(carried.replace(given, f"    {line}")), Fraction("-0.26"), unit="jiaoyu").value
        for line in orders.splitlines()
    ]
    assert worth == [Fraction("-0.6"), Fraction("-0.5")]


@given(
    st.decimals(min_value=-10, max_value=10, places=3).filter(bool),
    st.sampled_from((Split(by=SplitBy.EQUAL), Split(by=SplitBy.WEIGHTS, lead=Decimal(60)), LARGEST)),
)
def test_whatever_the_split_all_units_together_bear_twice_the_whole_and_no_more(points: Decimal, split: Split) -> None:
    shares = split_points(points, ("a", "b", "c"), split)
    borne = [doubled(SOUND, Fraction(share), unit=unit).value for unit, share in shares.items()]
    assert sum(borne) == 2 * Fraction(points)


FOURFOLD = {
    "规则外面再乘": (TWICE, f"{{kind: product, parts: [2, {USED}]}}", "", "error",
                "双倍规则“double”外面又乘了一次，会成四倍"),
    "结果又取一次": (TWICE, f"{{kind: sum, parts: [{USED}, {TWICE}]}}", "", "error",
                "“市考加减分”在双倍规则“double”以外又取了一次，会重复计分"),
    "规则用两处": (TWICE, f"{{kind: sum, parts: [{USED}, {USED}]}}", "", "warning",
               "双倍规则“double”用了 2 处：同一单位两处都算的，会成四倍"),
    "规则里乘两次": (f"{{kind: product, parts: [2, {TWICE}]}}", USED, "", "warning",
                "上级扣1分，落到部门扣4分，超过双倍"),
    "清单又按事项扣": (TWICE, f"{{kind: sum, parts: [{USED}, {{kind: count, match: {{finding: listed}}}}]}}",
                 "negative_list: {finding: listed}\n", "error", "负面清单的扣分已按双倍规则计，这里又按事项计一次"),
    "写在减号后面": (TWICE, f"{{kind: difference, parts: [10, {USED}]}}", "", "error",
               "双倍规则“double”算出的扣分本来是负数，写在减号后面就成了加分"),
    "写在减号后面的和里": (TWICE, f"{{kind: difference, parts: [10, {{kind: sum, parts: [1, {USED}]}}]}}", "", "error",
                  "双倍规则“double”算出的扣分本来是负数，写在减号后面就成了加分"),
    "规则没有取": ("1", USED, "", "error", "规则“double”没有取“市考加减分”，上级的加减分落不到部门"),
    "规则还要别的": (f"{{kind: sum, parts: [rate, {TWICE}]}}", USED, "", "warning",
                "只凭一份上级扣分算不出来：甲县“完成率”2019没有报数"),
}  # fmt: skip


@pytest.mark.parametrize("case", FOURFOLD)
def test_never_fourfold(case: str) -> None:
    double, one, more, severity, sentence = FOURFOLD[case]
    assert (severity, sentence) in said(scheme(double, one, more))


def test_to_ask_whether_something_was_taken_is_not_to_count_it_again() -> None:
    held = "{kind: compare, of: {kind: imported, source: city}, below: 0}"
    overrides = f"  overrides: [{{code: x, when: {held}, effect: veto}}]\n"
    lines = SCHEME + indent(SOURCES, "  ") + f"\n  rules: {{double: {TWICE}}}\n{overrides}"
    found = load_scheme(lines + "carried_down: {source: city, rule: double}\n").scheme
    assert said(found) == []


def test_source_and_rule_have_to_be_there() -> None:
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(SCHEME + "carried_down: {source: city, rule: double}\n")
    assert [problem.pointer for problem in raised.value.problems] == ["/carried_down/source", "/carried_down/rule"]


VETO = "vetoes: {finding: veto, matters: [{code: safety, name: 安全生产, owner: 乙县%s}]}\n"


def test_veto_without_a_superiors_basis_is_a_doubt() -> None:
    """O15."""
    bare = [doubt.sentence for doubt in doubts_of_authority(scheme(more=VETO % ""))]
    assert bare == ["一票否决没有写依据"]
    document = "documents: [{code: ours, title: 本县通知}, {code: theirs, title: 市里的办法, superior: true}]\n"
    own = document + VETO % ", basis: {document: ours, quote: 一票否决}"
    assert [doubt.sentence for doubt in doubts_of_authority(scheme(more=own))] == [
        "一票否决事项“安全生产”的依据不是上级文件"
    ]
    above = document + VETO % ", basis: {document: theirs, quote: 一票否决}"
    assert list(doubts_of_authority(scheme(more=above))) == []


def test_matter_is_written_once() -> None:
    twice = VETO.replace("[{code", "[{code: safety, name: 另一件, owner: 乙县}, {code") % ""
    with pytest.raises(SchemeErrors, match="一票否决事项“safety”写了两遍"):
        scheme(more=twice)
