"""`kaohe run`: database, pages, Prefect server and flows in one process tree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.table import Table
from rich.text import Text
from sqlalchemy import select

from actions.delivering import deliver
from actions.demonstrating import Loaded, load_demonstration
from actions.rehearsing.rehearsal import Advance
from actions.ticking import tick
from actions.wording import say_last_moment
from cli.clock import read_clock
from cli.embedded import Running, embedded, free_port, serve_flows, serve_pages
from cli.opening import bring_up, opened
from cli.prefect_api import Schedule
from cli.site import HEALTH, PORT, SiteAddress
from cli.speaking import aside, page, progress
from cli.surroundings import answers
from cli.waiting_room import waiting_room
from config.obligations import ObligationKind
from config.settings import Settings, read_settings
from flows.environment import HOST
from models.anchors import keep_last_anchor
from models.database import Database
from models.obligations import OPEN, Obligation
from models.units import Unit
from notifiers.choosing import notifier_of

NEXT = 5
"""How many of the things that fall due next are shown."""


@dataclass(frozen=True, slots=True)
class NextDue:
    """What somebody has to do next."""

    due_at: datetime
    unit: str
    kind: str
    title: str


def run(*, demo: bool) -> int:
    now, settings = read_clock(), settings_for(demo=demo)
    bring_up(settings)
    with embedded(settings.prefect_home) as running, opened(settings) as database:
        site = SiteAddress(HOST, free_port(PORT))
        loaded = _load(database, settings, site, now=now) if demo else None
        first_round(database, settings, now=now)
        with progress("等待 Prefect 服务"):
            running.wait_until_ready()
        serve_flows(running, settings)
        serve_pages(running, settings, port=site.port)
        with progress("登记定时任务"):
            schedules = running.wait_until_scheduled()
        with progress("等待网页"):
            running.wait_until_pages_answer(lambda: answers(f"{site.site}{HEALTH}"))
        say_ready(running, settings, schedules, site=site, due=due_next(database, now=now), loaded=loaded)
        running.watch()
    return 0


def settings_for(*, demo: bool) -> Settings:
    """A demonstration writes its messages into a folder: nobody is really told anything; nobody needs a password."""
    settings = read_settings()
    return settings.model_copy(update={"delivery": "folder", "demo": True}) if demo else settings


def _load(database: Database, settings: Settings, site: SiteAddress, *, now: datetime) -> Loaded:
    """Whoever opens the address meanwhile sees there how far it is."""
    with waiting_room(site) as tell, progress("装入样例年度") as step:
        steps = (_once(f"正在装入样例年度，浏览器可以先打开 {site.site}"), step, tell)
        return load_demonstration(
            database, evidence=settings.evidence, now=now, progress=lambda advance: _advance(steps, advance)
        )


def _once(words: str) -> Callable[[int, int, str], None]:
    """Says the words when something moves at last: whoever is refused is not invited first."""
    waiting = [words]

    def say(*_: object) -> None:
        while waiting:
            aside().print(waiting.pop())

    return say


def _advance(steps: Sequence[Callable[[int, int, str], None]], advance: Advance) -> None:
    total = (advance.ends_at - advance.begins_at).days
    for step in steps:
        step((advance.now - advance.begins_at).days, total, f"样例年度 {advance.now:%Y年%m月}")


def first_round(database: Database, settings: Settings, *, now: datetime) -> None:
    """What fell due while nothing ran is done before 就绪 is said; the schedules take over from there."""
    tick(database, now=now)
    keep_last_anchor(database, settings.seals, now=now)
    deliver(database, notifier_of(settings, clock=read_clock), now=now)


def due_next(database: Database, *, now: datetime) -> list[NextDue]:
    query = (
        select(Obligation.c.due_at, Unit.c.name, Obligation.c.kind, Obligation.c.title)
        .join(Unit.t, Unit.c.id == Obligation.c.unit_id)
        .where(OPEN, Obligation.c.due_at >= now)
        .order_by(Obligation.c.due_at, Unit.c.position, Obligation.c.id)
        .limit(NEXT)
    )
    with database.read() as connection:
        rows = connection.execute(query).all()
    return [NextDue(row.due_at, row.name, ObligationKind(row.kind).label, row.title) for row in rows]


def say_ready(
    running: Running,
    settings: Settings,
    schedules: Sequence[Schedule],
    *,
    site: SiteAddress,
    due: Sequence[NextDue],
    loaded: Loaded | None,
) -> None:
    console = page()
    console.print(Text(f"就绪　{site.site}", style="bold green"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_row("数据库", Text(settings.database))
    table.add_row("Prefect", Text(f"{running.address.site}（只在本机应答）"))
    for each in schedules:
        table.add_row("定时任务", Text(f"{each.flow}　{each.cron}　{each.description}"))
    table.add_row("消息", Text(where_messages_go(settings)))
    table.add_row("日志", Text(str(running.home / "logs")))
    console.print(table, soft_wrap=True)
    if loaded:
        _say_loaded(loaded)
    console.print()
    console.print(Text("接下来到期", style="bold"))
    for one in due:
        console.print(f"  {say_last_moment(one.due_at)}　{one.unit}　{one.kind}：{one.title}", soft_wrap=True)
    if not due:
        console.print("  没有。kaohe publish 方案 发布一个年度。")
    console.print("\n按 Ctrl+C 停止。kaohe doctor 查看是否一切正常。")


def where_messages_go(settings: Settings) -> str:
    if settings.delivery == "folder":
        return f"站内信和文件夹 {settings.outbox}，不往外发"
    return "站内信和各人登记的渠道"


def _say_loaded(loaded: Loaded) -> None:
    console = page()
    console.print()
    console.print(Text("样例年度", style="bold"))
    for year in loaded.years:
        console.print(f"  {year.title}（{year.scheme}，{year.year}年）", soft_wrap=True)
    console.print()
    console.print(Text("在登录页选一个人进入，不用口令；也可以 kaohe act 事项 --as 人员", style="bold"))
    for who in loaded.personas:
        console.print(f"  {who.person}　{who.post}：{who.hint}", soft_wrap=True)
