"""The books of what the superior gave or took: a version takes the place of the one before, which stays."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, update

from actions.carrying.papers import Paper, say_paper
from actions.carrying.sharing import say_points, worth_of
from actions.context import Act
from actions.published import Published
from actions.telling import Told
from models.carried import PointsShare, SuperiorPoints
from models.writing import insert_rows
from states.obligations import ObligationKind
from states.rules import Await
from states.seating import SIGNERS
from states.subjects import SubjectFacts, SubjectKind


def sitting_points(act: Act, assessment_id: int, matter: str) -> Any | None:
    """What the superior says now."""
    query = select(SuperiorPoints.t).where(
        SuperiorPoints.c.assessment_id == assessment_id,
        SuperiorPoints.c.matter == matter,
        SuperiorPoints.c.replaced_at.is_(None),
    )
    return act.tx.execute(query.with_for_update()).one_or_none()


def sitting_shares(act: Act, points: Any) -> dict[str, Decimal]:
    """Who bears what of a matter now, by unit code."""
    query = select(PointsShare.t).where(
        PointsShare.c.assessment_id == points.assessment_id,
        PointsShare.c.matter == points.matter,
        PointsShare.c.replaced_at.is_(None),
    )
    rows = act.tx.execute(query.order_by(PointsShare.c.id))
    return {act.directory.units[row.unit_id].code: row.points for row in rows}


def counted_already(act: Act, task: Any, paper: Paper, *, matter: str) -> str:
    """Where the same paper took or gave the same points of the same task before: what is doubled once stays so."""
    query = select(SuperiorPoints.c.upstream, SuperiorPoints.c.item_id).where(
        SuperiorPoints.c.assessment_id == task.assessment_id,
        SuperiorPoints.c.replaced_at.is_(None),
        SuperiorPoints.c.matter != matter,
        SuperiorPoints.c.document_no == paper.document_no,
        SuperiorPoints.c.assignment_id == task.id,
        SuperiorPoints.c.points == paper.points,
    )
    found = act.tx.execute(query.limit(1)).one_or_none()
    return f"{paper.document_no}的{say_points(paper.points)}已按“{found.upstream}”登记" if found is not None else ""


def write_points(
    act: Act, task: Any, paper: Paper, *, matter: str, upstream: str, item_id: int | None, words: str
) -> Any:
    """The next version of a matter."""
    about = (SuperiorPoints.c.assessment_id == task.assessment_id, SuperiorPoints.c.matter == matter)
    last = act.tx.execute(select(func.max(SuperiorPoints.c.ordinal)).where(*about)).scalar() or 0
    sits = SuperiorPoints.c.replaced_at.is_(None)
    act.tx.execute(update(SuperiorPoints.t).where(*about, sits).values(replaced_at=act.now))
    row = {
        "office_id": act.office_id,
        "assessment_id": task.assessment_id,
        "matter": matter,
        "ordinal": last + 1,
        "assignment_id": task.id,
        "item_id": item_id,
        "upstream": upstream,
        "points": paper.points,
        "document_no": paper.document_no,
        "dated_on": paper.dated_on,
        "evidence_version_id": paper.attachment,
        "words": words,
        "recorded_at": act.now,
        "recorded_by": act.person_id,
    }
    (number,) = insert_rows(act.tx, SuperiorPoints.t, [row])
    return act.tx.execute(SuperiorPoints.t.select().where(SuperiorPoints.c.id == number)).one()


def write_shares(act: Act, points: Any, shares: Mapping[str, Decimal]) -> None:
    """From now these count, in place of those that counted before."""
    sits = PointsShare.c.replaced_at.is_(None)
    about = (PointsShare.c.assessment_id == points.assessment_id, PointsShare.c.matter == points.matter)
    act.tx.execute(update(PointsShare.t).where(*about, sits).values(replaced_at=act.now))
    rows = [
        {
            "office_id": act.office_id,
            "assessment_id": points.assessment_id,
            "superior_points_id": points.id,
            "matter": points.matter,
            "unit_id": act.directory.unit_ids[unit],
            "points": share,
            "recorded_at": act.now,
            "recorded_by": act.person_id,
        }
        for unit, share in shares.items()
    ]
    insert_rows(act.tx, PointsShare.t, rows)


def tell_shares(act: Act, published: Published, points: Any, shares: Mapping[str, Decimal]) -> None:
    """Every unit learns its own share and what it counts here; not what the others bear."""
    worth, _ = worth_of(published.scheme, shares)
    for unit, share in shares.items():
        subject = SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id, lead_unit=unit)
        words = {
            "unit": act.directory.unit(unit).shown,
            "subject": points.upstream,
            "points": say_points(points.points),
            "document": say_paper(points.document_no, points.dated_on),
            "share": say_points(share),
            "worth": say_points(worth[unit]) if unit in worth else "",
        }
        for code in act.directory.seating.owing(Await(ObligationKind.REPORT, SIGNERS), subject):
            told = Told(
                code="points_carried",
                key=f"points_carried:{points.id}:{act.now.isoformat()}:{code}",
                post_id=act.directory.post_ids[code],
                words=words,
                overrides=published.texts,
                why="上级加减分登记、确认之后当即告知",
            )
            act.tell(told)
