"""What people type: mostly sense, sometimes what breaks programs."""

from decimal import Decimal
from typing import Any

# No word here may be one with which leaders are never addressed (O10): what a person wrote is passed on as it is.
SENSE = ("请补充进度安排", "已落实", "见附件", "与主管部门商定", "按计划推进", "数据以统计局为准", "同意")

HOSTILE_TEXTS: tuple[str, ...] = (
    "",
    " \t\n",
    "长" * 10_000,
    "😀𠮷𪚥",
    "اختبار\u200f عربي",
    "倒\u202e过来",
    "断\0开",
    "半个\ud83d",
    "'; DROP TABLE journal; --",
    "{due} {0} %s %(x)s ${y}",
    "标题\r\nBcc: all@example.test",
    "\u2028\u2029\ufeff",
    "<script>alert(1)</script>",
    "../../etc/passwd",
)
HOSTILE_NUMBERS: tuple[Any, ...] = (
    0,
    -1,
    2**31,
    2**63,
    10**30,
    -(10**30),
    True,
    1.5,
    float("nan"),
    float("inf"),
    "9" * 28,
    "9" * 29,
    "0." + "3" * 28,
    "-0",
    "1E+99",
    "1E-99",
    "1e400",
    "NaN",
    "١٢",
    "１２",
    Decimal("Infinity"),
)
HOSTILE_MOMENTS: tuple[Any, ...] = (
    "2019-02-30",
    "2019-13-01",
    "20190918",
    "2019-09-18T10:00",
    "2019-09-18T25:00+08:00",
    "0001-01-01T00:00:00+08:00",
    "9999-12-31T23:59:59-12:00",
    "9999-12-31",
    "1900-01-01",
    "2999-12-31",
    86400,
    -1,
)
HOSTILE_SHAPES: tuple[Any, ...] = (None, [], {}, [[]], {"id": 1}, ["一"], [None], [{}], (), b"bytes")

HOSTILE = (*HOSTILE_TEXTS, *HOSTILE_NUMBERS, *HOSTILE_MOMENTS, *HOSTILE_SHAPES)
