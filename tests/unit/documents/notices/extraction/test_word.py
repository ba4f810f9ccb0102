"""Word as its reader sees it: labels that Word counts, merged cells, boxes, notes, revisions; letter for letter."""

from hypothesis import given
from hypothesis import strategies as st

from documents.notices.extraction.reading import paper_of
from documents.notices.paper import Paper, Place, Role
from tests.unit.documents.notices.extraction.letters import (
    cell,
    field,
    letter,
    level,
    numbering,
    par,
    row,
    run,
    style,
    table,
)

CHINESE = numbering(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3.", '<w:suff w:val="space"/>'),
    level(3, "decimal", "%1.%2.%3.%4", "<w:isLgl/>"),
    more='<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>",
)


def read(body: str, **parts: str) -> Paper:
    return paper_of(letter(body, **parts), name="通知.docx")


def lines(paper: Paper) -> list[str]:
    return paper.text.removesuffix("\n").split("\n")


def test_paragraphs_are_counted_as_the_eye_counts_them() -> None:
    paper = read(par("关于下达", "指标的通知") + par() + par("各单位：", "<w:r><w:br/></w:r>", "附件"))
    assert paper.text == "关于下达指标的通知\n\n各单位：\n附件\n"
    assert [(paper.text[each.start : each.end], str(each.place)) for each in paper.stretches] == [
        ("关于下达指标的通知", "第1段"),
        ("各单位：", "第2段"),
        ("附件", "第2段"),
    ]


def test_labels_that_word_counts_stand_in_the_text() -> None:
    depths = (0, 1, 1, 2, 2, 0, 1, 3, 2)
    body = "".join(par(f"甲{at}", numbered=(1, depth)) for at, depth in enumerate(depths))
    assert lines(read(body, numbering=CHINESE)) == [
        "一、甲0", "（一）甲1", "（二）甲2", "1. 甲3", "2. 甲4", "二、甲5", "（一）甲6", "2.1.1.1 甲7", "2. 甲8",
    ]  # fmt: skip


def test_list_that_begins_anew_where_it_says_so() -> None:
    body = "".join(par("甲", numbered=(number, 0)) for number in (1, 1, 2, 2))
    assert lines(read(body, numbering=CHINESE)) == ["一、甲", "二、甲", "五、甲", "六、甲"]


def test_labels_come_from_styles_too_and_may_be_taken_off() -> None:
    styles = style("h1", "heading 1", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    styles += style("h2", "heading 2", inside='<w:basedOn w:val="h1"/>')
    plain = par("丙", style="h1", numbered=(0, 0))
    body = par("甲", style="h1") + par("乙", style="h2") + plain + par("丁", style="h1")
    assert lines(read(body, numbering=CHINESE, styles=styles)) == ["一、甲", "二、乙", "丙", "三、丁"]


def test_rows_of_a_table_are_numbered_by_word_as_well() -> None:
    rows = [row(f"<w:tc><w:tcPr/>{par(numbered=(1, 0))}</w:tc>", cell(f"指标{at}")) for at in range(2)]
    assert lines(read(table(*rows), numbering=CHINESE)) == ["一、\t指标0", "二、\t指标1"]


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    paper = read(
        table(
            row(cell("序号"), cell("指标\n（分值）", columns=2)),
            row(cell("1", merge="restart"), cell("培训"), cell("2分")),
            row(cell("", merge="continue"), cell("救助"), cell("3分")),
        )
    )
    assert paper.text == "序号\t指标\n（分值）\n1\t培训\t2分\n救助\t3分\n"
    (found,) = paper.tables
    assert [(paper.text[at.start : at.end], at.row, at.column, at.rows, at.columns) for at in found.cells] == [
        ("序号", 0, 0, 1, 1),
        ("指标\n（分值）", 0, 1, 1, 2),
        ("1", 1, 0, 2, 1),
        ("培训", 1, 1, 1, 1),
        ("2分", 1, 2, 1, 1),
        ("救助", 2, 1, 1, 1),
        ("3分", 2, 2, 1, 1),
    ]
    assert str(paper.place_of(paper.text.index("救助"))) == "表1第3行第2列"


def test_revisions_are_read_as_accepted_and_told() -> None:
    struck, put = "<w:del><w:r><w:delText>20</w:delText></w:r></w:del>", f"<w:ins>{run('30')}</w:ins>"
    mark = "<w:rPr><w:del/></w:rPr>"
    gone = row(cell("撤销的行"), properties="<w:del/>")
    paper = read(par("完成", struck, put, "人，", mark=mark) + par("扣0.5分") + table(gone, row(cell("留下的行"))))
    assert paper.text == "完成30人，扣0.5分\n留下的行\n"
    assert [str(each) for each in paper.remarks] == ["文档里有2处修订，按全部接受后的样子读入"]


def test_boxes_and_notes_and_margins_come_with_what_they_are() -> None:
    box = f"<w:txbxContent>{par('附件1')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    cited = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    section = '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    paper = read(
        par("首段") + par("正文", f"<w:r>{both}</w:r>", cited, "续") + section,
        footnotes=f'<w:footnote w:id="0">{par("—")}</w:footnote><w:footnote w:id="2">{par("据统计局")}</w:footnote>',
        header=par("内部文件"),
        footer=par("— ", field("PAGE", "1"), " —"),
    )
    assert [(paper.text[each.start : each.end], each.role, str(each.place)) for each in paper.stretches] == [
        ("首段", Role.BODY, "第1段"),
        ("正文续", Role.BODY, "第2段"),
        ("附件1", Role.BOX, "第2段文本框"),
        ("据统计局", Role.NOTE, "第2段脚注1"),
        ("内部文件", Role.RUNNING, "页眉"),
        ("— 1 —", Role.PAGE_NUMBER, "页脚"),
    ]


def test_what_nobody_sees_is_not_read_and_what_everybody_sees_is() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗号</w:t></w:r>"
    star = '<w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r>'
    strange = '<w:r><w:sym w:font="Webdings" w:char="F021"/></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{run('pìn')}</w:rt><w:rubyBase>{run('聘')}</w:rubyBase></w:ruby></w:r>"
    paper = read(par(hidden, star, "创新", strange, ruby) + par("<w:r><w:drawing><a:blip/></w:drawing></w:r>"))
    assert paper.text == "★创新\ufffd聘\n\n"
    assert [str(each) for each in paper.remarks] == [
        "文档里有1处隐藏文字，没有读入",
        "文档里有1张图片，图里的字没有读入",
        "文档里有1个认不出的符号，以“\ufffd”代替",
        "文档里有1处加注的拼音，没有读入，只读了正字",
    ]


def test_contents_are_marked_as_such() -> None:
    paper = read(par("一、总则 1", style="t") + par("一、总则"), styles=style("t", "toc 1"))
    assert [each.role for each in paper.stretches] == [Role.CONTENTS, Role.BODY]


WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(
    str.strip
)


@given(
    st.lists(
        st.one_of(WRITTEN, st.lists(st.lists(WRITTEN, min_size=2, max_size=2), min_size=1, max_size=3)), max_size=6
    )
)
def test_whatever_was_written_comes_out_letter_for_letter_at_its_place(blocks: list[str | list[list[str]]]) -> None:
    blocks = ["题", *blocks]
    body = "".join(
        par(each) if isinstance(each, str) else table(*(row(*map(cell, line)) for line in each)) for each in blocks
    )
    paper, paragraphs, tables = read(body), 0, 0
    wanted: list[tuple[str, Place]] = []
    for each in blocks:
        if isinstance(each, str):
            paragraphs += 1
            wanted.append((each, Place(paragraph=paragraphs)))
            continue
        tables += 1
        wanted += [
            (text, Place(table=tables, row=down, column=across))
            for down, line in enumerate(each, start=1)
            for across, text in enumerate(line, start=1)
        ]
    assert [(paper.text[each.start : each.end], each.place) for each in paper.stretches] == wanted
