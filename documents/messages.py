"""The words of every message: one template file per code, each office's own wording wins.

A template's first line is the subject, the rest the body. A placeholder that the caller did not fill is an error:
a letter with a hole in it must not leave the house.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from config.errors import KaoheError


class TemplateProblem(KaoheError):
    """A message template is missing, has no body, or asks for a word that nobody supplies."""


@dataclass(frozen=True, slots=True)
class Text:
    """A composed message, complete without a link (O12)."""

    subject: str
    body: str


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
    missing = words_of(template) - words.keys()
    if missing:
        raise TemplateProblem(f"消息模板“{code}”缺少内容：{'、'.join(sorted(missing))}")
    subject, _, body = template.format_map(words).strip().partition("\n")
    if not body.strip():
        raise TemplateProblem(f"消息模板“{code}”只有标题，没有正文")
    return Text(subject=subject.strip(), body=body.strip())
