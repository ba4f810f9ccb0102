"""The words of every message: one template file per code, each office's own wording wins.

A template's first line is the subject, the rest the body; a line that begins with 短信： is the same in short, as an
SMS and the lists of a digest say it. A placeholder that the caller did not fill is an error: a letter with a hole in it
must not leave the house.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from config.errors import KaoheError
from states.quoting import quoted_within
from states.shortening import SHORT, line, sms


class TemplateProblem(KaoheError):
    """A message template is missing, has no body, or asks for a word that nobody supplies."""


@dataclass(frozen=True, slots=True)
class Text:
    """A composed message, complete without a link (O12).

    `short` fits one SMS, the office in front; `line` stands in lists. A paper has neither.
    """

    subject: str
    body: str
    short: str = ""
    line: str = ""


@cache
def template_codes() -> tuple[str, ...]:
    """Codes of all shipped templates, sorted."""
    folder = files("documents").joinpath("templates")
    return tuple(sorted(entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt")))


@cache
def shipped(code: str) -> str:
    """The shipped template of a code."""
    if code not in template_codes():
        raise TemplateProblem(f"没有名为“{code}”的消息模板，可用的有：{'、'.join(template_codes())}")
    return files("documents").joinpath("templates", f"{code}.txt").read_text(encoding="utf-8")


def shipped_templates() -> dict[str, str]:
    """Every shipped template by its code."""
    return {code: shipped(code) for code in template_codes()}


def words_of(template: str) -> frozenset[str]:
    """What a template asks for."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


def compose(code: str, /, *, overrides: Mapping[str, str], **words: object) -> Text:
    """Compose the message `code`; an office's own wording in `overrides` replaces the shipped one."""
    template = overrides.get(code) or shipped(code)
    long, short = in_two(template)
    short = short or in_two(shipped(code))[1]
    missing = words_of(long + short) - words.keys()
    if missing:
        raise TemplateProblem(f"消息模板“{code}”缺少内容：{'、'.join(sorted(missing))}")
    subject, _, body = quoted_within(long.format_map(words)).strip().partition("\n")
    if not body.strip():
        raise TemplateProblem(f"消息模板“{code}”只有标题，没有正文")
    if not short:
        return Text(subject.strip(), body.strip())
    office = str(words.get("office", ""))
    in_short = (quoted_within(each) for each in (sms(short, words, office=office), line(short, words)))
    return Text(subject.strip(), body.strip(), *in_short)


def in_two(template: str) -> tuple[str, str]:
    """A template without its short line, and that line; empty where it has none."""
    lines = template.strip().splitlines()
    shorts = [line.removeprefix(SHORT) for line in lines if line.startswith(SHORT)]
    return "\n".join(line for line in lines if not line.startswith(SHORT)), "".join(shorts)
