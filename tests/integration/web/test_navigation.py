"""Where one can go from a desk: groups, what waits there, and where one is."""

import re
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from config.zone import SHANGHAI
from models.obligations import OPEN, Obligation
from models.posts import Post
from states.obligations import ObligationKind, Outcome
from states.subjects import SubjectKind
from tests.integration.actions.negative_office import NOTICE, SCHEME
from tests.integration.actions.year import Year
from tests.pages import Page, Site
from tests.years import SQLITE, PublishedYears

NOW = datetime(2019, 3, 5, 9, tzinfo=SHANGHAI)
GROUP = re.compile(r'<details class="group"( open)?><summary>([^<]+)</summary>(.*?)</details>', re.DOTALL)
ENTRY = re.compile(
    r'<a href="([^"]+)"[^>]*><span>([^<]+)</span>(?:\s*<span class="count"><span aria-hidden="true">(\d+))?'
)
LIT = re.compile(r'<a href="([^"]+)" aria-current="page">')


def shelf(page: Page) -> str:
    return page.html.partition('<div class="shelf">')[2].partition('<ul class="below">')[0]


def folded(page: Page) -> list[str]:
    return [label for is_open, label, _ in GROUP.findall(shelf(page)) if not is_open]


def counted(page: Page) -> dict[str, int]:
    return {label: int(count) for _, label, count in ENTRY.findall(shelf(page)) if count}


def give(town: Year, post: str, *duties: tuple[SubjectKind, ObligationKind]) -> None:
    """Duties of a post, as acts would leave them; whatever else it owed is done."""
    with town.database.write() as tx:
        owner = tx.execute(select(Post.t).where(Post.c.code == post)).one()
        done = {"settled_at": NOW, "outcome": Outcome.DONE.value}
        tx.execute(update(Obligation.t).where(OPEN, Obligation.c.post_id == owner.id).values(done))
        base = {"office_id": owner.office_id, "unit_id": owner.unit_id, "post_id": owner.id, "opened_at": NOW}
        for number, (about, kind) in enumerate(duties, 1):
            tx.execute(
                insert(Obligation.t).values(
                    base | {"subject_kind": about.value, "kind": kind.value, "subject_id": number}
                )
            )


def test_many_entries_stand_in_groups_and_where_one_is_is_marked(site: Site) -> None:
    desk = site.signed_in("desk")
    page = desk.get("/office/reports")
    groups = {label: [entry[:2] for entry in ENTRY.findall(inside)] for _, label, inside in GROUP.findall(shelf(page))}
    assert list(groups) == ["办理", "考核", "督查", "统计", "设置"]
    assert ("/office/verify", "核验") in groups["办理"]
    assert ("/results", "考核结果") in groups["考核"]
    assert ("/office/letters", "督查文书") in groups["督查"]
    assert ENTRY.findall(shelf(page))[0][:2] == ("/office", "考核工作台"), "where one begins comes first"
    assert folded(page) == ["设置"]
    assert LIT.findall(shelf(page)) == ["/office/reports"]
    at_settings = desk.get("/year")
    assert LIT.findall(shelf(at_settings)) == ["/year"]
    assert folded(at_settings) == []
    assert GROUP.findall(shelf(site.signed_in("farming_officer").get("/todo"))) == [], "few entries need no groups"


def test_what_waits_is_counted_beside_where_it_is_done(site: Site, town: Year) -> None:
    report, letter = (SubjectKind.REPORT, ObligationKind.VERIFICATION), (SubjectKind.LETTER, ObligationKind.LETTER)
    desk = site.signed_in("desk")
    give(town, "desk")
    with site.queries() as of_none:
        assert counted(desk.get("/office/announce")) == {}
    give(town, "desk", *[report] * 12, letter)
    with site.queries() as of_many:
        assert counted(desk.get("/office/announce")) == {"我的待办": 13, "核验": 12, "督查文书": 1}
    assert len(of_none) == len(of_many)
    assert "13" in desk.get("/todo").text
    with town.database.write() as tx:
        tx.execute(update(Obligation.t).where(OPEN).values(opened_at=NOW + timedelta(days=1)))
    assert counted(desk.get("/office/announce")) == {}, "what opens later lies on no desk yet"


@pytest.mark.closes("O31")
def test_who_may_propose_a_veto_finds_where(published_years: PublishedYears, tmp_path: Path) -> None:
    with ExitStack() as keep:
        year = published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)
        site = Site(year.database, tmp_path / "home", when="2019-11-06 09:00")
        owner, other = site.signed_in("emergency_officer"), site.signed_in("reform_officer")
        assert ("/vetoes", "一票否决", "") in ENTRY.findall(shelf(owner.get("/todo")))
        assert "/act/propose_veto" in owner.get("/vetoes").html
        assert '"/vetoes"' not in shelf(other.get("/todo")), "nobody else has anything to do there"
