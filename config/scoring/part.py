"""What every part of a scoring rule may say about itself."""

from pydantic import Field

from config.basis import Basis
from config.entry import Entry


class Part(Entry):
    """规则的一部分。"""

    label: str = Field(default="", description="叫什么，写进得分说明；不写则用通名")
    basis: Basis | None = Field(default=None, description="依据：文件、条款、原文")
