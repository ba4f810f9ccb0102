"""月度汇总、推进会材料、逾期名单 as 呈阅件: what was drawn up, or what a person made of it."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from actions.letters.papering import DRAFT, head_of
from actions.published import published_of
from documents.letters.briefs import Drawn, brief
from documents.letters.model import Document
from models.units import Office
from models.writing import find_row
from states.summary import Contents, SummaryKind, SummaryState
from workdays.wording import say_date

CONTENTS: TypeAdapter[Contents] = TypeAdapter(Contents)


def summary_paper(tx: Connection, row: Any) -> Document:
    """Its day is that on which it was presented; until then that of its last drawing."""
    scheme = published_of(tx, row.assessment_id).scheme
    office: Any = find_row(tx, Office.t, row.office_id)
    return brief(
        Drawn(
            kind=SummaryKind(row.kind),
            title=row.title,
            body=row.body,
            contents=CONTENTS.validate_python(row.contents) if row.contents and row.edited_at is None else None,
            organ=head_of(scheme),
            office=office.name,
            date=say_date(row.issued_at or row.drawn_at),
            draft=DRAFT if row.state == SummaryState.DRAFT else "",
        )
    )
