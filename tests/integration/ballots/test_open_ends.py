"""What was begun and not finished is named before a result may leave 汇总审核."""

from datetime import date

from actions.judgements.open_ends import open_ends
from actions.published import published_of
from models.lateness import Deduction
from models.obligations import Obligation
from models.results import Result
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


def test_whoever_the_scheme_names_is_asked_when_marking_begins(on_sqlite: Year) -> None:
    """Of 实地检查, which has a proposer; not of 自评, nor of what counts without anybody."""
    done = on_sqlite.do("open_result", "kaohe_head", "2019-12-02 09:00", assessment=on_sqlite.assessment)
    assert on_sqlite.one(Result, id=done.ids["result"]).state == "marking"
    owed = on_sqlite.owed(subject_kind="judgement")
    assert [(row.kind, row.title) for row in owed] == [
        ("score", "城东区“实地检查”"),
        ("score", "城东园区“实地检查”"),
        ("score", "教育局“实地检查”"),
    ]
    (told,) = on_sqlite.told("judgement_asked")
    assert told.body.startswith("请于12月9日（周一）下班前对3个单位提出“实地检查”的分")
    assert left(on_sqlite) == ["城东区“实地检查”待提出", "城东园区“实地检查”待提出", "教育局“实地检查”待提出"]
