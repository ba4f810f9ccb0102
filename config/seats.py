"""A seat named by what it does, not by who holds it: 牵头单位的分管领导, 办公室的负责人."""

from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from config.entry import Entry
from config.faults import fault
from config.labels import Labelled
from config.references import UnitRef
from config.roles import Role


class SeatOf(Labelled):
    """席位相对于哪个单位。"""

    LEAD = "lead", "牵头单位（分管领导：分管牵头单位的）"
    OFFICE = "office", "本考核办公室或本级领导"
    CO_UNITS = "co_units", "各配合单位"
    UNIT = "unit", "unit 指定的单位"


# These sit in, or above, the organising office wherever the obligation lies.
CENTRAL = frozenset(
    {
        Role.UNIT_OFFICE,
        Role.PRINCIPAL_LEADER,
        Role.ASSESSMENT_OFFICE,
        Role.ASSESSMENT_OFFICE_HEAD,
        Role.SUPERVISION,
        Role.COMMITTEE,
        Role.DISCIPLINE,
        Role.STATISTICS,
        Role.ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDITOR,
        Role.SUPERIOR,
    }
)


class SeatRef(Entry):
    """席位：按角色指定，不指名道姓。只写角色名也可以，如 `leader_in_charge`。"""

    role: Role = Field(description="角色，见角色表")
    of: SeatOf = Field(
        default=SeatOf.LEAD,
        description="哪个单位的；不写时，单位办公室、主要领导、考核办、督查室、委员会等取 office，其余取 lead",
    )
    unit: UnitRef | None = Field(default=None, description="of 为 unit 时指定的单位")

    @model_validator(mode="before")
    @classmethod
    def _role_alone(cls, value: Any) -> Any:
        written = {"role": value} if isinstance(value, str) else value
        if not isinstance(written, dict) or "of" in written:
            return written
        if "unit" in written:
            return {**written, "of": SeatOf.UNIT}
        central = written.get("role") in {role.value for role in CENTRAL}
        return {**written, "of": SeatOf.OFFICE if central else SeatOf.LEAD}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        alone = {"type": "string", "enum": [role.value for role in Role], "description": "只写角色名"}
        return {"anyOf": [handler(schema), alone]}

    @model_validator(mode="after")
    def _unit_where_asked(self) -> "SeatRef":
        if self.of is SeatOf.UNIT and self.unit is None:
            raise fault("of 写了 unit（指定单位），却没有写 unit 是哪个单位", suggestion="补上 unit: 单位编码或名称")
        if self.of is not SeatOf.UNIT and self.unit is not None:
            raise fault("写了 unit，of 就只能是 unit（指定单位）", at=("of",), suggestion="删去 of，或删去 unit")
        return self
