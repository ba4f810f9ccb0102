"""抽取: which units an inspection goes to. Whoever has the list, the seed and the number draws the same again."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(frame: Iterable[str], *, seed: str, size: int) -> tuple[str, ...]:
    """The `size` codes whose SHA-256 of `seed:code` is smallest, in the order of the list."""
    codes = tuple(dict.fromkeys(frame))
    chosen = set(sorted(codes, key=lambda code: lot(code, seed=seed))[:size])
    return tuple(code for code in codes if code in chosen)


def lot(code: str, *, seed: str) -> str:
    """The lot of one unit: `printf '%s' 种子:编码 | sha256sum` says the same."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()
