"""Rules that measure instead of naming a day (D14): hours of lateness, months of lying idle, times in a span.

In law 以上、以下、以内、届满 include the number, 不满、超过、以外 do not (民法典第一千二百五十九条). A text may say 含
or 不含, so every predicate takes `inclusive`.
"""

from datetime import date, datetime, timedelta

from workdays.deadline import instant
from workdays.spans import add_months


def over_hours(moment: datetime, *, since: datetime, hours: int, inclusive: bool = True) -> bool:
    """Whether `moment` is `hours` or more after `since`: `超过规定报送时间24小时以上`."""
    passed = instant(moment) - instant(since)
    limit = timedelta(hours=hours)
    return passed >= limit if inclusive else passed > limit


def older_than_months(begun: date, *, on: date, months: int, inclusive: bool = False) -> bool:
    """Whether what began on `begun` is more than `months` old: `暂存超过六个月`.

    The corresponding day ends the period; a month without it ends with its last day (民法典第二百零二条).
    """
    full = add_months(begun, months)
    return on >= full if inclusive else on > full


def count_shortfall(done: int, *, at_least: int) -> int:
    """How many times are missing: `全年至少4次`."""
    return max(0, at_least - done)
