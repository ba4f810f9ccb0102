"""Which rows of every table belong to one year: what is taken along when the year is archived as one file.

A row belongs by its `assessment_id`, by the thing that it is about (`subject_kind`), or by its parent. Units, posts and
persons are of the office and stand in every year of it. A new table has to be of one of these kinds, or be named in
`LEFT_OUT` with the reason; a test asks for each.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, Text, and_, not_, or_, select, true, type_coerce

from models.amendments import Amendment
from models.assessments import Assessment
from models.books import IssuedBook, ReturnedBook
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.journal import Journal
from models.persons import Holding, Person, Substitution
from models.scans import EvidenceScan
from models.schemes import SchemeVersion
from models.tables import METADATA
from models.ties import TIES
from models.types import JsonDoc
from models.units import Office

Condition = ColumnElement[bool]

OF_THE_OFFICE = frozenset(
    {"unit", "post", "charge", "holding", "substitution", "succession", "calendar_day", "figure_definition",
     "letter_series"}
)  # fmt: skip
"""What all years of an office stand on."""

_MESSAGES, _WORKING, _SECRETS = "消息和送达", "运行状态", "账号和密钥"
LEFT_OUT = {
    "outbox_message": _MESSAGES,
    "delivery": _MESSAGES,
    "inbox_item": _MESSAGES,
    "listener": _SECRETS,
    "contact": _SECRETS,
    "credential": _SECRETS,
    "web_session": _SECRETS,
    "api_token": _SECRETS,
    "api_answer": _SECRETS,
    "beat": _WORKING,
    "set_aside": _WORKING,
    "light_due": _WORKING,
    "scheme_draft": "没有发布的方案草稿",
    "draft_text": "没有发布的方案草稿",
    "rehearsal_run": "没有发布的方案草稿",
    "leave": "请假属于个人信息",
}
"""What does not leave with a year, and why."""

PINNED: tuple[Column[int | None], ...] = tuple(
    column
    for table in METADATA.sorted_tables
    if "assessment_id" in table.c or table.name in ("result_reply", "verdict")
    for column in table.c
    for foreign in column.foreign_keys
    if foreign.column.table is EvidenceVersion.t
)
"""Columns by which something of a year names a version of a document."""

_SUBJECTS: dict[str, Table] = {
    **{name: table for name, table in METADATA.tables.items() if "assessment_id" in table.c},
    **{kind.value: ties.table for kind, ties in TIES.items()},
}
"""The table of what `subject_kind` names."""


def of_year(table: Table, *, office_id: int, assessment_id: int) -> Condition:
    """The condition on this table under which a row belongs to the year."""
    if table.name in _BY_NAME:
        return _BY_NAME[table.name](office_id, assessment_id)
    if table.name in OF_THE_OFFICE:
        return table.c.office_id == office_id
    if "assessment_id" in table.c:
        return table.c.assessment_id == assessment_id
    if "subject_kind" in table.c:
        return _about(table, office_id, assessment_id)
    column, parent = parent_of(table)
    return column.in_(_ids(parent, office_id, assessment_id))


def parent_of(table: Table) -> tuple[Column[int], Table]:
    """What a row is a part of: the first thing that it has to name and that belongs to a year."""
    for column in table.c:
        for foreign in column.foreign_keys:
            parent = foreign.column.table
            if not column.nullable and parent.name not in (*OF_THE_OFFICE, "office", "person", *LEFT_OUT):
                return column, parent
    raise LookupError(f"nothing says which year a row of {table.name} belongs to")


def kept_tables() -> list[Table]:
    """Every table that a year is told by, parents before their children."""
    return [table for table in METADATA.sorted_tables if table.name not in LEFT_OUT]


def as_stored(table: Table) -> list[ColumnElement[Any]]:
    """Its columns; documents as the text that is stored, which is what was hashed."""
    return [
        type_coerce(column, Text).label(column.name) if isinstance(column.type, JsonDoc) else column
        for column in table.c
    ]


def _ids(table: Table, office_id: int, assessment_id: int) -> Select[tuple[int]]:
    return select(table.c.id).where(of_year(table, office_id=office_id, assessment_id=assessment_id))


def _of_journal(office_id: int, assessment_id: int) -> Condition:
    """With what the office did in no particular year: persons, calendar, documents."""
    mine = or_(Journal.c.assessment_id == assessment_id, Journal.c.assessment_id.is_(None))
    return and_(Journal.c.office_id == office_id, mine)


def _of_scans(office_id: int, assessment_id: int) -> Condition:
    documents = _ids(Evidence.t, office_id, assessment_id)
    return EvidenceScan.c.hash.in_(select(EvidenceVersion.c.hash).where(EvidenceVersion.c.evidence_id.in_(documents)))


def _of_returned_books(office_id: int, assessment_id: int) -> Condition:
    return ReturnedBook.c.issued_id.in_(_ids(IssuedBook.t, office_id, assessment_id))


def _of_schemes(_office_id: int, assessment_id: int) -> Condition:
    at_first = select(Assessment.c.scheme_version_id).where(Assessment.c.id == assessment_id)
    later = select(Amendment.c.scheme_version_id).where(Amendment.c.assessment_id == assessment_id)
    return or_(SchemeVersion.c.id.in_(at_first), SchemeVersion.c.id.in_(later))


def _of_persons(office_id: int, _assessment_id: int) -> Condition:
    held = select(Holding.c.person_id).where(Holding.c.office_id == office_id)
    stood_in = select(Substitution.c.substitute_id).where(Substitution.c.office_id == office_id)
    return or_(Person.c.id.in_(held), Person.c.id.in_(stood_in))


def _of_evidence(office_id: int, assessment_id: int) -> Condition:
    """What stands behind something of the year, or is named by it; and what stands behind nothing at all."""
    used = select(EvidenceUse.c.evidence_id).where(_about(EvidenceUse.t, office_id, assessment_id))
    anywhere = select(EvidenceUse.c.evidence_id)
    named = [
        select(EvidenceVersion.c.evidence_id).where(
            EvidenceVersion.c.id.in_(
                select(column).where(
                    column.is_not(None), of_year(column.table, office_id=office_id, assessment_id=assessment_id)
                )
            )
        )
        for column in PINNED
    ]
    mine = or_(*(Evidence.c.id.in_(each) for each in (used, *named)), not_(Evidence.c.id.in_(anywhere)))
    return and_(Evidence.c.office_id == office_id, mine)


def _about(table: Table, office_id: int, assessment_id: int) -> Condition:
    """The thing that the row is about belongs to the year. A document is one thing, whoever uses it."""
    kinds = {name: other for name, other in _SUBJECTS.items() if "assessment_id" in other.c and other is not Journal.t}
    kinds |= {"assessment": Assessment.t, "score": METADATA.tables["score"]}
    found = [
        and_(
            table.c.subject_kind == name,
            table.c.subject_id.in_(_ids(other, office_id, assessment_id)),
        )
        for name, other in kinds.items()
    ]
    return or_(*found)


_BY_NAME: dict[str, Callable[[int, int], Condition]] = {
    "office": lambda office_id, _: Office.c.id == office_id,
    "assessment": lambda _, assessment_id: Assessment.c.id == assessment_id,
    "journal": _of_journal,
    "seal": lambda *_: true(),  # the chain is one for all years: of other years' rows it holds hashes alone
    "returned_book": _of_returned_books,
    "scheme_version": _of_schemes,
    "person": _of_persons,
    "evidence": _of_evidence,
    "evidence_scan": _of_scans,
}
