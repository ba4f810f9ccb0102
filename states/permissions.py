"""Who may do what to which: one table of frozen rows, read by every act, button and list."""

from dataclasses import dataclass, field
from typing import Literal

from config.roles import Role
from states.labels import Labelled


class Relation(Labelled):
    """How a seat stands to the subject of an act."""

    OFFICE = "office", "同一考核主体"
    HOST = "host", "考核主体本单位"
    LEAD = "lead", "牵头单位"
    CO_UNIT = "co_unit", "配合单位"
    IN_CHARGE = "in_charge", "分管该牵头单位"
    LEADER = "leader", "该指标责任领导"
    ASSESSOR = "assessor", "该指标考评单位"
    AWAITED = "awaited", "当前办理岗位"
    CONSULTED = "consulted", "被加签岗位"
    COPIED = "copied", "被抄送岗位"
    SUBMITTER = "submitter", "送审人"
    LAST_MOVER = "last_mover", "上一步办理人"
    SELF = "self", "本人"


class Mark(Labelled):
    """What the record must say about how an act was done."""

    ON_BEHALF = "on_behalf", "受托办理"
    DUAL_POST = "dual_post", "兼岗"
    ENTERED_FOR = "entered_for", "代录"
    ON_PAPER = "on_paper", "线下签批补录"


@dataclass(frozen=True, slots=True)
class Who:
    """A role in a relation to the subject; without a role, anyone in that relation."""

    role: Role | None
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post that a person holds now, or fills in for (substitute)."""

    post: str
    unit: str
    role: Role
    in_charge_of: frozenset[str] = field(default_factory=frozenset)
    grants: frozenset[Role] = field(default_factory=frozenset)  # 兼岗: roles the scheme lets this post exercise too
    via: Literal["own", "substitute"] = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in one office, with every seat that he may act from at this moment; or the clock."""

    person_id: int | None
    office: int
    seats: tuple[Seat, ...] = ()
    is_clock: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to `may`. When it is no, the reasons are complete; when it is yes, the seat is the one to record."""

    ok: bool
    reasons: tuple[str, ...] = ()
    seat: Seat | None = None
    marks: frozenset[Mark] = frozenset()
