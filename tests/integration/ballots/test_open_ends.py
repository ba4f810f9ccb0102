"""What was begun and not finished is named before a result may leave 汇总审核."""

from datetime import date

from actions.judgements.open_ends import open_ends
from actions.published import published_of
from models.lateness import Deduction
from models.obligations import Obligation
from tests.integration.actions.year import Year
from tests.integration.ballots.voting import agreed, closed


def left(year: Year) -> list[str]:
    with year.database.read() as tx:
        return list(open_ends(tx, published_of(tx, year.assessment, day=date(2019, 12, 31))))


def test_every_open_end_is_named_until_it_is_tied(county: Year) -> None:
    assert left(county) == []
    number = agreed(county)
    county.do(
        "ask_judgements", "kaohe_desk", "2019-12-03 09:00",
        assessment=county.assessment, slot="site", units=("qu",), due_on="2019-12-20",
    )  # fmt: skip
    own = {"assessment": county.assessment, "slot": "own", "unit": "jiaoyu", "points": "9", "reason": "自查"}
    judgement = county.do("propose_judgement", "jiaoyu_head", "2019-12-03 09:00", **own).ids["judgement"]
    assert left(county) == ["“2019年度民主测评”待监票", "城东区“实地检查”待提出", "教育局“自评打分”待确认"]
    closed(county, number)
    county.do("confirm_judgement", "kaohe_head", "2019-12-04 09:00", judgement=judgement)
    assert left(county) == ["城东区“实地检查”待提出"]


def test_lateness_without_an_amount_is_an_open_end(on_sqlite: Year) -> None:
    for day in ("14", "15", "18"):
        on_sqlite.tick(f"2019-03-{day} 09:00")
    proposals = on_sqlite.rows(Deduction)
    assert len(left(on_sqlite)) == len(proposals) > 0
    first = proposals[0]
    title = on_sqlite.one(Obligation, id=first.obligation_id).title
    assert left(on_sqlite)[0] == f"城东区“{title}”的扣分建议待考核办定额"
    for proposal in proposals:
        told = {"deduction": proposal.id, "words": "上级系统停机"}
        on_sqlite.do("drop_deduction", "kaohe_desk", "2019-03-20 09:00", **told)
    assert left(on_sqlite) == []
