"""What goes upward in one bundle (报送件)."""

from pydantic import Field

from config.basis import Basis
from config.due import Due
from config.entry import Entry, Flag
from config.labels import Labelled
from config.references import ChainRef, LadderRef, UnitRef


class SealKind(Labelled):
    """用印方式。"""

    ELECTRONIC = "electronic", "电子签章"
    OFFLINE = "offline", "线下用印"
    NONE = "none", "不用印"


class PackageRule(Entry):
    """报送件：汇总成一件，审定、用印后送出。"""

    due: Due = Field(description="何时送出")
    chain: ChainRef | None = Field(default=None, description="送出前的审核流程；不写则汇总后直接送出")
    upward: Flag = Field(default=True, description="是否报送上级；上报的期限遇休息日只提前不顺延")
    to: UnitRef | None = Field(default=None, description="送给哪个单位；不写则为 superior 上级考核机关")
    seal: SealKind = Field(default=SealKind.NONE, description="用印方式")
    ladder: LadderRef | None = Field(default=None, description="督办阶梯")
    basis: Basis | None = Field(default=None, description="依据")
