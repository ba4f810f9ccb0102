"""Letters as paper: the preview, the files, what is kept when it is issued, and the scan that goes before them."""

import hashlib
from io import BytesIO

import pytest
from docx import Document as OpenedDocument

from actions.letters.printed import keep_prints
from actions.summaries.drawing import draw_up
from documents.evidence import EvidenceStore
from documents.letters.desk import Desk
from documents.letters.model import Layout
from documents.letters.printing import Printer
from documents.letters.shipped import shipped_template
from documents.letters.templates import Templates
from models.care import SetAside
from models.journal import Journal
from models.letters import Letter
from models.prints import LetterPrint
from models.summaries import Summary
from tests import printed
from tests.integration.actions.year import Year, at
from tests.integration.web.office.conftest import DESK
from tests.integration.web.office.test_letters import HEAD, SCAN
from tests.letters import NOTICE, NOW
from tests.pages import Client, Site

PDF, PNG = b"%PDF-", b"\x89PNG"


def text_of(pdf: bytes) -> str:
    """Without the ends of lines, wherever they fall."""
    return "".join(printed.text_of(pdf).split())


def body(client: Client, path: str) -> bytes:
    answer = client.http.get(path, follow_redirects=True)
    assert answer.status_code == 200
    return bytes(answer.content)


def signed(county: Year, site: Site, desk: Client) -> int:
    number = int(county.one(Letter).id)
    desk.do("submit_letter", {"letter": number})
    site.signed_in(HEAD).do("sign_letter", {"letter": number})
    return number


def table_desk(site: Site) -> Desk:
    return Desk(Printer(), Templates(site.app.state.surroundings.settings.letter_templates))


def store(site: Site) -> EvidenceStore:
    return EvidenceStore(site.app.state.surroundings.settings.evidence, durable=False)


@pytest.mark.closes("O18", "R2.29")
def test_a_draft_is_shown_as_it_will_print_and_says_that_it_is_one(county: Year, desk: Client) -> None:
    number = county.one(Letter).id
    page = desk.get(f"/letters/{number}/print")
    assert "送审稿" in page.text
    assert f"/letters/{number}/print/1.png" in page.html
    assert body(desk, f"/letters/{number}/print/1.png").startswith(PNG)
    said = text_of(body(desk, f"/letters/{number}/print/pdf"))
    assert "预警提示单" in said
    assert "送审稿" in said
    assert "欠账100人" in said
    assert desk.get(f"/letters/{number}/print/2.png").status == 404
    assert desk.get(f"/letters/{number}/print/exe").status == 404


def test_word_file_holds_the_letter(county: Year, desk: Client) -> None:
    docx = OpenedDocument(BytesIO(body(desk, f"/letters/{county.one(Letter).id}/print/docx")))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    assert "收文单位" in cells
    assert any("欠账100人" in cell for cell in cells)


@pytest.mark.closes("O04")
def test_what_is_issued_is_printed_once_and_kept_with_its_hashes(county: Year, site: Site, desk: Client) -> None:
    number = signed(county, site, desk)
    assert keep_prints(county.database, store(site), table_desk(site), now=at("2019-09-12 09:00")) == 1
    assert keep_prints(county.database, store(site), table_desk(site), now=at("2019-09-12 09:05")) == 0

    kept = county.one(LetterPrint)
    served = body(desk, f"/letters/{number}/print/pdf")
    assert hashlib.sha256(served).hexdigest() == kept.pdf_hash
    assert county.one(Letter, id=number).number in text_of(served)
    assert "送审稿" not in text_of(served)
    assert hashlib.sha256(body(desk, f"/letters/{number}/print/docx")).hexdigest() == kept.docx_hash
    told = county.one(Journal, act="print_letter").after
    assert (told["pdf_hash"], told["docx_hash"]) == (kept.pdf_hash, kept.docx_hash)
    assert "排印存档" in desk.get(f"/letters/{number}").text


@pytest.mark.closes("O04")
def test_the_sealed_scan_is_served_and_the_signed_text_stays_reachable(county: Year, site: Site, desk: Client) -> None:
    number = signed(county, site, desk)
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files=SCAN)
    assert body(desk, f"/letters/{number}/print/pdf") == "用印件".encode()
    assert body(desk, f"/letters/{number}/print/pdf?draft=1").startswith(PDF)
    page = desk.get(f"/letters/{number}/print")
    assert "以用印件为准" in page.text
    assert "打开用印件" in page.text  # a text is no picture: below it stands what was signed
    assert "签发稿 PDF" in desk.get(f"/letters/{number}/print?draft=1").text
    assert desk.get(f"/letters/{number}/scan/1.png").status == 404


@pytest.mark.closes("O04")
def test_a_sealed_pdf_is_shown_page_by_page(county: Year, site: Site, desk: Client) -> None:
    number = signed(county, site, desk)
    sealed = {"scan": ("用印件.pdf", table_desk(site).printer.pdf(NOTICE, now=NOW), "application/pdf")}
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files=sealed)
    page = desk.get(f"/letters/{number}/print")
    pages = len(printed.pages_of(body(desk, f"/letters/{number}/print/pdf")))
    assert f"第{pages}页，共{pages}页" in page.text
    assert f"/letters/{number}/scan/{pages}.png" in page.html
    assert body(desk, f"/letters/{number}/scan/{pages}.png").startswith(PNG)
    assert desk.get(f"/letters/{number}/scan/{pages + 1}.png").status == 404
    assert site.signed_in("labour_head").get(f"/letters/{number}/scan/1.png").status == 404


def test_a_unit_has_its_letter_on_paper_only_when_it_reaches_it(county: Year, site: Site, desk: Client) -> None:
    number = signed(county, site, desk)
    unit = site.signed_in("labour_head")
    assert unit.get(f"/letters/{number}/print").status == 404
    assert unit.get(f"/letters/{number}/print/pdf").status == 404
    desk.post("/do/seal_letter", {"letter": number, "sealed_on": "2019-09-12"}, files=SCAN)
    desk.do("deliver_letter", {"letter": number, "how": "纸质送达"})
    assert body(unit, f"/letters/{number}/print/pdf") == "用印件".encode()


@pytest.mark.closes("R2.29")
def test_word_follows_the_office_s_own_template_and_the_page_says_so(county: Year, site: Site, desk: Client) -> None:
    number = county.one(Letter).id
    docx = OpenedDocument(BytesIO(shipped_template(Layout.FORM)))
    docx.add_paragraph("联系电话见县考核办公开栏")
    changed = BytesIO()
    docx.save(changed)
    table_desk(site).templates.use("预警提示单", changed.getvalue())

    made = OpenedDocument(BytesIO(body(desk, f"/letters/{number}/print/docx")))
    assert "联系电话见县考核办公开栏" in [each.text for each in made.paragraphs]
    assert "Word 文件按本单位模板“预警提示单.docx”，PDF 和预览是系统版式" in desk.get(f"/letters/{number}/print").text


def test_a_letter_that_cannot_be_printed_is_set_aside_and_tried_again(county: Year, site: Site, desk: Client) -> None:
    signed(county, site, desk)
    broken = table_desk(site)
    broken.templates.folder.mkdir(parents=True)
    own = broken.templates.folder / "预警提示单.docx"
    own.write_bytes(b"not a Word file")
    assert keep_prints(county.database, store(site), broken, now=at("2019-09-12 09:00")) == 0
    assert "不是完好的 Word 文件" in county.one(SetAside, run="print").reason
    own.unlink()
    assert keep_prints(county.database, store(site), broken, now=at("2019-09-13 09:00")) == 1
    assert county.one(SetAside, run="print").resolved_at is not None


# Papers of the year and of summaries


def test_a_year_gives_its_notice_its_pledges_and_its_wall_chart(county: Year, desk: Client) -> None:
    base = f"/year/running/{county.assessment}"
    said = text_of(body(desk, f"{base}/papers/task_notice/pdf"))
    assert "指标任务的通知" in said
    assert "送审稿" in said
    pledges = desk.get(f"{base}/pledges")
    assert "县人社局" in pledges.text
    assert f"{base}/papers/task_pledge?unit=labour" in pledges.html
    assert "县人社局" in text_of(body(desk, f"{base}/papers/task_pledge/pdf?unit=labour"))
    asked = desk.get(f"{base}/papers/task_pledge?unit=nobody")
    assert asked.status == 400
    assert "可以是：" in asked.text
    (chart,) = printed.pages_of(body(desk, f"{base}/papers/wall_chart/pdf"))
    assert (round(chart.width), round(chart.height)) == (420, 297)
    assert desk.get(f"{base}/papers/novel").status == 404


@pytest.mark.closes("O34", "R2.29")
def test_a_summary_is_printed_as_it_is_laid_before_the_heads(county: Year, site: Site, desk: Client) -> None:
    late = at("2019-09-20 09:30")
    draw_up(county.database, now=late)
    number = county.one(Summary, kind="monthly_summary").id
    client = site.at("2019-09-20 10:00").signed_in(DESK)
    assert f"/summaries/{number}/print" in client.get(f"/summaries/{number}").html
    said = text_of(body(client, f"/summaries/{number}/print/pdf"))
    assert "呈阅件" in said
    assert "合计" in said
    docx = OpenedDocument(BytesIO(body(client, f"/summaries/{number}/print/docx")))
    assert any(cell.text == "合计" for table in docx.tables for row in table.rows for cell in row.cells)
    assert site.signed_in("labour_head").get(f"/summaries/{number}/print").status == 403
