"""A window opens: its reports can be filled, and each post that owes some is told once, with the list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select, update

from actions.citing import why_opened
from actions.context import Act
from actions.publishing.schedule import window_key
from actions.telling import Told
from actions.wording import say_request
from config.terms import speak
from config.windows import Evidence
from models.obligations import OPEN, Obligation
from models.reports import Report
from models.windows import Period, Window
from models.writing import change_rows
from states.report import ReportState
from states.shortening import SCREEN, fitting
from states.subjects import SubjectKind
from states.window import WindowState

LISTED = SCREEN - 150
"""What is left of a screen for the list, after the sentence that it belongs to."""


def open_windows(act: Act, windows: Sequence[Any]) -> int:
    """Open these windows of one office; a window that another tick opened meanwhile is passed over."""
    opened = [window for window in windows if _open(act, window)]
    for window in opened:
        _open_reports(act, window)
        _tell(act, window)
    return len(opened)


def _open(act: Act, window: Any) -> bool:
    change = {
        "b_id": window.id,
        "b_version": window.version,
        "state": WindowState.OPEN.value,
        "opened_at": act.now,
    }
    if not change_rows(act.tx, Window.t, [change]):
        return False
    act.record(
        SubjectKind.WINDOW.value,
        window.id,
        act="open",
        assessment_id=window.assessment_id,
        before={"state": window.state},
        after={"state": WindowState.OPEN.value},
    )
    return True


def _open_reports(act: Act, window: Any) -> None:
    # asked again by the change itself: one that is let off in this moment stays let off
    opened = (
        update(Report.t)
        .where(Report.c.window_id == window.id, Report.c.state == ReportState.NOT_OPEN.value)
        .values(state=ReportState.FILLING.value, version=Report.c.version + 1)
    )
    ids = sorted(act.tx.scalars(opened.returning(Report.c.id)))
    for report_id in ids:
        act.record(
            SubjectKind.REPORT.value,
            report_id,
            act="open",
            assessment_id=window.assessment_id,
            before={"state": ReportState.NOT_OPEN.value},
            after={"state": ReportState.FILLING.value},
        )


def _tell(act: Act, window: Any) -> None:
    """One message to each post, whatever the number of its indicators (A6)."""
    by_post: dict[int, list[Any]] = defaultdict(list)
    for row in _owed(act, window):
        by_post[row.post_id].append(row)
    periods, published = _periods(act, window), act.published(window.assessment_id)
    for post_id, rows in by_post.items():
        act.tell(
            Told(
                code="window_opened",
                key=f"window:{window.id}:{post_id}",
                post_id=post_id,
                words={
                    "title": window.title,
                    "unit": act.directory.units[rows[0].unit_id].shown,
                    "count": len(rows),
                    "due": say_request(rows[0]),
                    "periods": periods,
                    "requires": speak(_requires(window), published.own),
                    "subjects": _listed(row.title for row in rows),
                },
                overrides=published.texts,
                wanted_while=rows[0].id,
                or_while=tuple(row.id for row in rows[1:]),
                why=why_opened(window),
            )
        )


def _owed(act: Act, window: Any) -> Sequence[Any]:
    query = select(Obligation.t).where(
        OPEN,
        Obligation.c.assessment_id == window.assessment_id,
        Obligation.c.subject_kind == SubjectKind.ASSIGNMENT.value,
        Obligation.c.period == window_key(window.code, window.occasion),
    )
    return act.tx.execute(query.order_by(Obligation.c.id)).all()


def _periods(act: Act, window: Any) -> str:
    """分月报送2019年1月、…: said only where one window asks for several periods."""
    titles = list(
        act.tx.scalars(select(Period.c.title).where(Period.c.window_id == window.id).order_by(Period.c.position))
    )
    return f"（分期填写：{'、'.join(titles)}）" if len(titles) > 1 else ""


def _requires(window: Any) -> str:
    return "请同时报送印证材料。" if window.rule.get("evidence") == Evidence.REQUIRED.value else ""


def _listed(titles: Iterable[str]) -> str:
    """The indicators, numbered, as many as a phone shows; the window's own title in front of each is left out."""
    names = [title.partition("：")[2] or title for title in titles]
    shown = fitting(names, room=LISTED)
    rest = f"\n另有{len(names) - len(shown)}项，见应办清单。" if len(shown) < len(names) else ""
    return "".join(f"\n{number}. {name}" for number, name in enumerate(shown, start=1)) + rest
