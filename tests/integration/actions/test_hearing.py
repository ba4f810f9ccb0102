"""What an act is told: everything wrong is said at once, in Chinese, with its place; what cannot be kept is refused."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import Field

from actions.acts import Data, Done, Refused, Registered
from actions.hearing import hear
from config.zone import SHANGHAI


class Line(Data):
    row: int = Field(description="第几行")
    value: Decimal | None = None


class Told(Data):
    """One field of each kind."""

    report: int = 1
    words: str = ""
    lines: tuple[Line, ...] = ()
    apply: bool = False
    day: date | None = None
    at: datetime | None = None
    figures: dict[str, Decimal] = Field(default_factory=dict)


def _nothing(_act: Any, _data: Data) -> Done:
    return Done("")


ENTRY = Registered("try", "试办", Told, _nothing)


def refusal(**told: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        hear(ENTRY, told)
    return refused.value.reasons


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"report": "甲"}, "“report”要写整数，写成了“甲”"),
        ({"report": True}, "“report”要写数字，写成了是否值"),
        ({"report": 2**31}, "“report”的数字太大，最大 2147483647"),
        ({"report": 10**40}, "“report”的数字太大，最大 2147483647"),
        ({"words": ["一"]}, "“words”要写一段文字，写成了有 1 项的列表"),
        ({"words": "断\0开"}, "“words”含有不能保存的控制字符，请删去（从别处粘贴来的，先粘贴为纯文本）"),
        ({"words": "半个\ud83d"}, "“words”含有不能保存的控制字符，请删去（从别处粘贴来的，先粘贴为纯文本）"),
        ({"words": "倒\u202e过来"}, "“words”含有不能保存的控制字符，请删去（从别处粘贴来的，先粘贴为纯文本）"),
        ({"lines": [{"row": 1}, {"value": "1"}]}, "“lines第2项.row”（第几行）没有填写"),
        ({"lines": [{"row": 1, "worth": 2}]}, "“lines第1项.worth”没有这一项，请核对名称"),
        ({"lines": [{"row": 1, "value": "1亿"}]}, "“lines第1项”的“value”要写数字，写成了“1亿”"),
        ({"lines": [{"row": 1, "value": "9" * 29}]}, "“lines第1项.value”的数字太长：最多 28 位"),
        (
            {"lines": [{"row": 1, "value": 0.1}]},
            "“lines第1项.value”经过了二进制浮点数，可能已经失真，请以文字或十进制数给出",
        ),
        ({"figures": {"建成面积": "1" * 29}}, "“figures.建成面积”的数字太长：最多 28 位"),
        ({"day": "2019-02-30"}, "“day”不是有效日期：2019-02-30"),
        ({"day": 86400}, "“day”要写日期，如 2019-09-18"),
        ({"day": "9999-12-31"}, "“day”的年份不在1900年到2999年之间"),
        ({"at": "20190918"}, "“at”要写日期，如 2019-09-18T10:00+08:00"),
        ({"at": "2019-09-18T10:00"}, "“at”要写明时区，如 2019-09-18T10:00+08:00"),
        ({"at": "0001-01-01T00:00+08:00"}, "“at”的年份不在1900年到2999年之间"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_place(told: dict[str, Any], reason: str) -> None:
    assert refusal(**told) == (reason,)


def test_all_faults_are_told_at_once() -> None:
    assert refusal(report="甲", lines=[{}], more=1) == (
        "“lines第1项.row”（第几行）没有填写",
        "“more”没有这一项，请核对名称",
        "“report”要写整数，写成了“甲”",
    )


def test_what_is_no_mapping_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        hear(ENTRY, ["一"])  # type: ignore[arg-type]  # what a file may hold

    assert len(refused.value.reasons) == 1


def test_letters_of_every_script_and_layout_are_kept() -> None:
    words = "第一行\n\t第二行 𠮷 😀 العربية\u200f " + "长" * 10_000
    heard = hear(ENTRY, {"words": words})

    assert heard == Told(words=words)


def test_longest_figures_and_moments_are_kept() -> None:
    told = {"lines": [{"row": 1, "value": "9" * 28}], "at": "2019-09-18T10:00+08:00"}

    assert hear(ENTRY, told) == Told(
        lines=(Line(row=1, value=Decimal("9" * 28)),), at=datetime(2019, 9, 18, 10, tzinfo=SHANGHAI)
    )


def test_data_made_in_the_program_is_looked_at_too() -> None:
    with pytest.raises(Refused) as refused:
        hear(ENTRY, Told(words="\0"))

    assert len(refused.value.reasons) == 1
