"""What is quoted within a quotation stands in ‘…’."""

import pytest

from states.quoting import quoted_within


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“关于“城镇新增就业”的预警提示单”已解除预警", "“关于‘城镇新增就业’的预警提示单”已解除预警"),
        ("“甲”“乙”各1项", "“甲”“乙”各1项"),
        ("“关于“‘两不愁’”的函”", "“关于‘‘两不愁’’的函”"),
        ("“一“二“三”四”五”", "“一‘二“三”四’五”"),
        ("只有一半的“引号“不动", "只有一半的“引号“不动"),
        ("先关”后开“也“不”动", "先关”后开“也“不”动"),
        ("“甲“乙”丙”\n下一段“只有一半", "“甲‘乙’丙”\n下一段“只有一半"),
        ("", ""),
    ],
)
def test_inner_quotes_are_single(text: str, said: str) -> None:
    assert quoted_within(text) == said


def test_what_is_said_once_is_said_the_same_again() -> None:
    said = quoted_within("“关于“城镇新增就业”的预警提示单”")
    assert quoted_within(said) == said
