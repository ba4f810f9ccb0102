"""From the verbs of a machine to buttons: which act does it, and what it has to be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from pydantic.fields import FieldInfo

from actions.acts import Registered
from actions.registry import registry
from states.engine import Offer
from states.subjects import SubjectKind

K = SubjectKind

ID_FIELD = {
    K.FINDING: "finding",
    K.PROBLEM: "problem",
    K.NEGATIVE: "item",
    K.RECTIFICATION: "rectification",
    K.VETO: "veto",
    K.RESULT: "result",
    K.REEXAMINATION: "request",
    K.BALLOT: "ballot",
    K.JUDGEMENT: "judgement",
}
MANY = {"tell_findings": "findings[]", "accept_findings": "findings[]", "confirm_findings": "findings[]"}
"""Acts that take several at once: the field is a list."""

ACTS: Mapping[tuple[SubjectKind, str], str] = {
    (K.FINDING, "tell"): "tell_findings",
    (K.FINDING, "object"): "object_to_finding",
    (K.FINDING, "accept"): "accept_findings",
    (K.FINDING, "confirm_finding"): "confirm_findings",
    (K.FINDING, "uphold"): "decide_objection",
    (K.FINDING, "change"): "decide_objection",
    (K.FINDING, "revoke"): "decide_objection",
    (K.FINDING, "annul"): "annul_finding",
    (K.FINDING, "excuse"): "excuse_finding",
    (K.PROBLEM, "feed_back"): "feed_back_problem",
    (K.NEGATIVE, "record_loss"): "record_negative_loss",
    (K.NEGATIVE, "correct_loss"): "correct_negative_loss",
    (K.NEGATIVE, "apportion"): "apportion_loss",
    (K.NEGATIVE, "remove_item"): "remove_negative_item",
    (K.RECTIFICATION, "reply"): "report_negative_rectification",
    (K.RECTIFICATION, "send_back"): "return_negative_rectification",
    (K.RECTIFICATION, "close_out"): "close_negative_rectification",
    (K.VETO, "bring_into_force"): "bring_veto_into_force",
    (K.VETO, "find_unfounded"): "find_veto_unfounded",
    (K.RESULT, "pass_on"): "pass_on_result",
    (K.RESULT, "return_for_revision"): "return_result",
    (K.RESULT, "approve"): "decide_result",
    (K.RESULT, "decline"): "decide_correction",
    (K.RESULT, "record_decision"): "record_result_decision",
    (K.RESULT, "propose_correction"): "correct_result",
    (K.RESULT, "announce"): "announce_result",
    (K.RESULT, "archive"): "archive_result",
    (K.REEXAMINATION, "withdraw"): "withdraw_reexamination",
    (K.REEXAMINATION, "uphold"): "uphold_result",
    (K.BALLOT, "void"): "void_ballot",
    (K.JUDGEMENT, "withdraw"): "withdraw_judgement",
}
FIXED: Mapping[tuple[SubjectKind, str], Mapping[str, str]] = {
    (K.FINDING, "uphold"): {"decision": "upheld"},
    (K.FINDING, "change"): {"decision": "changed"},
    (K.FINDING, "revoke"): {"decision": "revoked"},
    (K.RESULT, "approve"): {"agreed": "true"},
    (K.RESULT, "decline"): {"agreed": "false"},
}
CORRECTION = "decide_correction"
BEGUN_ELSEWHERE = frozenset(
    {"list_item", "propose_veto", "order_rectification", "answer_dispute", "reply_opinion", "decide_tie",
     "decide_order", "enter_bundle", "settle_difference", "reject_bundle", "propose_judgement"}
)  # fmt: skip
"""What begins a thing that has no page yet, what is said beside a letter, an answer, a tie, a bundle."""
SPOKEN = ("words", "reason")
BESIDE = frozenset({"evidence", "version", "unit"})
"""Fields that a button may leave unsaid."""

CLOCK_ONLY = frozenset({"deem_confirmed", "carry_out"})


@dataclass(frozen=True, slots=True)
class Button:
    """One verb. `asks`: the field for a sentence; `href`: the form of the act, where it asks for more than that."""

    label: str
    act: str
    values: Mapping[str, object]
    reasons: tuple[str, ...] = ()
    asks: str = ""
    asks_label: str = ""
    required: bool = False
    href: str = ""
    permitted: bool = True
    takes_proof: bool = False
    is_ours: bool = True  # people of this kind do it, if not now

    @property
    def ok(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Buttons:
    """What can be done, and what cannot, with every reason; what is others' to do is told besides, with whose it is."""

    ready: tuple[Button, ...] = ()
    barred: tuple[Button, ...] = field(default_factory=tuple)
    others: tuple[Button, ...] = field(default_factory=tuple)

    @property
    def unavailable(self) -> list[tuple[tuple[str, ...], list[str]]]:
        """Why the rest is not offered: every reason once, with what it speaks of.

        What nobody of this person's kind ever does with such a thing is left out.
        """
        found: dict[tuple[str, ...], list[str]] = {}
        for each in (*self.barred, *(one for one in self.others if one.is_ours)):
            found.setdefault(each.reasons, []).append(each.label)
        return list(found.items())


def buttons(kind: SubjectKind, number: int, offers: Iterable[Offer], *, back: str) -> Buttons:
    offered = tuple(offers)
    corrects = kind is K.RESULT and any(offer.verb == "decline" for offer in offered)
    found = [
        each for offer in offered if (each := button(kind, number, offer, back=back, corrects=corrects)) is not None
    ]
    return Buttons(
        ready=tuple(each for each in found if each.ok),
        barred=tuple(each for each in found if not each.ok and each.permitted),
        others=tuple(replace(each, reasons=each.reasons[:1]) for each in found if not each.permitted),
    )


def button(kind: SubjectKind, number: int, offer: Offer, *, back: str, corrects: bool = False) -> Button | None:
    """None for what only the clock does, or another page. `corrects`: what is agreed to is a correction (更正)."""
    if offer.verb in CLOCK_ONLY | BEGUN_ELSEWHERE:
        return None
    act = CORRECTION if corrects and offer.verb == "approve" else ACTS.get((kind, offer.verb), offer.verb)
    entry = registry()[act]
    values: dict[str, object] = {
        MANY.get(act, ID_FIELD[kind]): number,
        **FIXED.get((kind, offer.verb), {}),
    }
    more = [name for name in entry.data.model_fields if not _is_told(name, values)]
    plain = all(name in SPOKEN or name in BESIDE for name in more if name not in _optional(entry))
    asks = next((name for name in more if name in SPOKEN), "") if plain else ""
    return Button(
        label=offer.label,
        act=act,
        values=values,
        reasons=offer.reasons,
        asks=asks,
        asks_label=_label(entry.data.model_fields[asks]) if asks else "",
        required=bool(asks) and entry.data.model_fields[asks].is_required(),
        href="" if plain and not _asks_more(more) else _form(act, values, back),
        permitted=offer.permitted,
        takes_proof="evidence" in entry.data.model_fields,
        is_ours=offer.is_ours,
    )


def form_button(act: str, values: Mapping[str, object], *, back: str) -> Button:
    """An act beside the verbs of the machine, by its form."""
    return Button(label=registry()[act].label, act=act, values=values, href=_form(act, values, back))


def word_button(act: str, values: Mapping[str, object], *, asks: str) -> Button:
    """An act beside the verbs of the machine that asks for a sentence, and takes a document along where it can."""
    entry = registry()[act]
    field = entry.data.model_fields[asks]
    return Button(
        label=entry.label,
        act=act,
        values=values,
        asks=asks,
        asks_label=_label(field),
        required=field.is_required(),
        takes_proof="evidence" in entry.data.model_fields,
    )


def _is_told(name: str, values: Mapping[str, object]) -> bool:
    return name in values or f"{name}[]" in values


def _optional(entry: Registered) -> frozenset[str]:
    return frozenset(name for name, info in entry.data.model_fields.items() if not info.is_required())


def _asks_more(more: Iterable[str]) -> bool:
    """Fields that may be left out and yet matter: a date, a document, shares."""
    return any(name not in SPOKEN and name not in BESIDE for name in more)


def _label(info: FieldInfo) -> str:
    return info.description or ""


def _form(act: str, values: Mapping[str, object], back: str) -> str:
    told = {**values, "_back": back, "_then": back}
    return f"/act/{act}?{urlencode(told)}"
