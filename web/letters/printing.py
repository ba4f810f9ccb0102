"""A paper on its page as it will print, and as a file: PDF, Word, the picture of one page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from starlette.responses import Response

from documents.letters.desk import Desk, desk_of
from documents.letters.faces import found_faces, said_missing
from documents.letters.model import AnyLetter
from documents.letters.printing import Printer
from web.kernel.downloads import disposition
from web.kernel.errors import not_found
from web.kernel.visit import Visit

PDF, DOCX, PNG = "pdf", "docx", ".png"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is shown. `at`: when it was issued, or now; `address`: the page without a form; `back`: where it belongs.

    `query` goes with each address, `files` are those that were kept, by their hashes.
    """

    letter: AnyLetter
    at: datetime
    address: str
    back: str
    query: str = ""
    scan: int | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Of the file: 预警提示单 预警〔2019〕3号."""
        number = getattr(self.letter, "number", "")
        return f"{self.letter.name} {number}".strip() if number and not self.letter.draft else self.letter.name


@lru_cache(maxsize=64)
def _pictures(printer: Printer, letter: AnyLetter) -> tuple[bytes, ...]:
    """A page asks for them one by one."""
    return tuple(printer.pictures(letter))


def paper_page(visit: Visit, paper: Paper) -> Response:
    """Every page as a picture, and the buttons for its files."""
    desk = desk_of(visit.surroundings.settings)
    return visit.page(
        "letters/print.html",
        paper=paper,
        pages=len(_pictures(desk.printer, paper.letter)),
        note=desk.layout_note(paper.letter),
        faces=said_missing(found_faces(desk.printer.families())),
    )


def paper_file(visit: Visit, paper: Paper, form: str) -> Response:
    desk = desk_of(visit.surroundings.settings)
    if form.endswith(PNG):
        return _picture(desk, paper, form.removesuffix(PNG))
    if form in paper.files:
        return _kept(visit, paper, form)
    if form == PDF:
        return _file(desk.pdf(paper.letter, now=paper.at).content, paper, PDF, "application/pdf")
    if form == DOCX:
        return _file(desk.docx(paper.letter), paper, DOCX, WORD)
    raise not_found()


def _kept(visit: Visit, paper: Paper, form: str) -> Response:
    """What was printed when it was issued, byte for byte."""
    store, digest = visit.surroundings.store, paper.files[form]
    store.check(digest)
    with store.open(digest) as file:
        content = file.read()
    return _file(content, paper, form, WORD if form == DOCX else "application/pdf")


def _picture(desk: Desk, paper: Paper, number: str) -> Response:
    pages = _pictures(desk.printer, paper.letter)
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= len(pages):
        raise not_found()
    return Response(pages[int(number) - 1], media_type="image/png", headers={"Cache-Control": "no-store"})


def _file(content: bytes, paper: Paper, ending: str, media_type: str) -> Response:
    headers = {"Content-Disposition": disposition(f"{paper.name}.{ending}"), "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
