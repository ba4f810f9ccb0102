"""What the superior gives or takes, carried down to the departments (市考我县 → 县考部门), and how it is shared."""

from pydantic import Field, model_validator

from config.basis import Basis
from config.entry import Count, Entry
from config.faults import fault
from config.labels import Labelled
from config.policy import Percent
from config.references import RuleRef, SourceRef


class SplitBy(Labelled):
    """几家一起承担的，加减的分怎么分担。"""

    DECIDED = "decided", "由人逐件确定，各家之和须正好等于上级的加减分"
    EQUAL = "equal", "牵头、配合单位平分"
    WEIGHTS = "weights", "牵头单位占 lead 那么多，其余由配合单位平分"


class Remainder(Labelled):
    """除不尽的零头归谁。"""

    LEAD = "lead", "归牵头单位：各配合单位舍去零头，余下的都是牵头单位的"
    LARGEST = "largest", "各家先舍去零头，再按零头大小依次补足，一样大的牵头单位在先"


class Split(Entry):
    """牵头、配合单位怎么分担上级的加减分。"""

    by: SplitBy = Field(default=SplitBy.DECIDED, description="怎么分担")
    lead: Percent | None = Field(
        default=None, description="by 为 weights 时，牵头单位占百分之几；没有配合单位的，全由牵头单位承担"
    )
    digits: Count = Field(default=2, le=6, description="分到几位小数；上级的分位数更多的，按上级的位数")
    remainder: Remainder = Field(default=Remainder.LEAD, description="除不尽的零头归谁")

    @model_validator(mode="after")
    def _lead_where_weighed(self) -> "Split":
        if (self.by is SplitBy.WEIGHTS) != (self.lead is not None):
            raise fault("by: weights 要写 lead（牵头单位占百分之几），别的不写", at=("lead",))
        return self


class CarriedDown(Entry):
    """上级的加减分往下落到部门（R2.2、R2.23、R2.24）。"""

    source: SourceRef = Field(description="scoring.sources 里的哪一个：各单位分担的那一份记在它名下，不加倍、不折算")
    rule: RuleRef = Field(
        description="scoring.rules 里的哪一条：怎么加倍、怎么折算（先加倍还是先折算看它怎么写）；扣分建议和评分都按它算"
    )
    split: Split = Field(default_factory=Split, description="牵头、配合单位怎么分担")
    basis: Basis | None = Field(default=None, description="依据")
