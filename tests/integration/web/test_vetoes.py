"""一票否决 on its page: what was proposed on which paper, what the unit says, what it does to the result."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.integration.actions.negative_office import CHAIR, DESK, NOTICE, SCHEME, vetoed
from tests.integration.actions.year import Year
from tests.pages import Site
from tests.years import SQLITE, PublishedYears


@pytest.fixture
def office(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy(SCHEME, when=NOTICE, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


@pytest.mark.closes("O31")
def test_veto_is_read_from_its_proposal_to_its_effect(office: Year, tmp_path: Path) -> None:
    site = Site(office.database, tmp_path / "home", when="2019-11-05 09:00")
    assert "由归口部门提出：" in site.signed_in(DESK).get("/vetoes").text
    assert "安全生产（县应急管理局）" in site.signed_in(DESK).get("/vetoes").text
    veto = vetoed(office)
    path = f"/vetoes/{veto}"
    site.at("2019-11-06 09:00")
    page = site.signed_in(DESK).get(path)
    for said in ("项目工地发生较大事故", "市安委会办法第九条", "归口部门 县应急管理局", "审定生效以后才计入考核结果"):
        assert said in page.text, page.said()
    assert ">safety<" not in page.html
    assert site.signed_in("reform_head").get(path).status == 404, "nobody has told the unit yet"
    office.do("tell_veto", DESK, "2019-11-06 09:00", veto=veto)
    unit = site.at("2019-11-06 10:00").signed_in("reform_head").get(path)
    assert "单位可以在2019年11月13日" in unit.text, unit.said()
    office.do("state_case", "reform_head", "2019-11-13 17:00", veto=veto, words="事故系分包单位违规作业")
    told = {"words": "事实清楚，依据充分", "minutes": "县考核委员会〔2019〕3号会议纪要"}
    office.do("bring_veto_into_force", CHAIR, "2019-11-15 09:00", veto=veto, **told)
    after = site.at("2019-11-15 10:00").signed_in("reform_head").get(path)
    assert "事故系分包单位违规作业" in after.text
    assert "县考核委员会〔2019〕3号会议纪要" in after.text
    assert "一票否决：不参加排名和评先" in after.text
    assert f'href="/results/of/{office.assessment}/reform"' in after.html
