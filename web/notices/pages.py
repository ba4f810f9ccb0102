"""`/year/notice`: a notice is dropped in or pasted; what was read of it beside its text; from there a draft begins."""

from starlette.responses import Response

from actions.acts import Refused
from actions.doors import Door
from actions.drafts.notices import draft_text, read_file, read_words
from actions.performing import perform
from documents.notices.extraction.reading import LARGEST, READ
from documents.notices.extraction.refusing import Unreadable
from documents.notices.reading import Reading
from web.kernel.errors import badly_asked
from web.kernel.flashes import flash
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.letters.printing import Paper, paper_file
from web.notices.papers import held_paper
from web.notices.reading import shown
from web.year.access import OFFICE, SETTERS, demand

pages = Pages(navigation=[nav("读入通知", "/year/notice", *SETTERS[:3], group=Group.SETTINGS)])


@pages.get("/year/notice", access=OFFICE)
def ask(visit: Visit) -> Response:
    demand(visit, "draft_scheme")
    return _asked(visit)


def _asked(visit: Visit, *, typed: str = "", reasons: tuple[str, ...] = (), status: int = 200) -> Response:
    return visit.page("notices/ask.html", status=status, typed=typed, reasons=reasons, kinds=READ)


@pages.post("/year/notice", access=OFFICE)
def read(visit: Visit, posted: Posted) -> Response:
    """Nothing is stored: the page holds what was read, and its form the draft."""
    demand(visit, "draft_scheme")
    try:
        reading = _read(visit, posted)
    except Unreadable as refused:
        return _asked(visit, typed=posted.get("words"), reasons=(str(refused),), status=422)
    if reading is None:
        words = (visit.words("请选择一个文件，或者把通知全文粘贴进来"),)
        return _asked(visit, reasons=words, status=422)
    text = draft_text(reading, office=(visit.at.office_code, visit.directory.office_name))
    return visit.page("notices/reading.html", shown=shown(reading, text))


def _read(visit: Visit, posted: Posted) -> Reading | None:
    units = {unit.name for unit in visit.directory.units.values()}
    for name, file in posted.files:
        if name == "file" and file.filename:
            return read_file(file.file.read(LARGEST + 1), name=file.filename, units=units)
    words = posted.get("words")
    return read_words(words, units=units) if words.strip() else None


@pages.post("/year/notice/draft", access=OFFICE)
def begin(visit: Visit, posted: Posted) -> Response:
    """The draft that the page held becomes one of the office's."""
    demand(visit, "draft_scheme")
    told = {"office": visit.at.office_code, "text": posted.get("text"), "name": posted.get("name")}
    try:
        done = perform(visit.surroundings.database, "begin_draft", told, door=Door(now=visit.now, by=visit.by))
    except Refused as refused:
        return _asked(visit, reasons=tuple(reasons_of(refused)), status=422)
    return flash(visit.redirect(f"/year/drafts/{done.ids['draft']}"), "success", visit.words(done.summary))


@pages.post("/year/notice/paper", access=OFFICE)
def paper(visit: Visit, posted: Posted) -> Response:
    """分解表、挂图 out of what the page held of them; the notice itself was not kept."""
    demand(visit, "draft_scheme")
    try:
        letter = held_paper(posted.get("kind"), posted.get("held"), as_of=visit.day)
    except ValueError as error:
        raise badly_asked("请重新读入通知，再取分解表或挂图") from error
    return paper_file(
        visit,
        Paper(letter=letter, at=visit.now, address="", back="/year/notice"),
        "pdf" if posted.get("pdf") else "docx",
    )
