"""What is too weak to be a password. Length counts more than signs of every sort; what everybody tries is refused."""

import unicodedata
from collections.abc import Iterator

SHORTEST = 10
LONGEST = 200
FEWEST_SIGNS = 5
COMMON = frozenset(
    {
        *("password", "passwd", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx"),
        *("admin", "administrator", "root", "welcome", "letmein", "iloveyou", "woaini", "woaini1314", "abc", "abcabc"),
        *("monkey", "dragon", "sunshine", "princess", "football", "master", "login", "hello", "test", "guest", "user"),
        *("mima", "mimamima", "wodemima", "zhongguo", "china", "kaohe", "kaoheban", "xitong", "guanliyuan", "aaaaaa"),
    }
)  # fmt: skip
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
DISGUISES = str.maketrans("@$!013457", "asioleast")
TAIL = "0123456789!@#$%^&*._-+?~ "
RUN = 6


def weaknesses(password: str, *, code: str, name: str = "") -> Iterator[str]:
    """Everything that speaks against it, in Chinese; nothing when it will do."""
    plain = unicodedata.normalize("NFKC", password)
    folded = plain.casefold()
    if len(plain) < SHORTEST:
        yield f"密码至少要有{SHORTEST}个字符，现在只有{len(plain)}个"
    if len(plain) > LONGEST:
        yield f"密码最多{LONGEST}个字符"
    if plain.isdigit():
        yield "密码不能只用数字"
    if plain and len(set(folded)) < FEWEST_SIGNS:
        yield f"密码里不同的字符太少，至少要有{FEWEST_SIGNS}个"
    if any(own and own.casefold() in folded for own in (code, name)):
        yield "密码里不能含有本人的编码或者姓名"
    if _is_common(folded):
        yield "这是人人会先试的密码（常用词、键盘次序），请换一个"


def _is_common(folded: str) -> bool:
    """A common word, also in disguise (p@ssw0rd) or with figures behind it; or little else than a row of keys."""
    words = {folded, folded.strip(TAIL), folded.translate(DISGUISES), folded.strip(TAIL).translate(DISGUISES)}
    if words & COMMON:
        return True
    return len(_without_rows(folded).strip(TAIL)) < FEWEST_SIGNS and _without_rows(folded) != folded


def _without_rows(folded: str) -> str:
    """The same without runs of neighbouring keys, forwards or backwards."""
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for start in range(len(row) - RUN + 1):
            for end in range(len(row), start + RUN - 1, -1):
                folded = folded.replace(row[start:end], "")
    return folded
