"""A verified figure is corrected: its page says how the score moved, and whoever it moved is told his own points."""

import html
import re
from pathlib import Path

import pytest

from models.database import Database
from models.reports import Report
from tests.integration.actions.year import Year, published
from tests.pages import Site

SCORED = """
scoring:
  groups:
    - {code: all, name: 全部, units: [农业站]}
  indicators:
    - indicator: A1
      of: {kind: ratio, part: {kind: figure}, whole: {kind: target}, percent: true}
  results:
    - {code: total, name: 总分, of: {kind: indicator, indicator: A1}}

figures:
"""
CORRECTED = {"was": "120", "becomes": "160", "reason": "漏计一个标段", "responsible": "农业站站长"}


@pytest.fixture
def scored(sqlite_database: Database, tmp_path: Path) -> Year:
    other = {"\nfigures:\n": SCORED}
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)


def handed_in(year: Year, cumulative: str, day: str, act: str = "submit_report") -> int:
    report = int(year.report("新建高标准农田", "2019-03").id)
    line = {"cumulative": cumulative, "progress": "已完成选址和勘界"}
    year.do("fill_report", "farming_officer", f"{day} 10:00", report=report, lines=[line])
    if act == "submit_report":
        year.attach("farming_officer", f"{day} 10:30", report=report, unit="farming")
        told = {"assignment": year.assignment("新建高标准农田"), "window": "march"}
    else:
        told = {"report": report, **CORRECTED}
    year.do(act, "farming_officer", f"{day} 11:00", **told)
    year.do("approve", "farming_head", f"{day} 15:00", kind="report", id=report)
    year.do("verify_report", "desk", f"{day} 16:00", report=report)
    return report


@pytest.mark.closes("O33")
def test_corrected_report_says_how_the_score_moved_and_tells_its_unit(scored: Year, tmp_path: Path) -> None:
    scored.tick("2019-03-20 09:00")
    report = handed_in(scored, "120", "2019-03-21")
    assert not scored.told("score_moved")
    scored.do("allow_correction", "desk", "2019-03-25 09:00", report=report, reason="同意更正")
    scored.do("correct_report", "farming_officer", "2019-03-25 10:00", report=report, reason="漏计一个标段")
    handed_in(scored, "160", "2019-03-26", act="submit_correction")
    assert scored.one(Report, id=report).state == "verified"
    bodies = {row.body for row in scored.told("score_moved")}
    assert len(bodies) == 1
    assert "更正已核验（漏计一个标段），总分由15分变为20分" in bodies.pop()

    site = Site(scored.database, tmp_path / "home", when="2019-03-27 09:00")
    desk, unit = site.signed_in("desk"), site.signed_in("farming_officer")
    page = desk.get(f"/reports/{report}")
    assert "更正使得分怎样变化" in page.text, page.said()
    assert "原数120，更正数160；责任人：农业站站长" in page.text
    assert "correction" not in page.text
    shown = re.sub(r"\s+", "", page.text)
    assert "15分20分" in shown
    assert "120→160" in shown
    links = [html.unescape(link) for link in re.findall(r'href="(/results\?[^"]*as_of[^"]*)"', page.html)]
    before, after = (desk.get(link) for link in links)
    assert re.search(r'data-label="得分" class="number">15<', before.html), before.said()
    assert re.search(r'data-label="得分" class="number">20<', after.html), after.said()
    own = unit.get(f"/reports/{report}")
    assert "15 分" in own.text or "15分" in own.text, own.said()
    assert "as_of" not in own.html, "a unit does not replay"
