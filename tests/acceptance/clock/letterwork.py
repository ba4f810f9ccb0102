"""What people do with a letter: one of the acts that are thought of in its state."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from models.evidence import Evidence, EvidenceVersion
from models.units import Unit
from tests.acceptance.clock.town import Town, unit_of

Step = Callable[[Town, Any, int | None], Any]


def sign(town: Town, letter: Any, by: str, plug: int | None) -> None:
    chosen = {"reply_by": (town.now + timedelta(days=10)).date().isoformat()}
    town.do("sign_letter", by, plug=plug, letter=letter.id, **(chosen if letter.kind == "order" else {}))


def sign_on_paper(town: Town, letter: Any, by: str, plug: int | None) -> None:
    chosen = {"reply_by": (town.now + timedelta(days=10)).date().isoformat()} if letter.kind == "order" else {}
    sheet = {"leader": by, "signed_on": town.now.date().isoformat(), "words": "同意", "scan": scan_of(town, "kaohe")}
    town.do("record_signed_letter", "desk", plug=plug, letter=letter.id, **sheet, **chosen)


def scan_of(town: Town, unit: str) -> int:
    """Any document of this unit that is kept."""
    (owner,) = town.year.rows(Unit, code=unit)
    paper = town.year.rows(Evidence, unit_id=owner.id)[0]
    return int(town.year.rows(EvidenceVersion, evidence_id=paper.id)[0].id)


def go_on_with(town: Town, letter: Any, way: int, plug: int | None) -> None:
    """One of the acts that are thought of in this state."""
    state = "review" if letter.state.startswith("review:") else letter.state
    acts = STEPS.get(f"{letter.kind}:{state}") or STEPS.get(state, ())
    if acts:
        acts[way % len(acts)](town, letter, plug)


def _plain(act: str, by: str, **more: Any) -> Step:
    return lambda town, letter, plug: town.do(act, by, plug=plug, letter=letter.id, **more)


def _by_unit(act: str, **more: Any) -> Step:
    return lambda town, letter, plug: town.do(
        act, f"{unit_of(town, letter.unit_id)}_head", plug=plug, letter=letter.id, **more
    )


def _reply(town: Town, letter: Any, plug: int | None) -> None:
    unit = unit_of(town, letter.unit_id)
    (owner,) = town.year.rows(Unit, code=unit)
    papers = [row.id for row in town.year.rows(Evidence, unit_id=owner.id)]
    told = {"letter": letter.id, "words": "已整改", "evidence": papers}
    town.do("reply_to_letter", f"{unit}_head", plug=plug, **told)


def _end(act: str) -> Step:
    def step(town: Town, letter: Any, plug: int | None) -> None:
        town.do(act, "desk", plug=plug, letter=letter.id, words="经核，已到位", evidence=scan_of(town, "kaohe"))

    return step


def _on_paper(decision: str) -> Step:
    def step(town: Town, letter: Any, plug: int | None) -> None:
        scan = scan_of(town, "kaohe")
        told = {"letter": letter.id, "decision": decision, "leader": "head", "words": "同意", "scan": scan}
        sheet = {"signed_on": town.now.date().isoformat(), "evidence": scan}
        town.do("record_letter_decision", "desk", plug=plug, **told, **sheet)

    return step


def _seal(town: Town, letter: Any, plug: int | None) -> None:
    sealed = {"sealed_on": town.now.date().isoformat(), "scan": scan_of(town, "kaohe")}
    town.do("seal_letter", "desk", plug=plug, letter=letter.id, **sealed)


def _deliver(town: Town, letter: Any, plug: int | None) -> None:
    meeting = {"meeting_at": (town.now + timedelta(days=3)).isoformat(), "place": "三楼会议室"}
    told = {"letter": letter.id, "how": "纸质送达", **(meeting if letter.kind == "talk" else {})}
    town.do("deliver_letter", "desk", plug=plug, **told)


def _hold(town: Town, letter: Any, plug: int | None) -> None:
    held = {"held_on": town.now.date().isoformat(), "record": scan_of(town, "kaohe")}
    town.do("hold_talk", "desk", plug=plug, letter=letter.id, **held)


def _commit(town: Town, letter: Any, plug: int | None) -> None:
    promise = {"words": "月底前补齐", "due_on": (town.now + timedelta(days=7)).date().isoformat()}
    town.do("commit_to_rectify", f"{unit_of(town, letter.unit_id)}_head", plug=plug, letter=letter.id, **promise)


def _sign(town: Town, letter: Any, plug: int | None) -> None:
    sign(town, letter, "chair" if letter.kind == "talk" else "head", plug)


def _sign_on_paper(town: Town, letter: Any, plug: int | None) -> None:
    sign_on_paper(town, letter, "chair" if letter.kind == "talk" else "head", plug)


def _send_back(town: Town, letter: Any, plug: int | None) -> None:
    by = "chair" if letter.kind == "talk" else "head"
    town.do("return_for_revision", by, plug=plug, kind="letter", id=letter.id, reason="措辞不当")


VOID = _plain("void_letter", "head", reason="数字有误")
ORDER = _plain("turn_into_order", "desk", reason="没有起色")
TALK = _plain("propose_talk", "desk", reason="整改不到位")
WRITE = _plain("edit_letter", "desk", body="请抓紧补齐欠账，月底前反馈。")
SUBMIT = _plain("submit_letter", "desk")
ACKNOWLEDGE = _by_unit("acknowledge_letter")
REPLY_BACK = _plain("send_back_reply", "desk", reason="没有附名册")

STEPS: dict[str, tuple[Step, ...]] = {
    "drafting": (SUBMIT, WRITE, SUBMIT, SUBMIT, _plain("decline_to_issue", "head", reason="数字待核")),
    "returned": (_plain("resubmit_letter", "desk"), WRITE),
    "review": (_sign, _sign, _sign_on_paper, _send_back, _plain("decline_to_issue", "head", reason="暂缓")),
    "issued": (_deliver, _seal, _deliver, _seal, VOID),
    "sealed": (_deliver, _deliver, VOID, _on_paper("void")),
    "warning:delivered": (ACKNOWLEDGE, ACKNOWLEDGE, _end("lift_warning"), VOID, ORDER),
    "order:delivered": (ACKNOWLEDGE, ACKNOWLEDGE, TALK, VOID),
    "talk:delivered": (_hold, _hold, VOID),
    "received": (_reply, _by_unit("begin_rectification", words="责任到人"), _end("lift_warning"), ORDER, VOID),
    "rectifying": (_reply, TALK, VOID),
    "replied": (
        _end("lift_warning"),
        _plain("ask_recheck", "desk"),
        REPLY_BACK,
        ORDER,
        _end("close_talk"),
        VOID,
        _on_paper("lift"),
        _on_paper("send_back"),
    ),
    "under_review": (_end("close_out_order"), REPLY_BACK, TALK),
    "sent_back": (_reply, TALK),
    "talk_proposed": (_reply, _end("close_out_order"), VOID),
    "held": (_commit,),
    "committed": (_reply,),
}
