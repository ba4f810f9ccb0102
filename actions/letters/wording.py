"""The text of a letter: composed from what is known when it is drafted, and whole when it is signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.climbing import posts_of
from actions.context import Act
from actions.letters.reading import RECEIVED, deadline_of, reply_rule
from actions.published import Published
from actions.subjects import Subject
from config.events import EVENT_NAMES
from config.letters import LetterKind
from documents.messages import compose
from workdays.phrases import say_rule
from workdays.wording import say_date, say_day, say_moment

VERIFIED, REPORTED = "经核", "据单位上报"
THIS = "收到本单"
NUMBERED_LATER = "（发文字号待录入）"


@dataclass(frozen=True, slots=True)
class Wording:
    """A title and a body, and the basis that the letter cites."""

    title: str
    body: str
    basis: str


def compose_letter(published: Published, kind: LetterKind, facts: Mapping[str, Any], *, unit: str) -> Wording:
    """The draft. `facts` are those that `drafting.draft` asks for."""
    words = {
        "unit": unit,
        "standing": VERIFIED if facts.get("verified") else REPORTED,
        "before": "",
        **facts,
    }
    text = compose(f"letter_{kind.value}", overrides=published.texts, **words)
    return Wording(text.subject, text.body, str(facts.get("basis", "")))


def whole_text(act: Act, subject: Subject[Any], version: Any, *, number: str, signed_at: datetime) -> str:
    """As it is signed: number, wording, by when to answer, who issues it and when."""
    text = compose(
        "letter_issued",
        overrides=subject.published.texts,
        what=kind_of_letter(subject),
        number=number or NUMBERED_LATER,
        title=version.title,
        body=version.body,
        reply=asked_for(act, subject.row),
        issuer=issuer_of(act, subject),
        date=say_date(signed_at),
        copies=_copies(act, subject),
    )
    return f"{text.subject}\n{text.body}"


def _copies(act: Act, subject: Subject[Any]) -> str:
    titles = copied_to(act, subject)
    return f"抄送：{titles}" if titles else ""


def copied_to(act: Act, subject: Subject[Any]) -> str:
    """分管副县长. In official order; nothing where nobody gets a copy."""
    seats = subject.published.scheme.letters.copies(LetterKind(subject.row.kind))
    posts = posts_of(act, seats, unit=act.directory.units[subject.row.unit_id].code)
    return "、".join(act.directory.posts[post].title for post in posts)


def notice_text(act: Act, subject: Subject[Any], *, meeting_at: datetime, place: str) -> str:
    """约谈通知书: when and where, and why."""
    text = compose(
        "letter_notice",
        overrides=subject.published.texts,
        number=subject.row.number,
        unit=act.directory.units[subject.row.unit_id].name,
        when=say_moment(meeting_at, year=False),
        place=place,
        subject=subject.row.facts.get("subject", subject.title),
        reason=subject.row.facts.get("fact", ""),
        issuer=issuer_of(act, subject),
        date=say_date(act.effective_at),
    )
    return f"{text.subject}\n{text.body}"


def kind_of_letter(subject: Subject[Any]) -> str:
    return LetterKind(subject.row.kind).label


def issuer_of(act: Act, subject: Subject[Any]) -> str:
    return act.directory.units[subject.row.issuer_unit_id].name


def asked_for(act: Act, row: Any) -> str:
    """请于9月30日前将整改情况书面反馈县考核办。 Nothing where no answer is asked for.

    Before who signs has chosen the day, the draft holds its place open.
    """
    rule, deadline = reply_rule(row), deadline_of(act, row)
    if rule is None or deadline is None:
        return ""
    if deadline.due_on is not None:
        when = f"{say_day(deadline.due_on, year=False)}{deadline.cutoff or ''}前"
    elif rule.kind == "at_issue":
        when = "（期限签发时定）前"
    else:
        when = say_rule(rule, events={**EVENT_NAMES, RECEIVED: THIS}).replace(f"“{THIS}”", THIS)
    return f"请于{when}将整改情况书面反馈{act.directory.units[row.issuer_unit_id].name}。"
