"""Posts: the seats that owe, review and decide."""

from datetime import date

from sqlmodel import Field

from models.base import Row, day, document, is_null, key, only_one, ref


class Post(Row, table=True):
    """岗位: a seat in a unit; several persons may hold it. From `began_on` to `ended_on`, both included."""

    __table_args__ = (only_one("office_id", "code", where=is_null("ended_on"), name="uq_post_living_code"),)

    id: int = key()
    office_id: int = ref("office")
    unit_id: int = ref("unit", index=True)
    code: str
    title: str
    role: str
    position: int = 0
    grants: list[str] = document(default_factory=list)  # 兼岗: roles that the scheme lets it exercise too
    liaison_post_id: int | None = ref("post", default=None)
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    version: int = 0


class Charge(Row, table=True):
    """分管: a leader's post is in charge of a unit, from–to, both days included."""

    __table_args__ = (only_one("post_id", "unit_id", where=is_null("ended_on"), name="uq_charge_standing"),)

    id: int = key()
    office_id: int = ref("office")
    post_id: int = ref("post")
    unit_id: int = ref("unit", index=True)
    began_on: date | None = day(default=None)
    ended_on: date | None = day(default=None)
    version: int = Field(default=0)
