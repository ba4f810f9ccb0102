"""A city that assesses its counties: what the tests of findings stand on."""

from typing import Any

import pytest

from actions.acts import Refused
from models.findings import Finding, FindingNil, FindingObjection, FindingVersion, Problem, VisitDraw
from models.journal import Journal
from models.obligations import Obligation
from models.posts import Post
from tests.integration.actions.year import Year

DESK, HEAD, OTHER = "desk", "head", "collector"
COUNTY, BESIDE = "county_a_head", "county_b_head"
WHEN = "2019-06-17 09:00"  # a Monday


def written(unit: str = "county_a", kind: str = "undone", **said: Any) -> dict[str, Any]:
    """One finding as it is registered."""
    return {"kind": kind, "unit": unit, "on": "2019-06-14", "matter": "防汛物资清点到期未办结", **said}


def paper(year: Year, when: str = WHEN, *, by: str = DESK, unit: str = "office", title: str = "交办单") -> int:
    """A paper that may stand behind a finding."""
    told = {"office": year.office, "unit": unit, "title": title, "kept_at": "三楼档案柜"}
    return year.do("add_paper_evidence", by, when, **told).ids["evidence"]


def drafted(year: Year, *findings: dict[str, Any], by: str = DESK, when: str = WHEN) -> list[int]:
    """Registered with a paper behind each."""
    proof = paper(year, when)
    rows = [{"evidence": [proof], **one} for one in findings or (written(),)]
    numbers = year.do("draft_findings", by, when, assessment=year.assessment, findings=rows).details["findings"]
    return [int(number) for number in numbers]


def told(year: Year, *findings: dict[str, Any], by: str = DESK, when: str = WHEN) -> list[int]:
    numbers = drafted(year, *findings, by=by, when=when)
    year.do("tell_findings", by, when, findings=numbers)
    return numbers


def finding(year: Year, number: int) -> Any:
    return year.one(Finding, id=number)


def states(year: Year, number: int) -> list[str]:
    """Every state that it was ever in, version by version."""
    return [row.state for row in year.rows(FindingVersion, finding_id=number)]


def owed(year: Year) -> dict[str, str]:
    """What is owed about findings, by whom and until which day."""
    posts = {row.id: row.code for row in year.rows(Post)}
    kinds = {"objection", "objection_review", "confirmation"}
    return {f"{row.kind}/{posts[row.post_id]}": str(row.due_at)[:10] for row in year.owed() if row.kind in kinds}


TOUCHED = (Finding, FindingVersion, FindingObjection, FindingNil, Problem, VisitDraw, Obligation, Journal)


def refusal(year: Year, act: str, by: str, when: str, **data: Any) -> tuple[str, ...]:
    """The reasons why an act is refused; nothing that acts on findings write has changed."""
    before = [year.rows(table) for table in TOUCHED]
    with pytest.raises(Refused) as refused:
        year.do(act, by, when, **data)
    assert [year.rows(table) for table in TOUCHED] == before
    return refused.value.reasons
