"""The veto (一票否决): proposed by whoever has charge of the matter, told, answered, decided by the committee."""

from dataclasses import dataclass

from config.labels import Labelled
from states.facts import ReviewFacts
from states.obligations import ObligationKind
from states.reviewing import has_reason, paper_is_whole
from states.rules import Await, Definition, Guard, Rule, State, rule
from states.seating import CLERKS, DECIDERS, SIGNERS
from states.subjects import SubjectKind


class VetoState(Labelled):
    PLANNED = "planned", "拟提出"
    PROPOSED = "proposed", "已提出"
    TOLD = "told", "已告知，待说明"
    BEFORE_COMMITTEE = "before_committee", "待委员会审定"
    IN_FORCE = "in_force", "已生效"
    UNFOUNDED = "unfounded", "不成立"
    TAKEN_BACK = "taken_back", "已撤回"
    LIFTED = "lifted", "已撤销"


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoTerms:
    """What the scheme decides."""

    tell_days: int
    statement_days: int
    decide_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoFacts(ReviewFacts):
    """`owner` proposes, `unit` would be vetoed. `standing`: a veto of the same matter that is under way or in force."""

    owner: str = ""
    unit: str = ""
    has_letter: bool = True
    has_day: bool = True
    has_basis: bool = True
    has_authority: bool = True
    is_explained: bool = False
    standing: str = ""
    is_in_time: bool = True
    has_minutes: bool = True


# Guards


def letter_is_told(facts: VetoFacts) -> str | None:
    return None if facts.has_letter else "请附归口部门的函：文号、日期和附件"


def day_is_told(facts: VetoFacts) -> str | None:
    return None if facts.has_day else "请写明哪天发生的，不晚于今天"


def basis_is_told(facts: VetoFacts) -> str | None:
    return None if facts.has_basis else "请写明依据：哪份文件的哪一条"


def superior_allows_it(facts: VetoFacts) -> str | None:
    """A doubt, not a wall: it passes with a written 说明 that the committee sees (O15, O28)."""
    if facts.has_authority or facts.is_explained:
        return None
    return "这一事项没有上级依据：请写明上级文件（superior_basis），或写明没有上级依据的说明（explanation）"


def not_of_itself(facts: VetoFacts) -> str | None:
    return "归口部门不能对本单位提出一票否决，请由其他单位提出" if facts.owner == facts.unit else None


def none_is_under_way(facts: VetoFacts) -> str | None:
    return facts.standing or None


def time_is_left(facts: VetoFacts) -> str | None:
    return None if facts.is_in_time else "说明期已满，请提交委员会审定"


def time_is_over(facts: VetoFacts) -> str | None:
    return "说明期未满，单位还可以说明" if facts.is_in_time else None


def minutes_are_there(facts: VetoFacts) -> str | None:
    return None if facts.has_minutes else "请写明委员会审定的文件或会议纪要"


V = VetoState


def definition(terms: VetoTerms) -> Definition[VetoFacts]:
    """The machine of a veto. Only what is in force reaches scoring."""
    awaits = {
        V.PROPOSED: Await(ObligationKind.TELLING, CLERKS, days=terms.tell_days),
        V.TOLD: Await(ObligationKind.STATEMENT, SIGNERS, days=terms.statement_days),
        V.BEFORE_COMMITTEE: Await(ObligationKind.DECISION, DECIDERS, days=terms.decide_days),
    }
    final = {V.IN_FORCE, V.UNFOUNDED, V.TAKEN_BACK, V.LIFTED}
    return Definition(
        name="veto",
        kind=SubjectKind.VETO,
        label=SubjectKind.VETO.label,
        initial=V.PLANNED.value,
        states=tuple(State(each.value, each.label, awaits.get(each), each in final) for each in V),
        rules=(*_hearing(), *_deciding()),
    )


def _step(trigger: str, source: V, dest: V, label: str, *guards: Guard[VetoFacts]) -> Rule[VetoFacts]:
    return rule(SubjectKind.VETO, trigger, source.value, dest.value, label, guards)


_WHOLE: tuple[Guard[VetoFacts], ...] = (
    has_reason, not_of_itself, letter_is_told, day_is_told, basis_is_told, superior_allows_it, none_is_under_way
)  # fmt: skip


def _hearing() -> tuple[Rule[VetoFacts], ...]:
    """Nobody is vetoed unheard: the unit has its days, and the committee waits for them."""
    return (
        _step("propose_veto", V.PLANNED, V.PROPOSED, "提出一票否决", *_WHOLE),
        _step("tell_veto", V.PROPOSED, V.TOLD, "告知"),
        _step("state_case", V.TOLD, V.BEFORE_COMMITTEE, "说明", has_reason, time_is_left),
        _step("lay_before_committee", V.TOLD, V.BEFORE_COMMITTEE, "期满未说明，提交审定", time_is_over),
        *(_step("withdraw_veto", each, V.TAKEN_BACK, "撤回", has_reason) for each in
          (V.PROPOSED, V.TOLD, V.BEFORE_COMMITTEE)),
    )  # fmt: skip


def _deciding() -> tuple[Rule[VetoFacts], ...]:
    said: tuple[Guard[VetoFacts], ...] = (has_reason, minutes_are_there, paper_is_whole)
    return (
        _step("bring_into_force", V.BEFORE_COMMITTEE, V.IN_FORCE, "审定生效", *said),
        _step("find_unfounded", V.BEFORE_COMMITTEE, V.UNFOUNDED, "审定不成立", *said),
        _step("lift_veto", V.IN_FORCE, V.LIFTED, "撤销", *said),
    )
