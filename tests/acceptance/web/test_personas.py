"""The demonstration at the door: whoever is chosen there finds at once what the sign-in page says that he will find."""

from collections.abc import Iterator

import pytest

from actions.demonstrating import personas
from actions.living.personas import Persona
from tests.browser import GROUP
from tests.demonstration import SHOWN, demonstration
from tests.pages import Client, Page, Site

pytestmark = pytest.mark.xdist_group(GROUP)  # the worker that has loaded the county for the browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("demonstration")
    database, _ = demonstration(home)
    yield Site(database, home, when=SHOWN, settings={"demo": True})
    database.close()


def shown(site: Site) -> tuple[Persona, ...]:
    with site.database.read() as tx:
        return personas(tx)


def chosen(site: Site, person: str) -> tuple[Client, Page]:
    """Who was chosen on the sign-in page, and where he came to."""
    client = site.visitor()
    door = client.get("/sign-in")
    assert f'value="{person}"' in door.html
    client.token = door.html.partition('name="_token" value="')[2].partition('"')[0]
    home = client.post("/sign-in/demonstration", {"person": person})
    assert home.status == 200, home.said()
    return client, home


def test_everybody_on_the_list_comes_in_under_his_own_name(site: Site) -> None:
    door = site.visitor().get("/sign-in").text
    for each in shown(site):
        assert each.post in door
        assert each.hint in door
        _, home = chosen(site, each.person)
        assert each.name in home.text, home.said()


def test_officer_finds_four_indicators_on_pace_and_what_was_returned(site: Site) -> None:
    _, home = chosen(site, "linxi-labour_officer")
    for words in (
        "2026年12月重点量化指标完成情况",
        "城镇新增就业",
        "失业人员再就业",
        "职业技能培训",
        "发放创业担保贷款",
    ):
        assert words in home.text
    assert "就业见习 补正" in home.text


def test_leader_finds_reports_to_approve_and_a_wish_for_more_time(site: Site) -> None:
    _, home = chosen(site, "linxi-leader_rural")
    assert "待您阅批3件" in home.text
    for words in ("水土流失治理", "同意报送", "退回修改", "滞后"):
        assert words in home.text


def test_office_finds_drafted_letters(site: Site) -> None:
    client, home = chosen(site, "linxi-office_desk")
    assert "落后于序时进度" in home.text
    letters = client.get("/office/letters")
    assert letters.text.count("预警提示单”") + letters.text.count("的预警提示单") >= 3


def test_administrator_finds_last_year_and_this_year(site: Site) -> None:
    _, home = chosen(site, "linxi-administrator")
    assert "临溪县2026年度目标责任考核（示例）" in home.text
    assert "临溪县2027年度目标责任考核（示例）" in home.text
