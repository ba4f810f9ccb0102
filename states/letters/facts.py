"""What the machine of a letter is told, and what it asks before it lets it go on."""

from dataclasses import dataclass, field

from config.chains import Chain
from config.labels import Labelled
from config.packages import SealKind
from config.seats import SeatRef
from states.facts import ReviewFacts
from states.rules import Guard


class LetterState(Labelled):
    """Besides these, `review:<step>` for every step before the signature and for the signature itself."""

    DRAFTING = "drafting", "拟稿"
    RETURNED = "returned", "退回修改"
    DECLINED = "declined", "不予签发"
    ISSUED = "issued", "已签发"
    SEALED = "sealed", "已用印"
    DELIVERED = "delivered", "已送达"
    RECEIVED = "received", "已签收"
    RECTIFYING = "rectifying", "整改中"
    REPLIED = "replied", "已反馈"
    UNDER_REVIEW = "under_review", "待复核"
    SENT_BACK = "sent_back", "退回整改"
    TALK_PROPOSED = "talk_proposed", "已提请约谈"
    HELD = "held", "已约谈"
    COMMITTED = "committed", "整改承诺"
    LIFTED = "lifted", "已解除"
    TURNED_INTO_ORDER = "turned_into_order", "已转督办"
    CLOSED_OUT = "closed_out", "已销号"
    CLOSED = "closed", "已办结"
    VOIDED = "voided", "已作废"
    UNNEEDED = "unneeded", "不再需要"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts(ReviewFacts):
    """The facts of a letter.

    `signs`: the step that it stands in is the signature. `pending`: units that have not acknowledged it yet; `unit`:
    the one for which the actor speaks. `has_proof`: what ends it is a verified report, or a document that is kept.
    `moot`: why it is not called for any more, where its shortfall is over.
    """

    has_text: bool = True
    has_basis: bool = True
    signs: bool = False
    reply_is_open: bool = False  # 整改期限要在签发时确定（D13）, and nobody has chosen it yet
    lacks_number: bool = False  # 发文字号 still has to be typed in
    has_seal: bool = False
    has_delivery: bool = False
    pending: frozenset[str] = field(default_factory=frozenset)
    unit: str = ""
    has_evidence: bool = False
    has_proof: bool = False
    has_record: bool = False
    has_due: bool = False
    moot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTerms:
    """What a scheme decides about one kind of letter. `issuer`: the unit that issues it, empty for the office's own."""

    chain: Chain
    seal: SealKind
    issuer: str
    reviewers: tuple[SeatRef, ...]
    receipt_days: int
    issue_days: int
    review_days: int
    evidence: bool


# Guards


def text_is_there(facts: LetterFacts) -> str | None:
    return None if facts.has_text else "文书还没有标题或正文"


def basis_is_told(facts: LetterFacts) -> str | None:
    return None if facts.has_basis else "请写明依据"


def reply_is_dated(facts: LetterFacts) -> str | None:
    """The signer chooses by when it has to be put right (D13)."""
    return "签发时要确定整改或反馈期限" if facts.signs and facts.reply_is_open else None


def number_is_told(facts: LetterFacts) -> str | None:
    return "请先录入发文字号" if facts.lacks_number else None


def seal_is_there(facts: LetterFacts) -> str | None:
    return None if facts.has_seal else "请附用印后的文件或扫描件"


def delivery_is_told(facts: LetterFacts) -> str | None:
    return None if facts.has_delivery else "请登记送达方式"


def unit_is_waiting(facts: LetterFacts) -> str | None:
    if not facts.unit:
        return "请指明哪个单位签收"
    return None if facts.unit in facts.pending else "本单位已经签收，或不是收文单位"


def others_are_waiting(facts: LetterFacts) -> str | None:
    return None if facts.pending - {facts.unit} else "这是最后一家签收"


def nobody_else_is_waiting(facts: LetterFacts) -> str | None:
    return None if not facts.pending - {facts.unit} else "其他收文单位尚未签收"


def evidence_is_there(facts: LetterFacts) -> str | None:
    return None if facts.has_evidence else "请附整改的印证材料"


def proof_is_there(facts: LetterFacts) -> str | None:
    return None if facts.has_proof else "请指明依据：已核验的进展报告，或在库的印证材料"


def record_is_there(facts: LetterFacts) -> str | None:
    return None if facts.has_record else "请附约谈记录"


def due_is_told(facts: LetterFacts) -> str | None:
    return None if facts.has_due else "请写明完成期限，不早于今天"


def is_still_called_for(facts: LetterFacts) -> str | None:
    return f"{facts.moot}，这份文书不再需要，不再签发、送达" if facts.moot else None


WHOLE: tuple[Guard[LetterFacts], ...] = (text_is_there, basis_is_told, is_still_called_for)
