import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.listing.names import Names, sounds_like, spellings

UNITS = Names.of(
    [
        (1, ("县民政局", "民政局")),
        (2, ("单县分中心", "")),
        (3, ("重庆路街道办事处",)),
        (4, ("县委考核办公室", "考核办", "kpb")),
        (5, ("县民族宗教局", "民宗局")),
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("民政", (1,)),
        ("minzhengju", (1,)),
        ("min zheng ju", (1,)),
        ("MZJ", (1, 5)),
        ("ｍｚｊ", (1, 5)),
        ("minzj", (1, 5)),
        ("民zj", (1, 5)),
        ("shanxian", (2,)),
        ("danxian", (2,)),
        ("chongqing", (3,)),
        ("kpb", (4,)),
        ("khb", (4,)),
        ("zzz", ()),
        ("", ()),
        ("  ", ()),
    ],
)
def test_unit_is_found_by_its_characters_and_by_pinyin(typed: str, meant: tuple[int, ...]) -> None:
    assert UNITS.meant_by(typed) == meant


def test_exact_name_means_nobody_else() -> None:
    names = Names.of([(1, ("县教育局",)), (2, ("县教育局机关党委",))])
    assert names.meant_by("县教育局") == (1,)
    assert names.meant_by("教育局") == (1, 2)


@given(st.text("民政局残联考核办公室重庆单县abc12", min_size=1, max_size=8), st.data())
def test_any_part_typed_in_any_way_is_found(word: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(word) - 1))
    stop = data.draw(st.integers(start + 1, len(word)))
    ways = [spellings(each) for each in word[start:stop]]
    typed = "".join(data.draw(st.sampled_from([*way, *(each[0] for each in way)])) for way in ways)
    assert sounds_like(word, typed)


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_may_be_typed(word: str, typed: str) -> None:
    assert isinstance(Names.of([(1, (word,))]).meant_by(typed), tuple)
