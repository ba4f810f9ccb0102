import time

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from actions.entrance.passwords import LETTERS, Verdict, check, hash_of, one_time_password
from actions.entrance.strength import weaknesses


def test_a_password_is_known_again_also_in_full_width_letters() -> None:
    stored = hash_of("kzpm-4t7w-hq2d")
    assert check("kzpm-4t7w-hq2d", stored) == Verdict(ok=True)
    assert check("ｋｚｐｍ－４ｔ７ｗ－ｈｑ２ｄ", stored) == Verdict(ok=True)
    assert check("kzpm-4t7w-hq2e", stored) == Verdict(ok=False)


def test_a_hash_of_older_parameters_is_made_anew() -> None:
    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8192, parallelism=1),)).hash("kzpm-4t7w-hq2d")
    verdict = check("kzpm-4t7w-hq2d", weak)
    assert verdict.ok
    assert verdict.fresh is not None
    assert check("kzpm-4t7w-hq2d", verdict.fresh) == Verdict(ok=True)


def test_nobody_takes_as_long_as_somebody() -> None:
    """The dummy is hashed by the same parameters, so what an unknown code costs is what a known one costs."""
    stored = hash_of("kzpm-4t7w-hq2d")
    check("warm", None)

    def seconds(hashed: str | None) -> float:
        begun = time.process_time()
        assert not check("another-one", hashed).ok
        return time.process_time() - begun

    known, unknown = min(seconds(stored) for _ in range(3)), min(seconds(None) for _ in range(3))
    assert known / 2 < unknown < known * 2


def test_a_hash_that_is_none_opens_nothing() -> None:
    assert check("", "") == Verdict(ok=False)
    assert check("plain", "plain") == Verdict(ok=False)
    assert check("x" * 100_000, hash_of("x")) == Verdict(ok=False)


def test_a_one_time_password_is_read_out_easily_and_is_strong() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(set(each) <= {*LETTERS, "-"} and len(each) == 14 for each in made)
    assert [found for each in made for found in weaknesses(each, code="admin-1")] == []
