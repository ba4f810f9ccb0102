"""A small office for the tests of this room: a county's assessment office, two departments, leaders, three members."""

from dataclasses import replace
from datetime import datetime

from config.chains import Chain
from config.roles import Role
from config.zone import SHANGHAI
from states.actors import Actor, Seat
from states.seating import Directory, PostFacts

OFFICE = 1
HOST = "kaohe_ban"
LEAD = "kangfu"
CO_UNIT = "jiaojiu"

POSTS = (
    PostFacts(code="zhuren", unit="leaders", role=Role.PRINCIPAL_LEADER),
    PostFacts(code="shuji", unit="party", role=Role.PRINCIPAL_LEADER),
    PostFacts(code="xianzhang", unit="government", role=Role.PRINCIPAL_LEADER),
    PostFacts(code="fenguan", unit="leaders", role=Role.LEADER_IN_CHARGE, in_charge_of=frozenset({LEAD, HOST})),
    PostFacts(code="fenguan_b", unit="leaders", role=Role.LEADER_IN_CHARGE, in_charge_of=frozenset({CO_UNIT})),
    PostFacts(code="weiyuan_1", unit="committee", role=Role.COMMITTEE),
    PostFacts(code="weiyuan_2", unit="committee", role=Role.COMMITTEE),
    PostFacts(code="weiyuan_3", unit="committee", role=Role.COMMITTEE),
    PostFacts(code="kaohe_head", unit=HOST, role=Role.ASSESSMENT_OFFICE_HEAD),
    PostFacts(code="kaohe_desk", unit=HOST, role=Role.ASSESSMENT_OFFICE),
    PostFacts(code="bangong_desk", unit=HOST, role=Role.UNIT_OFFICE),
    PostFacts(code="lianluo", unit=HOST, role=Role.LIAISON),
    PostFacts(code="kangfu_head", unit=LEAD, role=Role.DEPARTMENT_HEAD),
    PostFacts(code="kangfu_deputy", unit=LEAD, role=Role.DEPARTMENT_HEAD),
    PostFacts(code="kangfu_officer", unit=LEAD, role=Role.OFFICER),
    PostFacts(code="jiaojiu_head", unit=CO_UNIT, role=Role.DEPARTMENT_HEAD),
    PostFacts(code="jiaojiu_officer", unit=CO_UNIT, role=Role.OFFICER),
    PostFacts(code="shenji", unit=HOST, role=Role.AUDITOR),
    PostFacts(code="guanli", unit=HOST, role=Role.ADMINISTRATOR),
)
DIRECTORY = Directory(host_unit=HOST, posts=POSTS)
PERSON = {post.code: number for number, post in enumerate(POSTS, start=101)}


def seat(code: str) -> Seat:
    post = next(each for each in POSTS if each.code == code)
    return Seat(post=post.code, unit=post.unit, role=post.role, in_charge_of=post.in_charge_of, grants=post.grants)


def person(*codes: str, on_behalf: tuple[str, ...] = (), number: int | None = None) -> Actor:
    """Whoever holds these posts, and stands in for the others; the first post gives the person his number."""
    seats = [seat(code) for code in codes] + [replace(seat(code), via="substitute") for code in on_behalf]
    return Actor(person_id=number or PERSON[(*codes, *on_behalf)[0]], office=OFFICE, host_unit=HOST, seats=tuple(seats))


CLOCK = Actor(person_id=None, office=OFFICE, host_unit=HOST, is_clock=True)
EVERYBODY = (CLOCK, *(person(post.code) for post in POSTS))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NOW = at("2019-05-13 10:00")

FIVE_STEPS = Chain.model_validate(
    {
        "label": "五个环节",
        "steps": [
            {"code": "head", "label": "部门负责人审核", "reviewers": ["department_head"]},
            {
                "code": "leader",
                "label": "分管领导审阅",
                "reviewers": ["leader_in_charge"],
                "may_return_to": ["draft", "head"],
            },
            {
                "code": "sign",
                "label": "会签",
                "reviewers": ["unit_office", {"role": "department_head", "of": "co_units"}, "assessment_office"],
                "mode": "all",
                "may_return_to": ["draft", "head"],
                "skip_when": "no_post",
            },
            {
                "code": "committee",
                "label": "委员审议",
                "reviewers": ["committee"],
                "mode": {"at_least": 2},
                "may_return_to": ["draft", "leader"],
            },
            {
                "code": "principal",
                "label": "主要领导审批",
                "reviewers": ["principal_leader"],
                "may_return_to": ["draft", "leader"],
                "skip_when": "same_person",
            },
        ],
    }
)
