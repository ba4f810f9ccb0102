"""What holds after every step, told by what stood before it and what stands now."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from tests.acceptance.histories.truths import Seen, went_backwards


def new(before: Seen, after: Seen, table: str) -> list[Any]:
    return [row for number, row in after[table].items() if number not in before[table]]


def nothing_is_told_of_what_was_settled(before: Seen, after: Seen) -> Iterator[str]:
    settled = {number for number, row in before["obligation"].items() if row.settled_at is not None}
    for row in new(before, after, "outbox_message"):
        if row.wanted_while_id in settled:
            yield f"{row.dedup_key} was told, and its matter was settled before"
    for line in new(before, after, "journal"):
        if line.act.startswith("ladder.") and line.after.get("obligation_id") in settled:
            yield f"{line.act} of obligation {line.after['obligation_id']}, which was settled before"


def nothing_comes_of_what_was_closed(before: Seen, after: Seen) -> Iterator[str]:
    closed = {number for number, row in before["shortfall"].items() if row.closed_at is not None}
    for row in new(before, after, "shortfall_rung"):
        if row.shortfall_id in closed:
            yield f"rung {row.rung} of shortfall {row.shortfall_id}, which was closed before"


def no_rung_is_taken_twice(_before: Seen, after: Seen) -> Iterator[str]:
    """Of an obligation once a run: a new date begins another."""
    runs: Counter[Any] = Counter()
    taken: Counter[Any] = Counter()
    for line in sorted(after["journal"].values(), key=lambda one: one.id):
        if line.act in ("grant_extension", "demand_report"):
            runs["all"] += 1
        elif line.act.startswith("ladder."):
            about = line.after.get("obligation_id"), line.after.get("shortfall_id")
            run = runs["all"] if about[0] is not None else 0
            taken[(*about, line.after["rung"], line.after["again"], run)] += 1
    yield from (f"rung taken {times} times: {key}" for key, times in taken.items() if times > 1)


def no_message_is_decided_twice(_before: Seen, after: Seen) -> Iterator[str]:
    keys = Counter(row.dedup_key for row in after["outbox_message"].values())
    yield from (f"{key} stands {times} times in the outbox" for key, times in keys.items() if times > 1)


def one_letter_a_rung(_before: Seen, after: Seen) -> Iterator[str]:
    drafted = Counter((row.shortfall_id, row.rung) for row in after["letter"].values() if row.shortfall_id is not None)
    yield from (f"{times} letters for {about}" for about, times in drafted.items() if times > 1)
    behind = Counter((row.assignment_id, row.target_id) for row in after["shortfall"].values() if row.closed_at is None)
    yield from (f"{times} open shortfalls of {about}" for about, times in behind.items() if times > 1)


def numbers_have_no_gaps(_before: Seen, after: Seen) -> Iterator[str]:
    """Taken at the signature, one after the other; what was voided keeps its own."""
    taken: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in after["letter"].values():
        if row.series_number is not None:
            taken[row.kind, row.series_year].append(row.series_number)
        if bool(row.number) != (row.issued_at is not None):
            yield f"letter {row.id} in {row.state} has the number “{row.number}”"
    for series, numbers in taken.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"numbers of {series}: {sorted(numbers)}"


def numbers_stay(before: Seen, after: Seen) -> Iterator[str]:
    signed = {line.subject_id for line in new(before, after, "journal") if line.act == "number_letter"}
    for number, row in after["letter"].items():
        old = before["letter"].get(number)
        had = old.number if old is not None else ""
        if row.number != had and (had or number not in signed):
            yield f"letter {number} was “{had}” and is “{row.number}”"


def what_is_owed_is_open_or_settled(_before: Seen, after: Seen) -> Iterator[str]:
    for row in after["obligation"].values():
        if (row.settled_at is None) != (row.outcome is None):
            yield f"obligation {row.id} is settled at {row.settled_at} as {row.outcome}"
        if row.settled_at is not None and row.next_look_at is not None:
            yield f"obligation {row.id} is settled, and the clock still looks"


PROMISES: tuple[Callable[[Seen, Seen], Iterator[str]], ...] = (
    nothing_is_told_of_what_was_settled,
    nothing_comes_of_what_was_closed,
    no_rung_is_taken_twice,
    no_message_is_decided_twice,
    one_letter_a_rung,
    numbers_have_no_gaps,
    numbers_stay,
    what_is_owed_is_open_or_settled,
    went_backwards,
)


def broken(before: Seen, after: Seen) -> list[str]:
    return [said for promise in PROMISES for said in promise(before, after)]
