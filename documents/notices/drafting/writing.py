"""The draft scheme of a notice."""

from collections.abc import Iterator
from typing import Any

from config.errors import KaoheError
from config.loading import load_scheme
from config.problems import SchemeErrors, SchemeProblem
from documents.notices.drafting.blocks import laid_out
from documents.notices.drafting.draft import NOTICE, Draft, Pen
from documents.notices.drafting.rules import Rules
from documents.notices.drafting.timing import timed
from documents.notices.drafting.tree import coded, drafted_tree
from documents.notices.findings import Findings
from documents.notices.indicators import ReadIndicator, walked
from documents.notices.passages import Told
from documents.notices.units import is_group


def draft_of(found: Findings) -> Draft:
    pen = Pen(found.paper)
    codes = {id(read): code for read, code in coded(found.indicators)}
    rules = Rules(pen, codes)
    for _, read in walked(found.indicators):
        rules.add(read)
    tree = drafted_tree(pen, found.indicators, codes)
    for read, data in _paired(found.indicators, tree):
        rules.linked(read, data)
    data = _head(pen, found)
    data |= _named("units", _units(pen, found))
    data |= _named("figures", rules.figures)
    data |= _named("indicators", tree)
    data |= timed(pen, found)
    scoring = _named("findings", rules.findings) | _named("answers", rules.answers)
    scoring |= _named("indicators", rules.indicators)
    data |= {"scoring": scoring} if scoring else {}
    text = laid_out(data)
    return Draft(text, pen.cites, _missing(text), tuple(pen.left_out))


def _named(key: str, value: list[Any]) -> dict[str, Any]:
    return {key: value} if value else {}


def _paired(
    roots: tuple[ReadIndicator, ...] | list[ReadIndicator], tree: list[dict[str, Any]]
) -> Iterator[tuple[ReadIndicator, dict[str, Any]]]:
    for read, data in zip(roots, tree, strict=True):
        yield read, data
        yield from _paired(read.children, data.get("children", []))


def _head(pen: Pen, found: Findings) -> dict[str, Any]:
    heading = found.heading
    data: dict[str, Any] = {}
    pen.put(data, (), "title", heading.title)
    pen.put(data, (), "year", heading.year)
    own: dict[str, Any] = {"code": NOTICE}
    pen.put(own, ("documents", 0), "no", heading.no)
    if heading.title is not None:
        pen.put(own, ("documents", 0), "title", heading.title)
    else:
        own["title"] = found.paper.file_name
    if heading.dated is not None:
        own["dated"] = heading.dated.value.isoformat()
        pen.cite(("documents", 0, "dated"), heading.dated)
    data["documents"] = [own, *_cited(pen, found)]
    return data


def _cited(pen: Pen, found: Findings) -> Iterator[dict[str, Any]]:
    for place, cited in enumerate(found.heading.cited, start=1):
        data: dict[str, Any] = {"code": f"cited-{place}"}
        pen.put(data, ("documents", place), "no", cited.no)
        pen.put(data, ("documents", place), "title", cited.title)
        if cited.dated is not None:
            data["dated"] = cited.dated.value.isoformat()
            pen.cite(("documents", place, "dated"), cited.dated)
        yield data


def _units(pen: Pen, found: Findings) -> list[dict[str, Any]]:
    """Every unit that is named, once, in the order of the paper."""
    named: dict[str, Told[str]] = {}
    for _, read in walked(found.indicators):
        for charge in (read.charge, *(segment.charge for segment in read.segments)):
            for unit in (*charge.leads, *charge.co_units, *charge.assessors):
                if not is_group(unit.value):
                    named.setdefault(unit.value, unit)
    for place, unit in enumerate(named.values()):
        pen.cite(("units", place, "name"), unit)
    return [{"code": f"u{place}", "name": name} for place, name in enumerate(named, start=1)]


def _missing(text: str) -> tuple[SchemeProblem, ...]:
    try:
        load_scheme(text)
    except SchemeErrors as errors:
        return errors.problems
    except KaoheError as error:
        return (SchemeProblem("方案", 1, 1, "", str(error)),)
    return ()
