"""What a lead unit breaks its assignment into."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint

from models.base import Row, day, found_by, is_null, key, moment, number, ref


class Item(Row, table=True):
    """二级指标 with its 五定: person, duty, standard, progress, time limit (R2.3)."""

    __table_args__ = (Index("ix_item_order", "assignment_id", "position"),)

    id: int = key()
    office_id: int = ref("office")
    assignment_id: int = ref("assignment")
    position: int = 0
    content: str = ""  # 具体工作内容 (定责)
    requirement: str = ""  # 目标要求
    standard: str = ""  # 定标准
    schedule: str = ""  # 进度安排 (定进度)
    due_on: date | None = day(default=None)  # 定时限
    leader_post_id: int | None = ref("post", default=None)  # 责任领导
    unit_id: int | None = ref("unit", default=None)  # 责任部（室）
    responsible_id: int | None = ref("person", default=None)  # 责任人 (定人)
    removed_at: datetime | None = moment(default=None)
    version: int = 0


class ItemOfficer(Row, table=True):
    """承办人: one item may have several (R0.9)."""

    __table_args__ = (UniqueConstraint("item_id", "person_id"), Index("ix_item_officer_person", "person_id"))

    id: int = key()
    office_id: int = ref("office")
    item_id: int = ref("item")
    person_id: int = ref("person")
    position: int = 0


class ItemTarget(Row, table=True):
    """分解目标值: what an item carries of a numeric target; the children should sum to it (R0.11)."""

    __table_args__ = (UniqueConstraint("item_id", "target_id"),)

    id: int = key()
    office_id: int = ref("office")
    item_id: int = ref("item")
    target_id: int = ref("target", index=True)
    value: Decimal = number()


class Milestone(Row, table=True):
    """进度节点: may lie before the notice itself; then it is done, or asks for evidence, but is not overdue (D07)."""

    __table_args__ = (
        Index("ix_milestone_item", "item_id"),
        found_by("due_on", where=is_null("done_on"), name="ix_milestone_pending"),
    )

    id: int = key()
    office_id: int = ref("office")
    assignment_id: int = ref("assignment", index=True)
    item_id: int | None = ref("item", default=None)
    title: str
    due_on: date = day()
    done_on: date | None = day(default=None)
    words: str = ""
    position: int = 0
    removed_at: datetime | None = moment(default=None)
    version: int = 0
