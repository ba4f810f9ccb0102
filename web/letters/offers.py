"""What can be done with a letter now, as forms: which act a verb is, what it asks, and why it cannot be done yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.acts import Registered
from actions.registry import registry
from actions.reviewing.moving import Held
from config.letters import LetterKind
from states.engine import Offer
from states.permissions import may
from states.subjects import SubjectKind
from web.kernel.field import Field
from web.kernel.forms import form_of
from web.kernel.known import plain

ACTS: Mapping[str, str] = {
    "submit_letter": "submit_letter",
    "resubmit": "resubmit_letter",
    "approve": "approve",
    "return_for_revision": "return_for_revision",
    "decline_to_issue": "decline_to_issue",
    "recall": "recall",
    "seal": "seal_letter",
    "deliver": "deliver_letter",
    "acknowledge": "acknowledge_letter",
    "begin_rectification": "begin_rectification",
    "reply": "reply_to_letter",
    "ask_recheck": "ask_recheck",
    "send_back": "send_back_reply",
    "lift": "lift_warning",
    "close_out": "close_out_order",
    "close_talk": "close_talk",
    "turn_into_order": "turn_into_order",
    "propose_talk": "propose_talk",
    "hold_talk": "hold_talk",
    "commit": "commit_to_rectify",
    "void": "void_letter",
    "give_opinion": "give_opinion",
    "consult": "consult",
    "countersign": "countersign",
    "reassign": "reassign",
    "copy": "copy",
    "urge": "urge",
}
"""By the verb of the machine; what the clock does, and what is done through another's hands, is no button."""

ASIDE = frozenset({"consult", "countersign", "reassign", "copy", "urge", "recall"})
"""Possible and seldom wanted: they stand behind the others."""

GRAVE = frozenset({"void", "decline_to_issue"})
TYPED_FOR_UNITS = ("acknowledge", "begin_rectification", "reply", "commit")
MEETING = frozenset({"meeting_at", "place"})
FILES = frozenset({"scan", "record", "evidence"})
"""Fields that name a document of the store: chosen from what the unit has, or brought along with the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`values` go along unseen. Without `reasons` it can be done; the guards that ask for what is typed here do not
    speak against it yet, so nobody is told to bring what the form itself asks for.
    """

    verb: str
    act: str
    label: str
    values: Mapping[str, Any]
    fields: Sequence[Field]
    reasons: tuple[str, ...] = ()

    @property
    def is_aside(self) -> bool:
        return self.verb in ASIDE

    @property
    def is_grave(self) -> bool:
        return self.verb in GRAVE


def buttons_of(holding: Held, offers: Sequence[Offer]) -> list[Button]:
    """Whatever the table of rights gives this person here; in the order of the machine."""
    return [
        _button(holding, each) for each in offers if each.permitted and each.verb in ACTS and _is_open(holding, each)
    ]


def _is_open(holding: Held, offer: Offer) -> bool:
    """A circular waits on for others when one's own unit has signed for it."""
    facts: Any = holding.facts
    return offer.verb != "acknowledge" or any(seat.unit in facts.pending for seat in facts.actor.seats)


def _button(holding: Held, offer: Offer) -> Button:
    signs = offer.verb == "approve" and bool(getattr(holding.facts, "signs", False))
    name = "sign_letter" if signs else ACTS[offer.verb]
    entry = registry()[name]
    label = entry.label if signs else offer.label
    values = _values(entry, holding)
    left_out = {*values, *_not_asked(holding)}
    reasons = _still_against(holding, offer)
    return Button(
        verb=offer.verb, act=name, label=label, values=values, fields=_fields(entry, left_out), reasons=reasons
    )


def _values(entry: Registered, holding: Held) -> dict[str, Any]:
    if "letter" in entry.data.model_fields:
        return {"letter": holding.subject.id}
    return {"kind": SubjectKind.LETTER.value, "id": holding.subject.id, "version": holding.subject.row.version}


def _not_asked(holding: Held) -> Collection[str]:
    """What this letter has no use for: a meeting, a register's number, a date that is fixed already."""
    facts: Any = holding.facts
    found = set() if holding.subject.row.kind == LetterKind.TALK.value else {*MEETING}
    if not facts.lacks_number:
        found.add("document_no")
    if not facts.reply_is_open:
        found.add("reply_by")
    return {*found, "unit", "to", "instead_of"}


def _fields(entry: Registered, left_out: Collection[str]) -> list[Field]:
    asked = [each for each in form_of(entry.data, {}) if each.name.removesuffix("[]") not in left_out]
    return [replace(each, label=plain(each.label)) for each in asked]


def _still_against(holding: Held, offer: Offer) -> tuple[str, ...]:
    """Every reason but those that only say what the form asks for."""
    rule = holding.subject.machine.table.get((offer.trigger, holding.subject.state))
    if rule is None:
        return offer.reasons
    typed = {guard(holding.facts) for guard in rule.guards if guard.__name__ in TYPED_IN}
    return tuple(reason for reason in offer.reasons if reason not in typed)


TYPED_IN = frozenset(
    {
        "has_reason", "reply_is_dated", "number_is_told", "seal_is_there", "delivery_is_told", "unit_is_waiting",
        "evidence_is_there", "proof_is_there", "record_is_there", "due_is_told", "somebody_is_asked",
        "one_seat_is_handed",
    }
)  # fmt: skip
"""Guards that ask for what the form of the act itself asks for."""


def typed_for(holding: Held, *, open_verbs: Collection[str]) -> list[Button]:
    """代录 (O17): what a unit wrote on paper or said by telephone may be typed for it."""
    facts = holding.facts
    if not may(facts.actor, "enter_for", facts.subject).ok:
        return []
    found = []
    for verb in TYPED_FOR_UNITS:
        if verb in open_verbs:
            entry = registry()[ACTS[verb]]
            values = _values(entry, holding)
            label = holding.subject.machine.label_of(verb)
            fields = _fields(entry, {*values, "unit"})
            found.append(Button(verb=verb, act=entry.name, label=label, values=values, fields=fields))
    return found


def recorded(holding: Held, *, signs: bool, open_verbs: Collection[str]) -> list[Button]:
    """线下签批补录 (O03): what was signed with a pen, with its sheet."""
    facts = holding.facts
    if not may(facts.actor, "record_paper_decision", facts.subject).ok:
        return []
    names = ["record_signed_letter"] if signs else []
    names += ["record_letter_decision"] if DECIDED & set(open_verbs) else []
    found = []
    for name in names:
        entry = registry()[name]
        values = {"letter": holding.subject.id}
        fields = _fields(entry, {*values, *_not_asked(holding)} - {"to"})
        found.append(Button(verb=name, act=name, label=entry.label, values=values, fields=fields))
    return found


DECIDED = frozenset(
    {"lift", "close_out", "close_talk", "send_back", "turn_into_order", "propose_talk", "decline_to_issue", "void"}
)


def may_edit(holding: Held) -> bool:
    return may(holding.facts.actor, "edit_letter", holding.facts.subject).ok
