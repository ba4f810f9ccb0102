"""Breakdowns as a careful writer makes them, for the two small years."""

from typing import Any

from models.assignments import Assignment
from models.items import ItemTarget
from models.persons import Person
from models.posts import Post
from tests.integration.actions.year import Year

FARMLAND = "新建高标准农田"
SAFETY = "农机安全检查"
ROAD = "建成北环路二期工程"
LAND = "沿线征收"
ESTATES = "老旧小区改造"

TOWN_ITEM = {
    "content": "平整土地并修建灌排沟渠",
    "requirement": "全部连片建成并通过县级验收",
    "schedule": "6月底前完成一半，11月底前全部完成",
    "leader": "leader",
    "unit": "farming",
    "responsible": "farming_responsible",
    "officers": ("farming_officer",),
    "shares": ({"target": "建成面积", "value": "800"},),
}
ROAD_ITEM = {
    "content": "分三个标段组织路基和桥梁施工",
    "requirement": "三个标段年底前全部通车",
    "schedule": "9月底前路基成型，12月底前通车",
    "leader": "deputy_mayor",
    "unit": "housing",
    "responsible": "housing_responsible",
    "officers": ("housing_officer",),
    "shares": ({"target": "建成里程", "value": "12.5"},),
}


def save(year: Year, when: str, *items: dict[str, Any], title: str = FARMLAND, by: str = "farming_officer",
         **more: Any) -> Any:  # fmt: skip
    return year.do("save_breakdown", by, when, assignment=year.assignment(title), items=items, **more)


def submit(year: Year, when: str, *, title: str = FARMLAND, by: str = "farming_officer", **more: Any) -> Any:
    return year.do("submit_breakdown", by, when, assignment=year.assignment(title), **more)


def handed_in(year: Year, when: str = "2019-03-05 10:00", *, title: str = FARMLAND) -> int:
    """A whole breakdown of the town's, on the head's desk."""
    save(year, when, TOWN_ITEM if title == FARMLAND else {**TOWN_ITEM, "shares": ()}, title=title)
    submit(year, when, title=title)
    return year.assignment(title)


def road_handed_in(year: Year, when: str = "2019-04-01 10:00") -> int:
    """A whole breakdown of the district's road, on the head's desk; the co-units' parts are named as missing."""
    save(year, when, ROAD_ITEM, title=ROAD, by="housing_officer")
    submit(year, when, title=ROAD, by="housing_officer", without=("transport", "water"))
    return year.assignment(ROAD)


def approve(year: Year, by: str, when: str, assignment: int, **more: Any) -> Any:
    return year.do("approve", by, when, kind="assignment", id=assignment, **more)


def send_back(year: Year, by: str, when: str, assignment: int, reason: str = "进度安排不细", **more: Any) -> Any:
    return year.do("return_for_revision", by, when, kind="assignment", id=assignment, reason=reason, **more)


def state(year: Year, assignment: int) -> str:
    return str(year.one(Assignment, id=assignment).state)


def desks(year: Year, assignment: int, kind: str = "review") -> list[str]:
    """On whose desks it lies: the posts that owe this kind of thing about it."""
    titles = {post.id: post.code for post in year.rows(Post)}
    return [titles[row.post_id] for row in year.owed(subject_kind="assignment", subject_id=assignment, kind=kind)]


def bodies(year: Year, kind: str) -> list[tuple[str, str]]:
    """Who was told what: the code of the person and the text."""
    codes = {person.id: person.code for person in year.rows(Person)}
    return [(codes[row.person_id], row.body) for row in year.told(kind)]


def in_execution(town: Year, *, title: str = FARMLAND) -> int:
    assignment = handed_in(town, "2019-03-05 10:00", title=title)
    for by, when in (("farming_head", "2019-03-05 14:00"), ("leader", "2019-03-05 15:00")):
        approve(town, by, when, assignment)
    for act in ("consolidate", "begin"):
        town.do(act, "desk", "2019-03-06 09:00", assignments=[assignment])
    return assignment


def concluded(town: Year, *, title: str = FARMLAND, reported: str = "812.5") -> int:
    """The one window's report is in and verified; the verdict is awaited."""
    assignment = in_execution(town, title=title)
    town.tick("2019-03-20 09:00")
    report = town.report(title, "2019-03").id
    line: dict[str, Any] = {"progress": "全部建成", "item": town.rows(ItemTarget)[0].item_id, "cumulative": reported}
    town.do("fill_report", "farming_officer", "2019-03-25 09:00", report=report, lines=[line])
    town.attach("farming_officer", "2019-03-25 10:00", report=report, unit="farming")
    town.do("submit_report", "farming_officer", "2019-03-25 11:00", assignment=assignment, window="march")
    town.do("approve", "farming_head", "2019-03-25 12:00", kind="report", id=report)
    town.do("conclude", "desk", "2019-12-20 09:00", assignments=[assignment])
    return assignment
