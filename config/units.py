"""Units (单位、部室) and posts (岗位) in official order (规范序列, O19)."""

from typing import Any

from pydantic import Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from config.basis import Basis
from config.entry import Code, Entry, Many, Text
from config.faults import fault
from config.labels import Labelled
from config.references import PostRef, UnitRef
from config.roles import UNHELD, Role


class UnitKind(Labelled):
    """单位性质。"""

    OFFICE = "office", "办公室或考核办"
    DEPARTMENT = "department", "部室或部门"
    AFFILIATE = "affiliate", "直属单位"
    LEADERS = "leaders", "领导班子"
    EXTERNAL = "external", "外单位，不登录"
    TOWNSHIP = "township", "乡镇"


class Unit(Entry):
    """单位：机关部室、直属单位、乡镇、领导班子或外单位。在文件里的先后就是规范序列。"""

    code: Code = Field(description="编码，全年不变，各处引用")
    name: Text = Field(description="规范全称，文书上使用")
    short: str = Field(default="", description="简称，表格和消息里使用；不写则用全称")
    kind: UnitKind = Field(default=UnitKind.DEPARTMENT, description="单位性质")
    parent: UnitRef | None = Field(default=None, description="上级单位的编码或名称")
    aliases: Many[Text] = Field(default=(), description="文件里的其他叫法，识别通知和表格时使用")

    @property
    def shown(self) -> str:
        return self.short or self.name


class Grant(Entry):
    """兼岗：准许一个岗位同时行使另一角色，记录上会标明兼岗（O08）。只写角色名也可以。"""

    role: Role = Field(description="可兼行使的角色")
    basis: Basis | None = Field(default=None, description="准许兼岗的依据")

    @model_validator(mode="before")
    @classmethod
    def _role_alone(cls, value: Any) -> Any:
        return {"role": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        alone = {"type": "string", "enum": [role.value for role in Role], "description": "只写角色名"}
        return {"anyOf": [handler(schema), alone]}


class Post(Entry):
    """岗位：某单位里的一个席位。谁在岗写在人员名册里，不写在方案里。"""

    code: Code = Field(description="编码，全年不变")
    title: Text = Field(description="岗位名称，如 康复部负责人")
    unit: UnitRef = Field(description="所在单位")
    role: Role = Field(description="角色，见角色表")
    in_charge_of: Many[UnitRef] = Field(default=(), description="分管的单位（领导岗位填写）")
    liaison: PostRef | None = Field(default=None, description="联络员岗位：领导案头的待办提醒发给他（O10）")
    grants: Many[Grant] = Field(default=(), description="兼岗：还可行使的角色")

    @field_validator("role")
    @classmethod
    def _somebody_can_hold_it(cls, role: Role) -> Role:
        if role in UNHELD:
            raise fault(f"岗位不能是“{role.label}”：没有人以这个角色登录", suggestion="上级的意见由本单位登记")
        return role

    @property
    def roles(self) -> frozenset[Role]:
        """The role of the post and those granted to it."""
        return frozenset({self.role, *(grant.role for grant in self.grants)})
