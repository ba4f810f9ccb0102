import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.letters.titles import TITLE_CHARACTERS, turned


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好年度考核工作的通知", ("关于做好年度考核工作的通知",)),
        ("关于下达2019年度目标责任考核指标任务的通知", ("关于下达2019年度", "目标责任考核指标任务的通知")),
        ("上一行\n下一行", ("上一行", "下一行")),
    ],
)
def test_titles_turn_where_a_reader_pauses(title: str, lines: tuple[str, ...]) -> None:
    assert turned(title) == lines


def test_names_of_documents_stay_whole_where_they_fit() -> None:
    title = "关于印发《考核办法》和开展第三季度督促检查工作有关事项的通知"
    assert turned(title) == ("关于印发《考核办法》和开展", "第三季度督促检查工作有关事项的通知")


def test_what_is_too_long_to_hold_together_turns_inside() -> None:
    title = "关于“农村常住居民人均可支配收入增速等指标”的预警提示单"
    assert turned(title) == ("关于“农村常住居民人均可支配", "收入增速等指标”的预警提示单")


@given(st.text(alphabet="考核的办《》2019年，", min_size=1, max_size=120))
def test_nothing_of_a_title_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = turned(title)
    assert "".join(lines) == title
    assert all(len(line) <= TITLE_CHARACTERS for line in lines)
