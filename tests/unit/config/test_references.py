"""References may be written as a code or as an exact name; what is loaded is always the code."""

from config.loading import load_scheme
from config.scheme import Scheme
from tests.unit.config.altering import GOOD


def scheme_with(old: str, new: str) -> Scheme:
    assert GOOD.count(old) == 1
    return load_scheme(GOOD.replace(old, new)).scheme


def test_unit_by_code_name_short_name_or_alias_is_the_same_unit() -> None:
    text = GOOD.replace("name: 县民政局, short: 民政局}", "name: 县民政局, short: 民政局, aliases: [民政部门, 民政]}")
    found = [
        load_scheme(text.replace("leads: [民政局]", f"leads: [{written}]")).scheme.indicators[0].children[1].leads
        for written in ("minzheng", "县民政局", "民政局", "民政部门", "民政")
    ]
    assert found == [("minzheng",)] * 5


def test_single_unit_needs_no_list() -> None:
    assert scheme_with("leads: [民政局]", "leads: 民政局").indicators[0].children[1].leads == ("minzheng",)


def test_post_by_title() -> None:
    assert (
        scheme_with("in_charge_of: [教育局, 民政局], liaison: lianluo", "liaison: 县领导联络员").posts[1].liaison
        == "lianluo"
    )


def test_chain_ladder_and_kind_by_label() -> None:
    scheme = scheme_with(
        "    chain: yuebao\n    ladder: chibao", "    chain: 月报审核\n    ladder: 迟报阶梯\n    kinds: 量化指标"
    )
    assert (scheme.windows[0].chain, scheme.windows[0].ladder, scheme.windows[0].kinds) == (
        "yuebao",
        "chibao",
        ("lianghua",),
    )


def test_figure_by_name() -> None:
    assert (
        scheme_with("figure: tuoyang}", "figure: 托养服务人数}").indicators[0].children[1].targets[0].figure
        == "tuoyang"
    )


def test_document_by_its_number_or_title() -> None:
    for written in ("某办发〔2026〕1号", "关于做好2026年度目标责任考核工作的通知"):
        basis = scheme_with("document: tongzhi", f"document: {written}").indicators[0].children[1].basis
        assert basis is not None
        assert basis.document == "tongzhi"


def test_indicator_by_title_in_a_window() -> None:
    scheme = scheme_with("    fields: [value, progress]", "    fields: [value, progress]\n    indicators: 民生工作")
    assert scheme.windows[0].indicators == ("A",)


def test_unit_of_a_seat_and_basis_of_a_deadline_are_references_too() -> None:
    due = "{kind: last_workday, of: month, basis: {document: 某办发〔2026〕1号, quote: 月底前}}"
    text = GOOD.replace("due: {kind: last_workday, of: month}", f"due: {due}").replace(
        "audience: leader_in_charge}", "audience: {role: department_head, unit: 教育局}}"
    )
    scheme = load_scheme(text).scheme
    basis = scheme.windows[0].due.basis
    assert basis is not None
    assert basis.document == "tongzhi"
    assert scheme.ladders["chibao"].rungs[2].audience[0].unit == "jiaoyu"


def test_code_wins_over_a_name_that_reads_the_same() -> None:
    text = GOOD.replace("name: 县民政局, short: 民政局", "name: 县民政局, short: jiaoyu").replace(
        "in_charge_of: [教育局, 民政局]", "in_charge_of: [jiaoyu]"
    )
    assert load_scheme(
        text.replace("leads: [民政局]", "leads: [minzheng]").replace("source: 民政局", "source: minzheng")
    ).scheme.posts[1].in_charge_of == ("jiaoyu",)
