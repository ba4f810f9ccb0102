"""Whom and what a behaviour file names: posts, units, roles and indicators of one scheme."""

from collections.abc import Iterator
from difflib import get_close_matches

from actions.behaving.written import BehaviourFile
from config.pointers import pointer_of
from config.problems import Finding
from config.readings import assignments_of
from config.roles import UNHELD, Role
from config.scheme import Scheme

Names = dict[str, frozenset[str]]


def called(who: str, scheme: Scheme) -> frozenset[str]:
    """The posts that a word means: of a post itself, of a unit all, of a role all."""
    for names in (_posts(scheme), _units(scheme), _roles(scheme)):
        if who in names:
            return names[who]
    return frozenset()


def posts_of(who: tuple[str, ...], scheme: Scheme) -> frozenset[str]:
    """Of all these words; of nobody named, everybody."""
    if not who:
        return frozenset(post.code for post in scheme.posts)
    return frozenset(code for word in who for code in called(word, scheme))


def units_of(who: tuple[str, ...], scheme: Scheme) -> frozenset[str]:
    """The units in which these posts sit."""
    posts = posts_of(who, scheme)
    return frozenset(post.unit for post in scheme.posts if post.code in posts)


def strangers(written: BehaviourFile, scheme: Scheme) -> Iterator[Finding]:
    """Names that the scheme does not know."""
    for place, rule in enumerate(written.rules):
        yield from _unknown(("rules", place), rule.who, rule.indicator, scheme)
        yield from _no_post(("rules", place, "recorded_by"), rule.recorded_by, scheme)
    for place, leave in enumerate(written.leave):
        yield from _unknown(("leave", place), leave.who, None, scheme)
        yield from _no_post(("leave", place, "substitute"), leave.substitute, scheme)
    for place, handling in enumerate(written.letters):
        yield from _unknown(("letters", place), handling.who, None, scheme)
    for key, pleas in (("extensions", written.extensions), ("excuses", written.excuses)):
        for place, plea in enumerate(pleas):
            yield from _unknown((key, place), plea.who, plea.indicator, scheme)


def _unknown(
    at: tuple[str | int, ...], who: tuple[str, ...], indicator: str | None, scheme: Scheme
) -> Iterator[Finding]:
    for number, word in enumerate(who):
        if not called(word, scheme):
            names = [name for names in (_units(scheme), _posts(scheme), _roles(scheme)) for name in names]
            pointer = pointer_of((*at, "who", number))
            yield Finding(pointer, f"方案里没有叫“{word}”的单位、岗位或角色", _nearest(word, names))
    codes = [each.code for each in assignments_of(scheme)]
    if indicator is not None and indicator not in codes:
        yield Finding(pointer_of((*at, "indicator")), f"方案里没有指标任务“{indicator}”", _nearest(indicator, codes))


def _no_post(at: tuple[str | int, ...], name: str | None, scheme: Scheme) -> Iterator[Finding]:
    if name is not None and name not in (posts := _posts(scheme)):
        yield Finding(pointer_of(at), f"方案里没有叫“{name}”的岗位", _nearest(name, posts))


def _nearest(word: str, names: list[str] | Names) -> str:
    found = get_close_matches(word, names, n=1, cutoff=0.5)
    return f"是不是“{found[0]}”？" if found else "写方案里的编码或名称"


def _posts(scheme: Scheme) -> Names:
    return {word: frozenset({post.code}) for post in scheme.posts for word in (post.title, post.code)}


def _units(scheme: Scheme) -> Names:
    found: Names = {}
    for unit in scheme.units:
        posts = frozenset(post.code for post in scheme.posts if post.unit == unit.code)
        found |= {word: posts for word in (unit.code, unit.name, unit.short, *unit.aliases) if word}
    return found


def _roles(scheme: Scheme) -> Names:
    found: Names = {}
    words = {term.value: word for term, word in scheme.terms.items()}
    for role in Role:
        posts = frozenset(post.code for post in scheme.posts if post.role is role)
        if posts and role not in UNHELD:
            found |= dict.fromkeys((role.value, role.label, words.get(role.value, role.label)), posts)
    return found
