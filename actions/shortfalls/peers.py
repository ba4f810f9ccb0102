"""What peers outside reached (横向了解兄弟县区进展情况), entered with the paper in which it stands."""

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.shortfalls.following import follow_figures
from actions.shortfalls.ranking import sharers_of
from config.windows import PeriodCode
from models.assignments import Assignment
from models.evidence import EvidenceVersion
from models.figures import FigureDefinition
from models.shortfalls import SITTING, PeerFigure
from models.types import DIGITS
from models.writing import find_row, insert_rows, lock_rows
from states.subjects import SubjectFacts, SubjectKind


class Reached(Data):
    """What one peer reached."""

    peer: str = Field(min_length=1, description="兄弟县区或单位的名称")
    value: Decimal = Field(max_digits=DIGITS, description="累计完成")
    target: Decimal | None = Field(
        default=None, max_digits=DIGITS, gt=0, description="它的年度目标；不写的不参加完成率排位"
    )


class PeersReached(Data):
    """What the peers reached by the end of one period, and where it is written."""

    assessment: int = Field(description="考核年度编号")
    figure: str = Field(min_length=1, description="数据项编码")
    period: PeriodCode = Field(description="期次，如 2019-08")
    peers: tuple[Reached, ...] = Field(min_length=1, description="各兄弟县区的数；再次登记的以新数为准")
    document_no: str = Field(min_length=1, description="来源文件的字号或名称")
    dated_on: date = Field(description="来源文件日期")
    scan: int | None = Field(default=None, description="附件：印证材料版本编号")


@act("record_peer_figures", label="登记兄弟县区的数", data=PeersReached)
def record_peer_figures(act: Act, data: PeersReached) -> Done:
    """登记兄弟县区同一数据项的完成情况，注明来源；按位次认定欠账的随之重排。"""
    published = act.published(data.assessment)
    decision = allow(act, "record_peers", SubjectFacts(kind=SubjectKind.FIGURE, office=act.office_id))
    figure_id = _figure(act, data)
    before = _replace(act, figure_id, data)
    insert_rows(act.tx, PeerFigure.t, [_row(act, figure_id, data, one) for one in data.peers])
    act.record(
        SubjectKind.FIGURE.value,
        figure_id,
        assessment_id=data.assessment,
        before=before or None,
        after={"period": data.period, **{one.peer: one.value for one in data.peers}},
        basis=f"{data.document_no}（{data.dated_on.isoformat()}）",
        decision=decision,
    )
    sharing = sharers_of(act.tx, data.assessment, (figure_id,))
    lock_rows(act.tx, Assignment.t, sharing)  # whoever reports the same figure now comes before or after
    follow_figures(act, published, sharing)
    return Done(f"已登记{len(data.peers)}家{data.period}的“{data.figure}”", ids={"figure": figure_id})


def _figure(act: Act, data: PeersReached) -> int:
    """The figure; every reason why it cannot be entered, at once."""
    query = select(FigureDefinition.c.id).where(
        FigureDefinition.c.office_id == act.office_id,
        FigureDefinition.c.code == data.figure,
        FigureDefinition.c.ended_on.is_(None),
    )
    found = act.tx.scalar(query)
    names = [one.peer for one in data.peers]
    reasons = [f"没有编码为“{data.figure}”的数据项"] if found is None else []
    reasons += [f"“{name}”写了{names.count(name)}遍" for name in dict.fromkeys(names) if names.count(name) > 1]
    if data.dated_on > act.now.date():
        reasons.append("来源文件的日期晚于今天")
    if data.scan is not None and not _is_ours(act, data.scan):
        reasons.append(f"没有编号为 {data.scan} 的印证材料版本")
    if reasons or found is None:
        raise act.refused(*reasons)
    return int(found)


def _is_ours(act: Act, version: int) -> bool:
    row = find_row(act.tx, EvidenceVersion.t, version)
    return row is not None and row.office_id == act.office_id


def _replace(act: Act, figure_id: int, data: PeersReached) -> dict[str, Any]:
    """What stood before, by peer; it stays on record."""
    sitting = (
        SITTING,
        PeerFigure.c.figure_id == figure_id,
        PeerFigure.c.period == data.period,
        PeerFigure.c.peer.in_([one.peer for one in data.peers]),
    )
    before = dict(act.tx.execute(select(PeerFigure.c.peer, PeerFigure.c.value).where(*sitting)).tuples().all())
    act.tx.execute(update(PeerFigure.t).where(*sitting).values(replaced_at=act.now))
    return before


def _row(act: Act, figure_id: int, data: PeersReached, one: Reached) -> dict[str, Any]:
    return {
        "office_id": act.office_id,
        "assessment_id": data.assessment,
        "figure_id": figure_id,
        "period": data.period,
        "peer": one.peer,
        "value": one.value,
        "target_value": one.target,
        "document_no": data.document_no,
        "dated_on": data.dated_on,
        "evidence_version_id": data.scan,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
    }
