"""What a move settles, frees, opens and tells, where a walk does not show it at once."""

from typing import Any

from config.chains import Chain
from config.packages import SealKind
from states import assignment, package, report
from states.assignment import AssignmentFacts, AssignmentTerms
from states.course import Course
from states.effects import Audience, Effects, Opening, Settling, Telling, effects_of
from states.facts import ReviewFacts
from states.gates import ItemFacts
from states.kit import Machine, decide, machine_of
from states.obligations import ObligationKind, Outcome
from states.package import PackageFacts, PackageTerms
from states.report import ReportFacts, ReportTerms
from states.subjects import SubjectFacts
from tests.unit.states.office import HOST, LEAD, NOW, OFFICE, PERSON, person

CHAIN = Chain.model_validate(
    {"label": "一环节", "steps": [{"code": "head", "label": "部门负责人审核", "reviewers": ["department_head"]}]}
)
REPORT = machine_of(report.definition(CHAIN, ReportTerms()))
TASK = machine_of(assignment.definition(CHAIN, AssignmentTerms()))
PACKAGE = machine_of(package.definition(None, PackageTerms(seal=SealKind.OFFLINE)))
WHOLE = {"items": (ItemFacts(1, "康复服务"),)}


def effects(
    machine: Machine[Any], trigger: str, state: str, facts: type[ReviewFacts], who: str, **more: Any
) -> tuple[Effects, Machine[Any]]:
    fellows = more.pop("fellows_waiting", 0)
    subject = SubjectFacts(kind=machine.definition.kind, office=OFFICE, state=state, lead_unit=LEAD)
    told = facts(actor=person(who), subject=subject, now=NOW, **more)
    move = decide(machine, trigger=trigger, state=state, facts=told)
    return effects_of(move, told, fellows_waiting=fellows), machine


def test_joint_obligation_ends_with_the_last_of_the_window() -> None:
    """D03: one obligation for five months."""
    early, machine = effects(REPORT, "submit", "filling", ReportFacts, "kangfu_officer", fellows_waiting=4, **WHOLE)
    last, _ = effects(REPORT, "submit", "filling", ReportFacts, "kangfu_officer", **WHOLE)
    review = machine.states["review:head"].awaits
    assert review is not None
    assert (early.settle, early.open) == ((), (Opening(review),))
    assert (last.settle, last.open) == ((Settling(ObligationKind.REPORT, Outcome.DONE),), (Opening(review),))


def test_same_duty_goes_on_through_two_states() -> None:
    """收集中 → 汇总中, 已审定 → 已用印: nothing is settled and opened again."""
    going_on, _ = effects(PACKAGE, "consolidate", "collecting", PackageFacts, "bangong_desk", collected=1)
    assert (going_on.settle, going_on.free, going_on.open) == ((), (), ())
    sealing, _ = effects(PACKAGE, "seal", "approved", PackageFacts, "bangong_desk", has_seal=True)
    assert (sealing.settle, sealing.open) == ((), ())


def test_sending_up_ends_one_duty_and_begins_the_next() -> None:
    sent, machine = effects(PACKAGE, "send_up", "sealed", PackageFacts, "bangong_desk", has_dispatch=True)
    receipt = machine.states["sent"].awaits
    assert receipt is not None
    assert sent.settle == (Settling(ObligationKind.SEND_UP, Outcome.DONE),)
    assert sent.open == (Opening(receipt),)
    assert receipt.kind is ObligationKind.RECEIPT


def test_judgement_ends_its_duty_and_asks_for_the_score() -> None:
    judged, _ = effects(TASK, "verify", "awaiting_verdict", AssignmentFacts, "kaohe_desk")
    assert judged.settle == (Settling(ObligationKind.VERIFICATION, Outcome.DONE),)
    assert [opening.awaits.kind for opening in judged.open] == [ObligationKind.SCORE]
    scored, _ = effects(
        TASK, "enter_score", "awaiting_verdict", AssignmentFacts, "kaohe_desk", has_verdict=True, has_score=True
    )
    assert [settling.kind for settling in scored.settle] == [ObligationKind.VERIFICATION, ObligationKind.SCORE]


def test_waiver_ends_what_was_owed_as_waived() -> None:
    waived, _ = effects(REPORT, "waive", "filling", ReportFacts, "kaohe_desk", words="任务已提前完成")
    assert waived.settle == (Settling(ObligationKind.REPORT, Outcome.WAIVED),)


def test_withdrawn_assignment_frees_its_reviewers() -> None:
    ended, _ = effects(TASK, "withdraw", "review:head", AssignmentFacts, "kaohe_head", words="任务取消")
    assert ended.settle == (Settling(ObligationKind.REVIEW, Outcome.WITHDRAWN),)
    assert ended.free == (Settling(ObligationKind.OPINION, Outcome.FREED),)


def test_return_opens_a_revision_and_tells_the_writer() -> None:
    back, machine = effects(REPORT, "return_for_revision", "submitted", ReportFacts, "kaohe_desk", words="口径不符")
    revision = machine.states["returned"].awaits
    assert revision is not None
    assert (revision.kind, revision.days) == (ObligationKind.REVISION, 2)
    assert back.open == (Opening(revision),)
    assert back.tell == (Telling("returned", Audience.SUBMITTER),)
    assert back.course == Course(
        came_from="submitted", returned_by="submitted", last_mover=PERSON["kaohe_desk"], is_new_attempt=True
    )


def test_urging_changes_nothing_that_could_be_recalled() -> None:
    subject = SubjectFacts(
        kind=REPORT.definition.kind,
        office=OFFICE,
        state="review:head",
        lead_unit=LEAD,
        awaited_posts=frozenset({"kangfu_head"}),
        last_mover=7,
    )
    facts = ReportFacts(actor=person("kangfu_officer"), subject=subject, now=NOW, came_from="filling", returned_by="x")
    move = decide(REPORT, trigger="urge", state="review:head", facts=facts)
    assert effects_of(move, facts) == Effects(
        tell=(Telling("urged_by_hand", Audience.AWAITED, frozenset({"kangfu_head"})),),
        course=Course(came_from="filling", returned_by="x", last_mover=7),
    )


def test_host_unit_of_the_sample_is_the_offices_own() -> None:
    assert person("kaohe_desk").host_unit == HOST
