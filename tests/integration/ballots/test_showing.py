"""What is told of sealed totals, and what is printed: nothing that leads to who filled in what (O30)."""

from typing import Any

from actions.ballots.showing import Shown, shown
from config.loading import load_scheme
from states.balloting.tallies import Tally
from tests.integration.actions.year import Year, scheme_text
from tests.integration.ballots.voting import CADRES, DAY, SERVED, agreed, planned

SCHEME = load_scheme(scheme_text("voting")).scheme
LARGE, SMALL = Tally(votes={"优秀": 4, "称职": 2}), Tally(votes={"称职": 2})


def told(rating: str, groups: dict[str, Tally], *, shown_from: int = 3) -> list[tuple[str, bool]]:
    lines = shown(SCHEME, rating, {"城东区": groups}, shown_from=shown_from)
    return [(line.group, line.tally is not None) for line in lines]


def test_large_groups_are_told_and_their_total() -> None:
    assert told("democracy", {"甲": LARGE, "乙": LARGE}) == [("甲", True), ("乙", True), ("合计", True)]


def test_beside_a_small_group_either_the_others_or_the_total_is_told() -> None:
    groups = {"甲": LARGE, "乙": SMALL}
    assert told("democracy", groups) == [("甲", False), ("乙", False), ("合计", True)]  # scored as one
    assert told("leaders", groups) == [("甲", True), ("乙", False), ("合计", False)]  # scored by group


def test_a_total_of_few_is_not_told() -> None:
    assert told("democracy", {"甲": SMALL, "乙": SMALL}, shown_from=5) == [
        ("甲", False),
        ("乙", False),
        ("合计", False),
    ]
    assert told("democracy", {"": SMALL}) == [("合计", False)]
    assert Shown("城东区", "合计", None).said == "城东区　合计：有效票太少，不出小计"


def test_sealing_tells_what_may_be_told(on_sqlite: Year) -> None:
    number = agreed(on_sqlite)
    on_sqlite.do("witness_ballot", "ducha_desk", f"{DAY} 15:00", ballot=number, words="一致")
    done = on_sqlite.do("seal_ballot", "kaohe_head", f"{DAY} 16:00", ballot=number)
    assert done.details["totals"][:3] == [
        f"城东区　{CADRES}：有效10、无效0、弃权0（优秀8、称职2）",
        f"城东区　{SERVED}：有效5、无效0、弃权0（优秀5）",
        "城东区　合计：有效15、无效0、弃权0（优秀13、称职2）",
    ]


def forms(year: Year, **more: Any) -> dict[str, str]:
    number = planned(year, **more)
    done = year.do("settle_roster", "kaohe_desk", f"{DAY} 08:30", ballot=number)
    found: dict[str, str] = done.details["forms"]
    return found


def test_the_form_says_how_and_asks_for_no_name(on_sqlite: Year) -> None:
    found = forms(on_sqlite)
    assert list(found) == [CADRES, SERVED]
    assert found[CADRES].splitlines() == [
        "2019年度民主测评　评价票（干部代表）",
        "",
        "本票不记名，请不要写姓名或作记号。每个单位只选一个等次，在□内打√。",
        "",
        "1. 城东区　□优秀　□称职　□不称职",
        "2. 城东园区　□优秀　□称职　□不称职",
        "3. 教育局　□优秀　□称职　□不称职",
        "",
        "没有填的一栏按弃权计。",
        "下列情形无效：一个单位填了两个等次的；等次看不清的。",
        "填好后投入票箱。",
        "县考核办",
        "2019年12月2日",
    ]


def test_the_form_of_leaders_says_who_avoids_whom(on_sqlite: Year) -> None:
    groups = [{"name": "党政领导", "roster": 5, "avoids": {"jiaoyu": 1}}, {"name": "人大政协领导", "roster": 4}]
    text = forms(on_sqlite, rating="leaders", groups=groups)["党政领导"]
    assert "每个单位打一个分，0至100分；本人分管的单位回避，在该栏写“回避”。" in text
    assert "3. 教育局　______分" in text
    assert "没有填的一栏按无效计。" in text
