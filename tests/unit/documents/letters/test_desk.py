"""The desk: whose template a file follows, and who turns Word into PDF."""

import sys
from pathlib import Path

import pytest

from documents.letters.desk import Desk
from documents.letters.model import Layout
from documents.letters.printing import CannotPrint, Printer
from documents.letters.scans import UnreadableScan, count_pages, picture_of
from documents.letters.shipped import shipped_template
from documents.letters.templates import NoSuchTemplate, Templates, layout_named
from tests.letters import NOW, WARNING

COPYING = "from pathlib import Path; import sys; Path(sys.argv[1]).with_suffix('.pdf').write_bytes(b'%PDF-converted')"


def desk(folder: Path, converter: str = "") -> Desk:
    return Desk(Printer(), Templates(folder), converter)


def test_a_paper_s_own_template_goes_before_that_of_its_layout(tmp_path: Path) -> None:
    templates = Templates(tmp_path)
    assert not templates.template_for(WARNING).is_own
    templates.use("单", shipped_template(Layout.FORM))
    assert templates.template_for(WARNING).path == tmp_path / "单.docx"
    templates.use("预警提示单", shipped_template(Layout.FORM))
    assert templates.template_for(WARNING).path == tmp_path / "预警提示单.docx"


def test_without_a_converter_the_pdf_says_that_it_shows_the_house_s_layout(tmp_path: Path) -> None:
    assert desk(tmp_path).pdf(WARNING, now=NOW).note == ""
    Templates(tmp_path).use("单", shipped_template(Layout.FORM))
    made = desk(tmp_path).pdf(WARNING, now=NOW)
    assert not made.follows_template
    assert made.note == "Word 文件按本单位模板“单.docx”，PDF 和预览按系统版式"


def test_a_converter_makes_the_pdf_of_the_office_s_own_template(tmp_path: Path) -> None:
    Templates(tmp_path).use("单", shipped_template(Layout.FORM))
    made = desk(tmp_path, f'{sys.executable} -c "{COPYING}" {{file}}').pdf(WARNING, now=NOW)
    assert (made.content, made.follows_template) == (b"%PDF-converted", True)
    with pytest.raises(CannotPrint, match="没有转换成 PDF，请检查 KAOHE_CONVERTER"):
        desk(tmp_path, "/nonexistent/soffice {file}").pdf(WARNING, now=NOW)


def test_a_template_with_errors_is_not_used(tmp_path: Path) -> None:
    with pytest.raises(NoSuchTemplate, match="没有启用"):
        Templates(tmp_path).use("单", b"no Word file")
    assert not (tmp_path / "单.docx").exists()
    with pytest.raises(NoSuchTemplate, match="没有“便条”这种模板"):
        layout_named("便条")


def test_a_scan_that_is_no_pdf_is_told() -> None:
    with pytest.raises(UnreadableScan):
        count_pages(b"%PDF-1.4 broken")
    sealed = Printer().pdf(WARNING, now=NOW)
    assert count_pages(sealed) == 1
    assert picture_of(sealed, 1).startswith(b"\x89PNG")
