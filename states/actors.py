"""Who acts: persons in seats they hold or fill in for, how a seat may stand to a thing, and the answer given."""

from dataclasses import dataclass, field
from typing import Literal

from config.labels import Labelled
from config.roles import Role


class Relation(Labelled):
    """How a seat, or the person in it, stands to the subject of an act."""

    OFFICE = "office", "本考核主体"
    HOST = "host", "考核主办单位"
    LEAD = "lead", "牵头单位"
    CO_UNIT = "co_unit", "配合单位"
    IN_CHARGE = "in_charge", "分管牵头单位"
    LEADER = "leader", "该指标责任领导"
    ASSESSOR = "assessor", "考评单位"
    SOURCE = "source", "数据提供单位"
    ISSUER = "issuer", "制发单位"
    ADDRESSEE = "addressee", "收文单位"
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
    BY_SYSTEM = "by_system", "外部系统办理"


@dataclass(frozen=True, slots=True)
class Who:
    """A role in a relation to the subject; without a role, anyone in that relation."""

    role: Role | None
    relation: Relation

    @property
    def label(self) -> str:
        if self.role is Role.CLOCK:
            return "系统定时"
        return self.relation.label if self.role is None else f"{self.relation.label}的{self.role.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post that a person holds now, or fills in for (substitute). `grants`: further roles that 兼岗 allows."""

    post: str
    unit: str
    role: Role
    in_charge_of: frozenset[str] = field(default_factory=frozenset)
    grants: frozenset[Role] = field(default_factory=frozenset)
    via: Literal["own", "substitute"] = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in one office, with every seat that he may act from at this moment; or the clock.

    `office` is the organising office's id, `host_unit` the unit in it that runs the assessment (考核办, 办公室).
    `is_apart`: the office has a security administrator, so each of the three keeps to his own (三员分立).
    """

    person_id: int | None
    office: int
    host_unit: str = ""
    seats: tuple[Seat, ...] = ()
    is_clock: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to `may`. When it is no, the reasons are complete; when it is yes, the seat is the one to record."""

    ok: bool
    reasons: tuple[str, ...] = ()
    seat: Seat | None = None
    marks: frozenset[Mark] = frozenset()
