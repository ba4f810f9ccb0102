"""The PDF, measured against the numbers of GB/T 9704-2012."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.letters.geometry import CHARACTERS, HEAD_SIZE, LINES
from documents.letters.model import Box, Column, Document, Paragraph, Table
from documents.letters.printing import Printer
from tests.letters import NOTICE, NOW, SCORES, WARNING
from tests.printed import Page, pages_of, text_of

PRINTER = Printer()
RED, BLACK = (255, 0, 0), (0, 0, 0)
SPECIAL = '<A&B># $x$ \\alpha *粗* _斜_ @ref `x` = [x] // https://a.b/c ~ -- "q" {{ x }} {% x %}'


@pytest.fixture(scope="module")
def notice() -> list[Page]:
    return pages_of(PRINTER.pdf(NOTICE, now=NOW))


def test_pages_hold_22_lines_of_28_characters_between_the_margins() -> None:
    full = Document(kind="x", name="文", title="文", style="plain", body=(Paragraph("考" * 2000, at_margin=True),))
    page = pages_of(PRINTER.pdf(full, now=NOW))[1]
    rows = [row for row in page.rows if row[0].text == "考"]
    assert (round(page.width), round(page.height)) == (210, 297)
    assert len(rows) == LINES
    assert {len(row) for row in rows} == {CHARACTERS}
    assert {round(char.size, 2) for row in rows for char in row} == {16.0}
    assert min(row[0].left for row in rows) == pytest.approx(28, abs=0.5)
    assert max(row[-1].right for row in rows) == pytest.approx(210 - 26, abs=0.5)
    steps = [below[0].base - above[0].base for above, below in pairwise(rows)]
    assert steps == [pytest.approx(225 / 22, abs=0.02)] * (LINES - 1)
    assert 37 < rows[0][0].base < 37 + 225 / 22
    assert rows[-1][0].base < 297 - 35


def test_head_number_and_rule_stand_where_the_standard_puts_them(notice: list[Page]) -> None:
    first = notice[0]
    head = first.find("宁陕县目标责任考核委员会办公室文件")
    assert {char.colour for char in head} == {RED}
    assert head[0].size < HEAD_SIZE  # seventeen characters would not stand on one line
    assert head[0].left >= 28
    assert head[-1].right <= 210 - 26
    assert head[0].base - 37 >= 35
    number = first.find("宁考办发〔2019〕12号")
    assert (number[0].left + number[-1].right) / 2 == pytest.approx(28 + 156 / 2, abs=1)
    assert {round(char.size) for char in first.find("关于下达2019")} == {22}


def test_page_numbers_are_outside_right_on_odd_pages_left_on_even_ones(notice: list[Page]) -> None:
    for number, page in enumerate(notice, start=1):
        (_, digit, _) = page.find(f"—{number}—")
        assert round(digit.size) == 14
        assert (digit.left > 105) is bool(number % 2)
        assert 297 - 35 + 7 - 1 < digit.base < 297 - 35 + 7 + 6


def test_tables_repeat_their_headings_and_no_row_is_torn(notice: list[Page]) -> None:
    with_rows = [page for page in notice if any("第" in line and "项指标" in line for line in page.lines)]
    assert len(with_rows) > 1
    assert all(any("序号" in line for line in page.lines) for page in with_rows)
    last = {line[-3:] for page in with_rows for line in page.lines[-2:-1]}
    assert not last & {"项指标"}


def test_the_end_of_a_letter_lies_at_the_foot_of_its_last_page(notice: list[Page]) -> None:
    printed = notice[-1].find("2019年5月5日印发")
    assert {round(char.size) for char in printed} == {14}
    assert 297 - 35 - 9 < printed[0].base < 297 - 35
    date = notice[-1].find("2019年5月5日")
    assert 210 - 26 - date[-1].right == pytest.approx(4 * 16 * 25.4 / 72, abs=1)


def test_a_draft_says_so_and_an_issued_letter_does_not() -> None:
    assert "送审稿" in text_of(PRINTER.pdf(replace(WARNING, draft="送审稿"), now=NOW))
    assert "送审稿" not in text_of(PRINTER.pdf(WARNING, now=NOW))


def test_a_form_is_one_page_with_its_slip() -> None:
    (page,) = pages_of(PRINTER.pdf(WARNING, now=NOW))
    assert {char.colour for char in page.find("预警提示单")} == {RED}
    assert page.find("签收回执")[0].base > page.find("预警提示单")[0].base


def test_a_form_with_much_to_say_is_set_smaller_and_stays_one_page() -> None:
    long = replace(WARNING, boxes=(*WARNING.boxes, Box("进一步说明", "请逐项对照检查，明确责任人和完成时限。" * 38)))
    (page,) = pages_of(PRINTER.pdf(long, now=NOW))
    assert {round(char.size, 1) for char in page.find("请抓紧整改")} < {12.0, 10.5}
    assert page.find("签收回执")[0].base < 297 - 20


def test_a_sheet_lies_on_its_side() -> None:
    (page, *_) = pages_of(PRINTER.pdf(SCORES, now=NOW))
    assert (round(page.width), round(page.height)) == (297, 210)


def test_the_same_letter_at_the_same_moment_gives_the_same_bytes() -> None:
    assert PRINTER.pdf(WARNING, now=NOW) == PRINTER.pdf(WARNING, now=NOW)


def test_pdf_is_of_the_archival_kind() -> None:
    made = PRINTER.pdf(WARNING, now=NOW)
    assert b"pdfaid:part>2</pdfaid:part" in made
    assert b"pdfaid:conformance>B</pdfaid:conformance" in made


def test_pictures_are_one_for_each_page(notice: list[Page]) -> None:
    pictures = PRINTER.pictures(NOTICE, resolution=20)
    assert len(pictures) == len(notice)
    assert all(each.startswith(b"\x89PNG") for each in pictures)


@given(st.text(alphabet=st.sampled_from([*SPECIAL, "龘", "𠮷", "考"]), min_size=1, max_size=40))
def test_any_text_is_printed_as_text(words: str) -> None:
    letter = Document(
        kind="x",
        name="文",
        title=words,
        style="plain",
        body=(Paragraph(words), Table((Column(words),), ((words,),), caption=words)),
        copies=words,
    )
    said = text_of(PRINTER.pdf(letter, now=NOW))
    wanted = {char for char in words if char.isalnum() or char in "<>&#$\\*_@`=[]/~{}%"}
    assert wanted <= set(said)


def test_rare_characters_are_drawn_by_another_face() -> None:
    letter = Document(kind="x", name="文", title="䶮𬭁", style="plain", body=(Paragraph("镇长䶮某𬭁，村名垚𠔻。"),))
    assert "䶮某" in text_of(PRINTER.pdf(letter, now=NOW))
