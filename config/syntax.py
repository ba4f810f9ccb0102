"""What YAML complains of, in plain Chinese, at the place where the writer has to act."""

import re
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A position in the text: line and column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TextFault:
    """Something wrong with the text itself, before anybody asks what it means."""

    spot: Spot
    sentence: str
    suggestion: str = ""
    pointer: str = ""


class Unreadable(Exception):
    """The text is no tree at all; the one fault says why."""

    def __init__(self, fault: TextFault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


_TAB = re.compile(r"^[ ]*(\t)")
# A key and its value that grew together: 全角冒号, or no blank after the colon.
_GLUED = re.compile(r"^\s*(?:- +)?[^\s:：#\"'\[{]+(?:(：)|(:)(?=[^\s:/]))")

_SAID = (
    (
        "mapping values are not allowed",
        "这里的冒号放得不对：一行里有两个“键: 值”，或缩进与上一行不一致",
        "文字里的“: ”要加引号；下级内容比上级多缩进两格",
    ),
    ("could not find expected ':'", "这一行不是“键: 值”的形式", "键后面写半角冒号和一个空格，如 title: 名称"),
    ("found unexpected end of stream", "引号没有配对，一直到文件末尾", "补上结尾的引号"),
    ("expected ',' or ']'", "方括号 [ ] 里的内容没有写完整", "各项之间用半角逗号，最后写 ]"),
    ("expected ',' or '}'", "花括号 { } 里的内容没有写完整", "各项之间用半角逗号，最后写 }"),
    ("expected <block end>", "缩进不对：与前面同级的内容没有对齐", "同一级的键和“-”要左对齐，用空格缩进"),
    ("found unknown escape character", "双引号里的反斜杠 \\ 有特别含义", "改用单引号"),
    ("expected '<document start>'", "这里不能再开始新的内容", "% 开头的行放到文件最前面，或删去"),
    ("cannot start any token", "普通文字不能以这个符号开头", "给这段文字加引号"),
)


def yaml_fault(error: MarkedYAMLError, text: str) -> TextFault:
    """The complaint of the parser, told of the line that caused it and not only of where it was noticed."""
    mark = error.problem_mark or error.context_mark
    noticed = Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)
    lines = text.splitlines()
    for number in (noticed.line, noticed.line - 1):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if found := _TAB.match(line):
            spot = Spot(number, found.start(1) + 1)
            return TextFault(spot, "缩进用了制表符（Tab），YAML 只认空格", "把行首的 Tab 换成空格，每级两个")
        if found := _GLUED.match(line):
            spot = Spot(number, found.end() if found[1] else found.start(2) + 1)
            if found[1]:
                return TextFault(spot, "键后面用了全角冒号“：”", "改成半角冒号加一个空格，如 title: 名称")
            return TextFault(spot, "冒号后面少一个空格", "写成“键: 值”，如 title: 名称")
    if lines[noticed.line - 1 : noticed.line] and lines[noticed.line - 1][noticed.column - 1 :].startswith("\t"):
        return TextFault(noticed, "这里用了制表符（Tab）", "换成空格")
    return _translated(error, noticed)


def _translated(error: MarkedYAMLError, noticed: Spot) -> TextFault:
    problem = str(error.problem or error)
    if error.context_mark and "quoted scalar" in str(error.context) and "end of stream" in problem:
        noticed = Spot(error.context_mark.line + 1, error.context_mark.column + 1)
    if "unknown escape character" in problem:
        noticed = Spot(noticed.line, noticed.column - 1)  # the parser has read past the backslash
    for said, sentence, suggestion in _SAID:
        if said in problem:
            return TextFault(noticed, sentence, suggestion)
    return TextFault(noticed, "YAML 语法不对，读不下去", "检查这一行及上一行的冒号、引号、括号和缩进")
