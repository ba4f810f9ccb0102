"""Whether, when and in which bundle a message leaves: still wanted, quiet hours, one digest a working morning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.policy import Messages
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.deadline import END_OF_DAY, local_day

# The morning's tick decides its reminders at the digest's hour or a little later; the digest waits for them.
GATHERING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A message that has been decided and not yet sent. `order`: where its subject stands in official order."""

    key: str
    person: int
    urgent: bool
    decided_at: datetime
    order: int = 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """What leaves together for one person: one message as it is, or several as a digest."""

    person: int
    messages: tuple[Pending, ...]

    @property
    def is_digest(self) -> bool:
        return len(self.messages) > 1


def unwanted(*, is_settled: bool, is_told: bool = False, has_reader: bool = True) -> str | None:
    """Asked again just before sending: why it need not go any more, or None. The reason goes into the ledger."""
    if is_settled:
        return "所涉事项已办结，不再发送"
    if is_told:
        return "收件人已在系统内阅知，不再发送"
    return None if has_reader else "收件人已不在岗，不再发送"


def is_quiet(moment: datetime, *, policy: Messages) -> bool:
    """Whether it is an hour at which nobody is disturbed; the first hour after the quiet ones is not quiet."""
    wall, start, end = moment.astimezone(SHANGHAI).time(), _hour(policy.quiet_from), _hour(policy.quiet_until)
    return start <= wall < end if start <= end else wall >= start or wall < end


def leaves_at(
    pending: Pending, *, policy: Messages, calendar: WorkCalendar, gathering: timedelta = GATHERING
) -> datetime:
    """When it may leave: urgent at once, everything else with the digest of the next working morning."""
    if pending.urgent:
        return pending.decided_at
    day = local_day(pending.decided_at)
    while (moment := _digest_on(day, policy) + gathering) < pending.decided_at or not _sends(day, policy, calendar):
        day += timedelta(days=1)
    return _after_quiet(moment, policy)


def waking_moment(moment: datetime, *, policy: Messages, calendar: WorkCalendar) -> datetime:
    """The moment itself at a working hour, else the next working morning: the clock works at night, people do not."""
    day = local_day(moment)
    if _sends(day, policy, calendar) and not is_quiet(moment, policy=policy):
        return moment
    while (morning := _digest_on(day, policy)) < moment or not _sends(day, policy, calendar):
        day += timedelta(days=1)
    return _after_quiet(morning, policy)


def bundles(messages: Iterable[Pending]) -> tuple[Bundle, ...]:
    """Urgent ones alone and first, then one bundle a person; inside it in official order, then by time."""
    waiting = sorted(messages, key=lambda each: (each.order, each.decided_at, each.key))
    alone = [Bundle(each.person, (each,)) for each in waiting if each.urgent]
    people = dict.fromkeys(each.person for each in waiting if not each.urgent)
    together = [Bundle(who, tuple(one for one in waiting if one.person == who and not one.urgent)) for who in people]
    return (*alone, *together)


def _digest_on(day: date, policy: Messages) -> datetime:
    return datetime.combine(day, _hour(policy.digest_at), tzinfo=SHANGHAI)


def _sends(day: date, policy: Messages, calendar: WorkCalendar) -> bool:
    return policy.rest_days or calendar.is_workday(day)


def _after_quiet(moment: datetime, policy: Messages) -> datetime:
    """A digest whose hour is a quiet one waits for the end of the quiet hours."""
    if not is_quiet(moment, policy=policy):
        return moment
    day = local_day(moment)
    end = datetime.combine(day, _hour(policy.quiet_until), tzinfo=SHANGHAI)
    return end if end >= moment else end + timedelta(days=1)


def _hour(text: str) -> time:
    return time.max if text == END_OF_DAY else time.fromisoformat(text)
