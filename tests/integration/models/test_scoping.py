"""What SQL lists is what `may` allows, for any actor and every kind of thing.

The same small world stands twice: as rows, and as facts written out by hand.
"""

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select, update

from config.roles import UNHELD, Role
from models.assignments import Assignment
from models.database import Database
from models.evidence import Evidence, EvidenceUse
from models.figures import FigureDefinition
from models.indicators import IndicatorUnit, Target
from models.journal import Journal
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.packages import Package
from models.persons import Holding, Person
from models.posts import Post
from models.reviews import Copy, Opinion
from models.scoping import visible
from models.ties import TIES
from models.units import Unit
from models.verdicts import Score
from states.actors import Actor, Seat
from states.permissions import may, scope
from states.subjects import SubjectFacts, SubjectKind
from tests.office import NOON, Ground, lay_ground, put
from tests.profiles import cases

UNITS = ("kangfu", "jiaojiu", "kaohe", "tongji", "zhengfa")
POSTS = tuple(f"{unit}-{seat}" for unit in UNITS for seat in ("head", "officer"))
SHARED = {SubjectKind.OFFICE, SubjectKind.ASSESSMENT, SubjectKind.INDICATOR, SubjectKind.WINDOW, SubjectKind.FIGURE}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    ground: Ground
    persons: tuple[int, int]
    facts: dict[SubjectKind, dict[int, SubjectFacts | tuple[SubjectFacts, ...]]]


def build(tx: Connection) -> World:
    """康复部 leads with 教就部, assessed by 政法委, figures from 统计局; an office beside it owns things of its own."""
    ground, beside = lay_ground(tx), lay_ground(tx, code="beside")
    units = {"kangfu": ground.unit} | {
        code: put(tx, Unit, office_id=ground.office, code=code, name=code, kind="department") for code in UNITS[1:]
    }
    posts = {"kangfu-head": ground.post} | {
        code: put(
            tx, Post, office_id=ground.office, unit_id=units[code.split("-")[0]], code=code, title=code, role="officer"
        )
        for code in POSTS[1:]
    }
    other = put(tx, Person, code="other", name="承办人", created_at=NOON)
    figure = put(
        tx, FigureDefinition, office_id=ground.office, code="f", name="康复人数", unit="人",
        source_unit_id=units["tongji"], periods="monthly", measure="cumulative",
    )  # fmt: skip
    for code, part in (("kangfu", "lead"), ("jiaojiu", "co_unit"), ("zhengfa", "assessor")):
        put(tx, IndicatorUnit, office_id=ground.office, indicator_id=ground.indicator, unit_id=units[code], part=part)
    put(tx, Target, office_id=ground.office, indicator_id=ground.indicator, name="人数", figure_id=figure)
    tx.execute(
        update(Assignment.t)
        .where(Assignment.c.id == ground.assignment)
        .values(leader_post_id=posts["kaohe-head"], submitted_by=ground.person, last_mover=other)
    )
    assigned = SubjectFacts(
        kind=SubjectKind.ASSIGNMENT, office=ground.office, state="in_execution", lead_unit="kangfu",
        co_units=frozenset({"jiaojiu"}), assessors=frozenset({"zhengfa"}), source_unit="tongji",
        leader_post="kaohe-head", submitter=ground.person, last_mover=other,
    )  # fmt: skip
    return World(
        ground=ground,
        persons=(ground.person, other),
        facts=things(tx, ground, beside, units=units, posts=posts, assigned=assigned),
    )


def things(
    tx: Connection,
    ground: Ground,
    beside: Ground,
    *,
    units: dict[str, int],
    posts: dict[str, int],
    assigned: SubjectFacts,
) -> dict[SubjectKind, dict[int, SubjectFacts | tuple[SubjectFacts, ...]]]:
    kind = SubjectKind
    about = {"office_id": ground.office, "subject_kind": "report", "subject_id": ground.report}
    seat = {"office_id": ground.office, "unit_id": units["jiaojiu"]}
    put(tx, Opinion, **about, unit_id=units["tongji"], post_id=posts["tongji-officer"], asked_at=NOON)
    put(tx, Opinion, **about, unit_id=units["tongji"], post_id=posts["tongji-head"], asked_at=NOON, closed_at=NOON)
    put(tx, Copy, **about, post_id=posts["zhengfa-officer"], copied_at=NOON)
    window = {"subject_kind": "window", "subject_id": ground.window, "kind": "report", "opened_at": NOON}
    owed = put(tx, Obligation, office_id=ground.office, unit_id=ground.unit, post_id=posts["kangfu-officer"], **window)
    review = put(
        tx, Obligation, **seat, post_id=posts["jiaojiu-head"], subject_kind="assignment",
        subject_id=ground.assignment, kind="review", opened_at=NOON,
    )  # fmt: skip
    package = put(
        tx, Package, office_id=ground.office, assessment_id=ground.assessment, unit_id=units["kaohe"], kind="report",
        title="6月报送件", state="collecting",
    )  # fmt: skip
    evidence = put(tx, Evidence, **seat, title="签到表", created_at=NOON)
    put(tx, EvidenceUse, **about, evidence_id=evidence, added_at=NOON)
    unused = put(tx, Evidence, **seat, title="未使用", created_at=NOON)
    score = put(
        tx, Score, office_id=ground.office, assignment_id=ground.assignment, kind="self", points=1, entered_at=NOON
    )
    lines = [
        put(tx, Journal, **about, act="submit_report", unit_id=units["jiaojiu"], effective_at=NOON, recorded_at=NOON),
        put(
            tx, Journal, office_id=ground.office, act="sign_in", subject_kind="person", unit_id=units["tongji"],
            effective_at=NOON, recorded_at=NOON,
        ),
    ]  # fmt: skip
    message = put(
        tx, OutboxMessage, office_id=ground.office, dedup_key="k", kind="reminder", person_id=ground.person,
        subject="提醒", body="请报送", created_at=NOON, send_after=NOON,
    )  # fmt: skip
    put(
        tx, Holding, office_id=ground.office, person_id=ground.person, post_id=posts["jiaojiu-officer"],
        begins_on=date(2019, 1, 1), recorded_at=NOON,
    )  # fmt: skip
    bare = SubjectFacts(kind=kind.OFFICE, office=ground.office)
    near = SubjectFacts(kind=kind.ASSIGNMENT, office=beside.office, state="in_execution", lead_unit="kangfu")
    report = replace(
        assigned, kind=kind.REPORT, state="not_open", submitter=None, last_mover=None,
        awaited_posts=frozenset({"kangfu-officer"}), consulted_posts=frozenset({"tongji-officer"}),
        copied_posts=frozenset({"zhengfa-officer"}),
    )  # fmt: skip
    nobodys = replace(assigned, submitter=None, last_mover=None)
    brought = SubjectFacts(kind=kind.EVIDENCE, office=ground.office, lead_unit="jiaojiu")
    return {
        kind.OFFICE: {ground.office: bare, beside.office: replace(bare, office=beside.office)},
        kind.WINDOW: {
            ground.window: replace(bare, kind=kind.WINDOW),
            beside.window: replace(bare, kind=kind.WINDOW, office=beside.office),
        },
        kind.ASSIGNMENT: {
            ground.assignment: replace(assigned, awaited_posts=frozenset({"jiaojiu-head"})),
            beside.assignment: near,
        },
        kind.REPORT: {ground.report: report, beside.report: replace(near, kind=kind.REPORT, state="not_open")},
        kind.PACKAGE: {
            package: SubjectFacts(kind=kind.PACKAGE, office=ground.office, state="collecting", lead_unit="kaohe")
        },
        kind.EVIDENCE: {
            evidence: (brought, replace(nobodys, kind=kind.EVIDENCE)),  # by whoever brings it or uses it
            unused: brought,
        },
        kind.OBLIGATION: {
            owed: SubjectFacts(
                kind=kind.OBLIGATION, office=ground.office, lead_unit="kangfu",
                awaited_posts=frozenset({"kangfu-officer"}),
            ),
            review: replace(nobodys, kind=kind.OBLIGATION, awaited_posts=frozenset({"jiaojiu-head"})),
        },
        kind.SCORE: {score: replace(nobodys, kind=kind.SCORE)},
        kind.JOURNAL: {
            lines[0]: replace(nobodys, kind=kind.JOURNAL),
            lines[1]: SubjectFacts(kind=kind.JOURNAL, office=ground.office, lead_unit="tongji"),
        },
        kind.PERSON: {
            ground.person: SubjectFacts(
                kind=kind.PERSON, office=ground.office, lead_unit="jiaojiu", person=ground.person
            )
        },
        kind.MESSAGE: {message: SubjectFacts(kind=kind.MESSAGE, office=ground.office, person=ground.person)},
    }  # fmt: skip


SEATS = st.builds(
    lambda post, role, charge, grants: Seat(
        post=post, unit=post.split("-")[0], role=role, in_charge_of=charge, grants=grants
    ),
    st.sampled_from(POSTS),
    st.sampled_from(sorted(set(Role) - UNHELD)),
    st.frozensets(st.sampled_from(UNITS), max_size=2),
    st.frozensets(st.sampled_from(sorted(set(Role) - UNHELD)), max_size=1),
)


def may_read(actor: Actor, facts: SubjectFacts | tuple[SubjectFacts, ...]) -> bool:
    ways = facts if isinstance(facts, tuple) else (facts,)
    return any(may(actor, "read", way).ok for way in ways)


def test_list_shows_what_may_be_read_and_nothing_else(database: Database) -> None:
    with database.write() as tx:
        world = build(tx)

    @settings(max_examples=cases(80, full=1000), suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(SEATS, max_size=2),
        st.sampled_from([*world.persons, 999]),
        st.sampled_from(["kaohe", "kangfu"]),
        st.sampled_from(sorted(world.facts)),
    )
    def agrees(seats: list[Seat], person: int, host: str, kind: SubjectKind) -> None:
        actor = Actor(person_id=person, office=world.ground.office, host_unit=host, seats=tuple(seats))
        table = TIES[kind].table
        with database.read() as tx:
            listed = set(tx.scalars(select(table.c.id).where(visible(scope(actor, kind), kind))))
        allowed = {number for number, facts in world.facts[kind].items() if may_read(actor, facts)}
        assert listed & world.facts[kind].keys() == allowed

    agrees()


def test_every_kind_can_be_listed(database: Database) -> None:
    seat = Seat(post="kangfu-head", unit="kangfu", role=Role.UNIT_OFFICE, in_charge_of=frozenset({"kangfu"}))
    with database.write() as tx:
        world = build(tx)
        actor = Actor(person_id=world.persons[0], office=world.ground.office, host_unit="kaohe", seats=(seat,))
        listed = {
            kind: tx.scalars(select(TIES[kind].table.c.id).where(visible(scope(actor, kind), kind))).all()
            for kind in SubjectKind
        }
    assert {kind for kind, found in listed.items() if not found} == {SubjectKind.PACKAGE}
