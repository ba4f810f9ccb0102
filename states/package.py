"""The submission package (报送件): what goes upward, one per unit, kind and period."""

from dataclasses import dataclass

from config.chains import Chain
from config.labels import Labelled
from config.packages import SealKind
from states.chain import Frame, Unrolled, unroll
from states.facts import ReviewFacts
from states.obligations import ObligationKind
from states.reviewing import has_reason
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.seating import COLLECTORS
from states.subjects import SubjectKind


class PackageState(Labelled):
    """Besides these, `review:<step>` for every step of the chain."""

    COLLECTING = "collecting", "收集中"
    CONSOLIDATING = "consolidating", "汇总中"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已审定"
    SEALED = "sealed", "已用印"
    SENT = "sent", "已报送"
    RECEIPTED = "receipted", "上级已签收"
    SUPERIOR_RETURNED = "superior_returned", "上级退回修改"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts(ReviewFacts):
    """What the machine of a package is told.

    `missing`: items that are not in; `named`: those that it leaves without, as 缺报. `out`: items that were sent back
    to their unit and have not returned. `has_seal`: the signed file, or the scan of the sealed paper.
    """

    expected: int = 0
    collected: int = 0
    missing: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    out: tuple[str, ...] = ()
    item: str = ""
    has_seal: bool = False
    has_dispatch: bool = False
    has_receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageTerms:
    """What a scheme decides about one kind of package."""

    seal: SealKind = SealKind.NONE
    upward: bool = True
    ask_again: bool = True
    revision_days: int = 2


# Guards


TOLD = 5
"""So many of what is missing are named in a sentence; the page lists them all."""


def something_is_in(facts: PackageFacts) -> str | None:
    return None if facts.collected or facts.named else "还没有收到任何一项"


def missing_are_named(facts: PackageFacts) -> str | None:
    """Missing items leave as 缺报, named, or it does not leave."""
    unnamed = [title for title in facts.missing if title not in facts.named]
    if not unnamed:
        return None
    more = "等" if len(unnamed) > TOLD else ""
    return f"尚缺{len(unnamed)}项：{'、'.join(unnamed[:TOLD])}{more}，请催报，或逐项列为缺报"


def nothing_is_out(facts: PackageFacts) -> str | None:
    out = [title for title in facts.out if title not in facts.named]
    return f"已退回的事项尚未重新报来：{'、'.join(out)}" if out else None


def item_is_told(facts: PackageFacts) -> str | None:
    return None if facts.item else "请指明退回哪一项"


def seal_is_there(facts: PackageFacts) -> str | None:
    return None if facts.has_seal else "请附用印后的文件或扫描件"


def dispatch_is_registered(facts: PackageFacts) -> str | None:
    return None if facts.has_dispatch else "请登记报送时间和方式"


def receipt_is_told(facts: PackageFacts) -> str | None:
    return None if facts.has_receipt else "请登记上级签收时间，有回执编号的一并填写"


WHOLE: tuple[Guard[PackageFacts], ...] = (missing_are_named, nothing_is_out)

P = PackageState


def definition(chain: Chain | None, terms: PackageTerms) -> Definition[PackageFacts]:
    """The machine of one kind of package; without a chain what is consolidated is approved."""
    reviewed = unroll(chain, _frame(terms))
    return Definition(
        name="package",
        kind=SubjectKind.PACKAGE,
        label=SubjectKind.PACKAGE.label,
        initial=P.COLLECTING.value,
        states=_states(terms, reviewed),
        rules=(*_collecting(), *reviewed.rules, *_items(terms, reviewed), *_leaving(terms)),
        routes=reviewed.routes,
    )


def _frame(terms: PackageTerms) -> Frame[PackageFacts]:
    above = {each.value: P.APPROVED.value for each in (P.SENT, P.RECEIPTED)} if terms.upward else {}
    return Frame(
        kind=SubjectKind.PACKAGE,
        draft=P.CONSOLIDATING.value,
        done=P.APPROVED.value,
        returned=P.RETURNED.value,
        submit="submit_package",
        submit_label="呈批",
        gate=WHOLE,
        consent=(nothing_is_out,),
        homes=above,
        sent_back=(P.SUPERIOR_RETURNED.value,) if terms.upward else (),
        ask_again=terms.ask_again,
    )


def _states(terms: PackageTerms, reviewed: Unrolled[PackageFacts]) -> tuple[State, ...]:
    collecting = Await(ObligationKind.CONSOLIDATION, COLLECTORS)
    leaving = Await(ObligationKind.SEND_UP, COLLECTORS)
    revision = Await(ObligationKind.REVISION, COLLECTORS, days=terms.revision_days)
    awaited = {
        P.COLLECTING: collecting,
        P.CONSOLIDATING: collecting,
        P.RETURNED: revision,
        P.APPROVED: leaving,
        P.SEALED: leaving,
        P.SUPERIOR_RETURNED: revision,
    }
    if terms.upward:
        awaited[P.SENT] = Await(ObligationKind.RECEIPT, COLLECTORS)
    absent = _absent(terms, reviewed)
    last = P.RECEIPTED if terms.upward else P.SENT
    own = [State(each.value, each.label, awaited.get(each), final=each is last) for each in P if each not in absent]
    return (*own[:2], *reviewed.states, *own[2:])


def _absent(terms: PackageTerms, reviewed: Unrolled[PackageFacts]) -> set[P]:
    absent = set() if reviewed.comes_back else {P.RETURNED}
    absent |= {P.SEALED} if terms.seal is SealKind.NONE else set()
    return absent | (set() if terms.upward else {P.RECEIPTED, P.SUPERIOR_RETURNED})


def _rule(trigger: str, source: str, dest: str, label: str, *guards: Guard[PackageFacts]) -> Rule[PackageFacts]:
    return rule(SubjectKind.PACKAGE, trigger, str(source), str(dest), label, guards)


def _collecting() -> list[Rule[PackageFacts]]:
    return [
        _rule("consolidate", P.COLLECTING, P.CONSOLIDATING, "开始汇总", something_is_in),
        _rule("collect_again", P.CONSOLIDATING, P.COLLECTING, "继续收集"),
    ]


def _items(terms: PackageTerms, reviewed: Unrolled[PackageFacts]) -> list[Rule[PackageFacts]]:
    """One item goes back to its unit, the others stay."""
    places: list[str] = [P.COLLECTING, P.CONSOLIDATING, *(state.code for state in reviewed.states)]
    places += [P.RETURNED] if reviewed.comes_back else []
    places += [P.SUPERIOR_RETURNED] if terms.upward else []
    return [_rule("return_item", each, each, "退回其中一项", item_is_told, has_reason) for each in places]


def _leaving(terms: PackageTerms) -> list[Rule[PackageFacts]]:
    sealed = terms.seal is not SealKind.NONE
    ready = P.SEALED if sealed else P.APPROVED
    rules = [_rule("seal", P.APPROVED, P.SEALED, terms.seal.label, seal_is_there)] if sealed else []
    rules.append(_rule("send_up", ready, P.SENT, "报送", dispatch_is_registered, nothing_is_out))
    if not terms.upward:
        return rules
    back = P.SUPERIOR_RETURNED
    return [
        *rules,
        _rule("record_receipt", P.SENT, P.RECEIPTED, "登记上级签收", receipt_is_told),
        _rule("record_superior_return", P.SENT, back, "登记上级退回", has_reason),
        _rule("record_superior_return", P.RECEIPTED, back, "登记上级退回", has_reason),
        _rule("collect_again", back, P.COLLECTING, "重新收集"),
    ]
