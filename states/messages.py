"""Whether and when a message leaves: still wanted, quiet hours, one digest a person and working morning.

Every function takes the policies of all running schemes of an office; where they differ, the quietest counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.manners import Manner
from config.policy import Messages
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.deadline import END_OF_DAY, local_day

# The morning's tick decides its reminders at the digest's hour or a little later; the digest waits for them.
GATHERING = timedelta(minutes=10)

FRIDAY = 5

SETTLED = "所涉事项已办结，不再发送"
PUT_OFF = "期限已经改变，按原期限写的不再发送"
TOLD_ALREADY = "今天已就此事单独告知，不再重复"
NOT_NEEDED = (SETTLED, PUT_OFF, TOLD_ALREADY)
"""Why a message did not go although its reader was there and had not read it."""

Policies = Collection[Messages]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A message that has just been decided. `due_at`: of what it speaks of; `is_first`: of its kind on this day."""

    manner: Manner
    decided_at: datetime
    due_at: datetime | None = None
    is_first: bool = True

    @property
    def waits(self) -> bool:
        return self.manner is Manner.DIGEST or (self.manner is Manner.FIRST and not self.is_first)


@dataclass(frozen=True, slots=True)
class Leaving:
    """When a message may leave; `together`: with the digest of that morning."""

    at: datetime
    together: bool = False


def unwanted(
    *, is_settled: bool, is_put_off: bool = False, is_told: bool = False, has_reader: bool = True
) -> str | None:
    """Asked again just before sending: why it need not go any more, or None. The reason goes into the ledger."""
    if is_settled:
        return SETTLED
    if is_put_off:
        return PUT_OFF
    if is_told:
        return "收件人已在系统内阅知，不再发送"
    return None if has_reader else "收件人已不在岗，不再发送"


def leaving(pending: Pending, *, policies: Policies, calendar: WorkCalendar) -> Leaving:
    """When it leaves, and whether alone.

    1. Urgent: now. 2. At a working hour, what goes at once, and what is due before the next morning: now, unless the
    digest is just being gathered. 3. Everything else, and what is decided at night or on a rest day: in the digest of
    the next working morning.
    """
    now = pending.decided_at
    if pending.manner is Manner.URGENT:
        return Leaving(now)
    morning = digest_after(now, policies=policies, calendar=calendar)
    cannot_wait = pending.due_at is not None and now < pending.due_at <= morning
    is_gathering = morning - now <= GATHERING and not cannot_wait
    if is_gathering or (pending.waits and not cannot_wait):
        return Leaving(morning, together=True)
    if is_working(now, policies=policies, calendar=calendar):
        return Leaving(now)
    return Leaving(morning, together=True)


def digest_after(moment: datetime, *, policies: Policies, calendar: WorkCalendar) -> datetime:
    """When the next digest leaves; what is decided in that very moment still goes with it."""
    day = local_day(moment)
    while (morning := _digest_on(day, policies)) < moment or not _sends(day, policies, calendar):
        day += timedelta(days=1)
    return morning


def waking_moment(moment: datetime, *, policy: Messages, calendar: WorkCalendar) -> datetime:
    """The moment itself at a working hour, else the next working morning: the clock works at night, people do not."""
    if is_working(moment, policies=(policy,), calendar=calendar):
        return moment
    # a morning is gathered for some minutes before its digest leaves
    return digest_after(moment + GATHERING, policies=(policy,), calendar=calendar) - GATHERING


def is_working(moment: datetime, *, policies: Policies, calendar: WorkCalendar) -> bool:
    """Whether people are disturbed at this moment at all."""
    return _sends(local_day(moment), policies, calendar) and not is_quiet(moment, policies=policies)


def is_quiet(moment: datetime, *, policies: Policies) -> bool:
    """Whether it is an hour at which nobody is disturbed; the first hour after the quiet ones is not quiet."""
    wall = moment.astimezone(SHANGHAI).time()
    return any(_within(wall, _hour(policy.quiet_from), _hour(policy.quiet_until)) for policy in policies)


def _within(wall: time, start: time, end: time) -> bool:
    return start <= wall < end if start <= end else wall >= start or wall < end


def _digest_on(day: date, policies: Policies) -> datetime:
    """At the latest of their hours, or when the quiet ones are over; behind the morning's tick."""
    hours = [max(_hour(policy.digest_at) for policy in policies), *(_hour(policy.quiet_until) for policy in policies)]
    mornings = [datetime.combine(day, hour, tzinfo=SHANGHAI) for hour in hours]
    waking = [morning for morning in mornings if not is_quiet(morning, policies=policies)]
    return (waking or mornings)[0] + GATHERING


def _sends(day: date, policies: Policies, calendar: WorkCalendar) -> bool:
    return all(policy.rest_days for policy in policies) or _is_workday(day, calendar)


def _is_workday(day: date, calendar: WorkCalendar) -> bool:
    """Beyond the days that anybody has told, weeks go as weeks do: a message must not fail for want of a calendar."""
    if calendar.first_day <= day <= calendar.last_day:
        return calendar.is_workday(day)
    return day.isoweekday() <= FRIDAY


def _hour(text: str) -> time:
    return time.max if text == END_OF_DAY else time.fromisoformat(text)
