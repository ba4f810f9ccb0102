"""A returned report shows what changed since: both texts can be read off the pieces."""

from hypothesis import given
from hypothesis import strategies as st

from web.looks.differences import differences

TEXTS = st.text(alphabet="已完成培训0123456789,.人次%ab\n𠮷", max_size=40)


@given(old=TEXTS, new=TEXTS)
def test_both_texts_can_be_read_off_the_pieces(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "old") == new
    assert all(text for _, text in pieces)


def test_a_figure_changes_whole() -> None:
    assert differences("累计完成2,480人，占60%", "累计完成3,200人，占60%") == (
        ("same", "累计完成"),
        ("old", "2,480"),
        ("new", "3,200"),
        ("same", "人，占60%"),
    )


def test_same_text_is_one_piece_and_none_is_none() -> None:
    assert differences("无变化", "无变化") == (("same", "无变化"),)
    assert differences("", "") == ()
    assert differences("", "新写") == (("new", "新写"),)


def test_long_texts_are_compared() -> None:
    old = "项目审批较慢，已协调发展改革部门。" * 600
    assert differences(old, f"{old}完") == (("same", old), ("new", "完"))
