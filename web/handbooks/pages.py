"""The help key opens the handbook of the desk; the others stand beside it."""

from starlette.responses import FileResponse, Response

from web.handbooks.books import BOOKS, Book, book_called, book_of, page_of, picture
from web.kernel.access import Public
from web.kernel.errors import not_found
from web.kernel.pages import Pages
from web.kernel.visit import Visit

pages = Pages()


@pages.get("/help", access=Public())
def own_handbook(visit: Visit) -> Response:
    return _open(visit, book_of(visit.desk.role if visit.desk is not None else None))


@pages.get("/help/images/{name}", access=Public())
def screenshot(_visit: Visit, name: str) -> Response:
    found = picture(name)
    if found is None:
        raise not_found("图片")
    return FileResponse(found, media_type="image/png")


@pages.get("/help/{book}", access=Public())
def handbook(visit: Visit, book: str) -> Response:
    found = book_called(book)
    if found is None:
        raise not_found("操作手册")
    return _open(visit, found)


def _open(visit: Visit, book: Book) -> Response:
    return visit.page("handbooks/book.html", book=book, books=BOOKS, text=page_of(book))
