"""What the unit says to it: an objection with its reasons, or that it has none."""

from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.context import Act
from actions.evidence.keeping import use_all
from actions.findings.confirming import ask_confirmation, end_window
from actions.findings.loading import finding_of, objecting_for
from actions.findings.moving import facts_of, move, one_by_one
from actions.findings.saying import tell_posts, tell_registrar, whole_text
from actions.leaders import desk_of
from actions.letters.facts import materials_of
from actions.subjects import Subject
from actions.wording import say_last_moment
from config.obligations import ObligationKind
from config.scoring.objecting import Silence
from models.findings import FindingObjection
from models.writing import insert_rows
from states.finding import FindingFacts
from states.obligations import Outcome
from states.subjects import SubjectKind


class Objection(Data):
    """异议."""

    finding: int = Field(description="加减分事项编号（系统内）")
    words: str = Field(min_length=1, description="异议的理由和要求")
    evidence: tuple[int, ...] = Field(default=(), description="印证材料编号")


class Agreement(Data):
    """无异议."""

    findings: tuple[int, ...] = Field(min_length=1, description="加减分事项编号（系统内）")


@act("object_to_finding", label="提出异议", data=Objection)
def object_to_finding(act: Act, data: Objection) -> Done:
    """被考核单位在异议期内对一条加减分事项提出异议，写明理由，附印证材料。"""
    subject = finding_of(act, data.finding)
    materials = materials_of(act, data.evidence)
    facts = facts_of(act, subject, words=data.words)
    move(act, subject, "object", facts, values={"next_look_at": None})
    row = {
        "office_id": act.office_id,
        "finding_id": subject.id,
        "words": data.words,
        "objected_at": act.now,
        "objected_by": act.person_id,
        "recorded_by": act.door.recorded_by,
        "decided_words": "",
        "version": 0,
    }
    (number,) = insert_rows(act.tx, FindingObjection.t, [row])
    use_all(act, [each.id for each in materials], SubjectKind.FINDING, subject.id, note="异议")
    _tell_reviewers(act, subject, data, number, len(materials))
    return Done(f"已对{subject.title}提出异议，等候复核", ids={"finding": subject.id, "objection": number})


def _tell_reviewers(act: Act, subject: Subject[FindingFacts], data: Objection, number: int, materials: int) -> None:
    """Whoever has to decide reads the finding and the objection side by side."""
    owed = act.obligations.about(SubjectKind.FINDING.value, subject.id)
    reviews = [row for row in owed if row.kind == ObligationKind.OBJECTION_REVIEW]
    words: dict[str, Any] = {
        "unit": act.directory.units[subject.row.unit_id].name,
        "subject": subject.title,
        "text": whole_text(act, subject),
        "words": data.words.rstrip("。"),
        "materials": f"附印证材料{materials}份。" if materials else "",
        "due": say_last_moment(reviews[0].due_at) if reviews else "近日",
    }
    for row in reviews:
        reader = {"reader": act.directory.posts[row.post_id].title, "state": f"有异议：{words['words']}"}
        for post, code in desk_of(act.directory, row.post_id, "finding_disputed"):
            told = words if code == "finding_disputed" else {**words, **reader, "what": "异议复核"}
            tell_posts(act, subject.published, (post,), code, f"{number}", told, while_open=row.id)
    tell_registrar(act, subject, "finding_objected", str(number), words)


@act("accept_findings", label="无异议", data=Agreement)
def accept_findings(act: Act, data: Agreement) -> Done:
    """被考核单位表示没有异议；方案规定期满视为确认的，当即确认。"""
    done = one_by_one(act, data.findings, lambda subject: _accept(act, subject))
    return Done(f"{len(done)}条无异议", ids={"finding": done[0].id})


def _accept(act: Act, subject: Subject[FindingFacts]) -> None:
    facts = facts_of(act, subject)
    if objecting_for(subject.published, subject.row.kind).silence is Silence.CONFIRMS:
        unit = act.directory.units[subject.row.unit_id].shown
        move(act, subject, "accept", facts, content={"settled_by": f"{unit}无异议"})
        return
    move(act, subject, "accept", facts, values={"agreed_at": act.now, "next_look_at": None})
    ask_confirmation(act, subject)
    end_window(act, subject.row.notice_id, Outcome.DONE)
