"""Those concerned learn of a change in one message: what, from which day to which, by which paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from actions.amending.catalogue import Retargeted
from actions.amending.schedule import Followed
from actions.burden.asking import readers_of
from actions.context import Act
from actions.publishing.schedule import writers_of
from actions.telling import Told
from actions.wording import UNTOLD, say_asked, say_last_moment
from config.comparing import Difference
from config.readings import assignments_of
from config.scheme import Scheme
from workdays.wording import say_day

RULES: Mapping[str, str] = {
    "chains": "审核流程",
    "ladders": "督办阶梯",
    "policy": "政策口径",
    "letters": "文书规则",
    "kinds": "指标类别",
    "liability": "责任链",
}
"""Parts of a scheme that concern every unit, by the word for them."""
NAMED = 3
"""How many things one line names before it counts them."""
Lines = dict[int, dict[str, list[str]]]


def announce(
    act: Act, scheme: Scheme, followed: Followed, retargeted: Sequence[Retargeted], changes: Sequence[Difference],
    *, year: int, number: int, since: date, basis: str,
) -> list[str]:  # fmt: skip
    """One message for each post that anything changes for; the posts by title."""
    lines, texts = _lines(act, scheme, followed, retargeted, changes), act.published(year).texts
    for post_id, found in lines.items():
        said = [_counted(heading, titles) for heading, titles in found.items()]
        act.tell(
            Told(
                code="year_amended",
                key=f"amended:{number}:{post_id}",
                post_id=post_id,
                words={
                    "unit": act.directory.units[act.directory.posts[post_id].unit_id].shown,
                    "title": scheme.title,
                    "since": say_day(since),
                    "basis": basis,
                    "count": len(said),
                    "lines": "".join(f"\n{place}. {line}" for place, line in enumerate(said, start=1)),
                },
                overrides=texts,
            )
        )
    return [act.directory.posts[post_id].title for post_id in lines]


def _lines(
    act: Act, scheme: Scheme, followed: Followed, retargeted: Iterable[Retargeted], changes: Iterable[Difference]
) -> Lines:
    """Of each post, what changes for it: a sentence with a gap, and the things that fill it."""
    lines: Lines = defaultdict(lambda: defaultdict(list))
    for each in followed.moved:
        if each.due_at != each.row.due_at:
            sentence = f"{{what}}的期限由{_said(each.row.due_at)}改为{_said(each.due_at)}"
            lines[each.row.post_id][sentence].append(each.row.title)
    for row in followed.withdrawn:
        lines[row.post_id]["不再办理{what}"].append(row.title)
    for owed in followed.opened:
        if not owed.exempt:
            lines[owed.post_id][f"新增{owed.kind.label}{{what}}，{say_asked(owed)}"].append(owed.title)
    for target in retargeted:
        for post in writers_of(act, act.directory.units[target.lead_unit_id].code):
            lines[act.directory.post_ids[post]][target.said].append("")
    rules = [word for part, word in RULES.items() if any(each.pointer.split("/")[1] == part for each in changes)]
    for post_id in _readers(act, scheme) if rules else ():
        lines[post_id][f"{'、'.join(rules)}按变更后的执行，已经开始的照旧办完"].append("")
    return lines


def _readers(act: Act, scheme: Scheme) -> Iterator[int]:
    """Who reads for each lead unit."""
    for lead in dict.fromkeys(one.lead for one in assignments_of(scheme)):
        yield from (post.id for post in readers_of(act, act.directory.unit_ids[lead]))


def _counted(sentence: str, titles: Sequence[str]) -> str:
    """“2019年9月进展情况”等8项: a window by its name and the number of its tasks."""
    heads = list(dict.fromkeys(title.partition("：")[0] for title in titles))
    if len(titles) == 1:
        what = f"“{titles[0]}”"
    elif len(heads) == 1:
        what = f"“{heads[0]}”（{len(titles)}项）"
    else:
        rest = f"等{len(titles)}项" if len(titles) > NAMED else ""
        what = "、".join(f"“{head}”" for head in heads[:NAMED]) + rest
    return sentence.replace("{what}", what)


def _said(moment: datetime | None) -> str:
    return say_last_moment(moment) if moment is not None else UNTOLD
