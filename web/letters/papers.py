"""`/letters/{letter}/print`: one letter as it will print; after 用印 the sealed scan is what is served (O04)."""

from typing import Any

from starlette.responses import Response

from actions.letters.papering import Which, paper_of_letter
from actions.letters.printed import printed_letter
from actions.looking import look
from states.subjects import SubjectKind
from web.kernel.access import About
from web.kernel.errors import not_found
from web.kernel.pages import Pages
from web.kernel.visit import Visit
from web.letters.printing import PDF, PNG, Paper, paper_file, paper_page
from web.letters.sealed import scan_page, scan_shown

pages = Pages()
LETTER = About(SubjectKind.LETTER, "letter")


@pages.get("/letters/{letter:int}/print", access=LETTER)
def shown(visit: Visit, letter: int) -> Response:
    """The sealed scan where there is one; the text that was signed is asked for as the draft."""
    paper = _letter(visit, letter)
    pictures: list[str] = []
    if paper.scan is not None and visit.query.get("draft") != "1":
        pictures = scan_shown(visit, paper.scan, address=f"/letters/{letter}/scan")
    if not pictures:  # or the scan is neither a picture nor a PDF: its link stands above the text that was signed
        return paper_page(visit, paper)
    return visit.page("letters/sealed.html", paper=paper, pictures=pictures)


@pages.get("/letters/{letter:int}/scan/{form}", access=LETTER)
def scan(visit: Visit, letter: int, form: str) -> Response:
    """One page of the sealed scan as a picture."""
    paper, number = _letter(visit, letter), form.removesuffix(PNG)
    if paper.scan is None or not form.endswith(PNG) or not (number.isascii() and number.isdigit()):
        raise not_found()
    return scan_page(visit, paper.scan, int(number))


@pages.get("/letters/{letter:int}/print/{form}", access=LETTER)
def file(visit: Visit, letter: int, form: str) -> Response:
    """The sealed scan goes before the text that was signed; that one is asked for as the draft."""
    paper = _letter(visit, letter)
    if paper.scan is not None and form == PDF and visit.query.get("draft") != "1":
        return visit.redirect(f"/evidence/{paper.scan}")
    return paper_file(visit, paper, form)


@pages.get("/letters/{letter:int}/record", access=LETTER)
def record(visit: Visit, letter: int) -> Response:
    """约谈记录, to be filled in at the talk."""
    return paper_page(visit, _record(visit, letter))


@pages.get("/letters/{letter:int}/record/{form}", access=LETTER)
def record_file(visit: Visit, letter: int, form: str) -> Response:
    return paper_file(visit, _record(visit, letter), form)


def _letter(visit: Visit, number: int) -> Paper:
    act = look(visit.tx, by=visit.by, now=visit.now)
    found = printed_letter(act, number)
    return Paper(
        letter=found.letter,
        at=found.at,
        address=f"/letters/{number}/print",
        back=f"/letters/{number}",
        scan=found.scan,
        files=found.files,
    )


def _record(visit: Visit, number: int) -> Paper:
    act: Any = look(visit.tx, by=visit.by, now=visit.now)
    found = printed_letter(act, number)
    if not found.has_record:
        raise not_found("文书")
    letter = paper_of_letter(act, number, Which.RECORD)
    return Paper(letter=letter, at=visit.now, address=f"/letters/{number}/record", back=f"/letters/{number}")
