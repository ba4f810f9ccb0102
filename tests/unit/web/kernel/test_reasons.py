"""On a page a reason names what stands on the page."""

import pytest
from pydantic import BaseModel, Field

from web.kernel.reasons import worded


class Line(BaseModel):
    row: int = Field(description="第几行")


class Told(BaseModel):
    text: str = Field(description="正文，不看链接也要能看懂")
    lines: list[Line] = Field(description="各行（从一开始数）")
    version: int = 0


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("“text”（正文，不看链接也要能看懂）没有填写", "请填写“正文”"),
        ("“lines第2项.row”（第几行）没有填写", "请填写“各行第2项的第几行”"),
        ("“text”不能是空文字", "请填写“正文”"),
        ("“text”含有不能保存的控制字符", "“正文”含有不能保存的控制字符"),
        ("“version”的数字太大", "“version”的数字太大"),
        ("没有编码为“office”的单位", "没有编码为“office”的单位"),
        ("只能在9月30日以前办理", "只能在9月30日以前办理"),
    ],
)
def test_fields_are_called_by_their_labels(reason: str, said: str) -> None:
    assert worded(Told, reason) == said
