"""The act of changing a running year's scheme: all of it or nothing, and first of all to be looked at."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import Field
from sqlalchemy import select, update

from actions.acts import Done, act
from actions.amending.announcing import announce
from actions.amending.catalogue import Retargeted, rewrite_catalogue, withdraw_tasks
from actions.amending.change import Change
from actions.amending.recording import Outcome, done, nothing, record
from actions.amending.schedule import Followed, follow_plan
from actions.amending.standing import Standing
from actions.amending.weighing import against, remarks
from actions.burden.gate import Excess, weigh_plan
from actions.burden.loads import REPORTED
from actions.calendars import tell_days
from actions.context import Act
from actions.guarding import allow
from actions.people import directory_changed
from actions.planning import plan_of
from actions.published import Edition, Published
from actions.publishing.catalogue import Codes
from actions.publishing.offices import tell_charges, tell_office, tell_posts, tell_units
from actions.publishing.publishing import faults_of, overrides_of, read_scheme, write_version
from actions.recounting import look_anew_at_all
from actions.shortfalls.following import follow_figures
from checks.amendable import forbidden
from checks.doubt import Doubt
from checks.planned import Planned
from config.comparing import compare
from config.loading import Loaded, locate, scheme_hash
from config.scheme import Scheme
from config.zone import SHANGHAI
from models.amendments import Amendment
from models.assessments import Assessment
from models.obligations import Obligation
from models.posts import Post
from models.units import Office
from models.writing import insert_rows
from states.actors import Decision
from states.assessment import AssessmentState
from states.burden import Asks
from states.shortfall import ShortfallEnd
from states.subjects import SubjectFacts, SubjectKind
from workdays.periods import Period
from workdays.wording import say_day

LIVING = (AssessmentState.PUBLISHED.value, AssessmentState.RUNNING.value)


class NewRules(Excess):
    """The scheme as it is to be from a day on."""

    text: str = Field(min_length=1, description="变更后的方案全文（YAML），写全年")
    name: str = Field(default="", description="文件名，出错时指明位置")
    effective_on: date = Field(description="自何日起执行；此前到期的按原方案")
    basis: str = Field(min_length=1, description="依据：文号或会议")
    apply: bool = Field(default=False, description="false 只看影响，true 才变更")


@act("amend_year", label="变更年度方案", data=NewRules, asks=Asks.REQUEST)
def amend_year(act: Act, data: NewRules) -> Done:
    """变更正在执行的方案：自生效日起重排未办事项，已办的不变，告知有关单位（先看影响，再决定是否变更）。"""
    loaded = read_scheme(act, data.text, data.name)
    year = _year(act, loaded.scheme)
    published = act.published(year.id)
    now = published.editions[-1]
    subject = SubjectFacts(kind=SubjectKind.ASSESSMENT, office=act.office_id, state=year.state)
    decision = allow(act, "amend", subject)
    if scheme_hash(loaded.source.text) == now.scheme_hash:
        return nothing(published)
    standing = Standing(act, year.id).read()
    before = plan_of(act, published)
    doubts = [
        *forbidden(now.scheme, loaded.scheme),
        *against(standing, now.scheme, loaded.scheme, before, since=data.effective_on),
    ]
    _refuse(act, data, loaded, year, published, doubts)
    with act.attempt(keep=data.apply):
        return _Amending(act, data, loaded, published, standing, before).run(decision)


def _year(act: Act, scheme: Scheme) -> Any:
    """The running year of this scheme; enters its office."""
    query = (
        select(Assessment.t)
        .join(Office.t, Office.c.id == Assessment.c.office_id)
        .where(Office.c.code == scheme.office.code, Assessment.c.scheme_code == scheme.scheme)
        .with_for_update()
    )
    rows = act.tx.execute(query.order_by(Assessment.c.year)).all()
    if not rows:
        raise act.refused(f"没有发布过“{scheme.scheme}”，请先发布；方案编码、考核主体编码与已发布的要一致")
    year = next((row for row in rows if row.year == scheme.year), rows[-1])
    act.enter(year.office_id)
    return year


def _refuse(act: Act, data: NewRules, loaded: Loaded, year: Any, published: Published, doubts: Sequence[Doubt]) -> None:
    """All that stands against it at once."""
    reasons = [*_wrong_day(data, published), *(_placed(one, loaded) for one in doubts)]
    if year.state not in LIVING:
        reasons.insert(0, f"{year.year}年度{AssessmentState(year.state).label}，方案不能再变更")
    if reasons:
        raise act.refused(*reasons)


def _placed(doubt: Doubt, loaded: Loaded) -> str:
    """With the line of the file, for whoever edits it."""
    line = locate(loaded.source, doubt.pointer).line
    return f"第{line}行：{doubt.sentence}；{doubt.suggestion}"


def _wrong_day(data: NewRules, published: Published) -> Iterator[str]:
    last = published.editions[-1].since
    if last is not None and data.effective_on < last:
        yield f"上一次变更自{say_day(last)}起执行，这一次不能更早"
    if data.effective_on.year not in (published.year, published.year + 1):
        yield f"生效日{data.effective_on}不在{published.year}年度"


class _Amending:
    """One change under way, step by step; each step writes."""

    def __init__(self, act: Act, data: NewRules, loaded: Loaded, published: Published, standing: Standing,
                 before: tuple[Planned, ...]) -> None:  # fmt: skip
        self.act, self.data, self.loaded, self.published = act, data, loaded, published
        self.standing, self.before = standing, before
        self.scheme = loaded.scheme
        self.now: Edition = published.editions[-1]
        self.reason = f"方案变更，依据{data.basis}"

    def run(self, decision: Decision) -> Done:
        act, since, basis = self.act, self.data.effective_on, self.data.basis
        changes = compare(self.now.scheme, self.scheme)
        gone = withdraw_tasks(act, self.standing, self.scheme, reason=self.reason, basis=basis)
        ended = self._ended_with(gone)
        codes = self._seats()
        has_new_days = self._days()
        number = self._edition()
        retargeted, followed = self._follow(codes)
        if has_new_days:
            look_anew_at_all(act)
        followed = Followed(followed.moved, (*ended, *followed.withdrawn), followed.opened)
        self._weigh(followed)
        year = self.published.assessment_id
        told = announce(
            act, self.scheme, followed, retargeted, changes, year=year, number=number, since=since, basis=basis
        )
        outcome = Outcome(changes, followed, retargeted, tuple(told))
        record(act, self.published, self.loaded, outcome, effective_on=since, basis=basis, decision=decision)
        doubts = remarks(self.standing, self.before, self.after, since)
        return done(self.published, self.scheme, outcome, doubts, since=since, applied=self.data.apply)

    def _seats(self) -> Codes:
        """Units, posts and who is in charge of what, as the new rules have them."""
        act, since = self.act, self.data.effective_on
        tell_office(act.tx, self.scheme)
        units = tell_units(act.tx, act.office_id, self.scheme)
        posts = tell_posts(act.tx, act.office_id, self.scheme, units)
        tell_charges(act.tx, act.office_id, self.scheme, units=units, posts=posts, day=since)
        named = {post.code for post in self.scheme.posts}
        ended = {post.code for post in self.now.scheme.posts if post.code not in named}
        gone = [row.id for code, row in self.standing.posts.items() if code in ended]
        last = date.fromordinal(since.toordinal() - 1)
        act.tx.execute(update(Post.t).where(Post.c.id.in_(gone)).values(ended_on=last, version=Post.c.version + 1))
        directory_changed(act)
        return Codes(act.office_id, self.published.assessment_id, units, posts)

    def _days(self) -> bool:
        """Whether there are days that are counted otherwise from now on."""
        known = {(row.date, row.kind, row.name) for row in overrides_of(self.now.scheme)}
        fresh = [row for row in overrides_of(self.scheme) if (row.date, row.kind, row.name) not in known]
        tell_days(self.act.tx, fresh, office_id=self.act.office_id, now=self.act.now, by=self.act.person_id)
        self.act.count_days_again()
        if faults := faults_of(self.act, self.scheme):
            raise self.act.refused(*faults)
        return bool(fresh)

    def _edition(self) -> int:
        version = write_version(self.act, self.loaded, basis=self.data.basis)
        row = {
            "office_id": self.act.office_id,
            "assessment_id": self.published.assessment_id,
            "ordinal": len(self.published.editions),
            "scheme_version_id": version,
            "effective_on": self.data.effective_on,
            "basis": self.data.basis,
            "amended_at": self.act.now,
            "amended_by": self.act.person_id,
        }
        (number,) = insert_rows(self.act.tx, Amendment.t, [row])
        named = update(Assessment.t).where(Assessment.c.id == self.published.assessment_id)
        self.act.tx.execute(named.values(title=self.scheme.title, version=Assessment.c.version + 1))
        self.act.read_rules_again()
        return number

    def _follow(self, codes: Codes) -> tuple[tuple[Retargeted, ...], Followed]:
        act, since = self.act, self.data.effective_on
        catalogue = rewrite_catalogue(act, self.standing, self.scheme, codes, since=since, basis=self.data.basis)
        published = act.published(self.published.assessment_id)
        self.after = plan_of(act, published)
        change = Change(act, self.standing, self.scheme, self.before, self.after, since, codes, catalogue)
        followed = follow_plan(change, reason=self.reason)
        if moved := {each.assignment_id for each in catalogue.retargeted}:
            follow_figures(act, published, moved, ended=ShortfallEnd.ADJUSTED)
        return catalogue.retargeted, followed

    def _weigh(self, followed: Followed) -> None:
        """What the new plan asks besides counts as whatever else is asked (R2.28)."""
        asked: dict[Period, dict[int, None]] = {}
        for one in followed.opened:
            if one.kind in REPORTED and one.due is not None:
                day = one.due.astimezone(SHANGHAI)
                asked.setdefault(Period.month(day.year, day.month), {})[one.unit_id] = None
        number, data = self.published.assessment_id, self.data
        weighed = weigh_plan(self.act, number, asked, excess=data)
        if weighed.reasons:
            raise self.act.refused(*weighed.reasons)
        if weighed.over:
            after = {"over": weighed.over, "approved_by": data.approved_by}
            self.act.record(
                SubjectKind.ASSESSMENT.value, number, act="over_cap", assessment_id=number, after=after,
                reason=data.over_reason, basis=data.basis,
            )  # fmt: skip

    def _ended_with(self, gone: Sequence[Any]) -> tuple[Any, ...]:
        """What was owed about the tasks that were withdrawn, as it stood."""
        query = select(Obligation.c.id).where(
            Obligation.c.assessment_id == self.published.assessment_id, Obligation.c.settled_at == self.act.now
        )
        ended = frozenset(self.act.tx.scalars(query)) if gone else frozenset()
        rows = tuple(row for row in self.standing.owed if row.id in ended)
        self.standing.forget(ended)
        return rows
