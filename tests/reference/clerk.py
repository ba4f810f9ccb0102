"""A careful clerk without any index: at every tick he takes each thing in his hand and asks what the rules want."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from config.ladders import Ladder, Rung, RungAct, Span
from config.scheme import Scheme
from config.shortfalls import Criterion
from tests.reference.days import Days
from tests.reference.words import DRAFTS, Due, Event, Key, Line, Owed, owed_by, posts_of


@dataclass
class Climb:
    """Where something stands on its ladder, counted from `start`; what is owed has a post and a due moment too."""

    key: Key
    unit: str
    ladder: Ladder
    start: datetime
    post: str = ""
    due: Due | None = None
    looked: datetime | None = None  # what had to be reminded before this moment is told, or missed for good
    times: list[datetime] = field(default_factory=list)  # when the last rung was taken, and repeated
    taken: int = -1
    entry: int = -1
    asked: Event | None = None
    excused: bool = False
    frozen: bool = False
    over: bool = False

    def next(self, days: Days, now: datetime) -> Rung | None:
        """Of what was missed only the lowest rung not yet taken; the next keeps its distance from that moment."""
        rungs, up = self.ladder.rungs, max(self.taken + 1, self.entry)
        if up < len(rungs):
            apart = rungs[up].after.n - (rungs[self.taken].after.n if self.times else 0)
            ready = days.after(self.times[0] if self.times else self.start, Span(n=apart, unit=rungs[up].after.unit))
            if now >= ready or up == self.entry:
                self.taken, self.times = up, [now]
                return rungs[up]
        repeat = rungs[self.taken].repeat if self.times else None
        if repeat and len(self.times) <= repeat.at_most and now >= days.after(self.times[-1], repeat.every):
            self.times.append(now)
            return rungs[self.taken]
        return None


@dataclass
class Pace:
    """One target: its figures by month, verified or not, and what they came to."""

    scheme: Scheme
    unit: str
    target: Any
    figures: dict[int, tuple[Decimal, bool]] = field(default_factory=dict)
    climb: Climb | None = None
    times: int = 0
    paused: date = date.min

    def expected(self, month: int) -> Fraction:
        pace, whole = self.target.pace, Fraction(self.target.value) / 100
        if pace is not None and pace.months:
            return whole * max([Fraction(each.share) for each in pace.months if each.month <= month], default=0)
        if pace is not None and pace.seasons:
            long = 12 // len(pace.seasons)  # a season grows evenly, month by month
            return whole * sum(Fraction(pace.seasons[place // long]) / long for place in range(month))
        first, last = (pace and pace.from_month) or 1, (pace and pace.to_month) or 12
        return whole * min(max(Fraction(month - first + 1, last - first + 1) * 100, Fraction(0)), Fraction(100))

    def behind(self, month: int) -> Fraction:
        return self.expected(month) - Fraction(self.figures[month][0])

    def rate(self, month: int, measured: str) -> Fraction:
        base = self.expected(month) if measured == "of_due" else Fraction(self.target.value)
        return self.behind(month) / base * 100 if base else Fraction(0)

    def dark(self, month: int, shade: str | None) -> bool:
        lights = self.scheme.policy.lights
        bound = 0 if shade == "yellow" else lights.yellow_within
        return self.behind(month) > 0 and self.rate(month, lights.measured) > bound

    def meets(self, one: Criterion) -> bool:
        """All that it says, of the latest month; months that nobody reported neither count nor interrupt."""
        dark = [self.dark(month, one.light) for month in sorted(self.figures)]
        last, running = max(self.figures), one.months_running or 1
        counts = one.light or one.months_running or one.months_in_all
        return not (
            (counts and (running > len(dark) or not all(dark[-running:])))
            or ((one.months_in_all or 0) > sum(dark) or (one.times_opened or 0) > self.times)
            or (one.amount_over is not None and self.behind(last) <= one.amount_over)
            or (one.rate_over is not None and self.rate(last, one.measured) <= one.rate_over)
        )


class Clerk:
    def __init__(self, scheme: Scheme, published: datetime) -> None:
        self.scheme, self.days, self.published = scheme, Days(scheme), published
        self.matters = {each.key: each for owed in owed_by(scheme) for each in self._begun(owed)}
        self.paces = {each.code: Pace(scheme, each.leads[0], each.targets[0]) for each in scheme.indicators}
        self.leaves: dict[str, list[tuple[date, date, str | None]]] = {}
        self.lines: list[Line] = []

    def _begun(self, owed: Owed) -> Iterator[Climb]:
        due, policy = self.days.due(owed.rule, owed.ends), self.scheme.policy
        if due.late < self.published:  # a year that starts late: 补报 with a new date, or nothing at all
            if owed.key[0] == "self_check" or (policy.late_start == "exempt" and owed.key[0] != "breakdown"):
                return  # a routine of the past is not asked for again; a breakdown is needed however late
            due = self.days.until(self.days.count(self.published.date(), policy.late_start_days))
        opens = self.days.morning(owed.ends.replace(day=1)) if owed.key[0] == "report" else self.published
        yield Climb(owed.key, owed.unit, owed.ladder, due.late, owed.post, due, max(self.published, opens))

    def play(self, events: Iterable[Event], ticks: Iterable[datetime]) -> list[Line]:
        for each in sorted([*events, *(Event(tick, "~tick") for tick in {*ticks})], key=lambda one: (one.at, one.what)):
            self.tick(each.at) if each.what == "~tick" else self.happens(each)
        return self.lines

    def tick(self, now: datetime) -> None:
        if not self.days.disturbs(now.date()):
            return
        for matter in self.matters.values():
            if not matter.over and self.person(matter.post, now):
                self.look(matter, now)
        for pace in self.paces.values():
            if pace.climb and not pace.climb.over and not pace.climb.frozen and now.date() >= pace.paused:
                self.say(pace.climb, pace.climb.next(self.days, now), now)

    def look(self, matter: Climb, now: datetime) -> None:
        due, seen, asked = matter.due, matter.looked, matter.asked
        patience = self.scheme.policy.extensions.lapse_days
        if asked and now.date() > min(self.days.count(asked.at.date(), patience), asked.told):
            matter.asked = None  # nobody answered: it lapses the morning after, the ladder goes on at the next look
            return
        if due and seen and now <= due.at:
            if any(seen < self.days.before(due, each) <= now for each in matter.ladder.reminders):
                self.tell(now, "reminder", matter.key, matter.post)
            matter.looked = max(seen, now)
        elif due and now > due.late and asked is None and not due.provisional:
            days = map(date.fromordinal, range(due.late.toordinal() + 1, now.toordinal() + 1))
            self.say(matter, matter.next(self.days, now), now, sum(map(self.days.works, days)))

    def say(self, climb: Climb, rung: Rung | None, now: datetime, late: int = 0) -> None:
        if rung is None or (rung.act is RungAct.PROPOSE_DEDUCTION and climb.excused):
            return
        if rung.act in DRAFTS:
            self.lines.append(Line(now, rung.act, climb.key, rung.code, climb.unit))
        for seat in rung.audience if rung.act not in DRAFTS else ():
            for post in posts_of(self.scheme, seat.role, climb.unit, of=seat.of):
                liaison = next(each.liaison for each in self.scheme.posts if each.code == post)  # O10
                for reader in (post, liaison) if rung.act is RungAct.PRESENT_TO_LEADER and liaison else (post,):
                    self.tell(now, rung.act, climb.key, reader, rung.code, late)

    def tell(self, now: datetime, act: str, key: Key, post: str, rung: str = "", late: int = 0) -> None:
        """Nobody is told the same thing twice at once."""
        line = Line(now, act, key, rung, self.person(post, now) or post, late or None)
        self.lines += [line] if line not in self.lines else []

    def person(self, post: str, now: datetime) -> str | None:
        away = [other for first, last, other in self.leaves.get(post, ()) if first <= now.date() <= last]
        return away[-1] if away else post

    def happens(self, event: Event) -> None:
        matter = self.matters.get(event.about)
        if event.what == "leave":
            self.leaves.setdefault(event.about[0], []).append(event.told)
        elif event.what == "pause":
            self.paces[event.about[1]].paused = event.told
        elif event.what == "figure":
            self.figure(event, self.paces[event.about[1]])
        elif matter and event.what in ("ask", "refuse", "withdraw"):
            matter.asked = event if event.what == "ask" else None
        elif matter and event.what == "grant":  # a day that somebody names is whole; reminders and rungs begin anew
            matter.due = self.days.until(event.told)
            matter.start, matter.looked, matter.asked, matter.taken, matter.times = (
                matter.due.late,
                event.at,
                None,
                -1,
                [],
            )
        elif matter:
            matter.over, matter.excused = event.what == "done", event.what == "excuse"

    def figure(self, event: Event, pace: Pace) -> None:
        """A figure opens, holds, closes or sends a shortfall higher up."""
        pace.figures[int(event.about[2])] = event.told
        ladder = next((each for each in self.scheme.ladders.values() if each.for_shortfalls), None)
        if ladder and (pace.climb is None or pace.climb.over) and any(map(pace.meets, ladder.opening)):
            pace.times, pace.paused = pace.times + 1, date.min
            pace.climb = Climb(("shortfall", event.about[1], f"{pace.times}"), pace.unit, ladder, event.at)
        if ladder is None or pace.climb is None or pace.climb.over:
            return
        dark = max([month for month in pace.figures if pace.behind(month) > 0], default=0)
        caught_up = dark < max(pace.figures)
        pace.climb.over = any(month > dark and verified for month, (_, verified) in pace.figures.items())
        if caught_up and not pace.climb.over and int(event.about[2]) == max(pace.figures):  # its verification is urgent
            (desk,) = posts_of(self.scheme, "assessment_office", pace.unit, of="office")
            self.tell(event.at, "verify_urgently", pace.climb.key, desk)
        pace.climb.frozen = caught_up
        met = [place for place, rung in enumerate(ladder.rungs) if any(map(pace.meets, rung.enters_when))]
        pace.climb.entry = pace.climb.entry if caught_up else max(met, default=-1)
