"""Who may open a page. Every route has such a rule; a route without one cannot be made.

What a page shows within is scoped besides, by `Visit.sees`; what may be done is decided by the acts alone.
"""

from dataclasses import dataclass, field

from config.roles import Role
from states.subjects import SubjectKind


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody, signed in or not: the sign-in page, whether we are up."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Everybody who has signed in, also one who has no post today."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who sits at a desk with one of these roles, 兼岗 included."""

    roles: frozenset[Role]

    @property
    def label(self) -> str:
        return "、".join(role.label for role in Role if role in self.roles)


@dataclass(frozen=True, slots=True)
class About:
    """Who may read this very thing: `parameter` of the path holds its id. `also`: what is demanded besides."""

    kind: SubjectKind
    parameter: str
    also: Roles | None = field(default=None)


Access = Public | SignedIn | Roles | About


def roles(*wanted: Role) -> Roles:
    return Roles(frozenset(wanted))
