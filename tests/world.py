"""A small world that stands twice: as rows, and as the facts of its things, written out by hand.

康复部 leads an assignment with 教就部, 政法委 assesses it, 统计局 reports its figure; an office beside has its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, update

from models.assignments import Assignment
from models.ballots import BallotRound, BallotUnit
from models.evidence import Evidence, EvidenceUse, EvidenceVersion
from models.facts import StatedFact
from models.figures import FigureDefinition
from models.findings import Finding, Problem
from models.indicators import IndicatorUnit, Target
from models.journal import Journal
from models.judgements import Judgement
from models.letters import Letter, LetterUnit
from models.negative import NegativeItem, NegativeRectification
from models.obligations import Obligation
from models.outbox import OutboxMessage
from models.packages import Package
from models.persons import Holding, Person
from models.posts import Post
from models.reports import Report
from models.results import Result, ReviewRequest
from models.reviews import Copy, Opinion
from models.shortfalls import Shortfall
from models.units import Unit
from models.verdicts import Score
from models.vetoes import Veto
from models.windows import Period, Window
from states.subjects import SubjectFacts, SubjectKind
from tests.office import NOON, Ground, lay_ground, put

UNITS = ("kangfu", "jiaojiu", "kaohe", "tongji", "zhengfa")
POSTS = tuple(f"{unit}-{seat}" for unit in UNITS for seat in ("head", "officer"))
K = SubjectKind

Thing = tuple[SubjectKind, int, tuple[SubjectFacts, ...]]
"""Kind, id, and the facts of every way in which somebody may come to read it."""


@dataclass(slots=True)
class World:
    tx: Connection
    ground: Ground = field(init=False)
    beside: Ground = field(init=False)
    units: dict[str, int] = field(init=False)
    posts: dict[str, int] = field(init=False)
    other: int = field(init=False)  # a second person
    things: tuple[Thing, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.ground, self.beside = lay_ground(self.tx), lay_ground(self.tx, code="beside")
        self.units = _units(self.tx, self.ground)
        self.posts = _posts(self.tx, self.ground, self.units)
        self.other = put(self.tx, Person, code="other", name="承办人", created_at=NOON)
        _share_out(self)
        self.things = (
            *_common(self), *_assigned(self), *_owed(self), *_written(self), *_brought(self), *_listed(self),
            *_resulted(self), *_counted(self), *_found(self), *_told(self),
        )  # fmt: skip

    @property
    def office(self) -> dict[str, int]:
        return {"office_id": self.ground.office}

    @property
    def about_report(self) -> dict[str, object]:
        return {**self.office, "subject_kind": "report", "subject_id": self.ground.report}

    @property
    def assigned(self) -> SubjectFacts:
        """The assignment's, without the persons who moved it: what hangs on it carries them too."""
        return SubjectFacts(
            kind=K.ASSIGNMENT,
            office=self.ground.office,
            lead_unit="kangfu",
            co_units=frozenset({"jiaojiu"}),
            assessors=frozenset({"zhengfa"}),
            leader_post="kaohe-head",
        )


def _units(tx: Connection, ground: Ground) -> dict[str, int]:
    rest = {code: put(tx, Unit, office_id=ground.office, code=code, name=code, kind="department") for code in UNITS[1:]}
    return {"kangfu": ground.unit} | rest


def _posts(tx: Connection, ground: Ground, units: dict[str, int]) -> dict[str, int]:
    def post(code: str) -> int:
        unit = units[code.split("-", maxsplit=1)[0]]
        return put(tx, Post, office_id=ground.office, unit_id=unit, code=code, title=code, role="officer")

    return {"kangfu-head": ground.post} | {code: post(code) for code in POSTS[1:]}


def _share_out(world: World) -> None:
    """Who has which part in the indicator."""
    tx, units = world.tx, world.units
    indicator = {**world.office, "indicator_id": world.ground.indicator}
    for code, part in (("kangfu", "lead"), ("jiaojiu", "co_unit"), ("zhengfa", "assessor")):
        put(tx, IndicatorUnit, **indicator, unit_id=units[code], part=part)
    measured = {"unit": "人", "periods": "monthly", "measure": "cumulative"}
    figure = put(
        tx, FigureDefinition, **world.office, **measured, code="f", name="人数", source_unit_id=units["tongji"]
    )
    put(tx, Target, **indicator, name="人数", figure_id=figure)
    moved = {"submitted_by": world.ground.person, "last_mover": world.other}
    mine = update(Assignment.t).where(Assignment.c.id == world.ground.assignment)
    tx.execute(mine.values(leader_post_id=world.posts["kaohe-head"], **moved))


def _common(world: World) -> Iterator[Thing]:
    for ground in (world.ground, world.beside):
        bare = SubjectFacts(kind=K.OFFICE, office=ground.office)
        yield K.OFFICE, ground.office, (bare,)
        yield K.WINDOW, ground.window, (replace(bare, kind=K.WINDOW),)


def _assigned(world: World) -> Iterator[Thing]:
    ground, posts, beside = world.ground, world.posts, world.beside
    about, asked = world.about_report, {"unit_id": world.units["tongji"], "asked_at": NOON}
    put(world.tx, Opinion, **about, **asked, post_id=posts["tongji-officer"])
    put(world.tx, Opinion, **about, **asked, post_id=posts["tongji-head"], closed_at=NOON)
    put(world.tx, Copy, **about, post_id=posts["zhengfa-officer"], copied_at=NOON)
    assignment = replace(
        world.assigned,
        awaited_posts=frozenset({"jiaojiu-head"}),
        submitter=ground.person,
        last_mover=world.other,
    )
    report = replace(
        world.assigned,
        kind=K.REPORT,
        awaited_posts=frozenset({"kangfu-officer"}),
        consulted_posts=frozenset({"tongji-officer"}),
        copied_posts=frozenset({"zhengfa-officer"}),
    )
    yield K.ASSIGNMENT, ground.assignment, (assignment,)
    yield K.REPORT, ground.report, (report,)
    yield K.REPORT, _delivered(world), (replace(world.assigned, **DELIVERED),)
    near = SubjectFacts(kind=K.ASSIGNMENT, office=beside.office, lead_unit="kangfu")
    yield K.ASSIGNMENT, beside.assignment, (near,)
    yield K.REPORT, beside.report, (replace(near, kind=K.REPORT),)


# a figure: its source leads it, and nobody supplies a part
DELIVERED: dict[str, Any] = {
    "kind": K.REPORT, "lead_unit": "tongji", "source_unit": "tongji", "co_units": frozenset()
}  # fmt: skip


def _delivered(world: World) -> int:
    """A report that 统计局 owes about the same assignment."""
    tx, ground = world.tx, world.ground
    year = {**world.office, "assessment_id": ground.assessment}
    window = put(tx, Window, **year, code="figures", title="统计数据", state="open", rule={"owed_by": "source"})
    month = {"begins_on": date(2019, 6, 1), "ends_on": date(2019, 6, 30)}
    period = put(tx, Period, **world.office, **month, window_id=window, code="2019-06")
    about = {"window_id": window, "period_id": period, "assignment_id": ground.assignment}
    return put(tx, Report, **year, **about, unit_id=world.units["tongji"], state="not_open")


def _owed(world: World) -> Iterator[Thing]:
    """The reports of a window, together; a review of the assignment; and what is sent up."""
    ground, posts, units = world.ground, world.posts, world.units
    window = {"subject_kind": "window", "subject_id": ground.window, "kind": "report", "opened_at": NOON}
    owed = put(world.tx, Obligation, **world.office, **window, unit_id=ground.unit, post_id=posts["kangfu-officer"])
    task = {"subject_kind": "assignment", "subject_id": ground.assignment, "kind": "review", "opened_at": NOON}
    review = put(world.tx, Obligation, **world.office, **task, unit_id=units["jiaojiu"], post_id=posts["jiaojiu-head"])
    year = {**world.office, "assessment_id": ground.assessment, "unit_id": units["kaohe"]}
    package = put(world.tx, Package, **year, kind="report", title="6月报送件", state="collecting")
    lead = SubjectFacts(kind=K.OBLIGATION, office=ground.office, lead_unit="kangfu")
    yield K.OBLIGATION, owed, (replace(lead, awaited_posts=frozenset({"kangfu-officer"})),)
    yield K.OBLIGATION, review, (replace(world.assigned, kind=K.OBLIGATION, awaited_posts=frozenset({"jiaojiu-head"})),)
    yield K.PACKAGE, package, (replace(lead, kind=K.PACKAGE, lead_unit="kaohe"),)


def _written(world: World) -> Iterator[Thing]:
    """A letter that lies with its issuer, and one that has reached the first of its two units."""
    ground, units = world.ground, world.units
    year = {**world.office, "assessment_id": ground.assessment, "issuer_unit_id": units["kaohe"], "drafted_at": NOON}
    draft = put(world.tx, Letter, **year, kind="warning", title="预警", unit_id=units["kangfu"], state="drafting")
    put(world.tx, LetterUnit, **world.office, letter_id=draft, unit_id=units["kangfu"])
    sent = put(world.tx, Letter, **year, kind="circular", title="通报", unit_id=units["kaohe"], state="delivered")
    put(world.tx, LetterUnit, **world.office, letter_id=sent, unit_id=units["kangfu"], delivered_at=NOON)
    put(world.tx, LetterUnit, **world.office, letter_id=sent, unit_id=units["jiaojiu"])
    bare = SubjectFacts(kind=K.LETTER, office=ground.office, issuer_unit="kaohe")
    both = frozenset({"kangfu", "jiaojiu"})
    yield K.LETTER, draft, (replace(bare, lead_unit="kangfu", co_units=frozenset({"kangfu"})),)
    yield K.LETTER, sent, (replace(bare, lead_unit="kaohe", co_units=both, addressees=frozenset({"kangfu"})),)


def _counted(world: World) -> Iterator[Thing]:
    """Two rounds about the same unit, one of them sealed; and points that somebody proposed."""
    ground, units = world.ground, world.units
    year = {**world.office, "assessment_id": ground.assessment}
    bare = SubjectFacts(kind=K.BALLOT, office=ground.office, co_units=frozenset({"kangfu"}))
    for rating, state in (("before", "witnessed"), ("after", "sealed")):
        planned = {**year, "rating": rating, "title": rating, "state": state, "planned_at": NOON}
        number = put(world.tx, BallotRound, **planned)
        put(world.tx, BallotUnit, **year, round_id=number, rating=rating, unit_id=units["kangfu"])
        sealed = frozenset({"kangfu"}) if state == "sealed" else frozenset[str]()
        yield K.BALLOT, number, (replace(bare, state=state, addressees=sealed),)
    given = {"slot": "own", "unit_id": units["kangfu"], "state": "proposed", "opened_at": NOON}
    number = put(world.tx, Judgement, **year, **given, submitted_by=ground.person)
    owed = {"subject_kind": "judgement", "subject_id": number, "kind": "decision", "opened_at": NOON}
    put(world.tx, Obligation, **world.office, **owed, unit_id=units["kaohe"], post_id=world.posts["kaohe-officer"])
    bare = SubjectFacts(kind=K.JUDGEMENT, office=ground.office, state="proposed", lead_unit="kangfu")
    yield K.JUDGEMENT, number, (replace(bare, submitter=ground.person, awaited_posts=frozenset({"kaohe-officer"})),)


def _found(world: World) -> Iterator[Thing]:
    """Findings and problems about 康复部 by 政法委: one that it does not know of yet, one that it was told."""
    ground, units = world.ground, world.units
    year = {**world.office, "assessment_id": ground.assessment, "unit_id": units["kangfu"]}
    year |= {"issuer_unit_id": units["zhengfa"]}
    secret = put(world.tx, Finding, **year, kind="absent", state="drafted", drafted_at=NOON)
    known = {"number": 1, "told_at": NOON, "window_ends_at": NOON}
    told = put(world.tx, Finding, **year, kind="absent", state="disputed", drafted_at=NOON, **known)
    review = {"subject_kind": "finding", "subject_id": told, "kind": "objection_review", "opened_at": NOON}
    asked = {"unit_id": units["tongji"], "post_id": world.posts["tongji-head"]}
    put(world.tx, Obligation, **world.office, **review, **asked)
    seen = {
        "source": "supervision",
        "found_on": date(2019, 6, 1),
        "title": "漏报",
        "matter": "漏报",
        "recorded_at": NOON,
    }
    problem = put(world.tx, Problem, **year, **seen, state="recorded")
    fed_back = put(world.tx, Problem, **year, **seen, state="rectifying", told_at=NOON)
    bare = SubjectFacts(kind=K.FINDING, office=ground.office, lead_unit="kangfu", issuer_unit="zhengfa")
    heard = frozenset({"kangfu"})
    yield K.FINDING, secret, (bare,)
    yield K.FINDING, told, (replace(bare, addressees=heard, awaited_posts=frozenset({"tongji-head"})),)
    yield K.PROBLEM, problem, (replace(bare, kind=K.PROBLEM),)
    yield K.PROBLEM, fed_back, (replace(bare, kind=K.PROBLEM, addressees=heard),)


def _brought(world: World) -> Iterator[Thing]:
    """Evidence is read by whoever brings it and by whoever uses it."""
    own = {**world.office, "unit_id": world.units["jiaojiu"], "created_at": NOON}
    used = put(world.tx, Evidence, **own, title="签到表")
    put(world.tx, EvidenceUse, **world.about_report, evidence_id=used, added_at=NOON)
    unused = put(world.tx, Evidence, **own, title="未使用")
    bringer = SubjectFacts(kind=K.EVIDENCE, office=world.ground.office, lead_unit="jiaojiu")
    yield K.EVIDENCE, used, (bringer, replace(world.assigned, kind=K.EVIDENCE))
    yield K.EVIDENCE, unused, (bringer,)
    mark = {"assignment_id": world.ground.assignment, "kind": "self", "points": 1, "entered_at": NOON}
    yield K.SHORTFALL, _behind(world), (replace(world.assigned, kind=K.SHORTFALL),)
    fact = {"unit_id": world.ground.unit, "assessment_id": world.ground.assessment, "sort": "figures", "code": "f"}
    told = {"effective_on": date(2019, 1, 1), "content": {}, "recorded_at": NOON}
    of_unit = SubjectFacts(kind=K.FACT, office=world.ground.office, lead_unit="kangfu")
    yield K.FACT, put(world.tx, StatedFact, **world.office, **fact, **told), (of_unit,)
    yield K.SCORE, put(world.tx, Score, **world.office, **mark), (replace(world.assigned, kind=K.SCORE),)


def _behind(world: World) -> int:
    """What the lead fell short of, opened when another still led."""
    ground = world.ground
    target = world.tx.execute(Target.t.select().where(Target.c.indicator_id == ground.indicator)).one().id
    about = {"assessment_id": ground.assessment, "assignment_id": ground.assignment, "target_id": target}
    figures = {"period": "2019-06", "expected": 4, "gap": 1}
    return put(world.tx, Shortfall, **world.office, **about, **figures, unit_id=world.units["tongji"], opened_at=NOON)


def _listed(world: World) -> Iterator[Thing]:
    """An item of the negative list, what a co-unit puts right; a veto that its unit knows of, one that it does not."""
    ground, units = world.ground, world.units
    year = {**world.office, "assessment_id": ground.assessment}
    named = {"title": "环境污染", "basis": "通知第四条", "listed_at": NOON}
    item = put(world.tx, NegativeItem, **year, **named, assignment_id=ground.assignment, state="listed")
    mended = {"item_id": item, "unit_id": units["jiaojiu"], "due_on": NOON.date(), "opened_at": NOON}
    mending = put(world.tx, NegativeRectification, **year, **mended, state="rectifying")
    yield K.NEGATIVE, item, (replace(world.assigned, kind=K.NEGATIVE),)
    yield K.RECTIFICATION, mending, (replace(world.assigned, kind=K.RECTIFICATION, lead_unit="jiaojiu"),)
    bare = SubjectFacts(kind=K.VETO, office=ground.office, lead_unit="kangfu", issuer_unit="zhengfa")
    yield K.VETO, _vetoed(world, told_at=None), (bare,)
    yield K.VETO, _vetoed(world, told_at=NOON), (replace(bare, addressees=frozenset({"kangfu"})),)


def _vetoed(world: World, *, told_at: datetime | None) -> int:
    units, day = world.units, NOON.date()
    letter = put(world.tx, Evidence, **world.office, unit_id=units["zhengfa"], title="函", created_at=NOON)
    file = {"hash": "h", "size": 1, "media_type": "text/plain", "file_name": "函.txt", "stored_at": NOON}
    version = put(world.tx, EvidenceVersion, **world.office, **file, evidence_id=letter, number=1)
    said = {"matter": "peace", "name": "平安建设", "finding": "veto", "facts": "发生事故", "basis": "办法"}
    days = {"happened_on": day, "dated_on": day, "proposed_at": NOON, "told_at": told_at, "state": "proposed"}
    whose = {"unit_id": units["kangfu"], "owner_unit_id": units["zhengfa"], "evidence_version_id": version}
    year = {**world.office, "assessment_id": world.ground.assessment, "document_no": "函1"}
    return put(world.tx, Veto, **year, **said, **days, **whose)


def _resulted(world: World) -> Iterator[Thing]:
    """A result that is published, and the 复核 that a unit asks for."""
    ground, units = world.ground, world.units
    year = {**world.office, "assessment_id": ground.assessment}
    told = {"period": "2019", "title": "2019年度考核结果", "state": "published", "opened_at": NOON}
    result = put(world.tx, Result, **year, **told)
    asked = {"unit_id": units["kangfu"], "against": 1, "state": "submitted", "reason": "少算", "requested_at": NOON}
    request = put(world.tx, ReviewRequest, **year, **asked, result_id=result)
    about = {"subject_kind": "reexamination", "subject_id": request, "kind": "acceptance", "opened_at": NOON}
    put(world.tx, Obligation, **world.office, **about, unit_id=units["kaohe"], post_id=world.posts["kaohe-officer"])
    bare = SubjectFacts(kind=K.RESULT, office=ground.office)
    yield K.RESULT, result, (bare,)
    awaited = frozenset({"kaohe-officer"})
    yield K.REEXAMINATION, request, (replace(bare, kind=K.REEXAMINATION, lead_unit="kangfu", awaited_posts=awaited),)


def _told(world: World) -> Iterator[Thing]:
    ground, units, then = world.ground, world.units, {"effective_at": NOON, "recorded_at": NOON}
    line = put(world.tx, Journal, **world.about_report, **then, act="submit_report", unit_id=units["jiaojiu"])
    loose = put(world.tx, Journal, **world.office, **then, act="x", subject_kind="person", unit_id=units["tongji"])
    person = SubjectFacts(kind=K.PERSON, office=ground.office, person=ground.person)
    yield K.JOURNAL, line, (replace(world.assigned, kind=K.JOURNAL),)
    yield K.JOURNAL, loose, (SubjectFacts(kind=K.JOURNAL, office=ground.office, lead_unit="tongji"),)
    held = {"person_id": ground.person, "begins_on": date(2019, 1, 1), "recorded_at": NOON}
    put(world.tx, Holding, **world.office, **held, post_id=world.posts["jiaojiu-officer"])
    yield K.PERSON, ground.person, (replace(person, lead_unit="jiaojiu"),)
    letter = {"kind": "reminder", "subject": "提醒", "body": "请报送", "created_at": NOON, "send_after": NOON}
    message = put(world.tx, OutboxMessage, **world.office, **letter, dedup_key="k", person_id=ground.person)
    yield K.MESSAGE, message, (replace(person, kind=K.MESSAGE),)
