"""What every part of a scoring rule may say about itself."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from config.basis import Basis
from config.entry import Entry
from config.later import Later

Term = Annotated[Any, Later("Term")]
"""A rule of any depth; rule.py says what that is."""
Condition = Annotated[Any, Later("Condition")]


class Scored(Entry):
    """What stands in the scoring of a scheme. It is built with the scheme, not when it is defined."""

    model_config = ConfigDict(defer_build=True)


class Cited(Scored):
    """规则里的一行：写明叫什么、依据哪一条的，说明里单独引出。"""

    label: str = Field(default="", description="叫什么，写进得分说明")
    basis: Basis | None = Field(default=None, description="依据：文件、条款、原文；不写则同整条规则")


class Part(Scored):
    """规则的一部分。"""

    label: str = Field(default="", description="叫什么，写进得分说明；不写则用通名")
    basis: Basis | None = Field(default=None, description="依据：文件、条款、原文")
