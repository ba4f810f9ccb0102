"""领导呈阅: three lines, what waits with the figures that changed, what lags; one page for each indicator."""

import pytest

from models.assignments import Assignment
from tests.integration.actions.breakdowns import FARMLAND, approve, handed_in, in_execution
from tests.integration.actions.year import Year
from tests.pages import Site
from web.leader import reading

NOON = "2019-03-06 12:00"


@pytest.fixture
def waiting(town: Year, site: Site) -> int:
    """A breakdown that lies before the leader."""
    assignment = handed_in(town)
    approve(town, "farming_head", "2019-03-05 15:00", assignment)
    site.at(NOON)
    return assignment


@pytest.mark.closes("O10", "O39")
def test_what_waits_is_laid_before_the_leader_in_his_words(site: Site, waiting: int) -> None:
    page = site.signed_in("leader").get("/leader")
    assert page.status == 200, page.said()
    assert "待您阅批1件" in page.text
    assert FARMLAND in page.text
    assert f'href="/review/assignment/{waiting}"' in page.html
    assert "催" not in page.text
    assert "逾期" not in page.text


def test_leader_agrees_with_one_press(town: Year, site: Site, waiting: int) -> None:
    leader = site.signed_in("leader")
    told = {
        "kind": "assignment",
        "id": waiting,
        "version": town.one(Assignment, id=waiting).version,
        "_back": "/leader",
    }
    done = leader.do("approve", told)
    assert "没有待您阅批的事项" in done.text, done.said()


def test_leader_sends_back_with_words(site: Site, waiting: int) -> None:
    leader = site.signed_in("leader")
    told = {"kind": "assignment", "id": waiting, "_back": "/leader"}
    refused = leader.do("return_for_revision", told, part=True)
    assert refused.status == 422
    assert "请写明理由" in refused.text
    done = leader.do(
        "return_for_revision", {"kind": "assignment", "id": waiting, "reason": "进度不细", "_back": "/leader"}
    )
    assert "没有待您阅批的事项" in done.text


@pytest.mark.closes("A06")
def test_indicator_has_one_page_with_the_way_it_came(town: Year, site: Site) -> None:
    assignment = in_execution(town)
    site.at("2019-03-20 09:00")
    leader = site.signed_in("leader")
    leader.do("instruct", {"assignment": assignment, "words": "请<b>抓紧", "due_on": "2019-03-28"})
    page = leader.get(f"/assignments/{assignment}")
    assert page.status == 200, page.said()
    assert "请&lt;b&gt;抓紧" in page.html
    assert "办理经过" in page.text
    assert "执行中" in page.text
    assert "农业站" in page.text


def test_page_of_a_foreign_task_is_not_found(town: Year, site: Site) -> None:
    in_execution(town)
    assert site.signed_in("farming_officer").get("/assignments/999").status == 404
    assert site.signed_in("farming_officer").get("/leader").status == 403


def test_pages_ask_a_bounded_number_of_questions(site: Site, waiting: int) -> None:
    leader = site.signed_in("leader")
    for path, most in (("/leader", 40), ("/leader/indicators", 30), (f"/assignments/{waiting}", 35)):
        leader.get(path)
        with site.queries() as asked:
            assert leader.get(path).status == 200
        assert len(asked) <= most, (path, len(asked))


def test_tasks_stand_on_pages(town: Year, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few are enough to turn the page, where a page holds one."""
    monkeypatch.setattr(reading, "TASKS", 1)
    leader = site.at(NOON).signed_in("leader")
    tasks = sorted(row.title for row in town.rows(Assignment))
    shown = [leader.get("/leader/indicators", page=str(number)) for number in range(1, len(tasks) + 1)]
    assert sorted(title for page in shown for title in tasks if title in page.text) == tasks
    assert f"第1页，共{len(tasks)}页" in shown[0].text
    assert leader.get("/leader/indicators", page="99").text == shown[-1].text
