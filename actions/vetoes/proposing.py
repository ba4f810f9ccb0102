"""归口部门提出一票否决: with its letter, the facts and the basis; withdrawn by the same hands."""

from datetime import date
from typing import Any

from pydantic import Field

from actions.acts import Data, Done, act
from actions.carrying.papers import is_whole, say_paper
from actions.context import Act
from actions.facts import paper, recorder
from actions.firing import fire
from actions.published import Published
from actions.vetoes.loading import facts_of, has_authority, machine_for, standing_veto, veto_of
from config.basis import Basis
from config.scheme import Scheme
from config.vetoes import VetoMatter
from models.vetoes import Veto
from models.writing import insert_rows
from states.engine import decide
from states.rules import TransitionRefused
from states.subjects import SubjectFacts, SubjectKind
from states.veto import VetoFacts, VetoState


class Proposal(Data):
    """What happened, in whose charge the matter is, and on what ground."""

    assessment: int = Field(description="考核年度编号")
    matter: str = Field(min_length=1, description="哪种一票否决事项（编码）")
    unit: str = Field(min_length=1, description="对哪个单位（编码）")
    happened_on: date | None = Field(default=None, description="哪天发生的，必填")
    words: str = Field(default="", description="事实，必填")
    document_no: str = Field(default="", description="归口部门的函的文号，必填")
    dated_on: date | None = Field(default=None, description="函的日期，必填")
    attachment: int | None = Field(default=None, description="函：印证材料版本编号，必填")
    basis: str = Field(default="", description="依据的文件和条款；方案里写了的可不写")
    superior_basis: str = Field(default="", description="上级文件和条款；方案里已有上级依据的可不写")
    explanation: str = Field(default="", description="没有上级依据而仍然提出的说明，委员会审定时看得到")


class Withdrawal(Data):
    """Why it is not proposed any more."""

    veto: int = Field(description="一票否决编号")
    reason: str = Field(default="", description="理由，必填")


@act("propose_veto", label="提出一票否决", data=Proposal)
def propose_veto(act: Act, data: Proposal) -> Done:
    """归口部门提出对一个单位的一票否决：函、事实、依据；没有上级依据的要写明说明。"""
    published = act.published(data.assessment)
    machine, matter = machine_for(act, published), _matter(act, published, data)
    facts = _told(act, published, matter, data)
    try:
        decide(machine, trigger="propose_veto", state=VetoState.PLANNED.value, facts=facts)
    except TransitionRefused as refused:
        raise act.refused(*refused.reasons) from refused
    (number,) = insert_rows(act.tx, Veto.t, [_row(act, published, matter, data)])
    basis = say_paper(data.document_no, data.dated_on)
    fire(act, veto_of(act, number), "propose_veto", facts, values={"submitted_by": act.person_id}, basis=basis)
    name = act.directory.unit(data.unit).shown
    return Done(f"已提出对{name}的一票否决（{matter.name}），待告知", ids={"veto": number})


@act("withdraw_veto", label="撤回一票否决", data=Withdrawal)
def withdraw_veto(act: Act, data: Withdrawal) -> Done:
    """审定之前撤回，写明理由。"""
    subject = veto_of(act, data.veto)
    facts = facts_of(act, subject, words=data.reason)
    fire(act, subject, "withdraw_veto", facts, values={"settled_at": act.now})
    return Done(f"“{subject.title}”的一票否决已撤回", ids={"veto": subject.id})


def _matter(act: Act, published: Published, data: Proposal) -> VetoMatter:
    vetoes = published.scheme.vetoes
    matter = vetoes.matter(data.matter) if vetoes is not None else None
    reasons = []
    if matter is None:
        known = "、".join(f"{each.code}（{each.name}）" for each in vetoes.matters) if vetoes is not None else ""
        reasons.append(f"方案里没有一票否决事项“{data.matter}”，有：{known}")
    if data.unit not in act.directory.unit_ids:
        reasons.append(f"没有编码为“{data.unit}”的单位")
    if reasons or matter is None:
        raise act.refused(*reasons)
    return matter


def _told(act: Act, published: Published, matter: VetoMatter, data: Proposal) -> VetoFacts:
    scheme = published.scheme
    subject = SubjectFacts(
        kind=SubjectKind.VETO,
        office=act.office_id,
        state=VetoState.PLANNED.value,
        lead_unit=data.unit,
        issuer_unit=matter.owner,
    )
    return VetoFacts(
        actor=act.actor,
        subject=subject,
        now=act.now,
        words=data.words,
        recorder=recorder(act),
        paper=paper(act),
        owner=matter.owner,
        unit=data.unit,
        has_letter=is_whole(act, data),
        has_day=data.happened_on is not None and data.happened_on <= act.now.date(),
        has_basis=bool(_basis(scheme, matter, data)),
        has_authority=has_authority(scheme, matter) or bool(data.superior_basis.strip()),
        is_explained=bool(data.explanation.strip()),
        standing=standing_veto(act, published.assessment_id, matter, data.unit),
    )


def _basis(scheme: Scheme, matter: VetoMatter, data: Proposal) -> str:
    """As it is told, else as the scheme has it."""
    written = matter.basis or (scheme.vetoes.basis if scheme.vetoes is not None else None)
    return data.basis.strip() or (_say(scheme, written) if written is not None else "")


def _say(scheme: Scheme, basis: Basis) -> str:
    document = next(each for each in scheme.documents if each.code == basis.document)
    return f"{document.no or f'《{document.title}》'}{basis.clause}“{basis.quote}”"


def _row(act: Act, published: Published, matter: VetoMatter, data: Proposal) -> dict[str, Any]:
    vetoes = published.scheme.vetoes
    return {
        "office_id": act.office_id,
        "assessment_id": published.assessment_id,
        "matter": matter.code,
        "name": matter.name,
        "finding": vetoes.recorded_as(matter) if vetoes is not None else "",
        "unit_id": act.directory.unit_ids[data.unit],
        "owner_unit_id": act.directory.unit_ids[matter.owner],
        "happened_on": data.happened_on,
        "facts": data.words,
        "basis": _basis(published.scheme, matter, data),
        **data.model_dump(include={"superior_basis", "explanation", "document_no", "dated_on"}),
        "evidence_version_id": data.attachment,
        "state": VetoState.PLANNED.value,
        "proposed_at": act.now,
        **dict.fromkeys(("came_from", "returned_by", "statement", "minutes", "decision"), ""),
        "version": 0,
    }
