"""Codes that stand as keys, and attributes: what they name must exist."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from checks.doubt import Doubt, error
from config.pointers import pointer_of
from config.scheme import Scheme
from config.scoring.combining import Choice, Share
from config.scoring.conditions import Says
from config.scoring.grading import Nomination
from config.scoring.measures import Match
from config.scoring.parts import parts_like, parts_of
from config.scoring.pricing import Raters
from config.walking import Steps

ROOT: Steps = ("scoring",)


def doubts_of_keys(scheme: Scheme) -> Iterator[Doubt]:
    scoring = scheme.scoring
    units = {unit.code: unit.name for unit in scheme.units}
    figures = {figure.code: figure.name for figure in scheme.figures}
    groups = {group.code: group.name for group in scheme.scoring.groups}
    yield from _unknown((*ROOT, "bounds"), scoring.bounds, figures, "数据项")
    for steps, share in parts_like(Share, scoring, ROOT):
        yield from _unknown((*steps, "weights"), share.weights, units, "单位")
    for steps, nomination in parts_like(Nomination, scoring, ROOT):
        yield from _unknown((*steps, "quotas"), nomination.quotas, units, "单位")
        yield from _unknown((*steps, "per_unit"), nomination.per_unit, groups, "分组")
    choices = {part.choice: part for _, part in parts_like(Choice, scoring, ROOT)}
    yield from _unknown((*ROOT, "chosen"), scoring.chosen, {code: part.label for code, part in choices.items()}, "选择")
    for code, option in scoring.chosen.items():
        if code in choices and all(one.code != option for one in choices[code].options):
            known = "、".join(one.code for one in choices[code].options)
            yield error(pointer_of((*ROOT, "chosen", code)), f"没有“{option}”这个选法", f"有：{known}")
    yield from _attributes(scheme)
    yield from _said(scheme)
    yield from _raters(scheme)


def _unknown(steps: Steps, written: Mapping[str, object], known: Mapping[str, str], label: str) -> Iterator[Doubt]:
    for key in written:
        if key in known:
            continue
        by_name = next((code for code, name in known.items() if name == key), None)
        near = [by_name] if by_name else get_close_matches(key, known, n=1, cutoff=0.5)
        advice = f"这里写编码：{near[0]}" if near else f"已定义的有：{'、'.join(known) or '（没有）'}"
        yield error(pointer_of((*steps, key)), f"没有定义{label}“{key}”", advice)


def _attributes(scheme: Scheme) -> Iterator[Doubt]:
    kinds = {kind.code: kind for kind in scheme.scoring.findings}
    for steps, match in parts_like(Match, scheme.scoring, ROOT):
        for key, wanted in match.attributes.items():
            known = {said for code in match.finding for said in kinds[code].attributes.get(key, ())}
            pointer = pointer_of((*steps, "attributes", key))
            if not known:
                yield error(pointer, f"这些事项没有属性“{key}”", "在 findings 里给它写上，或改这里")
            for said in wanted:
                if known and said not in known:
                    yield error(pointer, f"属性 {key} 没有“{said}”", f"有：{'、'.join(sorted(known))}")


def _said(scheme: Scheme) -> Iterator[Doubt]:
    answers = {answer.code: answer for answer in scheme.scoring.answers}
    for steps, part in parts_of(scheme.scoring, ROOT):
        if isinstance(part, Says):
            for place, said in enumerate(part.one_of):
                if said not in answers[part.answer].one_of:
                    known = "、".join(answers[part.answer].one_of)
                    yield error(pointer_of((*steps, "one_of", place)), f"没有“{said}”这种状况", f"有：{known}")


def _raters(scheme: Scheme) -> Iterator[Doubt]:
    ratings = {rating.code: rating for rating in scheme.scoring.ratings}
    for steps, part in parts_like(Raters, scheme.scoring, ROOT):
        groups = ratings[part.rating].groups
        if part.group and part.group not in groups:
            yield error(
                pointer_of((*steps, "group")),
                f"没有“{part.group}”这一组打分人",
                f"有：{'、'.join(groups) or '（不分组）'}",
            )
