"""One problem, one case, is counted once (R1.16): whoever wants to count it again for the same unit says why."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from actions.context import Act
from actions.findings.loading import kind_for
from actions.published import Published
from config.scoring.catalogue import FindingKind
from config.scoring.finders import tells_apart
from config.scoring.words import FindingState
from models.assessments import Assessment
from models.findings import Finding, FindingVersion


def counted_already(
    act: Act, published: Published, kind: FindingKind, *, problem: int | None, unit_id: int, but: int | None = None
) -> Iterator[str]:
    """Where the problem counts for this unit already, this year; not where one rule tells the two apart itself.

    `but`: the finding that asks, where it is registered already.
    """
    if problem is None:
        return
    for row in _standing(act, published.year, problem, unit_id):
        same_year = row.assessment_id == published.assessment_id
        explained = but is not None and row.again.strip()  # the other one already says why there are two
        if row.id == but or explained or (same_year and tells_apart(published.scheme, kind.code, row.kind)):
            continue
        name = kind_for(act.published(row.assessment_id), row.kind).name
        number = f"，第{row.number}号" if row.number is not None else ""
        yield (
            f"第{problem}号问题已在“{row.title}”按“{name}”登记{number}，同一问题不重复计；"
            "确需再计的，请写明理由（again）"
        )


def written_already(
    act: Act,
    published: Published,
    kind: FindingKind,
    said: Mapping[str, Any],
    *,
    unit_id: int,
    but: int | None = None,
) -> Iterator[str]:
    """The same thing of the same day in the same words, pasted twice; two cases that only look alike need a reason."""
    query = _ALIKE.where(
        Finding.c.assessment_id == published.assessment_id,
        Finding.c.unit_id == unit_id,
        Finding.c.kind == kind.code,
        Finding.c.state != FindingState.REVOKED.value,
        FindingVersion.c.happened_on == said["happened_on"],
        FindingVersion.c.matter == said["matter"],
        FindingVersion.c.person == said["person"],
    )
    for row in act.tx.execute(query):
        if row.id != but and row.attributes == said["attributes"] and not row.again.strip():
            number = f"（第{row.number}号）" if row.number is not None else ""
            yield (f"同一天、同一事由的“{kind.name}”已经登记过{number}；确是两件的，请写明理由（again）")
            return


_ALIKE = (
    select(Finding.c.id, Finding.c.number, Finding.c.again, FindingVersion.c.attributes)
    .join(FindingVersion.t, FindingVersion.c.finding_id == Finding.c.id)
    .order_by(Finding.c.id, FindingVersion.c.number)
)


def _standing(act: Act, year: int, problem: int, unit_id: int) -> list[Any]:
    query = (
        select(Finding.t, Assessment.c.title)
        .join(Assessment.t, Assessment.c.id == Finding.c.assessment_id)
        .where(
            Finding.c.problem_id == problem,
            Finding.c.unit_id == unit_id,
            Finding.c.state != FindingState.REVOKED.value,
            Assessment.c.year == year,
        )
        .order_by(Finding.c.id)
    )
    return list(act.tx.execute(query))
