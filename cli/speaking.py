"""How commands speak: text and tables for people, one JSON object for programs, progress only on a terminal."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from cli.groups import ReaderLeft
from cli.helping import width
from config.zone import SHANGHAI
from workdays.deadline import END_OF_DAY


class Page(Console):
    def on_broken_pipe(self) -> None:
        raise ReaderLeft


def page() -> Page:
    """Where tables and sentences go. Nothing in them is taken for markup."""
    return Page(width=width(), markup=False, highlight=False, emoji=False, soft_wrap=False)


def aside() -> Console:
    """Remarks that are not the answer; on stderr, so that a pipe holds the answer alone."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def answer(schema: str, told: Mapping[str, Any]) -> None:
    """One object with its `schema`, in letters that the stream can show."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    text = json.dumps({"schema": schema, **told}, ensure_ascii=plain, indent=2, default=_told)
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeft from None


def cut_off_hour(moment: datetime) -> str:
    """The last permitted minute of a day, as offices write it: a day without an hour ends at 24:00."""
    local = moment.astimezone(SHANGHAI)
    return END_OF_DAY if local.time() == time.max else f"{local:%H:%M}"


def _told(value: Any) -> str:
    """Moments as they are on a wall in Shanghai, exact numbers as their digits."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in an answer")


class Step(Protocol):
    """Says how far a long work has come."""

    def __call__(self, done: int, total: int | None = None, words: str | None = None) -> None: ...


@contextmanager
def progress(words: str) -> Iterator[Step]:
    """A bar on stderr while something long runs; nothing at all when nobody watches."""
    if not sys.stderr.isatty():
        yield _silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=aside(), transient=True) as bar:
        task = bar.add_task(words, total=None)

        def step(done: int, total: int | None = None, words: str | None = None) -> None:
            bar.update(task, completed=done, total=total, description=words)

        yield step


def _silent(done: int, total: int | None = None, words: str | None = None) -> None:
    """Nobody watches."""
