"""What SQL lists is what `may` allows, for any actor and every kind of thing."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from config.roles import UNHELD, Role
from models.database import Database
from models.scoping import visible
from models.ties import TIES
from states.actors import Actor, Seat
from states.permissions import may, scope
from states.subjects import SubjectKind
from tests.profiles import cases
from tests.world import POSTS, UNITS, World

ROLES = sorted(set(Role) - UNHELD)
SEATS = st.builds(
    lambda post, role, charge, grants: Seat(
        post=post, unit=post.split("-")[0], role=role, in_charge_of=charge, grants=grants
    ),
    st.sampled_from(POSTS),
    st.sampled_from(ROLES),
    st.frozensets(st.sampled_from(UNITS), max_size=2),
    st.frozensets(st.sampled_from(ROLES), max_size=1),
)
KINDS = st.sampled_from(sorted(set(SubjectKind) - {SubjectKind.ASSESSMENT, SubjectKind.INDICATOR, SubjectKind.FIGURE}))


def test_list_shows_what_may_be_read_and_nothing_else(database: Database) -> None:
    with database.write() as tx:
        world = World(tx)
    ours = world.ground.office

    @settings(max_examples=cases(80, full=1000), suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(SEATS, max_size=2),
        st.sampled_from([world.ground.person, world.other, 999]),
        st.sampled_from(["kaohe", "kangfu"]),
        KINDS,
    )
    def agrees(seats: list[Seat], person: int, host: str, kind: SubjectKind) -> None:
        actor = Actor(person_id=person, office=ours, host_unit=host, seats=tuple(seats))
        known = {number: ways for found, number, ways in world.things if found is kind}
        allowed = {number for number, ways in known.items() if any(may(actor, "read", way).ok for way in ways)}
        with database.read() as tx:
            listed = set(tx.scalars(select(TIES[kind].table.c.id).where(visible(scope(actor, kind), kind))))
        assert listed & known.keys() == allowed

    agrees()


def test_every_kind_can_be_listed(database: Database) -> None:
    seat = Seat(post="kangfu-head", unit="kangfu", role=Role.UNIT_OFFICE, in_charge_of=frozenset({"kangfu"}))
    with database.write() as tx:
        world = World(tx)
        actor = Actor(person_id=world.ground.person, office=world.ground.office, host_unit="kaohe", seats=(seat,))
        listed = {
            kind: tx.scalars(select(TIES[kind].table.c.id).where(visible(scope(actor, kind), kind))).all()
            for kind in SubjectKind
        }
    assert {kind for kind, found in listed.items() if not found} == {SubjectKind.PACKAGE, SubjectKind.RECTIFICATION}
