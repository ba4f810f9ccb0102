"""What is wrong or doubtful in a Word template that an office changed: told in Chinese, with the place.

A tag is a word in double braces. Whole parts stand alone in their paragraph: {{p 正文 }}.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from docx import Document as OpenedDocument
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from config.labels import Labelled
from documents.letters.geometry import BOTTOM, LEFT, RIGHT, TOP
from documents.letters.model import Document, Form, Layout, Sheet, Table
from documents.letters.word import Whole, styles_of, words_of
from documents.letters.word_blocks import Blocks, Names

_TAG = re.compile(r"\{\{(?P<part>p|r|tc|tr)?\s+(?P<said>.*?)\s*\}\}|\{\{(?P<tight>[^\s{}].*?)\s*\}\}")
_STATEMENT = re.compile(r"\{%.*?%\}")
_WORD = re.compile(r"[^\W\d]\w*")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")
_WIDE = re.compile(r"｛｛|｝｝|｛%|%｝")
SLACK = 1
"""A margin may differ by so many millimetres (GB/T 9704-2012, 5.2.1)."""


class Gravity(Labelled):
    """Whether the template can be used as it is."""

    ERROR = "error", "错误"
    DOUBT = "doubt", "提示"


@dataclass(frozen=True, slots=True)
class Remark:
    gravity: Gravity
    place: str
    words: str

    @property
    def said(self) -> str:
        return f"{self.gravity.label}　{self.place}：{self.words}"


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    text: str


EMPTY: Mapping[Layout, Document | Form | Sheet] = {
    Layout.DOCUMENT: Document(kind="", name="", title=""),
    Layout.FORM: Form(kind="", name="", organ=""),
    Layout.SHEET: Sheet(kind="", name="", title="", table=Table((), ())),
}
PARTS: Mapping[Layout, tuple[tuple[str, tuple[frozenset[str], ...]], ...]] = {
    Layout.DOCUMENT: (
        ("发文机关标志", (frozenset({"红头"}), frozenset({"机关"}))),
        ("发文字号", (frozenset({"文号"}), frozenset({"发文字号"}))),
        ("签发人", (frozenset({"文号"}), frozenset({"签发人"}))),
        ("标题", (frozenset({"标题"}), frozenset({"标题文字"}))),
        ("主送机关", (frozenset({"主送"}), frozenset({"主送单位"}))),
        ("正文", (frozenset({"正文"}),)),
        ("附件说明", (frozenset({"附件说明"}),)),
        ("附件", (frozenset({"附件"}),)),
        ("署名和成文日期", (frozenset({"落款"}), frozenset({"署名", "成文日期"}))),
        ("附注", (frozenset({"附注"}),)),
        ("抄送和印发", (frozenset({"版记"}), frozenset({"抄送", "印发机关", "印发日期"}))),
        ("回执", (frozenset({"回执"}),)),
        ("“送审稿”字样", (frozenset({"稿样"}),)),
    ),
    Layout.FORM: (
        ("单头的机关名称", (frozenset({"机关"}),)),
        ("编号", (frozenset({"编号"}), frozenset({"编号栏"}))),
        ("短码", (frozenset({"短码"}), frozenset({"编号栏"}))),
        ("各栏内容", (frozenset({"栏目"}), frozenset({"栏"}))),
        ("署名和日期", (frozenset({"落款"}), frozenset({"署名", "成文日期"}))),
        ("附注", (frozenset({"附注"}),)),
        ("回执", (frozenset({"回执"}),)),
        ("“送审稿”字样", (frozenset({"稿样"}),)),
    ),
    Layout.SHEET: (
        ("标题", (frozenset({"标题"}), frozenset({"标题文字"}))),
        ("表格", (frozenset({"表格"}),)),
        ("表上的单位和说明", (frozenset({"左注", "右注"}), frozenset({"表头栏"}))),
        ("表下的注", (frozenset({"附注"}),)),
        ("署名和日期", (frozenset({"落款"}), frozenset({"署名", "成文日期"}))),
        ("“送审稿”字样", (frozenset({"稿样"}),)),
    ),
}
"""What a letter of a layout may hold, and the words that bring it in: one set of them is enough."""


def lint(template: bytes, layout: Layout) -> tuple[Remark, ...]:
    """Everything at once: errors first, then doubts, each in the order of the page."""
    try:
        docx = OpenedDocument(BytesIO(template))
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        return (Remark(Gravity.ERROR, "整个文件", "打不开，不是 .docx 文件；请在 WPS 里另存为“Word 文件(*.docx)”"),)
    lines = list(_lines(docx))
    known = words_of(EMPTY[layout], Blocks({}))
    wholes = {name for name, value in known.items() if isinstance(value, Whole)}
    found = [remark for line in lines for remark in _of_line(line, known, wholes)]
    if not found:
        found += _unbalanced(template, lines)
    used = {name for line in lines for tag in _TAG.finditer(line.text) for name in _WORD.findall(_said(tag))}
    used |= {name for line in lines for tag in _STATEMENT.findall(line.text) for name in _WORD.findall(tag)}
    doubts = [*_left_out(layout, used), *_unstyled(docx), *(_margins(docx) if layout is Layout.DOCUMENT else ())]
    return (*found, *doubts)


def has_errors(remarks: tuple[Remark, ...]) -> bool:
    return any(each.gravity is Gravity.ERROR for each in remarks)


def _lines(docx: Any) -> Iterator[_Line]:
    yield from _of_part(docx, "正文")
    for section in docx.sections:
        for name in (
            "header",
            "footer",
            "first_page_header",
            "first_page_footer",
            "even_page_header",
            "even_page_footer",
        ):
            part = getattr(section, name)
            if not part.is_linked_to_previous:
                yield from _of_part(part, "页眉" if "header" in name else "页脚")


def _of_part(part: Any, where: str) -> Iterator[_Line]:
    for place, paragraph in enumerate(part.paragraphs, start=1):
        yield _Line(f"{where}第{place}段", paragraph.text)
    for number, table in enumerate(part.tables, start=1):
        for row_place, row in enumerate(table.rows, start=1):
            for cell_place, cell in enumerate(row.cells, start=1):
                for paragraph in cell.paragraphs:
                    yield _Line(f"{where}表{number}第{row_place}行第{cell_place}格", paragraph.text)


def _of_line(line: _Line, known: Mapping[str, Any], wholes: set[str]) -> Iterator[Remark]:
    if _WIDE.search(line.text):
        yield Remark(Gravity.ERROR, line.place, "用了全角的｛｛ ｝｝，要用半角的 {{ }}")
    rest = _STATEMENT.sub("", _TAG.sub("", line.text))
    if torn := _HALF.search(rest):
        near = line.text.strip()[:20]
        yield Remark(Gravity.ERROR, line.place, f"“{near}”里的 {torn.group()} 没有配对，一个标记要写全、写在同一段里")
    for tag in _TAG.finditer(line.text):
        yield from _of_tag(line, tag, known, wholes)


def _said(tag: "re.Match[str]") -> str:
    return str(tag["said"] or tag["tight"] or "")


def _of_tag(line: _Line, tag: "re.Match[str]", known: Mapping[str, Any], wholes: set[str]) -> Iterator[Remark]:
    names = _WORD.findall(_said(tag))
    name = names[0] if names else ""
    if name not in known:
        like = get_close_matches(name, known, n=1, cutoff=0.4)
        hint = f"，是不是“{like[0]}”" if like else f"，可以用的有：{'、'.join(known)}"
        yield Remark(Gravity.ERROR, line.place, f"这类文书没有“{name}”{hint}")
    elif name in wholes and tag["part"] != "p":
        yield Remark(Gravity.ERROR, line.place, f"“{name}”是整段的内容，要写成 {{{{p {name} }}}}，独占一段")
    elif name in wholes and line.text.strip() != tag.group():
        yield Remark(Gravity.ERROR, line.place, f"{{{{p {name} }}}} 要独占一段，同一段里的其他文字会丢失")
    elif name not in wholes and tag["part"] in ("p", "tc", "tr"):
        yield Remark(Gravity.ERROR, line.place, f"“{name}”是一个词，要写成 {{{{ {name} }}}}，前面不加 {tag['part']}")


def _unbalanced(template: bytes, lines: list[_Line]) -> Iterator[Remark]:
    """{% if %} without {% endif %} and the like."""
    spoken = [line for line in lines if _STATEMENT.search(line.text)]
    try:
        filling = DocxTemplate(BytesIO(template))
        filling.init_docx()
        SandboxedEnvironment().parse(filling.patch_xml(filling.get_xml()))
    except TemplateError as error:
        place = spoken[-1].place if spoken else "整个文件"
        yield Remark(Gravity.ERROR, place, f"{{% %}} 没有配对或写错了（{error.message}）")


def _left_out(layout: Layout, used: set[str]) -> Iterator[Remark]:
    for part, ways in PARTS[layout]:
        if not any(way <= used for way in ways):
            word = min(ways[0])
            yield Remark(Gravity.DOUBT, "整个模板", f"没有放“{part}”（{word}），有这一项的文书印出来会缺")


def _unstyled(docx: Any) -> Iterator[Remark]:
    standing = styles_of(docx)
    missing = [name for name in Names.ALL if name not in standing]
    if missing:
        yield Remark(Gravity.DOUBT, "样式", f"少了样式{'、'.join(f'“{name}”' for name in missing)}，那里会用默认字体")


def _margins(docx: Any) -> Iterator[Remark]:
    section = docx.sections[0]
    for side, margin, right in (
        ("上", section.top_margin, TOP),
        ("下", section.bottom_margin, BOTTOM),
        ("左", section.left_margin, LEFT),
        ("右", section.right_margin, RIGHT),
    ):
        if margin is not None and abs(margin.mm - right) > SLACK:
            words = f"{side}边距{margin.mm:.0f}毫米，GB/T 9704-2012 是{right}毫米"
            yield Remark(Gravity.DOUBT, "页面设置", words)
