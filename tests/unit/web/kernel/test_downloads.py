from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.kernel.downloads import disposition


@pytest.mark.parametrize(
    ("name", "said", "plain"),
    [
        ("签到表.pdf", "签到表.pdf", "file.pdf"),
        ("../../etc/passwd", "etc passwd", "file"),
        ("报告\u202efdp.exe", "报告fdp.exe", "file.exe"),
        ('a"; filename=evil.exe\r\nX: y', "a filename=evil.exeX y", "file.exexy"),
        ("承办/协办单位.xlsx", "承办 协办单位.xlsx", "file.xlsx"),
        ("CON.txt", "_CON.txt", "file.txt"),
        ("...", "file", "file"),
        ("", "file", "file"),
    ],
)
def test_file_leaves_under_a_name_that_no_browser_mistakes(name: str, said: str, plain: str) -> None:
    head = disposition(name)
    start, _, coded = head.partition("; filename*=UTF-8''")
    assert (start, " ".join(unquote(coded).split())) == (f'attachment; filename="{plain}"', said)


@given(st.text(st.characters(codec="utf-8")))
def test_head_is_plain_ascii_whatever_the_name(name: str) -> None:
    head = disposition(name, inline=True)
    assert head.startswith('inline; filename="file')
    assert head.isascii()
    assert head.isprintable()
    coded = unquote(head.partition("''")[2])
    assert not set(coded) & set('/\\<>:"|?*\r\n\u202e')
