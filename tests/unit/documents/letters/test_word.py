"""The .docx: the geometry that Word and WPS read, and the template that an office changed."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as OpenedDocument
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from documents.letters.linting import Gravity, has_errors, lint
from documents.letters.model import Document, Form, Layout, Paragraph, Sheet
from documents.letters.shipped import shipped_template
from documents.letters.word import TemplateFault, word
from tests.letters import NOTICE, SCORES, WARNING

TWIPS_PER_MM = 1440 / 25.4


def made(letter: Document | Form | Sheet, template: bytes | None = None) -> Any:
    return OpenedDocument(BytesIO(word(letter, template)))


def text_of(docx: Any) -> str:
    return "\n".join(node.text or "" for node in docx.element.body.iter(qn("w:t")))


def kept(docx: Any) -> bytes:
    stream = BytesIO()
    docx.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def notice() -> Any:
    return made(NOTICE)


def test_margins_and_grid_are_those_of_the_standard(notice: Any) -> None:
    section = notice.sections[0]._sectPr
    margins = section.find(qn("w:pgMar"))
    sides = {side: int(margins.get(qn(f"w:{side}"))) / TWIPS_PER_MM for side in ("top", "right", "bottom", "left")}
    assert sides == {
        "top": pytest.approx(37, abs=0.1),
        "right": pytest.approx(26, abs=0.1),
        "bottom": pytest.approx(35, abs=0.1),
        "left": pytest.approx(28, abs=0.1),
    }
    grid = section.find(qn("w:docGrid"))
    height = 297 - 37 - 35
    assert int(height * TWIPS_PER_MM / int(grid.get(qn("w:linePitch")))) == 22
    closer = notice.styles["Normal"].element.find(f".//{qn('w:spacing')}[@{qn('w:val')}]")
    assert int(156 * TWIPS_PER_MM / (16 * 20 + int(closer.get(qn("w:val"))))) == 28


def test_faces_are_named_as_offices_have_them(notice: Any) -> None:
    faces = {name: notice.styles[name].font.name for name in ("公文标题", "公文正文", "公文一级标题", "公文二级标题")}
    assert faces == {
        "公文标题": "方正小标宋简体",
        "公文正文": "仿宋_GB2312",
        "公文一级标题": "黑体",
        "公文二级标题": "楷体_GB2312",
    }
    assert str(notice.styles["公文红头"].font.color.rgb) == "FF0000"


def test_page_numbers_differ_on_odd_and_even_pages(notice: Any) -> None:
    section = notice.sections[0]
    assert notice.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment.name, even.alignment.name) == ("RIGHT", "LEFT")
    assert "PAGE" in odd._p.xml
    assert "PAGE" in even._p.xml


def test_headings_of_tables_come_again_and_rows_stay_whole(notice: Any) -> None:
    (table,) = [each for each in notice.tables if each.rows[0].cells[0].text == "序号"]
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert len(table.rows) == 41


def test_every_part_of_a_letter_is_in_the_file(notice: Any) -> None:
    said = text_of(notice)
    for part in (
        NOTICE.number,
        NOTICE.addressees,
        NOTICE.copies,
        "2019年5月5日印发",
        "附件：1. 指标任务分解表",
        "（此件公开发布）",
    ):
        assert part in said
    form = text_of(made(WARNING))
    for part in (WARNING.number, "收文单位", "经核，截至8月底完成3200人，欠账800人。", "签收回执"):
        assert part in form
    assert "排名不分先后" in text_of(made(SCORES))


def test_joint_letters_name_every_organ_and_the_signer() -> None:
    joint = Document(
        kind="x", name="文", title="文", organs=("中共县委组织部", "县人力资源和社会保障局"), number="号", signer="张某"
    )
    said = text_of(made(joint))
    assert "中共县委组织部" in said
    assert "县人力资源和社会保障局" in said
    assert "签发人：张某" in said


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_stands_in_the_file_as_text(words: str) -> None:
    docx = made(Form(kind="x", name="单", organ=words, boxes=(), note="注"))
    shown = "".join(char for char in words if char.isprintable() and char not in "{}_%")
    assert all(char in docx.element.body.xml for char in shown if char not in "<>&\"'")


def test_markup_in_a_text_is_not_markup() -> None:
    words = "<A&B> # $x$ \\ {{ 标题 }} {% if %}"
    docx = made(
        Document(kind="x", name="文", title="文", style="plain", addressees="各单位：", body=(Paragraph(words),))
    )
    assert words in text_of(docx)


# Templates


@pytest.mark.parametrize("layout", list(Layout))
def test_shipped_templates_have_nothing_to_complain_of(layout: Layout) -> None:
    assert lint(shipped_template(layout), layout) == ()


def changed(layout: Layout, *paragraphs: str) -> bytes:
    docx = OpenedDocument(BytesIO(shipped_template(layout)))
    for text in paragraphs:
        docx.add_paragraph(text)
    return kept(docx)


def test_the_letter_follows_a_changed_template() -> None:
    template = changed(Layout.FORM, "单位地址：县政府大楼3楼", "编号再写一遍：{{ 编号 }}，{{ 栏.收文单位 }}")
    said = text_of(made(WARNING, template))
    assert "单位地址：县政府大楼3楼" in said
    assert "编号再写一遍：预警〔2019〕3号，县残联" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 落款人 }}", "错误　正文第9段：这类文书没有“落款人”，是不是“落款”"),
        ("{{ 栏目 }}", "错误　正文第9段：“栏目”是整段的内容，要写成 {{p 栏目 }}，独占一段"),
        ("如下：{{p 栏目 }}", "错误　正文第9段：{{p 栏目 }} 要独占一段，同一段里的其他文字会丢失"),
        ("{{p 编号 }}", "错误　正文第9段：“编号”是一个词，要写成 {{ 编号 }}，前面不加 p"),
        ("编号：{{ 编号", "错误　正文第9段：“编号：{{ 编号”里的 {{ 没有配对，一个标记要写全、写在同一段里"),
        ("｛｛ 编号 ｝｝", "错误　正文第9段：用了全角的｛｛ ｝｝，要用半角的 {{ }}"),
    ],
)
def test_linter_tells_what_is_wrong_and_where(text: str, said: str) -> None:
    assert said in [each.said for each in lint(changed(Layout.FORM, text), Layout.FORM)]


def test_linter_tells_of_statements_that_do_not_match() -> None:
    (remark,) = lint(changed(Layout.FORM, "{% if 编号 %}有号"), Layout.FORM)
    assert (remark.gravity, remark.place) == (Gravity.ERROR, "正文第9段")


def test_linter_tells_what_the_template_leaves_out() -> None:
    docx = OpenedDocument(BytesIO(shipped_template(Layout.FORM)))
    for paragraph in [each for each in docx.paragraphs if "回执" in each.text]:
        paragraph._p.getparent().remove(paragraph._p)
    remarks = lint(kept(docx), Layout.FORM)
    assert [each.said for each in remarks] == ["提示　整个模板：没有放“回执”（回执），有这一项的文书印出来会缺"]
    assert not has_errors(remarks)


def test_linter_tells_of_margins_and_styles_that_went_missing() -> None:
    docx = OpenedDocument(BytesIO(shipped_template(Layout.DOCUMENT)))
    docx.sections[0].top_margin = docx.sections[0].right_margin
    style = docx.styles["公文落款" if "公文落款" in docx.styles else "公文署名"]
    style.element.getparent().remove(style.element)
    said = [each.said for each in lint(kept(docx), Layout.DOCUMENT)]
    assert said == [
        "提示　样式：少了样式“公文署名”，那里会用默认字体",
        "提示　页面设置：上边距26毫米，GB/T 9704-2012 是37毫米",
    ]


def test_what_is_no_word_file_is_told() -> None:
    (remark,) = lint(b"not a docx", Layout.FORM)
    assert remark.gravity is Gravity.ERROR
    with pytest.raises(TemplateFault, match="不是完好的 Word 文件"):
        word(WARNING, b"not a docx")


def test_a_template_cannot_reach_beyond_its_words() -> None:
    template = changed(Layout.FORM, "{{ 编号.__class__.__mro__[1].__subclasses__() }}")
    with pytest.raises(TemplateFault):
        word(WARNING, template)


# What is in the file, line by line

GOLDEN = Path(__file__).parent / "golden"


def outline(docx: Any) -> str:
    """Each paragraph with its style, each row of a table on a line."""
    lines: list[str] = []
    for node in docx.element.body:
        if node.tag == qn("w:p"):
            lines.append(_said(node))
        elif node.tag == qn("w:tbl"):
            rows = node.iter(qn("w:tr"))
            lines += ["| " + " | ".join(_said(cell) for cell in row.iter(qn("w:tc"))) for row in rows]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _said(node: Any) -> str:
    style = next(node.iter(qn("w:pStyle")), None)
    text = "".join(
        _text(part) for part in node.iter(qn("w:t"), qn("w:br"), qn("w:tab")) if part.getparent().tag == qn("w:r")
    )
    return f"{style.get(qn('w:val')) if style is not None else '-'}: {text}"


def _text(part: Any) -> str:
    return (part.text or "") if part.tag == qn("w:t") else "⏎" if part.tag == qn("w:br") else "→"


@pytest.mark.parametrize(("name", "letter"), [("notice", NOTICE), ("warning", WARNING), ("scores", SCORES)])
def test_files_hold_line_by_line_what_they_held(name: str, letter: Document | Form | Sheet) -> None:
    assert outline(made(letter)) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
