"""Would a letter that the ladder drafts find somebody to sign it, and its answer somebody to look at it?"""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from checks.seats import directory_of, subject_of
from config.ladders import RungAct
from config.letters import LetterKind
from config.obligations import ObligationKind
from config.pointers import pointer_of
from config.readings import assignments_of
from config.scheme import Scheme
from states.letters.seats import desk
from states.seating import Directory
from states.subjects import SubjectFacts, SubjectKind

DRAFTS = {
    RungAct.DRAFT_WARNING: LetterKind.WARNING,
    RungAct.DRAFT_SUPERVISION: LetterKind.ORDER,
    RungAct.PROPOSE_TALK: LetterKind.TALK,
}


def doubts_of_letters(scheme: Scheme) -> Iterator[Doubt]:
    """Only of the kinds that a ladder of the scheme drafts."""
    rungs = [
        rung
        for ladder in scheme.ladders.values()
        if ladder.for_shortfalls
        for rung in ladder.rungs
        if rung.act in DRAFTS
    ]
    kinds = dict.fromkeys(DRAFTS[rung.act] for rung in rungs)
    directory = directory_of(scheme)
    subject = next((subject_of(each) for each in assignments_of(scheme)), None)
    for kind in kinds if subject is not None else ():
        yield from _kind(scheme, kind, directory, subject or SubjectFacts(kind=SubjectKind.LETTER, office=0))
    wants_answer = any(rung.reply is not None for rung in rungs)
    if wants_answer and not any(ObligationKind.REPLY in ladder.applies_to for ladder in scheme.ladders.values()):
        yield warning(
            "/ladders",
            "文书的反馈没有阶梯：逾期没有反馈的，不会有人知道",
            "给一个阶梯的 applies_to 加上 reply、acknowledgement",
        )


def _kind(scheme: Scheme, kind: LetterKind, directory: Directory, subject: SubjectFacts) -> Iterator[Doubt]:
    pointer = pointer_of(("letters", kind.value))
    issuer = scheme.issuer(kind)
    if not directory.groups(desk("" if issuer == scheme.office.unit else issuer), subject):
        yield warning(
            "/policy/burden/supervision_issuer",
            f"“{scheme.unit(issuer).name}”制发{kind.label}，却没有能办理的岗位",
            "给它写一个 role 为 assessment_office、supervision 或 unit_office 的岗位",
        )
    sign = scheme.signing(kind).steps[-1]
    if not directory.groups(sign.reviewers, subject):
        yield warning(
            pointer, f"{kind.label}拟出来没有人能签发：没有设“{sign.label}”的岗位", "补岗位，或在 chain 里写明签发流程"
        )
    if not directory.groups(scheme.letters.reviewers(kind), subject):
        yield warning(pointer, f"{kind.label}的反馈没有人复核：没有设复核的岗位", "补岗位，或改 reviewers")
