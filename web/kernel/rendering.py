"""Drawing pages: one Jinja environment for all, escaped everywhere, with the words, dates and numbers of the visit."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from config.zone import SHANGHAI
from scoring.numbers import plain
from states.lights import Explained
from states.quoting import quoted_within
from states.sessions import Language
from web.kernel.days import say_day
from web.kernel.errors import Turned
from web.kernel.flashes import forget_flashes
from web.kernel.foreign import noted, told
from web.kernel.leaving import LeftBehind
from web.kernel.lights import why
from web.kernel.local import local_path
from web.kernel.navigation import Navigation
from web.kernel.numbers import said_figure, said_number
from web.kernel.reasons import reasons_of
from web.kernel.visit import Visit
from web.kernel.words import Said, Words
from workdays.deadline import local_day

FOLDER = Path(__file__).parents[1]
TEMPLATES = FOLDER / "templates"
STATIC = FOLDER / "static"
TURNED = "errors/turned.html"
NO_VALUE = "—"
JOINTS = {"、": ", ", "；": "; "}


class Renderer:
    """Draws what a visit is shown."""

    def __init__(self, navigation: Navigation) -> None:
        self.environment = _environment()
        self.navigation = navigation

    def page(self, visit: Visit, template: str, context: Mapping[str, Any], *, status: int = 200) -> Response:
        drawn = self.draw(visit, template, context)
        response = HTMLResponse(drawn, status_code=status)
        if visit.flashes:
            forget_flashes(response)
        return response

    def turned(self, visit: Visit, turned: Turned, *, left: LeftBehind | None = None) -> Response:
        """Why not: by the template of its status where there is one; beside a form, the reasons alone."""
        if visit.wants_part:
            return self.page(visit, "kernel/refusal.html", {"turned": turned}, status=turned.status)
        found = self.environment.select_template([f"errors/{turned.status}.html", TURNED]).name
        return self.page(visit, found or TURNED, {"turned": turned, "left": left}, status=turned.status)

    def draw(self, visit: Visit, template: str, context: Mapping[str, Any]) -> str:
        """The text of a page, or of a part of one."""
        words = visit.words
        is_chinese = words.language is Language.CHINESE
        environment = self.environment if is_chinese else _noting(self.environment)
        drawn = environment.get_template(template).render(
            visit=visit,
            words=words,
            now=visit.now,
            nav=() if visit.wants_part else self.navigation.of(visit),
            flashes=visit.flashes,
            csrf_token=visit.session.csrf if visit.session is not None else "",
            home=self.navigation.home_of(visit),
            largest_file=visit.surroundings.store.limit,
            **context,
        )
        return drawn if is_chinese else told(drawn)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """It holds nothing of any one application, so all of a process share the templates that were compiled."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.filters |= {
        "say": _say,
        "say_all": _say_all,
        "lit": _lit,
        "day": _day,
        "moment": _moment,
        "stamp": _stamp,
        "number": _number,
        "month": _month,
        "local_day": local_day,
        "until": _until,
        "figure": _figure,
        "points": _points,
        "why": reasons_of,
    }
    environment.globals |= {"static": static, "local_path": local_path, "pgettext": _pgettext}
    environment.globals |= {"gettext": _gettext, "_": _gettext}  # Jinja's own alias looks it up anew for every cell
    return environment


def _stamp(at: datetime) -> str:
    """As an address says a moment: on the wall in Shanghai."""
    return at.astimezone(SHANGHAI).replace(tzinfo=None).isoformat()


@lru_cache(maxsize=4)
def _noting(environment: Environment) -> Environment:
    """The same for a page that is not in Chinese: it notes the Chinese that is put into it."""
    return environment.overlay(finalize=noted)


@pass_context
def _gettext(context: Context, text: str, /, **values: object) -> Markup:
    """As Jinja does it, but knowing the values, whose number may choose the form."""
    words = _words(context)
    said = Markup(words.shaped(text, values))  # noqa: S704 -- our own text; what is put in is escaped
    if not values and "%" not in said:
        return said
    shown = values if words.language is Language.CHINESE else {name: noted(each) for name, each in values.items()}
    return Markup(quoted_within(said % shown))  # noqa: S704 -- as before


@pass_context
def _pgettext(context: Context, sense: str, text: str) -> str:
    return _words(context).say(text, sense)


def _words(context: Context) -> Words:
    found: Words = context["words"]
    return found


@pass_context
def _say(context: Context, text: Said | str, sense: str = "") -> str:
    """A text that was put down before it was known who reads it."""
    words = _words(context)
    if isinstance(text, Said):
        return words(text.text, **{name: _said(words, value) for name, value in text.values.items()})
    return words.say(text, sense)


@pass_context
def _say_all(context: Context, texts: Iterable[str], joint: str) -> str:
    """Several texts of the rooms below, one after another."""
    words = _words(context)
    between = joint if words.language is Language.CHINESE else JOINTS[joint]
    return between.join(map(words.say, texts))


@pass_context
def _lit(context: Context, light: Explained) -> str:
    return why(light, _words(context))


def _said(words: Words, value: object) -> object:
    return words(value.text, **value.values) if isinstance(value, Said) else value


@pass_context
def _day(context: Context, value: date | datetime | None) -> str:
    """2019年9月27日; a moment is taken as Shanghai's wall shows it."""
    if value is None:
        return NO_VALUE
    shown = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return say_day(shown, _words(context).language)


@pass_context
def _moment(context: Context, value: datetime | None) -> str:
    """2019年9月27日17:00."""
    if value is None:
        return NO_VALUE
    shown = value.astimezone(SHANGHAI)
    gap = "" if _words(context).language is Language.CHINESE else " "
    return f"{say_day(shown.date(), _words(context).language)}{gap}{shown:%H:%M}"


@pass_context
def _until(context: Context, value: datetime | None) -> str:
    """By when something is due: 2019年9月27日17:00, and without an hour where the whole day counts."""
    shown = _moment(context, value)
    return shown.removesuffix("23:59").rstrip() if value is not None else shown


@pass_context
def _month(context: Context, value: date) -> str:
    return f"{value.year}年{value.month}月" if _words(context).language is Language.CHINESE else f"{value:%B %Y}"


def _number(value: Decimal | int | None, places: int | None = None) -> str:
    return NO_VALUE if value is None else said_number(value, places)


def _figure(value: Decimal | None) -> str:
    return NO_VALUE if value is None else said_figure(value)


def _points(value: Fraction | None) -> str:
    """Points, exact as they were worked out."""
    return NO_VALUE if value is None else plain(value)


@lru_cache(maxsize=512)
def static(path: str) -> str:
    """The address of a file of ours; it changes with the file, so browsers may keep what they have."""
    file = STATIC / path
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
    return f"/static/{path}?v={digest}"
