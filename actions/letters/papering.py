"""A letter as the paper that it is or will be: what was signed, or what would be if it were signed now."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from actions.context import Act
from actions.letters.loading import letter_of
from actions.letters.reading import versions_of
from actions.letters.wording import asked_for, copied_to, issuer_of
from actions.subjects import Subject
from config.labels import Labelled
from config.letters import LetterKind, NumberKind
from config.scheme import Scheme
from documents.letters.model import AnyLetter, Document, Form
from documents.letters.supervision import Told, supervision_letter, talk_record
from states.letters.facts import LetterState
from workdays.wording import say_date, say_moment

DRAFT, VOIDED = "送审稿", "已作废"
LATER = "（编号签发时取）"


class Which(Labelled):
    """Papers of one letter: of a talk also the record that is written at it."""

    LETTER = "letter", "文书"
    RECORD = "record", "约谈记录"


def paper_of_letter(act: Act, letter_id: int, which: Which = Which.LETTER) -> AnyLetter:
    """Raises `Refused` where there is none such."""
    subject = letter_of(act, letter_id)
    if which is Which.RECORD:
        return _record(act, subject)
    told = told_of(act, subject)
    return jointly(supervision_letter(told), subject.published.scheme)


def _record(act: Act, subject: Subject[Any]) -> Form:
    row = subject.row
    if row.kind != LetterKind.TALK:
        raise act.refused("只有约谈有约谈记录")
    when = say_moment(row.meeting_at) if row.meeting_at is not None else ""
    return talk_record(replace(told_of(act, subject), draft=""), when=when, place=row.meeting_place)


def told_of(act: Act, subject: Subject[Any]) -> Told:
    row, version, scheme = subject.row, versions_of(act, subject.id)[-1], subject.published.scheme
    kind = LetterKind(row.kind)
    signed_at: datetime = row.issued_at or act.now
    return Told(
        kind=kind,
        number=row.number or _later(scheme, kind),
        title=version.title,
        subject=str(row.facts.get("subject", "")),
        body=version.body,
        text=row.issued_text,
        unit=act.directory.units[row.unit_id].name,
        issuer=scheme.letters.signed_as or issuer_of(act, subject),
        organ=head_of(scheme),
        date=say_date(signed_at),
        reply=asked_for(act, row),
        copies=copied_to(act, subject),
        receipt_days=scheme.letters.rule(kind).receipt_days,
        meeting=row.meeting_at is not None,
        draft=VOIDED if row.state == LetterState.VOIDED else "" if row.issued_text else DRAFT,
    )


def _later(scheme: Scheme, kind: LetterKind) -> str:
    """What stands where the number will be: a number from the register is left to the pen."""
    return LATER if scheme.letters.numbering(kind).kind is NumberKind.OWN else "　　〔　　　〕　　号"


def head_of(scheme: Scheme) -> str:
    """发文机关标志."""
    return "、".join(scheme.letters.heads) or scheme.office.name


def jointly(letter: AnyLetter, scheme: Scheme) -> AnyLetter:
    """联合行文: every organ in the head and at the end, the host first."""
    heads = scheme.letters.heads
    if not isinstance(letter, Document) or len(heads) < 2 or letter.signature is None:
        return letter
    return replace(letter, organs=tuple(heads), signature=replace(letter.signature, organs=tuple(heads)))
