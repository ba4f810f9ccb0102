"""Persons, the posts that they hold, and who stands in for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint, column, or_
from sqlmodel import Field

from models.base import Row, day, document, key, moment, ref


def _in_order() -> CheckConstraint:
    return CheckConstraint(or_(column("ends_on").is_(None), column("ends_on") >= column("begins_on")), name="in_order")


class Person(Row, table=True):
    """人员. One row for all offices. `code` is what `kaohe act --as` and the sign-in page take."""

    id: int = key()
    code: str = Field(unique=True)
    name: str
    position: int = 0
    preferences: dict[str, Any] = document(default_factory=dict)  # digest, quiet hours, route through the liaison
    left_on: date | None = day(default=None)
    created_at: datetime = moment()
    version: int = 0


class Holding(Row, table=True):
    """任职: who holds which post, from–to, both days included."""

    __table_args__ = (
        UniqueConstraint("person_id", "post_id", "begins_on"),
        _in_order(),
    )

    id: int = key()
    office_id: int = ref("office")
    person_id: int = ref("person")
    post_id: int = ref("post", index=True)
    begins_on: date = day()
    ends_on: date | None = day(default=None)
    document_no: str = ""
    recorded_at: datetime = moment()
    version: int = 0


class Substitution(Row, table=True):
    """代理 (AB角): while a person is away another acts from his posts, or from one of them; both days included."""

    __table_args__ = (_in_order(),)

    id: int = key()
    office_id: int = ref("office")
    person_id: int = ref("person", index=True)
    substitute_id: int = ref("person", index=True)
    post_id: int | None = ref("post", default=None)  # none: every post that he holds in the office
    begins_on: date = day()
    ends_on: date | None = day(default=None)
    reason: str = ""
    asks: bool = False  # it holds only once the substitute has said yes (A14)
    accepted_at: datetime | None = moment(default=None)
    declined_at: datetime | None = moment(default=None)
    recorded_at: datetime = moment()
    recorded_by: int | None = ref("person", default=None)
    version: int = 0
