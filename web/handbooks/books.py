"""The handbooks: which desk each is for, where its text is, and the text as a page."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

from config.roles import Role

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
PICTURES = ".png"
WRITTEN = 'src="../images/'
SERVED = 'src="/help/images/'


@dataclass(frozen=True, slots=True)
class Book:
    """One handbook. `code` is its address, `name` the name of its file and what people call it."""

    code: str
    name: str
    roles: frozenset[Role]


def _book(code: str, name: str, *roles: Role) -> Book:
    return Book(code, name, frozenset(roles))


BOOKS = (
    _book("officer", "承办人", Role.OFFICER, Role.RESPONSIBLE_PERSON, Role.STATISTICS),
    _book("department", "责任部室", Role.DEPARTMENT_HEAD),
    _book("unit-office", "单位办公室", Role.UNIT_OFFICE, Role.LIAISON),
    _book("leader", "分管领导", Role.LEADER_IN_CHARGE, Role.PRINCIPAL_LEADER, Role.COMMITTEE),
    _book("office", "考核办", Role.ASSESSMENT_OFFICE, Role.ASSESSMENT_OFFICE_HEAD),
    _book("assessing", "考评单位", Role.ASSESSOR),
    _book("overseeing", "督查审计", Role.SUPERVISION, Role.DISCIPLINE, Role.AUDITOR),
    _book("administrator", "管理员", Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR),
)


def book_of(role: Role | None) -> Book:
    """The handbook of a desk; a visitor is shown the first."""
    return next((book for book in BOOKS if role in book.roles), BOOKS[0])


def book_called(code: str) -> Book | None:
    return next((book for book in BOOKS if book.code == code), None)


@lru_cache(maxsize=len(BOOKS))
def page_of(book: Book) -> Markup:
    """The text as HTML; a tag that stood in it would be shown, not obeyed."""
    text = (_folder("docs/zh", "zh") / f"{book.name}.md").read_text(encoding="utf-8")
    drawn = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return Markup(drawn.replace(WRITTEN, SERVED))  # noqa: S704 -- our own text, drawn without raw HTML


def picture(name: str) -> Path | None:
    """A screenshot by its name; None for whatever else is asked for."""
    found = {path.name: path for path in _folder("docs/images", "images").glob(f"*{PICTURES}")}
    return found.get(name)


def _folder(checkout: str, installed: str) -> Path:
    """In a working copy where people read them, in an installation beside this module."""
    beside = HERE / installed
    return beside if beside.is_dir() else CHECKOUT / checkout
