"""O10 over generated ladders and random acts: leaders are reported to, and nothing ever urges them."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from actions.acts import Refused
from actions.delivering import deliver
from actions.recording import RecordingNotifier
from models.database import Database
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.posts import Post
from states.manners import URGING_WORDS, kind_of
from tests.acceptance.obligations.told import told_of
from tests.databases import vault
from tests.integration.actions.breakdowns import handed_in
from tests.integration.actions.year import FIXTURES, Year, at, published
from tests.profiles import cases

LEADERS = ("leader", "principal", "chair")
RUNGS = ("urge", "tell_responsible", "present_to_leader", "list_overdue", "propose_deduction")
AUDIENCE = ("officer", "department_head", "leader_in_charge", "principal_leader", "committee", "assessment_office")
DAYS = ("03-14 09:00", "03-18 09:00", "03-19 14:00", "03-20 09:00", "03-26 09:00", "04-01 09:00", "04-08 09:00")
MORE = """\
  - {code: principal, title: 镇长, unit: leaders, role: principal_leader}
  - {code: chair, title: 考核委员会主任, unit: leaders, role: committee}
"""
# each case lives a month: a failure tells the ladder and the acts as they were drawn
AS_DRAWN = (Phase.explicit, Phase.reuse, Phase.generate)

rungs = st.lists(
    st.fixed_dictionaries({
        "act": st.sampled_from(RUNGS),
        "audience": st.lists(st.sampled_from(AUDIENCE), min_size=1, max_size=3, unique=True),
    }),
    min_size=2, max_size=4,
)  # fmt: skip
errands = st.lists(st.sampled_from(["urge", "meeting", "hand_in", "extend", "ask"]), min_size=2, max_size=6)


def scheme(ladder: list[dict[str, Any]], *, liaison: bool) -> str:
    """The smallest year with this ladder for everything late and two more leaders; `liaison`: one keeps a desk."""
    text = (FIXTURES / "tiny.yaml").read_text(encoding="utf-8")
    kept = text[: text.index("ladders:")].replace("posts:\n", f"posts:\n{MORE}")
    kinds = ["breakdown", "report", "revision", "review", "verification", "score", "task", "decision"]
    climbing = [{"code": f"r{place}", "label": f"第{place}级", "after": {"n": place}, **rung}
                for place, rung in enumerate(ladder, start=1)]  # fmt: skip
    late = {"label": "迟报", "applies_to": kinds, "reminders": [{"n": 1, "unit": "workdays", "at": "09:00"}]}
    ladders = yaml.safe_dump({"ladders": {"late": {**late, "rungs": climbing}}}, allow_unicode=True)
    policy = "policy: {late_start: exempt, extensions: {decided_by: [principal_leader]}}\n"
    return (kept if liaison else kept.replace(", liaison: clerk", "")) + ladders + policy


@settings(max_examples=cases(4, full=150), phases=AS_DRAWN)
@given(ladder=rungs, liaison=st.booleans(), acts=errands)
def test_no_leader_is_ever_urged_whatever_the_ladder_and_the_acts(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, ladder: list[dict[str, Any]], liaison: bool,
    acts: list[str],
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("leaders")
    path = folder / "kaohe.db"
    path.write_bytes(migrated_file.read_bytes())
    (folder / "scheme.yaml").write_text(scheme(ladder, liaison=liaison), encoding="utf-8")
    with closing(Database(f"sqlite:///{path}", durable=False, vault=vault())) as database:
        town = published(database, str(folder / "scheme"), when="2019-03-04 09:00", folder=folder)
        live(town, acts)
        assert list(urged_leaders(town)) == []


def live(town: Year, acts: list[str]) -> None:
    """A month in which one thing is done a day, as far as it is allowed, and the clock strikes."""
    for day, act in zip(DAYS, [*acts, "nothing"] * 2, strict=False):
        when = f"2019-{day}"
        with suppress(Refused):  # what may not be done is not done; what is told is looked at all the same
            do(town, act, when)
        town.tick(when)
        deliver(town.database, RecordingNotifier(at(when)), now=at(when))


def do(town: Year, act: str, when: str) -> None:
    rows = [row.id for row in town.owed()]
    if act == "urge":
        town.do("urge_obligations", "desk", when, obligations=rows, words="请办理")
    elif act == "meeting":
        told = {"assessment": town.assessment, "title": f"推进会{when}", "held_on": when[:10], "chaired_by": "镇长",
                "minutes": "议定两件"}  # fmt: skip
        decisions = [{"what": "到村督导", "post": post, "due_on": "2019-03-27"} for post in ("leader", "farming_head")]
        town.do("record_meeting", "desk", when, **told, decisions=decisions)
    elif act == "hand_in":
        handed_in(town, when)
    elif act == "extend":
        town.do("request_extension", "farming_officer", when, obligation=rows[0], until="2019-04-03", reason="等口径")
    elif act == "ask":
        told = {"assessment": town.assessment, "units": ["farming"], "title": f"台账{when}", "reason": "县里要"}
        town.do("ask_units", "desk", when, **told, due_on="2019-03-27")


def urged_leaders(town: Year) -> Iterator[str]:
    leaders = {town.one(Post, code=code).id for code in LEADERS}
    people = {town.persons[code] for code in LEADERS}
    for row in town.rows(OutboxMessage):
        if row.post_id in leaders and kind_of(row.kind).urges:
            yield f"{row.kind}: {row.body}"
        if row.person_id in people and any(word in f"{row.subject}{row.body}{row.short}" for word in URGING_WORDS):
            yield f"{row.kind}: {row.subject}\n{row.body}"


@pytest.fixture
def desk_without_liaison(database: Database, tmp_path: Path) -> Year:
    rung = [{"act": "urge", "audience": ["leader_in_charge"]}, {"act": "list_overdue", "audience": ["committee"]}]
    (tmp_path / "scheme.yaml").write_text(scheme(rung, liaison=False), encoding="utf-8")
    return published(database, str(tmp_path / "scheme"), when="2019-03-04 09:00", folder=tmp_path)


@pytest.mark.closes("O10")
def test_what_waits_on_a_leaders_desk_reminds_whoever_keeps_it(desk_without_liaison: Year) -> None:
    """Without a 联络员 the house's own office keeps the desk; never the leader himself."""
    town = desk_without_liaison
    task = handed_in(town, "2019-03-14 10:00")
    town.do("approve", "farming_head", "2019-03-14 11:00", kind="assignment", id=task)
    town.tick("2019-03-18 09:00")

    rows = [row for row in town.told("waiting_on_desk") if row.dedup_key.startswith("r1:")]
    assert {row.person_id for row in rows} == {town.persons["clerk"]}


@pytest.mark.closes("O10")
def test_rung_that_lists_others_is_reported_to_leaders_in_their_words(desk_without_liaison: Year) -> None:
    town = desk_without_liaison
    for day in ("18", "19"):
        town.tick(f"2019-03-{day} 09:00")

    late = town.rows(Obligation, kind="breakdown")[0]
    told = [row for row in town.told("present_to_leader") if late.title in row.body]
    assert [(row.person_id, row.body) for row in told] == [
        (town.persons["leader"], f"呈分管农业的镇领导阅：农业站承担的“{late.title}”，"
         "指标分解应于3月15日（周五）下班前完成，已过1个工作日，尚未收到。"),
        (town.persons["chair"], f"呈考核委员会主任阅：农业站承担的“{late.title}”，"
         "指标分解应于3月15日（周五）下班前完成，已过2个工作日，尚未收到。已于3月18日（周一）提醒该单位。"),
    ]  # fmt: skip
    assert told_of(town, late.title, "urge") == told_of(town, late.title, "list_overdue") == []
