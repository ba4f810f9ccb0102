"""PDF: lines as the eye reads them, paragraphs joined, tables where rules are drawn, margins marked; scans refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.notices.extraction.reading import paper_of
from documents.notices.extraction.refusing import Unreadable
from documents.notices.paper import Paper, Role
from tests.pdfs import Rule, Text, grid, pdf


def read(content: bytes) -> Paper:
    return paper_of(content, name="通知.pdf")


def placed(paper: Paper) -> list[tuple[str, str]]:
    return [(paper.text[each.start : each.end], str(each.place)) for each in paper.stretches]


LINE = "各单位要切实加强组织领导，层层落实责任，按照时限"
"""As wide as the body of the page: 24 letters of 18 points."""


def test_lines_of_one_paragraph_are_one_line_of_the_paper() -> None:
    paper = read(
        pdf(
            [
                Text(190, 780, "目标任务的通知", 30),
                Text(80 + 36, 700, LINE[:-2], 18),
                Text(80, 672, LINE, 18),
                Text(80, 644, "要求完成。", 18),
                Text(80 + 36, 616, "一、任务完成（88分）", 18),
            ]
        )
    )
    assert paper.text == f"目标任务的通知\n{LINE[:-2]}{LINE}要求完成。\n一、任务完成（88分）\n"
    assert [where for _, where in placed(paper)] == [f"第1页第{line}行" for line in range(1, 6)]


def test_hanging_lines_of_a_list_go_on_and_the_next_number_begins_anew() -> None:
    first, item = Text(80, 700, f"1.{LINE[2:]}", 18), Text(80, 644, f"2.{LINE[2:]}", 18)
    paper = read(pdf([first, Text(80 + 21, 672, LINE[1:], 18), item, Text(80 + 21, 616, "要求完成。", 18)]))
    assert paper.text == f"1.{LINE[2:]}{LINE[1:]}\n2.{LINE[2:]}要求完成。\n"


def test_letters_are_read_as_they_stand_and_not_as_they_were_drawn() -> None:
    paper = read(pdf([Text(72, 600, "后一行"), Text(200, 700, "右"), Text(72, 700, "左")]))
    assert paper.text == "左 右\n后一行\n"


def test_margins_are_kept_and_marked_and_a_paragraph_goes_on_across_them() -> None:
    pages = [
        [Text(72, 800, "县考核办文件"), Text(80, 120, LINE, 18), Text(280, 40, "— 1 —", 14)],
        [Text(72, 800, "县考核办文件"), Text(80, 740, "要求完成。", 18), Text(280, 40, "— 2 —", 14)],
    ]
    paper = read(pdf(*pages))
    assert [(paper.text[each.start : each.end], each.role) for each in paper.stretches] == [
        ("县考核办文件", Role.RUNNING),
        (LINE, Role.BODY),
        ("要求完成。", Role.BODY),
        ("— 1 —", Role.PAGE_NUMBER),
        ("县考核办文件", Role.RUNNING),
        ("— 2 —", Role.PAGE_NUMBER),
    ]
    assert f"{LINE}要求完成。\n" in paper.text


def test_table_is_read_cell_by_cell_with_what_merged_cells_cover() -> None:
    outer = [*grid([72, 200, 330], [600, 500]), Rule(200, 500, 0.5, 100), Rule(200, 550, 130, 0.5)]
    texts = [Text(76, 580, "培训残疾人"), Text(76, 555, "（万名）"), Text(210, 570, "5"), Text(210, 520, "3分")]
    paper = read(pdf([*outer, *texts, Text(72, 700, "附件1")]))
    assert paper.text == "附件1\n培训残疾人\n（万名）\t5\n3分\n"
    cells = [(paper.text[at.start : at.end], at.row, at.column, at.rows) for at in paper.tables[0].cells]
    assert cells == [("培训残疾人\n（万名）", 0, 0, 2), ("5", 0, 1, 1), ("3分", 1, 1, 1)]
    assert placed(paper)[-1] == ("3分", "第1页表1第2行第2列")


@pytest.mark.parametrize(
    "rules",
    [
        [Rule(72, 500, 0.5, 100), Rule(330, 500, 0.5, 100), Rule(72, 500, 258, 0.5), Rule(72, 600, 258, 0.5)],
        grid([72, 107, 330], [600, 550, 500]),
        [*grid([72, 330], [600, 500]), Rule(72, 550, 60, 0.5), Rule(132, 550, 0.5, 50)],
    ],
    ids=["a frame", "a rule through a word", "a cell with a corner"],
)
def test_what_is_no_whole_grid_stays_in_lines(rules: list[Rule]) -> None:
    paper = read(pdf([*rules, Text(80, 580, "培训残疾人"), Text(80, 520, "救助")]))
    assert (paper.text, paper.tables) == ("培训残疾人\n救助\n", ())


@pytest.mark.parametrize(
    ("rotate", "matrix", "places"),
    [
        (90, "0 1 -1 0", [(100, 72), (130, 72)]),
        (180, "-1 0 0 -1", [(500, 142), (500, 172)]),
        (270, "0 -1 1 0", [(495, 770), (465, 770)]),
    ],
)
def test_page_that_lies_on_its_side_is_read_as_it_is_seen(
    rotate: int, matrix: str, places: list[tuple[int, int]]
) -> None:
    said = zip(places, ("培训残疾人", "救助"), strict=True)
    paper = read(pdf([Text(x, y, text, matrix=matrix) for (x, y), text in said], rotate=rotate))
    assert placed(paper) == [("培训残疾人", "第1页第1行"), ("救助", "第1页第2行")]


def test_table_on_a_page_that_lies_on_its_side() -> None:
    rules = [Rule(y, x, high, wide) for x, y, wide, high in _lying()]
    texts = [Text(120, 76, "指标", matrix="0 1 -1 0"), Text(120, 210, "分值", matrix="0 1 -1 0"),
             Text(170, 76, "培训", matrix="0 1 -1 0"), Text(170, 210, "3分", matrix="0 1 -1 0")]  # fmt: skip
    assert read(pdf([*rules, *texts], rotate=90)).text == "指标\t分值\n培训\t3分\n"


def _lying() -> list[tuple[float, float, float, float]]:
    return [(rule.x, rule.y, rule.width, rule.height) for rule in grid([72, 200, 330], [100, 150, 200])]


def test_watermark_and_pages_of_pictures_are_told() -> None:
    paper = read(pdf([Text(72, 700, "通知"), Text(200, 300, "仅供参考", 60, askew=True)]))
    assert paper.text == "通知\n"
    assert [str(each) for each in paper.remarks] == ["第1页：有斜排的字（如水印），没有读入：仅供参考"]


@pytest.mark.parametrize(
    ("content", "why", "remedy"),
    [
        (pdf([], picture=True), "扫描件", "Word文件或有文字的PDF"),
        (pdf([]), "没有文字", "文字识别"),
        (pdf([Text(72, 700, "通知")])[:200], "已损坏或不完整", "重新取得"),
        (b"%PDF-1.4\n%%EOF\n", "已损坏或不完整", "重新取得"),
        (pdf(*[[] for _ in range(401)]), "401页", "只留通知正文"),
    ],
    ids=["scanned", "empty", "cut", "nothing in it", "too long"],
)  # fmt: skip
def test_pdf_without_text_is_refused_with_advice(content: bytes, why: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert str(caught.value).startswith("“通知.pdf”没有读入：")
    assert (why in str(caught.value), remedy in str(caught.value)) == (True, True)


def locked() -> bytes:
    """What a password makes of a file: keys that nothing but the password opens."""
    secret = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>"
    whole = pdf([Text(72, 700, "通知")])
    return whole.replace(
        b"/Root 1 0 R>>", b"/Root 1 0 R/Encrypt %s/ID[(0123456789abcdef)(0123456789abcdef)]>>" % secret
    )


def test_locked_pdf_is_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable, match=r"PDF设了打开密码。请去掉打开密码、另存后再读"):
        read(locked())


COMMON = [chr(0x4E00 + at) for at in range(0, 0x5200, 7) if chr(0x4E00 + at).encode("gb2312", "ignore")]
WORDS = st.text(st.sampled_from([*COMMON, *"，。（）《》、：；〔〕★0123456789%"]), min_size=1, max_size=20)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_whatever_was_written_comes_out_letter_for_letter_at_its_line(lines: list[str]) -> None:
    """Each line stands by itself, far below the one before, so none is joined."""
    texts = [Text(72, 740 - 50 * at, line) for at, line in enumerate(lines)]
    wanted = [(line, f"第1页第{at}行") for at, line in enumerate(lines, start=1)]
    assert placed(read(pdf(texts))) == wanted
