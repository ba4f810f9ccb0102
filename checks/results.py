"""Can a result go its way: somebody in every step, and never only those whose own units are ranked (R1.8, W10)?"""

from collections.abc import Iterator, Sequence

from checks.doubt import Doubt, error, note, warning
from checks.seats import directory_of
from config.pointers import pointer_of
from config.ranked import ranked_units
from config.result_process import IN_UNITS, Silence
from config.scheme import Scheme
from config.seats import SeatOf, SeatRef
from states.seating import Directory
from states.subjects import SubjectFacts, SubjectKind

DECIDED = {"committee", "approval", "reexamination", "correction"}


def doubts_of_results(scheme: Scheme) -> Iterator[Doubt]:
    """Of a scheme that says nothing of how its result is handled, nothing is asked before there is a group to rank."""
    process, ranked = scheme.result_process, ranked_units(scheme)
    if not ranked:
        if "result_process" in scheme.model_fields_set:
            yield warning(
                "/result_process", "没有分组，没有可以排名的单位，结果无从办理", "在 scoring.groups 里写明分组"
            )
        return
    directory = directory_of(scheme)
    written = process.model_fields_set
    for key, label, seats in process.seats():
        pointer = pointer_of(("result_process", key)) if key in written else "/result_process"
        yield from _seated(scheme, directory, pointer, key, label, seats, is_written=key in written)
    yield from _bodies(scheme, directory)
    if process.notice is not None and process.reexamination is None:
        yield note("/result_process/notice", "有公示而不设复核：公示期间单位没有地方提出", "写上 reexamination")
    feedback = process.feedback
    if feedback is not None and feedback.silence is Silence.WAITS:
        yield note(
            "/result_process/feedback/silence", "得分核对一直等到各单位都答复：一家不答，结果就停在这一步", "写 agrees"
        )


def _seated(
    scheme: Scheme, directory: Directory, pointer: str, key: str, label: str, seats: Sequence[SeatRef],
    *, is_written: bool,
) -> Iterator[Doubt]:  # fmt: skip
    say = error if is_written else warning
    ranked = ranked_units(scheme)
    if all(seat.of is SeatOf.CO_UNITS for seat in seats):
        empty = [unit for unit in ranked if not _sitting(directory, seats, unit)]
        if empty:
            names = "、".join(scheme.unit(unit).shown for unit in empty)
            yield say(pointer, f"“{label}”由各单位办理，{names}没有这样的岗位", "给这些单位补岗位，或在 by 里改写席位")
        return
    posts = _sitting(directory, seats, *ranked)
    if not posts:
        yield say(pointer, f"“{label}”没有人办理：方案里没有这样的岗位", "补岗位，或在 by 里改写席位")
    elif key in DECIDED and all(scheme.post(post).unit in ranked for post in posts):
        yield say(
            pointer,
            f"“{label}”的席位都在参加排名的单位，要回避，没有人可以办理（R1.8）",
            "在 by 里加上不参加排名的席位",
        )


def _sitting(directory: Directory, seats: Sequence[SeatRef], *units: str) -> set[str]:
    about = SubjectFacts(kind=SubjectKind.RESULT, office=0, co_units=frozenset(units))
    return {post for group in directory.groups(seats, about) for post in group}


def _bodies(scheme: Scheme, directory: Directory) -> Iterator[Doubt]:
    """A body of ours that nobody answers for is asked by the office, as one outside is: that ought to be meant."""
    opinions = scheme.result_process.opinions
    for place, body in enumerate(opinions.bodies if opinions is not None else ()):
        if body.unit is not None and not _sitting(directory, IN_UNITS, body.unit):
            yield warning(
                f"/result_process/opinions/bodies/{place}/unit",
                f"“{body.name}”没有可以回复的岗位，回复由考核办登记",
                "给它补岗位，或删去 unit",
            )
