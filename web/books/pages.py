"""`/books`: books exported to be filled in, files given back, the preview of each, and what became of it."""

import re
from datetime import datetime
from typing import Any

from starlette.responses import Response

from actions.acts import Done, Refused
from actions.books.drawn import issue
from actions.books.handling import Desk, Handled, handled, import_it, marked_copy
from actions.books.taking import Taken, take_in
from actions.books.upward import filled
from actions.doors import Door
from config.roles import Role
from config.zone import SHANGHAI
from models.vault import WrongKey, vault_of
from states.books import BookKind
from states.granted.seats import ISSUING_ROLES
from web.books.reading import came_back, changed_cells, choices, may_see, missing, superior_tables
from web.kernel.access import roles
from web.kernel.downloads import disposition
from web.kernel.errors import not_found
from web.kernel.flashes import flash
from web.kernel.navigation import Group, nav
from web.kernel.pages import Pages, Posted
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.listing.files import MEDIA, Form

WORKERS = (*ISSUING_ROLES, Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
AT_ONCE = 50
HASH = re.compile(r"[0-9a-f]{64}")
CHOOSES = "choose:"
TITLE = "导出导入"
pages = Pages(navigation=[nav(TITLE, "/books", *WORKERS, group=Group.HANDLING)])
DESKS = roles(*WORKERS)
LABELS = {kind.value: kind.label for kind in BookKind}
LISTED = 300
"""Cells of a preview that one page lists."""


@pages.get("/books", access=DESKS)
def books(visit: Visit) -> Response:
    return visit.page(
        "books/home.html", choices=choices(visit), back=came_back(visit), kinds=LABELS, tables=superior_tables(visit)
    )


@pages.post("/books/export", access=DESKS)
def export(visit: Visit, posted: Posted) -> Response:
    """The file itself."""
    names = ("kind", "assessment", "window", "unit")
    told: dict[str, Any] = {name: value for name in names if (value := posted.get(name))}
    told |= {"assignments": [each for each in posted.all("assignments[]") if each]}
    issued = issue(visit.surroundings.database, told, door=Door(now=visit.now, by=visit.by))
    return _file(issued.name, issued.content)


def _file(name: str, content: bytes) -> Response:
    return Response(content, media_type=MEDIA[Form.XLSX], headers={"Content-Disposition": disposition(name)})


@pages.post("/books/superior", access=DESKS)
def fill_superior(visit: Visit, posted: Posted) -> Response:
    """The superior's file filled; first what could not be, then the file."""
    store, window = visit.surroundings.store, posted.get("window")
    if not window.isdecimal() or len(window) > 18:
        raise Refused("上级口径导出", ("请选择是哪一次报送",))
    file = next((file for name, file in posted.files if name == "file" and file.filename), None)
    if file is not None:
        kept = store.keep(file.file, name=str(file.filename))
        digest, name = kept.hash, kept.file_name
    else:
        digest, name = _given(visit, posted.get("ticket")), posted.get("name")
    if not HASH.fullmatch(digest) or not store.holds(digest):
        raise Refused("上级口径导出", ("请先选择上级的表",))
    door = Door(now=visit.now, by=visit.by)
    is_asked = posted.get("_do") == "download"
    found = filled(
        visit.surroundings.database, store.at_hand(digest), window=int(window), table=posted.get("table"),
        file_name=name, door=door, records=is_asked,
    )  # fmt: skip
    if is_asked:
        return _file(name, found.content)
    told = {"window": window, "table": posted.get("table"), "ticket": _ticket(visit, digest), "name": name}
    return visit.page("books/superior.html", name=name, filling=found.filling, told=told)


def _ticket(visit: Visit, digest: str) -> str:
    """Names a file that this person has just given, so that nobody asks for another's by its hash."""
    return vault_of(visit.tx).close(f"{visit.by}:{digest}")


def _given(visit: Visit, ticket: str) -> str:
    try:
        whose, _, digest = vault_of(visit.tx).open(ticket).partition(":")
    except WrongKey:
        return ""
    return digest if whose == str(visit.by) else ""


# What comes back


@pages.post("/books/returns", access=DESKS)
def give_back(visit: Visit, posted: Posted) -> Response:
    """Any number of files, each with its own result."""
    files = [(str(file.filename), file.file) for name, file in posted.files if name == "file" and file.filename]
    if not files:
        raise Refused("导入表格", ("请先选择文件",))
    if len(files) > AT_ONCE:
        raise Refused("导入表格", (f"一次最多{AT_ONCE}个文件，这次选了{len(files)}个",))
    taken = take_in(
        visit.surroundings.database,
        visit.surroundings.store,
        files,
        office=(visit.at.office_id, visit.at.office_code),
        received_at=_moment(posted.get("received_at")),
        door=Door(now=visit.now, by=visit.by),
    )
    visit.tx.rollback()  # a read that began before the write would not see it
    if len(taken) == 1 and taken[0].returned is not None:
        return visit.redirect(f"/books/returns/{taken[0].returned}")
    return _taken(visit, taken)


def _moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise Refused("导入表格", (f"收到的时间“{text[:40]}”不对，请写成 2019-05-13T17:00 的样子",)) from error


def _taken(visit: Visit, taken: list[Taken]) -> Response:
    """已收、有错、缺报 of what was just given back."""
    seen = {each.returned: _handled(visit, each.returned) for each in taken if each.returned is not None}
    return visit.page(
        "books/taken.html",
        taken=taken,
        seen=seen,
        ready=[number for number, book in seen.items() if book.found.may_be_imported],
        missing=missing(visit, list(seen.values())),
    )


def _handled(visit: Visit, number: int, *, posted: Posted | None = None) -> Handled:
    if not may_see(visit, number):
        raise not_found("交回的表")
    chosen, writer = _chosen(posted) if posted is not None else ({}, None)
    desk = Desk(by=visit.by, now=visit.now, writer=writer)
    found = handled(visit.tx, visit.surroundings.store, number, desk, chosen=chosen)
    if found is None:
        raise not_found("交回的表")
    return found


def _chosen(posted: Posted) -> tuple[dict[str, str], int | None]:
    chosen = {name.removeprefix(CHOOSES): value for name, value in posted.inputs if name.startswith(CHOOSES)}
    writer = posted.get("writer")
    return chosen, int(writer) if writer.isdecimal() and len(writer) < 19 else None


@pages.get("/books/returns/{returned:int}", access=DESKS)
def returned(visit: Visit, returned: int) -> Response:
    return _preview(visit, _handled(visit, returned))


def _preview(visit: Visit, book: Handled, *, chosen: dict[str, str] | None = None, refused: Any = ()) -> Response:
    cells = [*changed_cells(book.found)]
    return visit.page(
        "books/preview.html",
        status=422 if refused else 200,
        book=book,
        found=book.found,
        rows=cells[:LISTED],
        more=max(len(cells) - LISTED, 0),
        chosen=chosen or {},
        asked_again={question.key for question in book.found.questions},
        refused=refused,
    )


@pages.post("/books/returns/{returned:int}", access=DESKS)
def import_one(visit: Visit, posted: Posted, returned: int) -> Response:
    """Looked at with the answers that were given, or imported."""
    chosen, writer = _chosen(posted)
    book = _handled(visit, returned, posted=posted)
    if posted.get("_do") != "import":
        return _preview(visit, book, chosen=chosen)
    desk = Desk(by=visit.by, now=visit.now, writer=writer)
    surroundings = visit.surroundings
    try:
        done = import_it(
            surroundings.database, surroundings.store, returned, desk,
            chosen=chosen, hands_in=posted.get("hands_in") == "true",
        )  # fmt: skip
    except Refused as refused:
        visit.tx.rollback()
        return _preview(visit, _handled(visit, returned, posted=posted), chosen=chosen, refused=reasons_of(refused))
    results = done.details["results"]
    if all(result["ok"] for result in results):
        return flash(visit.redirect("/books"), "success", visit.words(done.summary))
    return visit.page("books/done.html", done=done, results=results, returned=returned)


@pages.post("/books/import", access=DESKS)
def import_all(visit: Visit, posted: Posted) -> Response:
    """Every book that was ready, one act for each; what became of it."""
    numbers = [int(each) for each in posted.all("returned") if each.isdecimal() and len(each) < 19][:AT_ONCE]
    names = {number: _handled(visit, number).row.file_name for number in numbers}
    results = [(number, names[number], *_tried(visit, posted, number)) for number in numbers]
    return visit.page("books/all.html", results=results)


def _tried(visit: Visit, posted: Posted, number: int) -> tuple[Done | None, tuple[str, ...]]:
    surroundings, desk = visit.surroundings, Desk(by=visit.by, now=visit.now)
    try:
        done = import_it(
            surroundings.database, surroundings.store, number, desk, hands_in=posted.get("hands_in") == "true"
        )
    except Refused as refused:
        return None, tuple(reasons_of(refused))
    return done, tuple(
        f"{one['title']}：{'；'.join(one['reasons'])}" for one in done.details["results"] if not one["ok"]
    )


@pages.get("/books/returns/{returned:int}/marked", access=DESKS)
def marked(visit: Visit, returned: int) -> Response:
    """A copy in which every wrong cell is coloured and commented."""
    book = _handled(visit, returned)
    name = book.row.file_name.rpartition(".")[0] or book.row.file_name
    return _file(f"{name}（标注错误）.xlsx", marked_copy(visit.surroundings.store, book.found))
