"""How a password is kept: argon2id, two passes over 32 MiB in one lane.

That is about 0.05 s of one core of a small server, above the floor that OWASP names (19 MiB, two passes), and a
hundred people who come in at half past eight are through in seconds. At most four are looked at side by side, so that
a crowd at the door takes 128 MiB and no more.
"""

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

LONGEST = 200
"""More is not looked at: hashing a novel would keep others waiting."""

AT_ONCE = BoundedSemaphore(4)
HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=32 * 1024, parallelism=1),))
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
GROUPS, OF = 3, 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it was the password; `fresh`: its hash by today's parameters, where the stored one is of older ones."""

    ok: bool
    fresh: str | None = None


def as_typed(password: str) -> str:
    """Full-width letters of an input method count as the plain ones; halves of letters are nobody's."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()


def hash_of(password: str) -> str:
    with AT_ONCE:
        return HASHER.hash(as_typed(password))


def check(password: str, stored: str | None) -> Verdict:
    """Takes as long for somebody who does not exist (no stored hash) as for somebody who does."""
    if len(password) > LONGEST:
        return Verdict(ok=False)
    with AT_ONCE:
        try:
            ok, fresh = HASHER.verify_and_update(as_typed(password), stored or _nobody(HASHER))
        except UnknownHashError:
            return Verdict(ok=False)
    return Verdict(ok=ok and stored is not None, fresh=fresh)


@cache
def _nobody(hasher: PasswordHash) -> str:
    return hasher.hash(secrets.token_urlsafe())


def one_time_password() -> str:
    """Easily read out and typed off a slip: kzpm-4t7w-hq2d."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(OF)) for _ in range(GROUPS))
