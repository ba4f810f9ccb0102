"""A handbook for every desk, drawn from the text that people read in docs/zh."""

import re
from pathlib import Path

import pytest

from config.roles import UNHELD, Role
from web.handbooks.books import BOOKS, Book, book_of, page_of, picture


def test_every_desk_has_exactly_one_handbook() -> None:
    held = [role for role in Role if role not in UNHELD]
    assert sorted(role for book in BOOKS for role in book.roles) == sorted(held)
    assert book_of(Role.COMMITTEE).name == "分管领导"
    assert book_of(None) == BOOKS[0]


@pytest.mark.parametrize("book", BOOKS, ids=[book.code for book in BOOKS])
def test_handbook_is_drawn_with_its_pictures(book: Book) -> None:
    page = page_of(book)
    assert "<h2>" in page
    shown = re.findall(r'src="([^"]+)"', page)
    assert all(picture(source.removeprefix("/help/images/")) for source in shown), shown


def test_nothing_but_a_picture_is_a_picture() -> None:
    assert picture("../zh/承办人.md") is None
    assert picture("nothing.png") is None


def test_every_text_in_the_folder_is_somebodys() -> None:
    assert sorted(path.stem for path in Path("docs/zh").glob("*.md")) == sorted(book.name for book in BOOKS)
