"""The shipped Word templates, made here: what an office exports, changes in WPS and uses in their place."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document as NewDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from documents.letters.faces import Face
from documents.letters.geometry import (
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    RIGHT,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TOP,
)
from documents.letters.model import Layout
from documents.letters.word_blocks import Names

LINE_PITCH_TWIPS = 579
"""22 lines of 579 twips are 225 mm less a hair."""
CLOSER = -5
"""Twentieths of a point between characters: 28 of 16 pt are wider than the line by a hair."""
AFTER_SPACING = ("w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
FOOTER = 25
AFTER_GRID = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr")
"""Word insists on the order of what a paragraph is told."""
TAGS = {
    Layout.DOCUMENT: (
        "{{p 稿样 }}", "{{p 红头 }}", "{{p 文号 }}", "{{p 标题 }}", "{{p 主送 }}", "{{p 正文 }}", "{{p 附件说明 }}",
        "{{p 落款 }}", "{{p 附注 }}", "{{p 回执 }}", "{{p 附件 }}", "{{p 版记 }}",
    ),
    Layout.FORM: (
        "{{p 稿样 }}", "{{ 机关 }}", "{{ 单名 }}", "{{ 编号栏 }}", "{{p 栏目 }}", "{{p 落款 }}", "{{p 附注 }}",
        "{{p 回执 }}",
    ),
    Layout.SHEET: ("{{p 稿样 }}", "{{p 标题 }}", "{{ 表头栏 }}", "{{p 表格 }}", "{{p 附注 }}", "{{p 落款 }}"),
}  # fmt: skip
STYLED = {"{{ 机关 }}": "公文单头", "{{ 单名 }}": "公文单名", "{{ 编号栏 }}": "公文编号", "{{ 表头栏 }}": "公文表注"}


@cache
def shipped_template(layout: Layout) -> bytes:
    """The template of a layout as a .docx file."""
    made = NewDocument()
    _page(made.sections[0], layout)
    _ordinary(made, layout)
    _styles(made, layout)
    for tag in TAGS[layout]:
        made.add_paragraph(tag, style=STYLED.get(tag, Names.TEXT))
    if layout is not Layout.FORM:
        _numbered_pages(made, layout)
    made.core_properties.author = made.core_properties.comments = ""
    made.core_properties.title = f"公文模板（{layout.label}）"
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _page(section: Any, layout: Layout) -> None:
    margins = {
        Layout.DOCUMENT: (TOP, RIGHT, BOTTOM, LEFT), Layout.FORM: (22, 22, 20, 24), Layout.SHEET: (22, 18, 18, 18)
    }  # fmt: skip
    top, right, bottom, left = margins[layout]
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    if layout is Layout.SHEET:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(PAGE_HEIGHT), Mm(PAGE_WIDTH)
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance = Mm(FOOTER if layout is Layout.DOCUMENT else 8)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    if layout is Layout.DOCUMENT:
        grid = OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "lines")  # a grid of characters is drawn differently by each program; CLOSER is not
        grid.set(qn("w:linePitch"), str(LINE_PITCH_TWIPS))
        section._sectPr.append(grid)


def _ordinary(made: Any, layout: Layout) -> None:
    """What everything starts from: 三号仿宋 on the grid, no space round a paragraph."""
    normal = made.styles["Normal"]
    _faced(normal, Face.FANG, SIZE_3 if layout is Layout.DOCUMENT else SIZE_4)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = 1
    form.widow_control = False
    for latin in ("w:autoSpaceDE", "w:autoSpaceDN"):
        apart = parse_xml(f'<{latin} {nsdecls("w")} w:val="0"/>')
        normal.element.get_or_add_pPr().insert_element_before(apart, *AFTER_GRID)
    if layout is Layout.DOCUMENT:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(CLOSER))
        normal.element.get_or_add_rPr().insert_element_before(spacing, "w:w", "w:kern", "w:position", *AFTER_SPACING)


def _faced(style: Any, face: Face, size: float, *, red: bool = False, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = face.label, Pt(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(which), face.label)
    for which in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(which), None)
    if red:
        style.font.color.rgb = RGBColor.from_string(RED)


LEFT_, CENTER, RIGHT_, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def _styles(made: Any, layout: Layout) -> None:
    """Each by the name that an office sees in WPS."""
    small = 12 if layout is not Layout.FORM else SIZE_4
    _style(made, Names.HEAD, Face.SONG, 52, CENTER, red=True, before=Mm(35), after=Pt(58), free=True)
    _style(made, Names.NUMBER, Face.FANG, SIZE_3, CENTER)
    _style(made, Names.TITLE, Face.SONG, SIZE_2 if layout is Layout.DOCUMENT else 20, CENTER, before=Pt(58), exact=34)
    _style(made, Names.ADDRESSEE, Face.FANG, SIZE_3, BOTH)
    _style(made, Names.TEXT, Face.FANG, SIZE_3, BOTH, indent=2)
    _style(made, Names.FIRST, Face.HEI, SIZE_3, BOTH, indent=2)
    _style(made, Names.SECOND, Face.KAI, SIZE_3, BOTH, indent=2)
    _style(made, Names.CAPTION, Face.HEI, 13, CENTER, free=True)
    _style(made, Names.CELL, Face.FANG, 12, LEFT_, before=Pt(2), after=Pt(2), free=True)
    _style(made, Names.CELL_HEAD, Face.HEI, 12, CENTER, before=Pt(2), after=Pt(2), free=True)
    _style(made, Names.SIGNED, Face.FANG, SIZE_3 if layout is Layout.DOCUMENT else SIZE_4, RIGHT_)
    _style(made, Names.COLOPHON, Face.FANG, SIZE_4, LEFT_, sides=1, before=Pt(2), after=Pt(2), free=True)
    _style(made, Names.LABEL, Face.HEI, small, CENTER, before=Pt(4), after=Pt(4), free=True)
    _style(made, Names.BOX, Face.FANG, small, LEFT_, before=Pt(4), after=Pt(4), free=True)
    _style(made, Names.SLIP, Face.SONG, SIZE_3, CENTER, free=True)
    _style(made, Names.NOTE, Face.FANG, SIZE_3 if layout is Layout.DOCUMENT else 10.5, LEFT_)
    _style(made, "公文单头", Face.SONG, 18, CENTER, red=True)
    _style(made, "公文单名", Face.SONG, 30, CENTER, red=True)
    _style(made, "公文编号", Face.FANG, SIZE_4, RIGHT_, after=Pt(6))
    _style(made, "公文表注", Face.FANG, 11, LEFT_, after=Pt(3))
    if layout is not Layout.DOCUMENT:
        made.styles[Names.TITLE].paragraph_format.space_before = Pt(0)
        made.styles[Names.TITLE].paragraph_format.space_after = Pt(6)
    _tabs(made.styles["公文表注"], Mm(PAGE_HEIGHT - 36))
    _tabs(made.styles["公文编号"], Mm(PAGE_WIDTH - 46))
    _ruled(made.styles["公文编号"])
    made.styles[Names.TITLE].paragraph_format.space_after = Pt(29 if layout is Layout.DOCUMENT else 6)


def _style(
    made: Any, name: str, face: Face, size: float, align: Any, *, red: bool = False, indent: int = 0, sides: int = 0,
    before: Any = None, after: Any = None, exact: int = 0, free: bool = False,
) -> None:  # fmt: skip
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = made.styles["Normal"], True
    _faced(style, face, size, red=red)
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after = align, before, after
    if exact:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(exact)
    properties = style.element.get_or_add_pPr()
    if indent:
        ind = properties.get_or_add_ind()
        ind.set(qn("w:firstLineChars"), str(indent * 100))
        ind.set(qn("w:firstLine"), str(int(indent * size * 20)))
    if sides:
        form.left_indent = form.right_indent = Pt(sides * size)
    if free or exact:
        free_of_grid = parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
        properties.insert_element_before(free_of_grid, *AFTER_GRID)


def _tabs(style: Any, at: Any) -> None:
    style.paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT)


def _ruled(style: Any) -> None:
    rule = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="2" w:color="{RED}"/></w:pBdr>'
    style.element.get_or_add_pPr().insert_element_before(
        parse_xml(rule), "w:shd", "w:tabs", "w:snapToGrid", *AFTER_GRID
    )


# Page numbers


def _numbered_pages(made: Any, layout: Layout) -> None:
    """— 1 —: odd pages at the right, even ones at the left, one character in; under a sheet in the middle."""
    section = made.sections[0]
    if layout is Layout.SHEET:
        _number(section.footer.paragraphs[0], CENTER, 10.5)
        return
    made.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], RIGHT_, SIZE_4)
    _number(section.even_page_footer.paragraphs[0], LEFT_, SIZE_4)


def _number(paragraph: Any, align: Any, size: float) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.left_indent = Pt(SIZE_4) if align is LEFT_ else None
    paragraph.paragraph_format.right_indent = Pt(SIZE_4) if align is RIGHT_ else None
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text)
        run.font.size, run.font.name = Pt(size), "宋体"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        if text is None:
            for kind in ("begin", "instr", "end"):
                run._element.append(_field(kind))


def _field(kind: str) -> Any:
    if kind == "instr":
        return parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')
    return parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>')
