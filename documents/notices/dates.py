"""Days in a text: 2019年5月5日, 二〇一九年五月五日, 2019-05-05."""

import datetime as dt
import re
from collections.abc import Iterator

from config.phrases.text import number as number_of_words
from documents.notices.passages import Passage, Told

_HAN = "〇○零一二三四五六七八九十"
DAY = (
    rf"(?P<year>\d{{4}}|[{_HAN}]{{4}})年(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})月(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})[日号]"
)
_DAY = re.compile(DAY)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)")


def days_in(passage: Passage) -> Iterator[Told[dt.date]]:
    for pattern in (_DAY, _ISO):
        for found in pattern.finditer(passage.text):
            day = day_of(found)
            if day is not None:
                yield passage.told(day, *found.span())


def day_of(found: re.Match[str]) -> dt.date | None:
    year, month, day = (
        int(words) if words.isdecimal() else number_of_words(words) for words in found.group("year", "month", "day")
    )
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
