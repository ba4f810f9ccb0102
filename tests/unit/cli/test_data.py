from datetime import datetime
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cli.clock import BadMoment, as_of, moment_of
from cli.data import UnreadableData, read_data
from config.zone import SHANGHAI


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data.yaml"


def test_nothing_is_told_without_a_file() -> None:
    assert read_data(None) == {}


def test_empty_file_tells_nothing(file: Path) -> None:
    file.write_text("\n", encoding="utf-8")
    assert read_data(str(file)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "report: 3\nlines:\n  - {item: 1, value: 0.1}\nwords: 无\n",
        '{"report": 3, "lines": [{"item": 1, "value": 0.1}], "words": "无"}',
        "{report: 3, lines: [{item: 1, value: 0.1}], words: 无}",
    ],
)
def test_numbers_stay_exact(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert read_data(str(file)) == {"report": 3, "lines": [{"item": 1, "value": Decimal("0.1")}], "words": "无"}


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("office: 镇".encode())))
    assert read_data("-") == {"office": "镇"}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"a: 1\na: 2\n", ":2:1: 键“a”重复：第 1 行已经写过，后写的会被丢掉"),
        (b"a: [1\n", ":2:1: 方括号 [ ] 里的内容没有写完整"),
        (b"- 1\n", ":1:1: 方案的最外层要写成“键: 值”的形式"),
        ("名称: 镇".encode("gbk"), ":1:1: 文件不是 UTF-8 编码：看来是 GBK（GB18030）编码，从这里起读不出文字"),
        (b'{"a": 1,, "b": 2}', ":1:9: 不是有效的 JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(file: Path, raw: bytes, sentence: str) -> None:
    file.write_bytes(raw)
    with pytest.raises(UnreadableData) as refused:
        read_data(str(file))
    assert str(refused.value) == f"{file}{sentence}"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-05-13T17:00", datetime(2019, 5, 13, 17, tzinfo=SHANGHAI)),
        ("2019-05-13 17:00", datetime(2019, 5, 13, 17, tzinfo=SHANGHAI)),
        ("2019-05-13", datetime(2019, 5, 13, tzinfo=SHANGHAI)),
        ("2019-05-13T09:00:00+00:00", datetime(2019, 5, 13, 17, tzinfo=SHANGHAI)),
    ],
)
def test_moment_without_a_zone_is_shanghais(text: str, moment: datetime) -> None:
    assert (moment_of(text), moment_of(text).utcoffset()) == (moment, moment.utcoffset())


@pytest.mark.parametrize("text", ["", "昨天", "2019-02-30", "17:00"])
def test_text_that_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadMoment, match="不是时刻，写作 2019-05-13T17:00 或 2019-05-13"):
        moment_of(text)


def test_clock_is_read_when_no_moment_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    then = datetime(2019, 5, 13, 17, tzinfo=SHANGHAI)
    monkeypatch.setattr("cli.clock.read_clock", lambda: then)
    assert as_of(None) == then
