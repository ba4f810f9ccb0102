"""Acts of other systems: the same acts as everywhere else, by the same door, once for each key."""

from typing import Any

from actions.acts import Registered
from actions.entrance.repeating import answer_once, begin_once, forget_once
from actions.performing import perform
from actions.registry import registry
from config.errors import KaoheError
from states.tokens import NEVER, scope_of
from web.api.calling import Call
from web.api.problems import Problem, problem_of
from web.api.shapes import Done

KEY = r"^[A-Za-z0-9._:\-]{1,100}$"
DONE = 200


def do(call: Call, name: str, told: dict[str, Any], key: str | None) -> Done:
    """The act's own answer; with a key, the answer that was given the first time."""
    entry = _entry(call, name)
    if key is None:
        return _done(call, entry, told)
    database = call.surroundings.database
    before = begin_once(database, call.token, key, asked={"act": name, "data": told}, now=call.now)
    if before is not None:
        return _again(before)
    try:
        done = _done(call, entry, told)
    except KaoheError as error:
        if problem_of(error).status in (409, 429, 503):  # another time it may be done
            forget_once(database, call.token, key)
        else:
            answer_once(database, call.token, key, status=problem_of(error).status, answer=problem_of(error).told)
        raise
    answer_once(database, call.token, key, status=DONE, answer=done.model_dump(mode="json"))
    return done


def _entry(call: Call, name: str) -> Registered:
    entry = registry().get(name)
    if entry is None:
        raise Problem(404, "没有这个办理事项", f"没有名为“{name}”的办理事项")
    if name in NEVER:
        raise Problem(403, "外部系统不能办理", f"“{entry.label}”只能由人办理")
    call.demand(scope_of(name))
    return entry


def _done(call: Call, entry: Registered, told: dict[str, Any]) -> Done:
    done = perform(call.surroundings.database, entry.name, told, door=call.door)
    return Done(summary=done.summary, ids=dict(done.ids), details=dict(done.details))


def _again(before: Any) -> Done:
    if not before.is_same:
        raise Problem(409, "幂等编号已用过", "同一个 Idempotency-Key 先前用于另一个请求，请换一个")
    if before.status is None:
        raise Problem(
            409, "前一次请求没有留下答复", "可能还在办理，也可能中断了：请先查对办成没有，没有办成的换一个编号再送"
        )
    if before.status == DONE:
        return Done.model_validate(before.answer)
    raise Problem(before.status, before.answer["title"], *before.answer["reasons"])
