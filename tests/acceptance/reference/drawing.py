"""Small random schemes, written as an office writes them: the text is loaded, checked and published like any other."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

from workdays.seed import seeded_calendar

LATE = {
    "urge": ("催报", ["officer", "department_head"]),
    "tell_responsible": ("报告责任人", ["department_head"]),
    "present_to_leader": ("呈阅", ["leader_in_charge"]),
    "list_overdue": ("列入逾期名单", ["assessment_office"]),
    "propose_deduction": ("提出扣分建议", ["assessment_office_head", "assessment_office"]),
}
BEHIND = {
    "draft_warning": ("预警提示单", ["department_head"]),
    "tell_responsible": ("告知责任人", ["department_head"]),
    "draft_supervision": ("督办单", ["department_head"]),
    "present_to_leader": ("呈阅", ["leader_in_charge"]),
    "propose_talk": ("提请约谈", ["department_head"]),
    "list_in_circular": ("列入通报", ["assessment_office"]),
    "list_for_study": ("列入研判名单", ["assessment_office_head"]),
}
STEPS = {"workdays": range(1, 4), "days": range(1, 6), "hours": (4, 8, 24, 30)}


def some(draw: Random, things: Any, least: int = 0) -> list[Any]:
    """Any of them, in their order."""
    chosen = draw.sample(range(len(things)), draw.randint(least, len(things)))
    return [things[place] for place in sorted(chosen)]


def scheme_of(draw: Random) -> dict[str, Any]:
    year = draw.choice([2019, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
    first = draw.choice([9, 10]) if year == 2026 and draw.random() < 0.4 else draw.randint(1, 8)
    months = [*range(first, min(first + draw.randint(2, 4), 13))]
    units = [f"u{place}" for place in range(1, draw.randint(2, 5))]
    return {
        "scheme": f"drawn-{year}",
        "title": f"某县{year}年度目标责任考核",
        "year": year,
        "seat": "assessor",
        "office": {"code": "county", "name": "某县考核委员会", "unit": "kaohe"},
        "documents": [{"code": "notice", "title": "考核通知", "dated": f"{year}-01-02"}],
        "units": [
            {"code": "leaders", "name": "县领导", "kind": "leaders"},
            {"code": "kaohe", "name": "县考核办", "kind": "office"},
            *({"code": unit, "name": f"第{unit[1:]}局"} for unit in units),
        ],
        "posts": _posts(draw, units),
        "chains": {
            "look": {
                "label": "审核",
                "steps": [{"code": "head", "label": "部门负责人审核", "reviewers": ["department_head"], "days": 1}],
            }
        },
        "kinds": {"counted": {"label": "量化指标", "strategy": "quantitative"}},
        "indicators": _indicators(draw, units),
        "stages": {
            "breakdown": {"due": _day(draw, year, first), "chain": "look", "ladder": "late"},
            "verification": {"by": "office", "days": draw.randint(1, 5)},
        },
        "windows": _windows(draw, months),
        "duties": _duties(draw),
        "ladders": _ladders(draw),
        "calendar": {"overrides": _overrides(draw, year, first)},
        "policy": _policy(draw),
    }


def text_of(scheme: dict[str, Any]) -> str:
    """JSON is YAML."""
    return json.dumps(scheme, ensure_ascii=False, indent=1)


def _posts(draw: Random, units: list[str]) -> list[dict[str, Any]]:
    leader: dict[str, Any] = {"code": "leader", "title": "分管副县长", "unit": "leaders", "role": "leader_in_charge"}
    leader["in_charge_of"] = units
    if draw.random() < 0.8:
        leader["liaison"] = "liaison"
    office = {"desk": "assessment_office", "chief": "assessment_office_head", "liaison": "liaison"}
    return [
        leader,
        *({"code": code, "title": f"考核办{code}", "unit": "kaohe", "role": role} for code, role in office.items()),
        *(
            {"code": f"{unit}_{role}", "title": f"第{unit[1:]}局{role}", "unit": unit, "role": role}
            for unit in units
            for role in ("department_head", "officer")
        ),
    ]


def _indicators(draw: Random, units: list[str]) -> list[dict[str, Any]]:
    leads = [*units, draw.choice(units)][: draw.randint(1, 4)]
    return [
        {
            "code": f"A{place}",
            "title": f"第{place}项任务",
            "points": 10,
            "kind": "counted",
            "leads": [unit],
            "targets": [
                {"name": "完成数", "value": draw.choice([120, 600, 1000]), "unit": "人", **_pace(draw)},
            ],
        }
        for place, unit in enumerate(leads, start=1)
    ]


def _pace(draw: Random) -> dict[str, Any]:
    months = {"months": [{"month": month, "share": share} for month, share in ((3, 10), (6, 45), (9, 70), (12, 100))]}
    return draw.choice(
        [
            {},
            {"pace": "even"},
            {"pace": {"from_month": draw.randint(2, 3), "to_month": draw.randint(10, 12)}},
            {"pace": {"seasons": [15, 25, 25, 35]}},
            {"pace": {"seasons": [4, 4, 7, 8, 8, 9, 10, 10, 10, 10, 10, 10]}},
            {"pace": months},
        ]
    )


def _day(draw: Random, year: int, month: int) -> dict[str, Any]:
    day = date(year, month, 1) + timedelta(days=draw.randint(0, 70))
    return {"kind": "on", "date": day.isoformat(), **_manner(draw)}


def _manner(draw: Random) -> dict[str, Any]:
    """Hour, roll rule, inclusion and grace, each said or not."""
    said: dict[str, Any] = {}
    if draw.random() < 0.4:
        said["cutoff"] = draw.choice(["12:00", "17:00", "17:30"])
    if draw.random() < 0.5:
        said["roll"] = draw.choice(["none", "forward", "back"])
    if draw.random() < 0.15:
        said["inclusive"] = False
    if draw.random() < 0.3:
        unit = draw.choice(["workdays", "days", "hours"])
        said["grace"] = {"n": draw.choice([6, 30]) if unit == "hours" else draw.randint(1, 4), "unit": unit}
    return said


def _rule(draw: Random) -> dict[str, Any]:
    """Always after the period: a month that is not over has figures of its own."""
    ends = {"kind": draw.choice(["end_of", "last_workday"])}
    return draw.choice(
        [
            {"kind": "day_of_month", "day": draw.choice([5, 10, 15, 20, 31]), "month": "next", **_manner(draw)},
            {"kind": "last_workday", "which": "next", **_manner(draw)},
            {
                "kind": "offset",
                "n": draw.randint(2, 8),
                "unit": draw.choice(["workdays", "days"]),
                "direction": "after",
                "anchor": ends,
                **_manner(draw),
            },
            {
                "kind": "offset",
                "n": draw.randint(1, 3),
                "unit": "workdays",
                "direction": "before",
                "anchor": {"kind": "day_of_month", "day": 25, "month": "next"},
                **_manner(draw),
            },
        ]
    )


def _windows(draw: Random, months: list[int]) -> list[dict[str, Any]]:
    window = {
        "code": "monthly",
        "title": "{period}进展情况",
        "for_each": {"months": months},
        "due": _rule(draw),
        "chain": "look",
        "ladder": "late",
        "fields": ["value", "progress"],
    }
    if draw.random() < 0.25:
        window["due"] = {"kind": "by_month", "default": _rule(draw), "months": {str(months[0]): _rule(draw)}}
    quarters = [quarter for quarter in (1, 2, 3, 4) if months[0] <= quarter * 3 <= months[-1]]
    if quarters and draw.random() < 0.3:
        window["for_each"] = {"quarters": quarters}
    return [window]


def _duties(draw: Random) -> list[dict[str, Any]]:
    duty = {"code": "check", "title": "自查", "seat": {"role": "department_head"}, "settled_by": "self_check"}
    every = draw.choice(["month", "quarter"])
    due = {"kind": "last_workday", **_manner(draw)} if every == "month" else _rule(draw)
    return [{**duty, "every": every, "due": due, "ladder": "checks"}] if draw.random() < 0.4 else []


def _ladders(draw: Random) -> dict[str, Any]:
    late = {
        "label": "迟报",
        "applies_to": ["breakdown", "report"],
        "reminders": _reminders(draw),
        "rungs": _rungs(draw, LATE),
    }
    checks = {"label": "自查", "applies_to": ["self_check"], "reminders": _reminders(draw), "rungs": _rungs(draw, LATE)}
    ladders: dict[str, Any] = {"late": late, "checks": checks}
    for rung in checks["rungs"]:
        rung["audience"] = ["department_head"] if rung["act"] == "urge" else rung["audience"]
    if draw.random() < 0.8:
        rungs = _rungs(draw, BEHIND, first=draw.choice([0, 0, 2]))
        for rung in rungs[1:]:
            if draw.random() < 0.3:
                rung["enters_when"] = [_criterion(draw, entering=True)]
        opens = [_criterion(draw) for _ in range(draw.randint(0, 2))]
        ladders["behind"] = {"label": "欠账", "for_shortfalls": True, "opens_when": opens, "rungs": rungs}
    return ladders


def _reminders(draw: Random) -> list[dict[str, Any]]:
    kinds = [
        {"n": draw.randint(0, 4), "at": draw.choice(["09:00", "08:30", "15:00"])},
        {"n": draw.randint(0, 4), "unit": "days", "at": "09:00"},
        {"n": draw.choice([4, 30]), "unit": "hours"},
    ]
    return some(draw, kinds)


def _rungs(draw: Random, acts: dict[str, tuple[str, list[str]]], *, first: int | None = None) -> list[dict[str, Any]]:
    unit = draw.choice(["workdays", "workdays", "workdays", "days", "hours"])
    n, rungs = 0 if first is None else first, []
    for place, act in enumerate(some(draw, [*acts], least=1)):
        n += 0 if first is not None and place == 0 else draw.choice(STEPS[unit])
        label, audience = acts[act]
        rung: dict[str, Any] = {"code": act, "act": act, "label": label, "after": {"n": n, "unit": unit}}
        rung["audience"] = audience if len(audience) == 1 else draw.choice([audience, audience[:1]])
        if act in ("urge", "tell_responsible", "list_overdue") and draw.random() < 0.3:
            every = {"n": draw.randint(1, 2), "unit": draw.choice(["workdays", "days"])}
            rung["repeat"] = {"every": every, "at_most": draw.randint(1, 3)}
        rungs.append(rung)
    return rungs


def _criterion(draw: Random, *, entering: bool = False) -> dict[str, Any]:
    choices: list[dict[str, Any]] = [
        {"light": "red"},
        {"light": "yellow", "months_running": 2},
        {"months_running": 2},
        {"months_in_all": 2},
        {"light": "yellow", "months_in_all": 3},
        {"amount_over": draw.choice([5, 20, 60])},
        {"rate_over": draw.choice([5, 15]), "measured": draw.choice(["of_due", "points"])},
        {"light": "yellow", "amount_over": 10},
    ]
    return draw.choice([*choices, {"times_opened": 2}] if entering else choices)


def _overrides(draw: Random, year: int, month: int) -> list[dict[str, Any]]:
    calendar = seeded_calendar(year, year)
    days = sorted({date(year, month, 1) + timedelta(days=draw.randint(0, 150)) for _ in range(draw.randint(0, 5))})
    kinds = {True: ["rest", "holiday"], False: ["workday", "makeup_workday"]}
    return [
        {"date": day.isoformat(), "kind": draw.choice(kinds[calendar.is_workday(day)]), "source": "县政府通知"}
        for day in days
        if day.year == year
    ]


def _policy(draw: Random) -> dict[str, Any]:
    return {
        "roll_down": draw.choice(["none", "forward", "forward", "back"]),
        "late_start": draw.choice(["backfill", "exempt"]),
        "late_start_days": draw.randint(2, 6),
        "extensions": {"lapse_days": draw.randint(1, 4)},
        "messages": {"digest_at": draw.choice(["08:30", "09:00", "09:30"]), "rest_days": draw.random() < 0.1},
        "lights": {"yellow_within": draw.choice([0, 5, 10]), "measured": draw.choice(["of_due", "points"])},
    }
