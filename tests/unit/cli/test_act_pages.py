from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from actions.acts import Data
from cli.act_pages import FieldLine, lines_of
from config.labels import Labelled


class Word(Labelled):
    GOOD = "good", "好"
    BAD = "bad", "差"


class Row(Data):
    item: int = Field(description="哪一项")
    value: Decimal | None = Field(default=None, description="完成数")


class Told(Data):
    report: int = Field(description="哪一期")
    rows: tuple[Row, ...] = Field(min_length=1, description="各行")
    on: date | None = None
    officers: tuple[str, ...] | None = None
    word: Word = Word.GOOD
    side: Literal["left", "right"] = "left"
    more: Mapping[str, str] = Field(default_factory=dict)
    done: Annotated[bool, Field(description="办成了没有")] = False


def test_every_field_is_said_in_plain_words() -> None:
    assert list(lines_of(Told)) == [
        FieldLine("report", "整数", is_required=True, words="哪一期"),
        FieldLine("rows", "若干项，每项写", is_required=True, words="各行"),
        FieldLine("item", "整数", is_required=True, words="哪一项", depth=1),
        FieldLine("value", "数", is_required=False, words="完成数", depth=1),
        FieldLine("on", "日期，如 2019-05-13", is_required=False, words=""),
        FieldLine("officers", "若干个，每个是文字", is_required=False, words=""),
        FieldLine("word", "good（好）、bad（差）", is_required=False, words=""),
        FieldLine("side", "left 或 right", is_required=False, words=""),
        FieldLine("more", "按名称写的若干项", is_required=False, words=""),
        FieldLine("done", "是或否（true、false）", is_required=False, words="办成了没有"),
    ]


def test_required_field_is_starred() -> None:
    assert [each.shown for each in lines_of(Row)] == ["item*", "value"]
