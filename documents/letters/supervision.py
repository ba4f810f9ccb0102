"""预警提示单、督办单、约谈、通报: the papers of supervision, each in the layout that it is sent in."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.letters import LetterKind
from documents.letters.model import AnyLetter, Box, Document, Form, Paragraph, Signature, Slip
from documents.letters.wording import addressed, blocks_of, lines_of, named_parts

RULE, BASIS = "口径", "依据"
TALK_NOTICE, TALK_RECORD, TALK_PROPOSAL = "约谈通知书", "约谈记录", "约谈呈批单"
SEAL_PLACE = "（盖章）　　　　年　　月　　日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A letter of supervision as it stands. `text` is the whole as it was signed; `draft` says that it is none yet."""

    kind: LetterKind
    number: str
    title: str
    subject: str
    body: str
    text: str
    unit: str
    issuer: str
    organ: str
    date: str
    reply: str
    copies: str
    receipt_days: int
    meeting: bool = False
    draft: str = ""


def supervision_letter(told: Told) -> AnyLetter:
    """The paper of its kind."""
    if told.kind is LetterKind.CIRCULAR:
        return _circular(told)
    if told.kind is LetterKind.TALK:
        return _talk_notice(told) if told.meeting else _talk_proposal(told)
    return _form(told)


def _parts(told: Told) -> tuple[str, str, str, str]:
    """What happened, the 口径, the basis, and what is asked for: that comes after the basis."""
    _, lines = addressed(lines_of(told.body))
    before: list[str] = []
    after: list[str] = []
    named = {RULE: "", BASIS: ""}
    for name, words in named_parts(lines, (RULE, BASIS)):
        if name:
            named[name] = words
        else:
            (after if named[BASIS] else before).append(words)
    if not after and len(before) > 1:
        after = [before.pop()]
    return "\n".join(before), named[RULE], named[BASIS], "\n".join(after)


def _form(told: Told) -> Form:
    """One bordered page: to whom, about what, how it stands, by which clause, what is asked; and a slip."""
    what, rule, basis, asked = _parts(told)
    if told.reply and told.reply not in asked:
        asked = f"{asked}\n{told.reply}" if asked else told.reply
    boxes = (
        Box("收文单位", told.unit, narrow=True),
        Box("签发日期", told.date, narrow=True),
        Box("事项", told.subject or told.title),
        Box("进展情况", what),
        *_given(("口径", rule), ("依据", basis)),
        Box("督办要求" if told.kind is LetterKind.ORDER else "提示要求", asked),
        *_given(("抄送", told.copies)),
    )
    return Form(
        kind=told.kind.value,
        name=told.kind.label,
        organ=told.organ,
        number=told.number,
        boxes=boxes,
        signature=Signature((told.issuer,), told.date),
        slip=_receipt(told),
        draft=told.draft,
    )


def _given(*named: tuple[str, str]) -> tuple[Box, ...]:
    return tuple(Box(name, words) for name, words in named if words)


def _receipt(told: Told) -> Slip:
    return Slip(
        f"{told.kind.label}签收回执",
        (
            Box("编号", told.number, narrow=True),
            Box("收文单位", told.unit, narrow=True),
            Box("签收人", narrow=True),
            Box("联系电话", narrow=True),
            Box("签收日期", SEAL_PLACE),
        ),
        f"请于收到后{told.receipt_days}个工作日内签收，并将本回执送回{told.issuer}。",
    )


def _circular(told: Told) -> Document:
    addressees, lines = addressed(lines_of(told.body))
    if lines and lines[-1] in (told.issuer, told.organ):
        lines = lines[:-1]  # the text of a summary ends with who made it; here that is the signature
    return Document(
        kind=told.kind.value,
        name=told.kind.label,
        title=told.title,
        organs=(told.organ,),
        number=told.number,
        addressees=addressees,
        body=blocks_of(lines),
        signature=Signature((told.issuer,), told.date),
        copies=f"抄送：{told.copies}。" if told.copies else "",
        printed_by=told.issuer,
        printed_on=f"{told.date}印发",
        draft=told.draft,
    )


def _talk_proposal(told: Told) -> Form:
    """Laid before the committee's leader, who agrees or not with a pen or on his page."""
    what, rule, basis, asked = _parts(told)
    return Form(
        kind="talk_proposal",
        name=TALK_PROPOSAL,
        organ=told.organ,
        number=told.number,
        boxes=(
            Box("提请单位", told.issuer, narrow=True),
            Box("拟约谈单位", told.unit, narrow=True),
            Box("事由", told.subject or told.title),
            Box("情况", what),
            *_given(("口径", rule), ("依据", basis)),
            Box("建议", asked),
            Box("领导批示", "□ 同意约谈　　□ 不同意", room=4),
            Box("签名、日期", room=1),
        ),
        draft=told.draft,
    )


def _talk_notice(told: Told) -> Document:
    """约谈通知书, with the slip that says who will come."""
    lines = lines_of(told.text)[1:]
    while lines and lines[-1] in (told.issuer, told.date):
        lines.pop()
    addressees, lines = addressed(lines)
    return Document(
        kind="talk_notice",
        name=TALK_NOTICE,
        title=TALK_NOTICE,
        organs=(told.organ,),
        style="letter",
        number=told.number,
        addressees=addressees,
        body=tuple(Paragraph(line) for line in lines),
        signature=Signature((told.issuer,), told.date),
        slip=Slip(
            "参加约谈人员回执",
            (
                Box("单位", told.unit, narrow=True),
                Box("编号", told.number, narrow=True),
                Box("姓名", narrow=True),
                Box("职务", narrow=True),
                Box("联系电话", narrow=True),
                Box("日期", narrow=True),
            ),
        ),
        draft=told.draft,
    )


def talk_record(told: Told, *, when: str, place: str, leaders: Sequence[str] = ()) -> Form:
    """约谈记录: what is known is filled in, the rest is written at the talk and signed by both sides."""
    what, _, _, _ = _parts(told)
    return Form(
        kind="talk_record",
        name=TALK_RECORD,
        organ=told.organ,
        number=told.number,
        boxes=(
            Box("约谈时间", when, narrow=True),
            Box("约谈地点", place, narrow=True),
            Box("约谈人", "、".join(leaders), narrow=True),
            Box("记录人", narrow=True),
            Box("被约谈单位", told.unit, narrow=True),
            Box("被约谈人及职务", narrow=True),
            Box("事由", what),
            Box("谈话内容", room=6),
            Box("整改承诺（内容、责任人、完成时限）", room=4),
            Box("约谈人签名", room=1, narrow=True),
            Box("被约谈人签名", room=1, narrow=True),
        ),
        note="记录经双方核对无误后签名，扫描件作为约谈记录登记。",
        draft=told.draft,
    )
