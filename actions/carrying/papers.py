"""The superior's paper: number, date and attachment, all three or none of it counts."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data
from actions.context import Act
from models.evidence import EvidenceVersion
from models.types import DIGITS


class Paper(Data):
    """What the superior gave or took, and the document that says so."""

    points: Decimal = Field(max_digits=DIGITS, description="上级加减的分：加分写正数，扣分写负数")
    document_no: str = Field(default="", description="上级文件字号，必填")
    dated_on: date | None = Field(default=None, description="上级文件日期，必填")
    attachment: int | None = Field(default=None, description="上级文件：印证材料版本编号，必填")


class Documented(Protocol):
    @property
    def document_no(self) -> str: ...
    @property
    def dated_on(self) -> date | None: ...
    @property
    def attachment(self) -> int | None: ...


def is_whole(act: Act, paper: Documented) -> bool:
    """Numbered, dated no later than today, and kept by this office."""
    dated = paper.dated_on is not None and paper.dated_on <= act.now.date()
    return bool(paper.document_no.strip()) and dated and is_kept(act, paper.attachment)


def is_kept(act: Act, version: int | None) -> bool:
    kept = select(EvidenceVersion.c.id).where(
        EvidenceVersion.c.id == version, EvidenceVersion.c.office_id == act.office_id
    )
    return version is not None and act.tx.execute(kept).first() is not None


def say_paper(document_no: str, dated_on: date | None) -> str:
    """市考〔2020〕3号（2020-01-08）."""
    return f"{document_no}（{dated_on.isoformat()}）" if dated_on is not None else document_no
