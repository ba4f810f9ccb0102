"""Is all well? What the database tells of the clock, the queue, the posts and the calendar, and what to do about it.

Reads only. `kaohe doctor` adds what lies outside the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select

from actions.backlog import RECENT, backlog, given_up
from config.labels import Labelled
from config.roles import Role
from config.zone import SHANGHAI
from models.assessments import Assessment
from models.calendars import CalendarDay
from models.care import Beat, SetAside
from models.contacts import Contact
from models.entrance import Credential
from models.journal import Journal, Seal
from models.obligations import OPEN as OWED
from models.obligations import Obligation
from models.outbox import Delivery, OutboxMessage
from models.persons import Holding, Person
from models.posts import Post
from models.shortfalls import OPEN as BEHIND
from models.shortfalls import Shortfall
from states.assessment import AssessmentState
from workdays.seed import is_announced

LATE_TICK = timedelta(minutes=20)  # four runs missed
LATE_DELIVERY = timedelta(minutes=10)
LATE_LOOK = timedelta(minutes=30)
STUCK = timedelta(hours=1)
SHOWN = 10


class Level(Labelled):
    """How grave. Only a problem makes the doctor answer with 1."""

    WELL = "well", "正常"
    NOTE = "note", "提示"
    PROBLEM = "problem", "问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands and, unless all is well, what to do."""

    check: str
    level: Level
    words: str
    remedy: str = ""


def well(check: str, words: str) -> Finding:
    return Finding(check, Level.WELL, words)


def note(check: str, words: str, remedy: str = "") -> Finding:
    return Finding(check, Level.NOTE, words, remedy)


def problem(check: str, words: str, remedy: str) -> Finding:
    return Finding(check, Level.PROBLEM, words, remedy)


def examine(connection: Connection, *, now: datetime) -> tuple[Finding, ...]:
    """Everything that the database tells. What has no running year needs no clock."""
    running = years_running(connection)
    return (
        _years(running),
        *beats(connection, now, needed=bool(running)),
        *_set_aside(connection),
        *_overdue_looks(connection, now),
        *_unsealed(connection, now),
        *_queue(connection, now),
        *_failures(connection, now),
        *_posts(connection, now),
        *_channels(connection),
        *_doors(connection, now),
        *_calendar(connection, running),
    )


def years_running(connection: Connection) -> list[Row[Any]]:
    states = (AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)
    return list(
        connection.execute(select(Assessment.t).where(Assessment.c.state.in_(states)).order_by(Assessment.c.id))
    )


def _years(running: list[Row[Any]]) -> Finding:
    if not running:
        return note("years", "没有运行中的考核年度", "kaohe publish 方案 发布一个年度")
    return well("years", "运行中：" + "、".join(row.title for row in running))


def beats(connection: Connection, now: datetime, *, needed: bool) -> Iterator[Finding]:
    """The clock and the messenger come by every few minutes; a missing run is seen by its absence."""
    started = dict(connection.execute(select(Beat.c.name, Beat.c.started_at)).tuples().all())
    for name, label, patience in (("tick", "时钟", LATE_TICK), ("deliver", "投递", LATE_DELIVERY)):
        last: datetime | None = started.get(name)
        remedy = f"启动 kaohe run，或在 crontab 里定时运行 kaohe {name}"
        if last is None:
            yield problem(name, f"{label}还没有运行过", remedy) if needed else note(name, f"{label}还没有运行过")
        elif needed and now - last > patience:
            yield problem(name, f"{label}上次运行是 {_said(last)}，已过 {_ago(now - last)}", remedy)
        else:
            yield well(name, f"{label}上次运行 {_said(last)}")


def _set_aside(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        select(SetAside.t).where(SetAside.c.resolved_at.is_(None)).order_by(SetAside.c.set_aside_at)
    ).all()
    if not rows:
        yield well("set_aside", "没有搁置的记录")
        return
    told = "；".join(
        f"{row.run} {row.subject_kind} {row.subject_id}（{row.times} 次）：{row.reason}" for row in rows[:SHOWN]
    )
    yield problem("set_aside", f"搁置 {len(rows)} 项：{told}", "按原因更正后，到时会自动再试；连续失败的请报告管理员")


def _overdue_looks(connection: Connection, now: datetime) -> Iterator[Finding]:
    late = now - LATE_LOOK
    owed = connection.scalar(select(func.count()).where(OWED, Obligation.c.next_look_at <= late)) or 0
    behind = connection.scalar(select(func.count()).where(BEHIND, Shortfall.c.next_look_at <= late)) or 0
    told = [f"{number} {what}" for number, what in ((owed, "件应办事项"), (behind, "项欠账")) if number]
    if told:
        yield problem("looks", f"{'、'.join(told)}到点还没有查看", "运行 kaohe tick，或检查 kaohe run 是否在运行")
    else:
        yield well("looks", "到点的应办事项和欠账都已查看")


def _unsealed(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Rows wait for the next tick's seal; an hour is too long."""
    last = select(func.coalesce(func.max(Seal.c.to_id), 0)).scalar_subquery()
    number, oldest = connection.execute(
        select(func.count(), func.min(Journal.c.recorded_at)).where(Journal.c.id > last)
    ).one()
    if number and now - oldest.astimezone(SHANGHAI) > STUCK:
        yield problem("seal", f"{number} 行履历没有封存，最早的 {_said(oldest)}", "运行 kaohe tick")
    else:
        yield well("seal", f"{number} 行履历待下一次封存" if number else "履历都已封存")


def _queue(connection: Connection, now: datetime) -> Iterator[Finding]:
    found = backlog(connection, now=now)
    if found.stuck:
        yield problem(
            "queue", f"发件箱 {found.waiting} 条，其中 {found.stuck} 条早该发出", "运行 kaohe deliver，看答复"
        )
    else:
        yield well("queue", f"发件箱 {found.waiting} 条待发" if found.waiting else "发件箱是空的")


def _failures(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Messages that were given up within a day, by reason."""
    rows = connection.execute(
        select(OutboxMessage.c.reason, func.count()).where(*given_up(now)).group_by(OutboxMessage.c.reason)
    ).all()
    if rows:
        told = "；".join(f"{reason or '未说明原因'}（{number} 条）" for reason, number in rows[:SHOWN])
        yield problem("failures", f"一天内未能送达：{told}", "用 kaohe act set_channel 更正渠道；站内信都已送到")
    refused = (Delivery.c.result != "sent", Delivery.c.started_at > now - RECENT)
    tried = connection.execute(
        select(Delivery.c.channel, func.count()).where(*refused).group_by(Delivery.c.channel)
    ).all()
    if tried and not rows:
        yield note("failures", "一天内有渠道拒收：" + "、".join(f"{channel} {number} 次" for channel, number in tried))


def _posts(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Posts that nobody holds today; one that owes something is a problem."""
    today = now.astimezone(SHANGHAI).date()
    held = select(Holding.c.post_id).where(
        Holding.c.begins_on <= today, (Holding.c.ends_on.is_(None)) | (Holding.c.ends_on >= today)
    )
    owes_something = exists().where(OWED, Obligation.c.post_id == Post.c.id)
    vacant = select(Post.c.title, owes_something.label("owes")).where(Post.c.ended_on.is_(None), Post.c.id.not_in(held))
    rows = connection.execute(vacant.order_by(Post.c.position, Post.c.id)).all()
    owes, idle = [row.title for row in rows if row.owes], [row.title for row in rows if not row.owes]
    if owes:
        words = f"{len(owes)} 个岗位有应办事项而无人在岗：{_some(owes)}"
        yield problem("posts", words, "用 kaohe act appoint 登记任职")
    else:
        yield well("posts", "有应办事项的岗位都有人在岗")
    if idle:
        yield note("vacancies", f"{len(idle)} 个岗位无人在岗：{_some(idle)}")


def _channels(connection: Connection) -> Iterator[Finding]:
    reached = select(Contact.c.person_id).where(Contact.c.is_active)
    people = select(func.count()).where(Person.c.left_on.is_(None))
    everybody = connection.scalar(people) or 0
    if without := connection.scalar(people.where(Person.c.id.not_in(reached))) or 0:
        yield note("channels", f"{everybody} 人中 {without} 人没有登记渠道，只收站内信")
    elif everybody:
        yield well("channels", f"{everybody} 人都登记了渠道")


def _doors(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Somebody must be able to let the others in."""
    today = now.astimezone(SHANGHAI).date()
    keepers = (
        select(Holding.c.person_id)
        .join(Post.t, Post.c.id == Holding.c.post_id)
        .where(
            Post.c.role.in_((Role.ADMINISTRATOR.value, Role.SECURITY_ADMINISTRATOR.value)),
            Holding.c.begins_on <= today,
            or_(Holding.c.ends_on.is_(None), Holding.c.ends_on >= today),
        )
    )
    everybody = set(connection.scalars(keepers))
    if not everybody:
        return
    if connection.scalar(select(Credential.c.id).where(Credential.c.person_id.in_(everybody)).limit(1)):
        yield well("doors", "系统管理员可以登录")
    else:
        yield note("doors", "系统管理员还没有登录密码", "kaohe password 人员编码；只用统一身份认证登录的不必")


def _calendar(connection: Connection, running: list[Row[Any]]) -> Iterator[Finding]:
    """Years whose days are still provisional, where they matter; and those that have been announced since."""
    newest = (
        select(CalendarDay.c.date, func.max(CalendarDay.c.version).label("version"))
        .where(CalendarDay.c.office_id.is_(None))
        .group_by(CalendarDay.c.date)
        .subquery()
    )
    days = (
        select(CalendarDay.c.date)
        .join(newest, (newest.c.date == CalendarDay.c.date) & (newest.c.version == CalendarDay.c.version))
        .where(CalendarDay.c.office_id.is_(None), CalendarDay.c.provisional)
    )
    years = sorted({day.year for day in connection.scalars(days)})
    if announced := [year for year in years if is_announced(year)]:
        yield problem(
            "calendar", f"{_years_said(announced)}放假安排已经公布，日历里还是暂定", "登记新的放假安排，期限会重新核对"
        )
    if waiting := [year for year in years if year not in announced]:
        matters = any(row.year in waiting or row.year + 1 in waiting for row in running)
        yield note(
            "calendar",
            f"{_years_said(waiting)}放假安排尚未公布，期限标“暂定”" + ("" if matters else "；目前没有涉及的年度"),
        )
    if not years:
        yield well("calendar", "放假安排都已公布")


def _years_said(years: list[int]) -> str:
    return "、".join(f"{year}年" for year in years)


def _some(names: list[str]) -> str:
    return "、".join(names[:SHOWN]) + ("等" if len(names) > SHOWN else "")


def _said(moment: datetime) -> str:
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def _ago(passed: timedelta) -> str:
    minutes = int(passed.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 2 * 24 * 60 else f"{minutes // (24 * 60)} 天"
