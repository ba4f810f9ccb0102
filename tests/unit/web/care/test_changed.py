"""A change of the journal, said in words: names for keys, labels for states, moments as people write them."""

from states.subjects import SubjectKind
from web.care.changed import STATES, said_changes
from web.kernel.words import Words


def said(kind: str, before: object, after: object) -> list[tuple[str, str, str]]:
    return [(each.name, each.before, each.after) for each in said_changes(kind, before, after, Words())]


def test_a_state_is_called_by_the_name_of_its_own_kind() -> None:
    assert said("report", {"state": "filling"}, {"state": "submitted"}) == [("状态", "填报中", "已报送")]
    assert said("letter", {"state": "drafting"}, {"state": "review:sign"})[0][1:] == ("拟稿", "审核环节")
    assert said("person", None, {"state": "gone"}) == [("状态", "", "gone")]  # of a kind without states: as it stands


def test_a_place_in_a_list_is_counted_as_people_count() -> None:
    before = {"lines": [{"progress": "一"}, {"progress": "二"}]}
    after = {"lines": [{"progress": "一"}, {"progress": "三"}]}
    assert said("report", before, after) == [("各行 第2项 · 进展情况", "二", "三")]


def test_moments_are_shanghai_s_and_what_a_scheme_named_keeps_its_name() -> None:
    assert said("report", {}, {"verified_at": "2019-09-16T06:30:00+00:00"}) == [("核验时间", "", "2019年9月16日 14:30")]
    assert said("assignment", {"处置面积": "780"}, {"处置面积": "800"}) == [("处置面积", "780", "800")]
    assert said("obligation", None, {"settled": True}) == [("已办结", "", "是")]


def test_kinds_with_states_are_subjects_or_known_besides() -> None:
    assert set(STATES) - {"visit"} <= {each.value for each in SubjectKind}
