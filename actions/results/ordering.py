"""Those who share a place in a ranking: the office writes down in which order they stand, and by which decision."""

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.results.decided import ORDER_OF, decided_in
from actions.results.loading import result_of
from actions.results.moving import step
from actions.results.versions import worked_out
from scoring.ordering import against_order, tied_in
from scoring.outcome import Decided, Outcome


class Order(Data):
    """Which of those that share a place stands first, which second."""

    result: int = Field(description="考核结果编号")
    ranking: str = Field(description="排名编码")
    places: dict[str, int] = Field(min_length=1, description="在并列的各家里排第几：单位编码到数，从1起")
    basis: str = Field(min_length=1, description="依据：会议纪要、批示")


@act("decide_order", label="定并列的名次", data=Order)
def decide_order(act: Act, data: Order) -> Done:
    """名次并列的几家，登记谁在前、谁在后和依据；得分以后有变化、并列的不再是这几家的，要重新定。"""
    subject = result_of(act, data.result)
    allow(act, "decide_order", subject.facts)
    reckoned = worked_out(act, subject.row)
    if data.ranking not in reckoned.outcome.standings:
        raise act.refused(f"方案里没有排名“{data.ranking}”")
    known = open_orders(reckoned.outcome, decided_in(subject.row), data.ranking)
    sharing = next((some for some in known if some & {*data.places}), None)
    if sharing is None:
        raise act.refused("这几家没有并列，不用定先后")
    names = {unit: reckoned.book.unit_name(unit) for unit in {*sharing, *data.places}}
    if reasons := against_order(sorted(sharing), data.places, names):
        raise act.refused(*reasons)
    units = sorted(data.places, key=lambda unit: data.places[unit])
    decided = _with_order(subject.row.decided, data.ranking, units, data.basis)
    step(
        act, subject, "decide_order", words=data.basis, basis=data.basis, values={"decided": decided}, reckoned=reckoned
    )  # fmt: skip
    said = "、".join(names[unit] for unit in units)
    return Done(f"并列的名次已定，依次为{said}", ids={"result": subject.id})


def open_orders(outcome: Outcome, decided: Decided, ranking: str) -> Iterator[frozenset[str]]:
    """Who shares a place; and whose order was decided, which may be decided anew."""
    yield from (frozenset(each.unit for each in some) for some in tied_in(outcome.standings[ranking]))
    there = {each.unit: each for each in outcome.standings[ranking].ranked}
    for each in decided.orders.get(ranking, ()):
        values = {there[unit].value for unit in each.units if unit in there}
        if len(values) == 1 and all(unit in there and not there[unit].is_tied for unit in each.units):
            yield frozenset(each.units)


def _with_order(before: dict[str, Any], ranking: str, units: list[str], basis: str) -> dict[str, Any]:
    """What was decided of any of these before is decided no more."""
    key = f"{ORDER_OF}{ranking}"
    others = [each for each in before.get(key, ()) if not {*each["units"]} & {*units}]
    return {**before, key: [*others, {"units": units, "basis": basis}]}
