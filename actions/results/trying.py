"""得分测算: what a score would be if something were otherwise. Nothing is written; who may not see, does not see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.results.decided import decided_in
from actions.results.loading import result_of_year
from actions.results.sight import sight
from actions.scoring.reckoning import Reckoned, reckon
from actions.scoring.sheets import sheet_of
from config.scheme import Scheme
from scoring.differing import Differs, differences
from scoring.facts import Facts
from scoring.numbers import plain
from scoring.outcome import Outcome
from scoring.sheets import facts_of
from states.results.seeing import Sight, seen
from states.subjects import SubjectFacts, SubjectKind

SUPPOSED = "测算"


class Supposing(Data):
    """Facts that are supposed, written as in a file of facts."""

    assessment: int = Field(description="考核年度编号")
    facts: dict[str, Any] = Field(description="假设的事实，写法同事实文件；单位只能测算自己的")
    period: str = Field(default="", description="哪个时期；不写则为全年")


@act("try_out", label="得分测算", data=Supposing)
def try_out(act: Act, data: Supposing) -> Done:
    """假设某些事实会怎样：新的得分，动了哪一步；看得到名次的，还有新的名次。不登记，不改动。"""
    found = tried(act, data.assessment, data.facts, period=data.period)
    items = [said(found.after.scheme, each) for each in found.changed]
    return Done(
        "得分测算：" + ("；".join(each["said"] for each in items) or "没有变化"),
        ids={"assessment": data.assessment},
        details={"changed": items},
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """What is, and what would be, each as far as whoever asks may see it."""

    sight: Sight
    before: Reckoned
    after: Reckoned

    @property
    def changed(self) -> tuple[Differs, ...]:
        return tuple(differences(self.seen_before, self.seen_after))

    @property
    def seen_before(self) -> Outcome:
        return seen(self.before.outcome, self.before.scheme, self.sight)

    @property
    def seen_after(self) -> Outcome:
        return seen(self.after.outcome, self.after.scheme, self.sight)


def tried(act: Act, assessment: int, facts: Mapping[str, Any], *, period: str = "") -> Tried:
    """Raises `Refused` where the facts are none of the scheme's, or another unit's."""
    published = act.published(assessment)
    allow(act, "try_out", SubjectFacts(kind=SubjectKind.RESULT, office=act.office_id))
    may_see = sight(act.actor, published, is_published=False)
    supposed = _supposed(act, published.scheme, facts, may_see)
    row = result_of_year(act, assessment, period or str(published.year))
    told: dict[str, Any] = {"today": act.now.date(), "period": period, "decided": decided_in(row)}
    before = reckon(act.tx, assessment, **told)
    return Tried(may_see, before, reckon(act.tx, assessment, supposed=supposed, **told))


def _supposed(act: Act, scheme: Scheme, told: Mapping[str, Any], may_see: Sight) -> Facts:
    sheet, reasons = sheet_of(scheme, told)
    if sheet is None:
        raise act.refused(*reasons)
    facts, refused = facts_of(sheet, scheme, name=SUPPOSED)
    reasons = [finding.sentence for finding in refused]
    strangers = dict.fromkeys(unit for unit in _units(facts) if not may_see.may_see(unit))
    if strangers:
        names = "、".join(next((one.name for one in scheme.units if one.code == unit), unit) for unit in strangers)
        reasons.append(f"只能测算本单位的得分，不能假设{names}的事实")
    if reasons:
        raise act.refused(*reasons)
    return facts


def _units(facts: Facts) -> Iterator[str]:
    lists = (facts.figures, facts.targets, facts.findings, facts.answers, facts.ratings, facts.judgements,
             facts.imported, facts.moments, facts.exempt)  # fmt: skip
    for entries in lists:
        yield from (each.unit for each in entries)


def said(scheme: Scheme, each: Differs) -> dict[str, Any]:
    """甲县 91.5分 → 92.1分，第5名 → 第3名."""
    name = next((one.name for one in scheme.units if one.code == each.unit), each.unit)
    points = [plain(one.points) if one.points is not None else None for one in (each.before, each.after)]
    places = [one.place for one in (each.before, each.after)]
    ranks = f"，名次 {places[0] or '—'} → {places[1] or '—'}" if places != [None, None] else ""
    return {
        "result": each.result,
        "unit": each.unit,
        "name": name,
        "points": points,
        "places": places,
        "said": f"{name} {points[0] or '没有分'} → {points[1] or '没有分'}{ranks}",
        "because": [
            {
                "path": list(one.path),
                "before": None if one.before is None else plain(one.before),
                "after": None if one.after is None else plain(one.after),
            }
            for one in each.because
        ],
    }
