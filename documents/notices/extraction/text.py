"""Plain text: its encoding is recognised for certain or the file is refused; a guess would change letters."""

import codecs
import re
from functools import cache

import opencc

from documents.notices.extraction.laying import Laying
from documents.notices.extraction.refusing import AS_UTF8, Unfit
from documents.notices.paper import Place

_MARKS = (
    (codecs.BOM_UTF32_LE, None),
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENDS = re.compile("\r\n|[\r\f\v\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_COMMON = 0.9
"""Of the Chinese characters of real text, at least this share is among the 3755 common ones."""


def read_text(content: bytes, laying: Laying) -> None:
    text = decoded(content)
    if _UNSEEN.search(text):
        raise Unfit("不是文本文件（里面有看不见的控制字符）", AS_UTF8)
    lay_lines(text, laying)


def read_pasted(text: str, laying: Laying) -> None:
    seen, unseen = _UNSEEN.subn("", text)
    if unseen:
        laying.remark(f"粘贴的文字里有{unseen}个看不见的控制字符，没有读入")
    lay_lines(seen, laying)


def lay_lines(text: str, laying: Laying) -> None:
    for number, line in enumerate(_ENDS.sub("\n", text).removesuffix("\n").split("\n"), start=1):
        laying.line(line, Place(line=number))


def decoded(content: bytes) -> str:
    """Raises `Unfit` where no encoding fits, or more than one may."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding) if encoding else _unknown()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(content, "gb18030")
    return text if _is_chinese(text) else _unknown()


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return _unknown()


def _unknown() -> str:
    raise Unfit("看不准它的文字编码（应为UTF-8、带标记的UTF-16或GBK）", AS_UTF8)


def _is_chinese(text: str) -> bool:
    """Whether these are words: text of another encoding becomes characters that hardly anybody writes."""
    letters = "".join(each for each in text if each > "\x7f")
    return _share(letters) >= _COMMON or _share(_simplified().convert(letters)) >= _COMMON


def _share(letters: str) -> float:
    return sum(map(_is_common, letters)) / max(1, len(letters))


def _is_common(letter: str) -> bool:
    """In the first level of GB 2312, or among its punctuation marks and full-width forms."""
    try:
        lead = letter.encode("gb2312")[0]
    except UnicodeEncodeError:
        return letter in "—·〔〕①②③④⑤⑥⑦⑧⑨⑩"
    return 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA2, 0xA3)


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
